#include "orm/core/error.h"
#include "orm/model/define/columns.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/write/brokenkey.h"
#include "orm/model/write/writer.h"

#include <QDateTime>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

std::vector<Assignment> Writer::updateAssignments(const Values &values,
                                                  const UpdateOptions &options) const
{
    QList<ValidationErrorItem> errors;
    std::vector<Assignment> assignments;
    const int clock = options.silent ? -1 : m_model.updatedAt;
    const Operand now = clock < 0 ? Operand() : timestamp(clock);
    bool changesMore = false; // than the clock
    bool hasClock = false;
    const auto add = [&](const QString &attribute, const Operand &value) {
        const int index = m_model.indexOf(attribute);
        if (index < 0)
            m_model.refuseUnknown(attribute);
        if (index < 0 || value.isUndefined())
            return;
        changesMore = changesMore || index != clock;
        hasClock = hasClock || index == clock;
        const QVariant *given = value.data();
        if (options.validate && index != clock)
            m_model.validate(index, given ? Operand(m_model.type(index).fromUser(*given)) : value,
                             errors);
        if (isStored(index))
            assignments.push_back({.column = column(index), .value = index == clock ? now : value});
    };
    if (options.fields.isEmpty())
        for (const Values::Entry &entry : values)
            add(entry.attribute, entry.value);
    for (const QString &field : options.fields)
        if (const Operand *value = values.find(field))
            add(field, *value);
        else if (m_model.indexOf(field) < 0)
            m_model.refuseUnknown(field);
    if (options.validate && m_model.judgesRows())
        m_model.validateRow(
            judgedRow(options.fields.isEmpty() ? values : only(values, options.fields)), errors);
    throwIfInvalid(errors);
    if (!changesMore)
        return {};
    if (clock >= 0 && !hasClock && (options.fields.isEmpty() || options.validate))
        assignments.push_back({.column = column(clock), .value = now});
    addVersion(assignments);
    return assignments;
}

void Writer::refuseMissingWhere(const UpdateOptions &options)
{
    if (options.where.isEmpty() && !options.allRows && !options.limit)
        throw UsageError(u"Missing where attribute in the options parameter"_s);
}

Update Writer::updateFor(const Values &values, const UpdateOptions &options)
{
    refuseMissingWhere(options);
    // Beside the mark of a paranoid model it would not be seen that nothing is left of it.
    if (!options.allRows && m_model.deletedAt >= 0 && options.paranoid)
        m_connection.generator().refuseVanished(m_model.table, options.where);
    return {.table = &m_model.table,
            .values = updateAssignments(values, options),
            .where = options.paranoid ? notDeleted(m_model, options.where) : options.where,
            .order = options.order.terms(),
            .limit = options.limit,
            .returning = returning(options.returning, options.returningOnly),
            .searchPath = options.searchPath};
}

qint64 Writer::update(const Values &values, const UpdateOptions &options)
{
    if (runsHooks(m_model, options.hooks))
        return updateHooked(values, options);
    const Update update = updateFor(values, options);
    if (update.values.empty())
        return 0;
    return execute(m_connection.generator().update(update), update).affected;
}

/// UPDATE. A failure says which of its values is to blame.
Result Writer::execute(const Sql &sql, const Update &update) const
{
    const auto written = [&](int attribute) {
        const auto set = std::ranges::find(update.values, column(attribute), &Assignment::column);
        return set == update.values.end() ? Operand() : set->value;
    };
    return RowSender(m_model, m_connection).execute(sql, written);
}

QList<Instance> Writer::updateReturning(const Values &values, const UpdateOptions &options)
{
    if (runsHooks(m_model, options.hooks))
        return updateReturningHooked(values, options);
    Update update = updateFor(values, options);
    if (update.values.empty())
        return {};
    if (!m_connection.generator().capabilities().returning)
        throw UsageError(u"%1 does not tell which rows an UPDATE changed."_s.arg(
            m_connection.generator().name()));
    update.returning.isWanted = true;
    Sql sql = m_connection.generator().update(update);
    QStringList names;
    for (const ColumnDef &each : m_model.table.columns)
        if (update.returning.columns.isEmpty() ? each.isStored()
                                               : update.returning.columns.contains(each.name))
            names += each.attribute;
    return ModelData::instances(m_connection.execute(sql, m_model.headFor(names)).rows);
}

