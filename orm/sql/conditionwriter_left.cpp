// The part of ConditionWriter that finds and writes what stands on the left side, also inside of
// JSON.
#include "orm/core/error.h"
#include "orm/expr/layout.h"
#include "orm/expr/tables.h"
#include "orm/sql/conditionwriter.h"
#include "orm/sql/minifiedaliases.h"

#include <QJsonValue>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// A type goes into the text as it is, so that only known words may.
QString checkedCast(const QString &type)
{
    static constexpr QLatin1StringView known[] = {"integer"_L1,     "int"_L1,
                                                  "smallint"_L1,    "bigint"_L1,
                                                  "float"_L1,       "real"_L1,
                                                  "decimal"_L1,     "numeric"_L1,
                                                  "boolean"_L1,     "text"_L1,
                                                  "char"_L1,        "varchar"_L1,
                                                  "date"_L1,        "timestamp"_L1,
                                                  "timestamptz"_L1, "datetime"_L1,
                                                  "json"_L1,        "jsonb"_L1,
                                                  "signed"_L1,      "unsigned"_L1,
                                                  "nvarchar"_L1,    "double precision"_L1};
    if (std::ranges::find(known, type.toLower()) == std::end(known))
        throw UsageError(u"Invalid cast type: %1"_s.arg(type));
    return type;
}

/// Whether that is a QJsonValue of one number, bool, text or null.
bool isJsonScalar(const Operand &value)
{
    const QVariant *data = value.data();
    if (!data || data->metaType() != QMetaType::fromType<QJsonValue>())
        return false;
    const QJsonValue json = data->value<QJsonValue>();
    return !json.isObject() && !json.isArray() && !json.isUndefined();
}

Operand unwrapped(const Operand &value)
{
    const QJsonValue json = value.data()->value<QJsonValue>();
    return json.isNull() ? Operand(nullptr) : Operand(json.toVariant());
}

} // namespace

ConditionWriter::Left ConditionWriter::leftOf(const QString &attribute) const
{
    Left left{.name = attribute};
    if (!m_scope.table)
        return left;
    left.column = m_scope.table->find(attribute);
    if (!left.column)
        left.column = m_scope.table->findColumn(attribute);
    if (left.column)
        return left;
    if (QueryGenerator::isJoinedColumn(attribute))
        return joinedLeft(attribute).value_or(left);
    const qsizetype dot = attribute.indexOf(u'.');
    if (dot < 1)
        return left;
    const ColumnDef *column = m_scope.table->find(QStringView(attribute).first(dot));
    if (!column || !column->type.isJson())
        return left;
    left.column = column;
    for (const QString &key : QueryGenerator::keysOf(attribute.sliced(dot + 1)))
        left = memberOf(left, key);
    return left;
}

/// "$Author.name$" where such a table is joined.
std::optional<ConditionWriter::Left> ConditionWriter::joinedLeft(const QString &name) const
{
    const auto joined =
        m_scope.joins ? joinedColumn(*m_scope.joins, inDollars(name)) : std::nullopt;
    if (!joined)
        return std::nullopt;
    Left left{
        .name = name, .column = joined->column, .table = joined->table, .alias = joined->alias};
    if (joined->inside.isEmpty())
        return left;
    for (const QString &key : QueryGenerator::keysOf(joined->inside))
        left = memberOf(left, key);
    return left;
}

ConditionWriter::Left ConditionWriter::memberOf(const Left &left, const QString &key) const
{
    Left member = left;
    const qsizetype colons = key.indexOf("::"_L1);
    member.path += colons < 0 ? key : key.first(colons);
    if (colons >= 0)
        member.cast = checkedCast(key.sliced(colons + 2).section("::"_L1, 0, 0));
    return member;
}

void ConditionWriter::writeLeft(const Left &left)
{
    if (left.expression)
        m_generator.writeExpression(m_writer, m_scope, *left.expression);
    else
        writeColumn(left);
}

void ConditionWriter::writeColumn(const Left &left)
{
    if (left.table) {
        m_writer.name(left.alias).raw(u".").name(left.column->name);
        return;
    }
    // "$Author.name$" is a column of another table of the query.
    if (!left.column && QueryGenerator::isJoinedColumn(left.name)) {
        m_generator.writeJoinedColumn(m_writer, m_scope, left.name);
        return;
    }
    QueryGenerator::writePrefix(m_writer, m_scope);
    if (!m_scope.namesAttributes && m_scope.aliases)
        m_writer.name(m_scope.aliases->of(left.name));
    else
        m_writer.name(left.column && m_scope.namesAttributes ? left.column->name : left.name);
}

void ConditionWriter::writeJsonLeft(const Left &left, Operator op, const Operand &value)
{
    const auto writeColumn = [&] {
        if (left.table)
            m_writer.name(left.alias).raw(u".");
        else
            QueryGenerator::writePrefix(m_writer, m_scope);
        m_writer.name(left.column->name);
    };
    if (left.cast.isEmpty()) {
        m_generator.writeJsonComparable(m_writer, writeColumn, left.path, op, value);
        return;
    }
    m_writer.raw("CAST("_L1);
    m_generator.writeJsonPath(m_writer, writeColumn, left.path, false);
    m_writer.raw(" AS "_L1).raw(m_generator.castType(left.cast).toUpper()).raw(u")");
}

bool ConditionWriter::isBool(const Operand &value)
{
    return value.data() && value.data()->typeId() == QMetaType::Bool;
}

std::optional<Operand> ConditionWriter::plainJson(const Left &left, const Operand &value)
{
    const bool isPath =
        left.expression && std::holds_alternative<JsonPath>(left.expression->node());
    if (!left.isInJson() && !isPath)
        return std::nullopt;
    if (isJsonScalar(value))
        return unwrapped(value);
    const Operand::List *list = value.list();
    if (!list || std::ranges::none_of(*list, isJsonScalar))
        return std::nullopt;
    Operand::List plain;
    for (const Operand &each : *list)
        plain.push_back(isJsonScalar(each) ? unwrapped(each) : each);
    return Operand(plain);
}

std::vector<Operand::List> ConditionWriter::byJsonType(const Operand::List &list)
{
    const auto rank = [](const Operand &value) {
        if (!value.data() || (!holdsNumber(*value.data()) && !holdsDecimal(*value.data())))
            return isBool(value) ? 1 : 2;
        return 0;
    };
    std::vector<Operand::List> groups;
    for (int wanted = 0; wanted < 3; ++wanted) {
        Operand::List group;
        std::ranges::copy_if(list, std::back_inserter(group),
                             [&](const Operand &each) { return rank(each) == wanted; });
        if (!group.empty())
            groups.push_back(std::move(group));
    }
    return groups;
}

} // namespace orm
