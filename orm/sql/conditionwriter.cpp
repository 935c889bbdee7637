#include "orm/sql/conditionwriter.h"

#include "orm/core/error.h"

#include <QJsonObject>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// The terms as Sequelize orders them: operators first, then attributes.
std::vector<const Where::Term *> ordered(const Where &where)
{
    std::vector<const Where::Term *> terms;
    for (const Where::Term &term : where.terms())
        terms.push_back(&term);
    std::ranges::stable_partition(
        terms, [](const Where::Term *term) { return !std::holds_alternative<QString>(term->key); });
    return terms;
}

/// How many terms `where` has once conditions that stand for themselves are opened.
size_t termCount(const Where &where)
{
    size_t count = 0;
    for (const Where::Term &term : where.terms()) {
        const Where *inner =
            std::holds_alternative<std::monostate>(term.key) ? term.value.condition() : nullptr;
        count += inner ? termCount(*inner) : 1;
    }
    return count;
}

Where whereOf(const QJsonObject &object)
{
    std::vector<Where::Term> terms;
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QJsonValue value = member.value();
        // An array is one value here; a list in a condition would be IN.
        Operand held = value.isArray() ? Operand(value) : Operand(value.toVariant());
        terms.emplace_back(Text(member.key()),
                           value.isObject() ? Operand(whereOf(value.toObject())) : held);
    }
    return Where(std::move(terms));
}

/// The members of a condition that has nothing but members; what whereOf() made.
std::optional<QJsonObject> objectOf(const Where &where)
{
    QJsonObject object;
    for (const Where::Term &term : where.terms()) {
        const auto *key = std::get_if<QString>(&term.key);
        const std::optional<QVariant> value = term.value.toData();
        if (!key || !value)
            return std::nullopt;
        object.insert(*key, QJsonValue::fromVariant(*value));
    }
    return object;
}

/// Whether `value` lists nothing at all, so that not one of it holds.
bool isEmptyGroup(const Operand &value)
{
    const Where *condition = value.condition();
    return value.list() ? value.list()->empty() : condition && condition->isEmpty();
}

/// Whether `list` is what one cell of that type holds: an array, or a range as its two
/// bounds. Several ranges are a list of lists.
bool isOneCell(const Operand::List &list, const DataType *type)
{
    if (type && type->kind() == DataType::Kind::Range)
        return list.size() == 2
               && std::ranges::none_of(list, [](const Operand &bound) { return bound.list(); });
    return type && type->kind() == DataType::Kind::Array;
}

} // namespace

Truth ConditionWriter::terms(const Where &where, QLatin1StringView joint)
{
    // An expression tree that SQLite can still parse, and a stack that does not overflow.
    constexpr int maxDepth = 200;
    if (++m_depth > maxDepth)
        throw QueryError(u"A condition is nested more than %1 levels deep."_s.arg(maxDepth));
    std::vector<const Term *> all = ordered(where);
    // Attributes whose columns have other names come last.
    std::ranges::stable_partition(all, [this](const Term *each) { return !isRenamed(*each); });
    const Truth truth =
        joined(all, joint, [this, joint](const Term *each) { return term(*each, joint); });
    --m_depth;
    return truth;
}

bool ConditionWriter::isRenamed(const Term &term) const
{
    const auto *attribute = std::get_if<QString>(&term.key);
    const ColumnDef *column = attribute && m_scope.table && m_scope.namesAttributes
                                  ? m_scope.table->find(*attribute)
                                  : nullptr;
    return column && column->name != column->attribute;
}

Truth ConditionWriter::comparison(const Operand &left, const Operand &right)
{
    return held({.name = u"where(…)"_s, .expression = &left}, right);
}

Truth ConditionWriter::term(const Term &term, QLatin1StringView joint)
{
    if (const auto *attribute = std::get_if<QString>(&term.key))
        return held(leftOf(*attribute), term.value);
    if (const auto *op = std::get_if<Operator>(&term.key))
        return group(*op, term.value);
    return bareTerm(term.value, joint);
}

Truth ConditionWriter::bareTerm(const Operand &value, QLatin1StringView joint)
{
    if (const Where *inner = value.condition())
        return terms(*inner, joint);
    if (value.list())
        return group(Operator::And, value);
    if (const auto *each = std::get_if<Comparison>(&value.node()))
        return comparison(*each->left, *each->right);
    const QVariant *data = value.data();
    if (!data) {
        m_generator.writeExpression(m_writer, m_scope, value);
        return Truth::Depends;
    }
    if (data->typeId() == QMetaType::LongLong && m_scope.table)
        for (const ColumnDef &column : m_scope.table->columns)
            if (column.primaryKey)
                return held({.name = column.attribute, .column = &column}, value);
    if (data->typeId() == QMetaType::QString)
        throw UsageError(u"Support for `{where: 'raw query'}` has been removed."_s);
    throw UsageError(u"A condition cannot be a plain value; name the attribute it is about."_s);
}

Truth ConditionWriter::group(Operator op, const Operand &value)
{
    if (op != Operator::And && op != Operator::Or && op != Operator::Not)
        throw QueryError(
            u"Op::%1 needs an attribute to compare."_s.arg(QLatin1StringView(infoOf(op).name)));
    if (op == Operator::Or && isEmptyGroup(value))
        return never();
    const auto items = [&] { return groupItems(op, value); };
    return op == Operator::Not ? contrary(items) : inParentheses(items);
}

