#include "orm/model/define/columns.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// `list` without virtual attributes, and with those that they are made from.
std::vector<Selected> withDependencies(const ModelData &model, const std::vector<Selected> &list)
{
    std::vector<Selected> columns;
    QStringList needed;
    for (const Selected &selected : list) {
        const int index = model.indexOf(plainName(selected));
        if (index >= 0 && !model.table.columns[size_t(index)].isStored())
            needed += model.type(index).dependencies();
        else
            columns.push_back(selected);
    }
    for (const QString &attribute : std::as_const(needed))
        if (!contains(columns, attribute))
            columns.emplace_back(attribute);
    return columns;
}

} // namespace

QString plainName(const Selected &selected)
{
    const auto *column = std::get_if<Column>(&selected.what.node());
    return selected.isAttribute && selected.alias.isEmpty() && column ? column->path : QString();
}

bool hasOwnPlaces(const Selected &selected, const DataType &attribute)
{
    if (!isExpression(selected))
        return false;
    const auto *function = std::get_if<Function>(&selected.what.node());
    const QString name = function ? function->name.toLower() : QString();
    if (name == u"avg")
        return true;
    const bool isOfAColumn = (name == u"min" || name == u"max" || name == u"sum")
                             && function->arguments.size() == 1
                             && std::holds_alternative<Column>(function->arguments[0].node());
    return attribute.isNumber() && !attribute.isFloating() && !isOfAColumn;
}

bool isExpression(const Selected &selected)
{
    return !std::holds_alternative<Column>(selected.what.node());
}

bool contains(const std::vector<Selected> &list, const QString &attribute)
{
    return std::ranges::any_of(list,
                               [&](const Selected &each) { return plainName(each) == attribute; });
}

bool mentions(const std::vector<Selected> &list, const QString &attribute)
{
    return std::ranges::any_of(list, [&](const Selected &each) {
        const auto *path = std::get_if<Column>(&each.what.node());
        return each.alias == attribute || (path && path->path == attribute);
    });
}

std::vector<Selected> columnsOf(const ModelData &model, const Attributes &attributes)
{
    if (attributes.isList())
        return withDependencies(model, attributes.only());
    std::vector<Selected> columns;
    columns.reserve(model.attributes.size() + attributes.more().size());
    for (const ColumnDef &column : model.table.columns)
        if (column.isStored() && !attributes.less().contains(column.attribute))
            columns.emplace_back(column.attribute);
    columns.insert(columns.end(), attributes.more().begin(), attributes.more().end());
    return columns;
}

Where notDeleted(const ModelData &model, const Where &where)
{
    if (model.deletedAt < 0)
        return where;
    const ColumnDef &column = model.table.columns[size_t(model.deletedAt)];
    const bool hasDefault = column.defaultValue.data() && !column.defaultValue.isUndefined();
    const Where isThere{{column.name, hasDefault ? column.defaultValue : Operand(Op::eq(nullptr))}};
    return Op::and_({isThere, where});
}

} // namespace orm