qint64 Writer::destroy(const DestroyOptions &options)
{
    if (options.where.isEmpty() && !options.allRows && !options.limit)
        throw UsageError(
            u"Missing where or truncate attribute in the options parameter of model.destroy."_s);
    if (runsHooks(m_model, options.hooks))
        return destroyHooked(options);
    const QueryGenerator &generator = m_connection.generator();
    if (m_model.deletedAt < 0 || options.force)
        return removeRows({.table = &m_model.table,
                           .where = options.where,
                           .order = options.order.terms(),
                           .limit = options.limit});
    if (!options.allRows)
        generator.refuseVanished(m_model.table, options.where);
    const QString mark = column(m_model.deletedAt)->name;
    const Operand fallback = m_model.defaultOf(m_model.deletedAt);
    std::vector<Where::Term> terms{
        {Text(mark), fallback.isUndefined() ? Operand(nullptr) : fallback}};
    terms.insert(terms.end(), options.where.terms().begin(), options.where.terms().end());
    std::vector<Assignment> values{
        {.column = column(m_model.deletedAt), .value = QDateTime::currentDateTimeUtc()}};
    addVersion(values);
    return execute(generator.update({.table = &m_model.table,
                                     .values = values,
                                     .where = Where(std::move(terms)),
                                     .order = options.order.terms(),
                                     .limit = options.limit}))
        .affected;
}

qint64 Writer::truncate(const TruncateOptions &options, const Where &scope)
{
    if (runsHooks(m_model, options.hooks))
        return truncateHooked(options, scope);
    if (m_model.deletedAt >= 0 && !options.force)
        return destroy({.where = scope, .allRows = true, .hooks = false});
    const Truncate truncate{.table = &m_model.table,
                            .cascade = options.cascade,
                            .restartIdentity = options.restartIdentity};
    const std::vector<Sql> statements = m_connection.generator().truncate(truncate);
    try {
        const qint64 deleted = execute(statements.front()).affected;
        for (size_t i = 1; i < statements.size(); ++i)
            execute(statements[i]);
        return deleted;
    } catch (ForeignKeyConstraintError &error) {
        BrokenKey(m_model, m_connection).findReferring(error, Where());
        throw;
    }
}

Where Writer::restoredBy(const RestoreOptions &options) const
{
    if (!options.limit)
        return options.where;
    // Beside the mark it would not be seen that nothing is left of it.
    m_connection.generator().refuseVanished(m_model.table, options.where);
    // A limit counts rows that come back, not those that are there.
    const Operand fallback = m_model.defaultOf(m_model.deletedAt);
    const Where isMarked{{column(m_model.deletedAt)->name,
                          Op::ne(fallback.isUndefined() ? Operand(nullptr) : fallback)}};
    return Op::and_({isMarked, options.where});
}

qint64 Writer::restore(const RestoreOptions &options)
{
    if (m_model.deletedAt < 0)
        throw UsageError(u"Model is not paranoid"_s);
    if (runsHooks(m_model, options.hooks))
        return restoreHooked(options);
    const Operand fallback = m_model.defaultOf(m_model.deletedAt);
    std::vector<Assignment> values{{.column = column(m_model.deletedAt),
                                    .value = fallback.isUndefined() ? Operand(nullptr) : fallback}};
    addVersion(values);
    return execute(m_connection.generator().update({.table = &m_model.table,
                                                    .values = values,
                                                    .where = restoredBy(options),
                                                    .order = options.order.terms(),
                                                    .limit = options.limit}))
        .affected;
}

} // namespace orm
