#pragma once

#include "workload.h"

#include <QTemporaryDir>

namespace bench {

/// What one process told about its run.
struct Sample
{
    double wall = 0;   ///< Seconds.
    double cpu = 0;    ///< Seconds, user and system, of all threads.
    qint64 memory = 0; ///< KiB at the peak.
    qint64 check = 0;
    double p50 = 0; ///< Microseconds of the median call; 0 when calls were not timed.
};

/// The medians of one path of a workload over all rounds.
struct PathResult
{
    QString path;
    double wall = 0; ///< Microseconds for each operation.
    double cpu = 0;
    double cpuToRaw = 0; ///< Ratios are taken within each round.
    double wallToRaw = 0;
    double cpuToQsql = 0; ///< To the best form of QSqlQuery.
    double memory = 0;    ///< MiB
    double p50 = 0;
    double goal = 0; ///< For cpuToRaw; 0: none.
};

struct WorkloadResult
{
    QString workload;
    int n = 0;
    int operations = 0;
    QList<PathResult> paths;
    bool agree = true; ///< Whether all of them got the same answer.
};

/// Measures workloads: each run a process of its own on its own copy of the data, the paths in
/// turn, round by round.
class Rounds
{
public:
    struct Options
    {
        int rows = 1'000'000;
        int rounds = 5;
        Mode mode = Mode::Normal;
        QStringList paths = {}; ///< Only these, beside raw and qsql; empty: all.
    };

    explicit Rounds(const Options &options)
        : m_options(options)
    {
    }

    [[nodiscard]] WorkloadResult measure(const Workload &workload);
    /// How often `workload` does its work on the table of this session.
    [[nodiscard]] int timesFor(const Workload &workload) const;

private:
    [[nodiscard]] QString tableFile(Workload::Table table);
    [[nodiscard]] Sample runOnce(const Workload &workload, const QString &path,
                                 const QString &source);

    Options m_options;
    QTemporaryDir m_folder;
};

} // namespace bench
