// Which expressions are made of columns whose values nobody is to read.
#include "orm/sql/querygenerator.h"

#include <algorithm>

namespace orm {

namespace {

/// Whether a column of that name, perhaps with its table or what is inside of it, is sensitive in
/// the table or in one that is joined.
bool isSensitiveIn(const TableDef *table, const std::vector<Join> *joins, const QStringList &parts)
{
    const auto isNamed = [&](const ColumnDef &column) {
        return column.type.isSensitive()
               && (parts.contains(column.name) || parts.contains(column.attribute));
    };
    if (table && std::ranges::any_of(table->columns, isNamed))
        return true;
    return joins && std::ranges::any_of(*joins, [&](const Join &join) {
               return isSensitiveIn(join.table, &join.joins, parts);
           });
}

} // namespace

bool QueryGenerator::isSensitive(const Scope &scope, const Operand &value)
{
    const auto isOne = [&](QString path) {
        return isSensitiveIn(scope.table, scope.joins, path.remove(u'$').split(u'.'));
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
