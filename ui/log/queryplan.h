#pragma once

#include <QString>
#include <QStringList>

namespace ui {

/// How a database would answer a statement, in words.
struct QueryPlan
{
    QString text; ///< A line for each step, with those below it set in.
    /// Tables of which every row is read, or sorted, without an index.
    QStringList wholeTables;
};

/// `details` are the steps as SQLite tells them, `depths` how far each is below the first.
[[nodiscard]] QueryPlan readPlan(const QStringList &details, const QList<int> &depths);

/// A step of the plan for `sql` with the name of its table, where SQLite tells the table's alias.
[[nodiscard]] QString withTableOf(const QString &detail, const QString &sql);

/// Names in the conditions and the order of a statement, each once: what an index could serve.
/// Those in which a text is searched for are none of them.
[[nodiscard]] QStringList soughtNames(const QString &sql);

} // namespace ui
