#include "orm/model/writer.h"

#include "orm/core/error.h"
#include "orm/db/querylog.h"
#include "orm/model/inserter.h"
#include "orm/sql/querygenerator.h"

#include <QDateTime>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool isAmong(const QStringList &fields, const QString &attribute)
{
    return fields.isEmpty() || fields.contains(attribute);
}

} // namespace

QueryGenerator::Log Writer::log() const
{
    return m_connection.log().isListening() ? QueryGenerator::Log::On : QueryGenerator::Log::Off;
}

Instance Writer::build(const ModelData &model, const Values &values)
{
    Instance instance;
    instance.m_changes = new InstanceChanges;
    InstanceChanges &own = *instance.m_changes;
    own.data = &model;
    own.isNew = true;
    own.values.resize(size_t(model.attributeCount()));
    for (const Values::Entry &entry : values) {
        const int index = model.indexOf(entry.attribute);
        if (index < 0 || entry.value.isUndefined())
            continue;
        const QVariant *given = entry.value.data();
        own.values[size_t(index)] =
            given ? Operand(model.type(index).fromUser(*given)) : entry.value;
        own.order.push_back(index);
    }
    for (int i = 0; i < model.attributeCount(); ++i) {
        Operand &value = own.values[size_t(i)];
        if (value.isUndefined())
            value = model.defaultOf(i);
        if (value.isUndefined() && i == model.primaryKey
            && model.attributes[size_t(i)].options.autoIncrement)
            value = nullptr;
    }
    return instance;
}

Where Writer::whereKey(const ModelData &model, const QVariant &key)
{
    if (!key.isValid() || key.isNull())
        throw InstanceError(
            u"You attempted to save an instance with no primary key, this is not allowed since it "
            "would result in a global update"_s);
    return Where{{model.attributes[size_t(model.primaryKey)].name, key}};
}

void Writer::validate(const Instance &instance, const QStringList &fields) const
{
    QList<ValidationErrorItem> errors = instance.validate();
    errors.removeIf(
        [&fields](const ValidationErrorItem &error) { return !isAmong(fields, error.path); });
    throwIfInvalid(errors);
}

Instance Writer::save(const Instance &instance, const SaveOptions &options)
{
    return instance.isNewRecord() ? insert(instance, options) : updateChanged(instance, options);
}

void Writer::stamp(Instance &instance, const QDateTime &now, bool keepUpdatedAt) const
{
    std::vector<Operand> &values = instance.changes().values;
    if (m_model.createdAt >= 0 && values[size_t(m_model.createdAt)].isUndefined())
        values[size_t(m_model.createdAt)] = now;
    if (m_model.updatedAt >= 0
        && (!keepUpdatedAt || values[size_t(m_model.updatedAt)].isUndefined()))
        values[size_t(m_model.updatedAt)] = now;
}

Instance Writer::insert(const Instance &instance, const SaveOptions &options)
{
    Instance fresh = instance;
    if (options.validate)
        validate(fresh, options.fields);
    stamp(fresh, QDateTime::currentDateTimeUtc(), options.silent);

    std::vector<int> written;
    for (int i = 0; i < m_model.attributeCount(); ++i) {
        const bool isClock = i == m_model.createdAt || i == m_model.updatedAt;
        if (!fresh.own(i).isUndefined()
            && (isClock || isAmong(options.fields, m_model.attributes[size_t(i)].name)))
            written.push_back(i);
    }
    const Result result = m_connection.execute(insertOf(fresh, written));
    fresh.settle(result.insertId);
    return fresh;
}

Sql Writer::insertOf(const Instance &instance, const std::vector<int> &written)
{
    const QueryGenerator &generator = m_connection.generator();
    const auto spell = [&] {
        Insert insert{.table = &m_model.table, .values = {}};
        for (const int i : written)
            insert.values.push_back({.column = column(i), .value = instance.own(i)});
        return generator.insert(insert, log());
    };
    // One bit an attribute, and the highest for a key that the database makes.
    quint64 columns = 0;
    QVariantList binds;
    binds.reserve(qsizetype(written.size()));
    for (const int i : written) {
        const QVariant *value = instance.own(i).data();
        if (!value || i >= 63)
            return spell();
        columns |= quint64(1) << i;
        if (column(i)->autoIncrement && value->isNull())
            columns |= quint64(1) << 63;
        else
            binds += generator.toStored(*value, m_model.type(i));
    }
    if (m_connection.log().isListening())
        return spell();
    Sql sql = m_connection.spelledOnce(
        {.owner = &m_model, .kind = Shape::Kind::Insert, .columns = columns}, spell);
    sql.binds = std::move(binds);
    return sql;
}

