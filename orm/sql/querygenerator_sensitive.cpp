// Which expressions are made of columns whose values nobody is to read.
#include "orm/sql/querygenerator.h"

#include <algorithm>

namespace orm {

namespace {

bool hasSensitive(const TableDef *table, const std::vector<Join> *joins)
{
    const auto isOne = [](const ColumnDef &column) { return column.type.isSensitive(); };
    const auto hasOne = [](const Join &join) { return hasSensitive(join.table, &join.joins); };
    return (table && std::ranges::any_of(table->columns, isOne))
           || (joins && std::ranges::any_of(*joins, hasOne));
}

/// What is known of a column of that name, perhaps with its table or what is inside of it.
struct Known
{
    bool isThere = false; ///< In one of the tables.
    bool isSensitive = false;
};

/// Looks the column up in the table and in those that are joined. Databases take names in any case.
void lookUp(const QStringList &parts, const TableDef *table, const std::vector<Join> *joins,
            Known &known)
{
    if (table)
        for (const ColumnDef &column : table->columns) {
            const bool isNamed = parts.contains(column.name, Qt::CaseInsensitive)
                                 || parts.contains(column.attribute, Qt::CaseInsensitive);
            known.isThere |= isNamed;
            known.isSensitive |= isNamed && column.type.isSensitive();
        }
    if (joins)
        for (const Join &join : *joins)
            lookUp(parts, join.table, &join.joins, known);
}

} // namespace

bool QueryGenerator::isSensitive(const Scope &scope, const Operand &value)
{
    const auto isOne = [&](QString path) {
        if (!hasSensitive(scope.table, scope.joins))
            return false;
        Known known;
        lookUp(path.remove(u'$').split(u'.'), scope.table, scope.joins, known);
        // A name that no column has may be misspelt.
        return known.isThere ? known.isSensitive : !path.endsWith(u'*');
    };
    const auto isAny = [&](const std::vector<Operand> &list) {
        return std::ranges::any_of(list,
                                   [&](const Operand &each) { return isSensitive(scope, each); });
    };
    if (const auto *column = std::get_if<Column>(&value.node()))
        return isOne(column->path);
    if (const auto *json = std::get_if<JsonPath>(&value.node()))
        return isOne(json->path);
    if (const auto *cast = std::get_if<Cast>(&value.node()))
        return isSensitive(scope, *cast->value);
    if (const auto *comparison = std::get_if<Comparison>(&value.node()))
        return isSensitive(scope, *comparison->left) || isSensitive(scope, *comparison->right);
    if (const Where *condition = value.condition())
        return std::ranges::any_of(condition->terms(), [&](const Where::Term &term) {
            return isSensitive(scope, term.value);
        });
    if (const Operand::List *list = value.list())
        return isAny(*list);
    const auto *function = std::get_if<Function>(&value.node());
    return function && isAny(function->arguments);
}

} // namespace orm
