// The part of Writer that runs hooks around the writes of one row, where a model has some. The
// writes themselves are the same.
#include "orm/core/error.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/write/onestep.h"
#include "orm/model/write/writer.h"

#include <algorithm>
#include <variant>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QStringList namesOf(const Values &values)
{
    QStringList names;
    for (const Values::Entry &entry : values)
        names += entry.attribute;
    return names;
}

bool isSame(const Operand &left, const Operand &right);

/// Whether two expressions are the same; false where that is hard to tell.
struct SameExpression
{
    bool operator()(const QVariant &left, const QVariant &right) const { return left == right; }
    bool operator()(const Operand::List &left, const Operand::List &right) const
    {
        return std::ranges::equal(left, right, isSame);
    }
    bool operator()(const Literal &left, const Literal &right) const
    {
        return left.sql == right.sql;
    }
    bool operator()(const Column &left, const Column &right) const
    {
        return left.path == right.path;
    }
    bool operator()(const Function &left, const Function &right) const
    {
        return left.name == right.name && (*this)(left.arguments, right.arguments);
    }
    bool operator()(const Cast &left, const Cast &right) const
    {
        return left.type == right.type && isSame(*left.value, *right.value);
    }
    template<typename Left, typename Right>
    bool operator()(const Left &, const Right &) const
    {
        return false;
    }
};

bool isSame(const Operand &left, const Operand &right)
{
    return std::visit(SameExpression(), left.node(), right.node());
}

} // namespace

/// Whether both rows have the same value of an attribute, be it data or an expression.
bool Writer::areAlike(const Instance &left, const Instance &right, const QString &attribute)
{
    const int index = left.data().indexOf(attribute);
    const Operand &one = left.own(index);
    const Operand &other = right.own(index);
    return one.toData() && other.toData() ? left.current(index) == right.current(index)
                                          : isSame(one, other);
}

/// The values that `row` has now of the attributes among `values`.
Values Writer::taken(const Values &values, const Instance &row) const
{
    Values now;
    for (const Values::Entry &entry : values) {
        const int attribute = m_model.indexOf(entry.attribute);
        now.set(entry.attribute, attribute < 0 ? entry.value : row.own(attribute));
    }
    return now;
}

/// Asks the rules of the model, with the hooks around it. `fields`: of these attributes only.
void Writer::validateHooked(Instance &row, SaveOptions &options,
                            const std::optional<QStringList> &fields) const
{
    runHooks(m_model, &ModelHooks::beforeValidate, row, options);
    try {
        throwIfBroken(row, fields);
    } catch (const ValidationError &error) {
        runHooks(m_model, &ModelHooks::validationFailed, row, options, error);
        throw;
    }
    runHooks(m_model, &ModelHooks::afterValidate, row, options);
}

Instance Writer::prepared(Instance row, SaveOptions &options, Fields kind) const
{
    const bool isNew = row.isNewRecord();
    const bool areAll = options.fields.isEmpty();
    const auto judge = [&] {
        if (options.validate)
            validateHooked(row, options, judgedFields(row, options.fields));
    };
    judge();
    const Instance before = row;
    runHooks(m_model, isNew ? &ModelHooks::beforeCreate : &ModelHooks::beforeUpdate, row, options);
    if (!row.hasModel())
        throw UsageError(u"A hook has taken the row of %1 away."_s.arg(m_model.name));
    if (isNew || (!areAll && kind == Fields::Fixed))
        return row;
    const auto wasSet = [&](const QString &attribute) {
        return before.changed(attribute) && areAlike(before, row, attribute);
    };
    for (const QString &attribute : row.changed())
        if (!areAll && !wasSet(attribute) && !options.fields.contains(attribute))
            options.fields += attribute;
    judge();
    return row;
}

Instance Writer::saveHooked(const Instance &instance, const SaveOptions &options, Fields kind)
{
    return inOneStep(m_model, m_connection, [&] {
        SaveOptions own = options;
        Instance row = prepared(instance, own, kind);
        if (!row.isNewRecord() && own.fields.isEmpty() && row.changed().isEmpty())
            return row;
        SaveOptions plain = own;
        plain.hooks = false;
        plain.validate = false;
        Instance fresh = saveRow(row, plain);
        // What a hook has set beside the fields of the call is not stored.
        if (row.isNewRecord() && !own.fields.isEmpty())
            for (const QString &attribute : row.changed())
                if (!own.fields.contains(attribute))
                    fresh.setChanged(Text(attribute));
        return finished(std::move(fresh), own, row.isNewRecord());
    });
}

Instance Writer::finished(Instance row, const SaveOptions &options, bool wasNew) const
{
    runHooks(m_model, wasNew ? &ModelHooks::afterCreate : &ModelHooks::afterUpdate, row, options);
    return row;
}

std::pair<Instance, std::optional<bool>> Writer::upsertHooked(Values values, UpsertOptions options)
{
    return inOneStep(m_model, m_connection, [&] {
        judgeHooked(values, options.validate);
        runHooks(m_model, &ModelHooks::beforeUpsert, values, options);
        UpsertOptions plain = options;
        plain.hooks = false;
        std::pair<Instance, std::optional<bool>> answer = upsert(values, plain);
        runHooks(m_model, &ModelHooks::afterUpsert, answer, std::as_const(options));
        return answer;
    });
}

/// Asks the rules about values that belong to no row yet, and takes over what hooks make of them.
void Writer::judgeHooked(Values &values, bool isWanted) const
{
    if (!isWanted)
        return;
    Instance row = judgedRow(values);
    SaveOptions options;
    validateHooked(row, options, namesOf(values));
    values = taken(values, row);
}

} // namespace orm
