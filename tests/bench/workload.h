#pragma once

#include "contender.h"

#include <QStringList>

#include <optional>

namespace bench {

/// Who does a workload: raw sqlite3, QSqlQuery, or ours on SQLite's handle or through QSqlQuery.
/// "raw-100" is another form of the same work.
namespace Path {
inline const QString raw = QStringLiteral("raw");
inline const QString qsql = QStringLiteral("qsql");
inline const QString handle = QStringLiteral("handle");
inline const QString portable = QStringLiteral("portable");
/// On SQLite's handle, with somebody who listens to the log: see Listener.
inline const QString kept = QStringLiteral("kept");
inline const QString text = QStringLiteral("text");
} // namespace Path

/// CPU ratios to raw that ours may have; 0: none.
struct Goals
{
    double handle = 0;
    double portable = 0;
};

/// One workload, as it is measured.
struct Workload
{
    enum class Table : quint8 { Empty, Filled, Indexed, Authors };

    QString name;
    QString what; ///< For the table: "creates, each its own transaction".
    int n = 0;    ///< How often, on a million rows.
    Table table = Table::Filled;
    bool writes = false; ///< Every run needs a fresh copy of the table.
    Goals goals = {};
    QStringList more = {};    ///< Other forms of raw and QSqlQuery: "raw-100".
    QString best = Path::raw; ///< The form of raw that ratios are taken to.
    /// A slower form of raw to which the goals were once set, and these goals; empty: none.
    QString plain = {};
    Goals plainGoals = {};
    /// CPU ratio to the handle without a listener that a `logging` function may have; 0: it is not
    /// measured who listens.
    double textGoal = 0;

    [[nodiscard]] QStringList paths() const;
    /// Whether the process as a whole is measured.
    [[nodiscard]] bool isWholeProcess() const;
    /// Whether ours does it.
    [[nodiscard]] bool isOurs() const;
};

[[nodiscard]] const QList<Workload> &workloads();
[[nodiscard]] const Workload *findWorkload(const QString &name);

/// The work of `path` ("raw-100"); nothing when there is none of that name.
[[nodiscard]] std::optional<Work> findWork(const QString &workload, const QString &path);
/// Whether `path` is one of our own.
[[nodiscard]] bool isOurs(const QString &path);

} // namespace bench
