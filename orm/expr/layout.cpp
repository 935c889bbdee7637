#include "orm/expr/layout.h"

#include <algorithm>

namespace orm {

QString ResultColumn::alias(const Select &select) const
{
    return junction ? junction->alias : join ? join->alias : select.alias;
}

QString ResultColumn::path() const
{
    return junction ? junction->path : join ? join->path : QString();
}

const TableDef &ResultColumn::table(const Select &select) const
{
    return junction ? *junction->table : join ? *join->table : *select.table;
}

const Join *joinAt(const std::vector<Join> &joins, QStringView path)
{
    for (const Join &join : joins) {
        if (join.path == path)
            return &join;
        if (const Join *inner = joinAt(join.joins, path))
            return inner;
    }
    return nullptr;
}

const Join *joinAlong(const std::vector<Join> &joins, QStringView path)
{
    for (const Join &join : joins) {
        if (path == join.path)
            return &join;
        if (const Join *inner = joinAlong(join.joins, path))
            return inner;
        if (path.startsWith(join.path + u'.'))
            return &join;
    }
    return nullptr;
}

namespace {

/// Asks the joined tables along a path for what is left of it, the last of them first.
template<typename Ask>
std::optional<JoinedColumn> askAlong(const std::vector<Join> &joins, QStringView path,
                                     const Ask &ask)
{
    const auto asked = [&](const TableDef &table, const QString &alias, const QString &of) {
        return path.startsWith(of + u'.') ? ask(table, alias, path.sliced(of.size() + 1))
                                          : std::nullopt;
    };
    for (const Join &join : joins) {
        if (auto inner = askAlong(join.joins, path, ask))
            return inner;
        if (join.junction)
            if (auto found =
                    asked(*join.junction->table, join.junction->alias, join.junction->path))
                return found;
        if (auto found = asked(*join.table, join.alias, join.path))
            return found;
    }
    return std::nullopt;
}

} // namespace

std::optional<JoinedColumn> joinedColumn(const std::vector<Join> &joins, QStringView path)
{
    return askAlong(joins, path,
                    [](const TableDef &table, const QString &alias,
                       QStringView rest) -> std::optional<JoinedColumn> {
                        if (const ColumnDef *column = table.find(rest))
                            return JoinedColumn{&table, column, alias, {}};
                        const qsizetype dot = rest.indexOf(u'.');
                        const ColumnDef *json = dot > 0 ? table.find(rest.first(dot)) : nullptr;
                        if (!json || !json->type.isJson())
                            return std::nullopt;
                        return JoinedColumn{&table, json, alias, rest.sliced(dot + 1).toString()};
                    });
}

std::optional<JoinedColumn> joinedDottedColumn(const std::vector<Join> &joins, QStringView path)
{
    return askAlong(
        joins, path,
        [](const TableDef &table, const QString &alias,
           QStringView rest) -> std::optional<JoinedColumn> {
            const ColumnDef *column = rest.contains(u'.') ? table.findColumn(rest) : nullptr;
            return column ? std::optional(JoinedColumn{&table, column, alias, {}}) : std::nullopt;
        });
}

bool haveColumn(const std::vector<Join> &joins, const QString &column)
{
    return std::ranges::any_of(joins, [&](const Join &join) {
        return join.table->findColumn(column)
               || (join.junction && join.junction->table->findColumn(column))
               || haveColumn(join.joins, column);
    });
}

const ColumnDef *columnOf(const Selected &selected, const TableDef &table)
{
    if (!selected.isAttribute)
        return nullptr;
    return table.find(std::get<Column>(selected.what.node()).path);
}

QString aliasOf(const Selected &selected, const ColumnDef *column)
{
    if (!selected.alias.isEmpty())
        return selected.alias;
    return column && column->name != column->attribute ? column->attribute : QString();
}

QString nameOf(const Selected &selected, const ColumnDef *column)
{
    const QString alias = aliasOf(selected, column);
    const auto *path = std::get_if<Column>(&selected.what.node());
    return !alias.isEmpty() ? alias : path ? path->path : QString();
}

bool isOpen(const Selected &selected)
{
    if (!selected.alias.isEmpty())
        return false;
    const auto *column = std::get_if<Column>(&selected.what.node());
    return std::holds_alternative<Literal>(selected.what.node())
           || (column && (column->path == u"*" || column->path.endsWith(u".*")));
}

QString resultAlias(const ResultColumn &result, const Select &select)
{
    const auto joined = [&](const QString &name) {
        return result.join ? result.path() + u'.' + name : name;
    };
    if (!result.selected) {
        const QString name = joined(result.key->parentAttribute);
        return name != result.key->parentColumn ? name : QString();
    }
    const ColumnDef *column = columnOf(*result.selected, result.table(select));
    if (!result.join)
        return aliasOf(*result.selected, column);
    const QString name = nameOf(*result.selected, column);
    return name.isEmpty() ? QString() : joined(name);
}

bool leavesSubQuery(const Select &select, const Join &join, const Join *parent)
{
    if (select.perParent && !parent)
        return true;
    return select.hasSubQuery && !join.isInSubQuery && (!parent || parent->isInSubQuery);
}

Layout::Layout(const Select &select)
{
    std::vector<ResultColumn> &own = select.hasSubQuery ? inner : outer;
    for (const Selected &selected : select.columns)
        own.push_back({.selected = &selected});
    for (const Join &join : select.joins)
        add(select, join, nullptr);
}

void Layout::add(const Select &select, const Join &join, const Join *parent)
{
    const bool isInner = select.hasSubQuery && join.isInSubQuery;
    std::vector<ResultColumn> &list = isInner ? inner : outer;
    for (const Selected &selected : join.columns)
        list.push_back({.join = &join, .selected = &selected});
    if (join.junction)
        for (const Selected &selected : join.junction->columns)
            list.push_back({.join = &join, .junction = &*join.junction, .selected = &selected});
    addKey(select, join, parent);
    for (const Join &child : join.joins)
        add(select, child, &join);
}

/// What the join is held against, unless the sub-query has it already.
void Layout::addKey(const Select &select, const Join &join, const Join *parent)
{
    if (!select.hasSubQuery || !leavesSubQuery(select, join, parent))
        return;
    const bool isThere = std::ranges::any_of(inner, [&](const ResultColumn &each) {
        if (each.join != parent || each.junction)
            return false;
        if (!each.selected)
            return each.key->parentColumn == join.parentColumn
                   && each.key->parentAttribute == join.parentAttribute;
        const ColumnDef *column = columnOf(*each.selected, each.table(select));
        return column && column->name == join.parentColumn
               && nameOf(*each.selected, column) == join.parentAttribute;
    });
    if (!isThere)
        inner.push_back({.join = parent, .key = &join});
}

std::vector<ResultColumn> Layout::all() const
{
    std::vector<ResultColumn> columns = inner;
    columns.insert(columns.end(), outer.begin(), outer.end());
    return columns;
}

} // namespace orm