Truth ConditionWriter::groupItems(Operator op, const Operand &value)
{
    const QLatin1StringView joint = op == Operator::Or ? " OR "_L1 : " AND "_L1;
    if (const Operand::List *list = value.list())
        return joined(*list, joint, [this](const Operand &item) { return groupItem(item); });
    return bareTerm(value, joint);
}

Truth ConditionWriter::never()
{
    m_writer.raw("0 = 1"_L1);
    return Truth::Never;
}

Truth ConditionWriter::groupItem(const Operand &item)
{
    const Where *condition = item.condition();
    const bool isMore =
        (condition && termCount(*condition) > 1) || (item.list() && item.list()->size() > 1);
    if (isMore)
        return inParentheses([&] { return bareTerm(item, " AND "_L1); });
    return bareTerm(item, " AND "_L1);
}

Truth ConditionWriter::held(const Left &left, const Operand &value)
{
    const bool isSensitive =
        left.expression ? QueryGenerator::isSensitive(m_scope, *left.expression)
                              || QueryGenerator::isSensitive(m_scope, value)
        : left.column
            ? left.column->type.isSensitive()
            : m_scope.namesAttributes && QueryGenerator::isSensitive(m_scope, Column{left.name});
    const auto hiding = m_writer.hiding(isSensitive);
    if (value.isUndefined())
        throw UsageError(
            u"WHERE parameter \"%1\" has invalid \"undefined\" value"_s.arg(left.name));
    if (const auto plain = plainJson(left, value))
        return held(left, *plain);
    if (const QVariant *data = value.data())
        return heldData(left, *data);
    if (const Operand::List *list = value.list()) {
        if (!isOneCell(*list, left.type()))
            return listed(left, Operator::In, value);
        write(left, Operator::Eq, value);
        return writeRight(left, value, m_scope.shown);
    }
    if (const Where *condition = value.condition())
        return heldCondition(left, *condition);
    // A condition of its own, which the attribute only names.
    if (const auto *each = std::get_if<Comparison>(&value.node()))
        return comparison(*each->left, *each->right);
    write(left, Operator::Eq, value);
    return writeRight(left, value);
}

Truth ConditionWriter::heldData(const Left &left, const QVariant &data)
{
    const bool isObject =
        data.metaType() == QMetaType::fromType<QJsonValue>() && data.value<QJsonValue>().isObject();
    if (isObject && left.column && left.column->type.isJson())
        return json(left, whereOf(data.value<QJsonValue>().toObject()));
    if (data.isNull() || left.isInJson())
        return operate(left, Operator::Eq, data);
    write(left, Operator::Eq, data);
    return writeRight(left, data, left.expression ? Shown::Inline : m_scope.shown);
}

Truth ConditionWriter::heldCondition(const Left &left, const Where &condition)
{
    if (left.type() && left.type()->kind() == DataType::Kind::HStore)
        if (const std::optional<QJsonObject> members = objectOf(condition))
            return operate(left, Operator::Eq, *members);
    const bool isJson = left.column && left.column->type.isJson();
    const auto single = [&](const Term *each) {
        const auto *op = std::get_if<Operator>(&each->key);
        if (op)
            return operate(left, *op, each->value);
        if (isJson)
            return json(left, Where{*each});
        throw QueryError(u"The condition on \"%1\" must be made of operators (Op::…); only JSON "
                         u"columns have members."_s.arg(left.name));
    };
    const std::vector<const Term *> all = ordered(condition);
    if (all.size() == 1)
        return single(all.front());
    if (isJson)
        return json(left, condition);
    return inParentheses([&] { return joined(all, " AND "_L1, single); });
}

Truth ConditionWriter::heldGroup(const Left &left, Operator op, const Operand &value)
{
    const QLatin1StringView joint = op == Operator::Or ? " OR "_L1 : " AND "_L1;
    if (op == Operator::Or && isEmptyGroup(value))
        return never();
    return inParentheses([&] {
        if (const Operand::List *list = value.list())
            return joined(*list, joint, [&](const Operand &item) { return held(left, item); });
        if (const Where *condition = value.condition())
            return joined(ordered(*condition), joint,
                          [&](const Term *each) { return held(left, Operand(Where{*each})); });
        return held(left, value);
    });
}

Truth ConditionWriter::json(const Left &left, const Where &condition)
{
    std::vector<JsonLeaf> leaves;
    collectJson(left, condition, leaves);
    const auto leaf = [this](const JsonLeaf &each) {
        return operate(each.left, each.op, each.value);
    };
    if (leaves.size() == 1)
        return leaf(leaves.front());
    return inParentheses([&] { return joined(leaves, " AND "_L1, leaf); });
}

/// The comparisons below `left`, one after another, however deep they stand.
void ConditionWriter::collectJson(const Left &left, const Where &condition,
                                  std::vector<JsonLeaf> &leaves) const
{
    for (const Term *term : ordered(condition)) {
        const auto *op = std::get_if<Operator>(&term->key);
        const auto *key = std::get_if<QString>(&term->key);
        if (op) {
            leaves.push_back({left, *op, term->value});
        } else if (!key) {
            throw QueryError(
                u"The condition on \"%1\" must be made of members and operators."_s.arg(left.name));
        } else {
            const Left member = memberOf(left, *key);
            if (const Where *inner = term->value.condition())
                collectJson(member, *inner, leaves);
            else
                leaves.push_back(
                    {member, term->value.list() ? Operator::In : Operator::Eq, term->value});
        }
    }
}

} // namespace orm
