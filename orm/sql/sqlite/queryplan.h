#pragma once

#include <QString>

namespace orm {

/// Asks SQLite how it would answer `sql`, without doing it. Its answer has the columns id, parent,
/// notused and detail.
[[nodiscard]] inline QString sqliteQueryPlan(const QString &sql)
{
    return QStringLiteral("EXPLAIN QUERY PLAN ") + sql;
}

} // namespace orm
