#pragma once

#include "orm/expr/select.h"

#include <vector>

namespace orm {

/// One column of the result of a SELECT with joins: whose it is, and what.
struct ResultColumn
{
    const Join *join = nullptr;          ///< Null: of the table that is selected from.
    const JoinTable *junction = nullptr; ///< Of the table in between, if it is of that one.
    /// Null: nobody asked for it, but `key`, a join's parentColumn, must leave the sub-query.
    const Selected *selected = nullptr;
    const Join *key = nullptr;

    /// Alias and result name of the table it is of; empty path: of the selected one.
    [[nodiscard]] QString alias(const Select &select) const;
    [[nodiscard]] QString path() const;
    [[nodiscard]] const TableDef &table(const Select &select) const;
};

/// The columns of a SELECT, in their order. With a sub-query, the result has those of `inner`
/// first.
struct Layout
{
    std::vector<ResultColumn> inner; ///< Of the sub-query; empty without one.
    std::vector<ResultColumn> outer; ///< Of the rest.

    explicit Layout(const Select &select);

    /// All of them as the result has them.
    [[nodiscard]] std::vector<ResultColumn> all() const;

private:
    void add(const Select &select, const Join &join, const Join *parent);
    void addKey(const Select &select, const Join &join, const Join *parent);
};

/// The join whose rows a path names ("Titles.Reviews"), or nullptr.
[[nodiscard]] const Join *joinAt(const std::vector<Join> &joins, QStringView path);
/// The same where the path may lead on into an attribute: "Titles.meta" of `$Titles.meta.size$`
/// gives Titles.
[[nodiscard]] const Join *joinAlong(const std::vector<Join> &joins, QStringView path);

/// A column of a joined table, as a path names it: "Titles.Reviews.stars", "Titles.meta.size.w".
struct JoinedColumn
{
    const TableDef *table = nullptr;   ///< The joined table; never null.
    const ColumnDef *column = nullptr; ///< Never null.
    QString alias;                     ///< Of the table.
    QString inside; ///< The way to a value inside the column's JSON; empty: the column itself.
};
/// What a path names, also an attribute with dots in its name; nothing where no joined table has
/// such an attribute.
[[nodiscard]] std::optional<JoinedColumn> joinedColumn(const std::vector<Join> &joins,
                                                       QStringView path);
/// The column of a joined table that has this name and a dot in it, as col() names it.
[[nodiscard]] std::optional<JoinedColumn> joinedDottedColumn(const std::vector<Join> &joins,
                                                             QStringView path);
/// Whether one of the joined tables has a column of that name.
[[nodiscard]] bool haveColumn(const std::vector<Join> &joins, const QString &column);
/// The column that `selected` names, or nullptr.
[[nodiscard]] const ColumnDef *columnOf(const Selected &selected, const TableDef &table);
/// The name under which `selected` is a column of the result, when it is not the column's own.
[[nodiscard]] QString aliasOf(const Selected &selected, const ColumnDef *column);
/// Its name in the result, without a path.
[[nodiscard]] QString nameOf(const Selected &selected, const ColumnDef *column);
/// Whether only the database knows which columns that makes: SQL as it stands without a name, or
/// `*`.
[[nodiscard]] bool isOpen(const Selected &selected);
/// The name after AS ("name", "Titles.name"); empty where the column has no other than its own.
[[nodiscard]] QString resultAlias(const ResultColumn &result, const Select &select);
/// Whether it is joined to rows that the sub-query has chosen, from outside.
[[nodiscard]] bool leavesSubQuery(const Select &select, const Join &join, const Join *parent);

} // namespace orm