Instance Writer::updateChanged(const Instance &instance, const SaveOptions &options)
{
    Instance fresh = instance;
    std::vector<int> changed;
    if (instance.m_changes)
        for (const int index : instance.m_changes->order)
            if (isAmong(options.fields, m_model.attributes[size_t(index)].name))
                changed.push_back(index);
    if (changed.empty())
        return fresh;
    if (options.validate) {
        QList<ValidationErrorItem> errors;
        for (const int index : changed)
            m_model.validate(index, instance.own(index), errors);
        throwIfInvalid(errors);
    }

    InstanceChanges &own = fresh.changes();
    if (m_model.updatedAt >= 0 && !options.silent) {
        own.values[size_t(m_model.updatedAt)] = QDateTime::currentDateTimeUtc();
        changed.push_back(m_model.updatedAt);
    }
    const Result result =
        m_connection.execute(updateOf(fresh, changed, instance.stored(m_model.primaryKey)));
    if (result.affected == 0)
        throw InstanceError(u"%1 %2 could not be saved because it does not exist anymore."_s.arg(
            m_model.name, instance.stored(m_model.primaryKey).toString()));
    fresh.settle(changed);
    return fresh;
}

Sql Writer::updateOf(const Instance &instance, const std::vector<int> &changed, const QVariant &key)
{
    const QueryGenerator &generator = m_connection.generator();
    const Where where = whereKey(m_model, key);
    const auto spell = [&] {
        Update update{.table = &m_model.table, .values = {}, .where = where, .limit = {}};
        for (const int i : changed)
            update.values.push_back({.column = column(i), .value = instance.own(i)});
        return generator.update(update, log());
    };
    // Seven bits an attribute, in the order in which they are written.
    quint64 columns = 0;
    QVariantList binds;
    for (const int i : changed) {
        const QVariant *value = instance.own(i).data();
        if (!value || i >= 127 || changed.size() > 9)
            return spell();
        columns = columns << 7 | quint64(i + 1);
        binds += generator.toStored(*value, m_model.type(i));
    }
    if (m_connection.log().isListening())
        return spell();
    Sql sql = m_connection.spelledOnce(
        {.owner = &m_model, .kind = Shape::Kind::Update, .columns = columns}, spell);
    sql.binds = std::move(binds);
    sql.binds += generator.toBind(key, &m_model.type(m_model.primaryKey));
    return sql;
}

qint64 Writer::update(const Values &values, const UpdateOptions &options)
{
    if (options.where.isEmpty() && !options.allRows && !options.limit)
        throw UsageError(
            u"Missing where attribute in the options parameter; to change every row of %1 say allRows."_s
                .arg(m_model.table.name));
    Update update{
        .table = &m_model.table, .values = {}, .where = options.where, .limit = options.limit};
    QList<ValidationErrorItem> errors;
    for (const Values::Entry &entry : values) {
        const int index = m_model.indexOf(entry.attribute);
        if (index < 0 || entry.value.isUndefined()
            || (index == m_model.updatedAt && !options.silent))
            continue;
        const QVariant *given = entry.value.data();
        const Operand value = given ? Operand(m_model.type(index).fromUser(*given)) : entry.value;
        if (options.validate)
            m_model.validate(index, value, errors);
        update.values.push_back({.column = column(index), .value = value});
    }
    throwIfInvalid(errors);
    if (update.values.empty())
        return 0;
    if (!options.silent && m_model.updatedAt >= 0)
        update.values.push_back(
            {.column = column(m_model.updatedAt), .value = QDateTime::currentDateTimeUtc()});
    return m_connection.execute(m_connection.generator().update(update, log())).affected;
}

qint64 Writer::destroy(const DestroyOptions &options)
{
    if (options.where.isEmpty() && !options.allRows && !options.limit)
        throw UsageError(u"Missing where or truncate attribute in the options parameter of "
                         u"model.destroy; to delete "
                         "every row of %1 say allRows."_s.arg(m_model.table.name));
    const Delete remove{.table = &m_model.table, .where = options.where, .limit = options.limit};
    return m_connection.execute(m_connection.generator().remove(remove, log())).affected;
}

qint64 Writer::increment(const QString &attribute, const IncrementOptions &options,
                         bool isSubtracted)
{
    const int index = m_model.indexOf(attribute);
    if (index < 0)
        throw UsageError(u"%1 has no attribute \"%2\" to add to."_s.arg(m_model.name, attribute));
    const bool isWhole = options.by == double(qint64(options.by));
    const Operand by = isWhole ? Operand(qint64(options.by)) : Operand(options.by);
    Increment increment{
        .table = &m_model.table,
        .by = {{.column = column(index), .value = by, .isSubtracted = isSubtracted}},
        .set = {},
        .where = options.where};
    if (m_model.updatedAt >= 0 && !options.silent)
        increment.set.push_back(
            {.column = column(m_model.updatedAt), .value = QDateTime::currentDateTimeUtc()});
    return m_connection.execute(m_connection.generator().increment(increment, log())).affected;
}

} // namespace orm
