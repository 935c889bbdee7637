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
    qint64 operations = 0;
    qint64 check = 0;
    qint64 rest = 0;
    double p50 = 0; ///< Microseconds of the median call; 0 when calls were not timed.
};

/// A time that is no ratio: the call through the event loop, the start.
struct Figure
{
    double value = 0; ///< 0: there is none.
    double goal = 0;
    QString unit = {};
    double bareHop = 0; ///< Microseconds; 0: it is no call to another thread.
};

/// The medians of one path of a workload over all rounds.
struct PathResult
{
    QString path;
    double wall = 0; ///< Microseconds for each operation.
    double cpu = 0;
    double cpuToRaw = 0; ///< Ratios are taken within each round.
    double wallToRaw = 0;
    double cpuToQsql = 0;  ///< To the best form of QSqlQuery.
    double memory = 0;     ///< MiB
    double goal = 0;       ///< For cpuToRaw; 0: none.
    double cpuToPlain = 0; ///< To the plain form of raw; 0: there is none.
    double plainGoal = 0;
    double cpuToOff = 0; ///< Where somebody listens: to the handle with nobody; 0: nobody does.
    double offGoal = 0;
    Figure figure = {};
    bool isOurs = false;
};

struct WorkloadResult
{
    QString workload;
    QString what;
    qint64 operations = 0;
    QList<PathResult> paths = {};
    bool agree = true; ///< Whether all of them got the same answer.
};

/// The middle one; 0 when there is none.
[[nodiscard]] double median(std::vector<double> values);

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
    /// See spelling.h.
    [[nodiscard]] WorkloadResult measureSpelling();
    /// How often `workload` does its work on the table of this session.
    [[nodiscard]] int timesFor(const Workload &workload) const;

private:
    /// The file with the books of `table`; made when it is first asked for.
    [[nodiscard]] QString tableFile(Workload::Table table);
    [[nodiscard]] Sample runOnce(const Workload &workload, const QString &path,
                                 const QString &source);

    Options m_options;
    QTemporaryDir m_folder;
};

} // namespace bench
