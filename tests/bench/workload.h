#pragma once

#include "contender.h"

#include <QStringList>

#include <optional>

namespace bench {

/// Who does a workload: raw sqlite3, QSqlQuery, or ours on SQLite's handle or through QSqlQuery.
/// "raw-100" and "qsql-100" write a hundred rows a statement.
namespace Path {
inline const QString raw = QStringLiteral("raw");
inline const QString qsql = QStringLiteral("qsql");
inline const QString handle = QStringLiteral("handle");
inline const QString portable = QStringLiteral("portable");
} // namespace Path

/// One workload, as it is measured.
struct Workload
{
    enum class Table : quint8 { Empty, Filled, Indexed };

    QString name;
    QString what; ///< For the table: "creates, each its own transaction".
    int n = 0;    ///< How often, on a million rows.
    Table table = Table::Filled;
    bool writes = false;     ///< Every run needs a fresh copy of the table.
    double goal = 0;         ///< CPU ratio to raw that ours may have; 0: none.
    double portableGoal = 0; ///< The same through QSqlQuery.

    [[nodiscard]] QStringList paths() const;
};

[[nodiscard]] const QList<Workload> &workloads();
[[nodiscard]] const Workload *findWorkload(const QString &name);

/// The work of `path` ("raw-100"); nothing when there is none of that name.
[[nodiscard]] std::optional<Work> findWork(const QString &workload, const QString &path);

} // namespace bench
