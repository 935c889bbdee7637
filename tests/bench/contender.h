#pragma once

#include "books.h"
#include "rawdatabase.h"

#include <functional>
#include <map>

namespace bench {

/// Time and processor time of the part that counts; stopped while the next input is made.
class Clock
{
public:
    void start();
    void stop();

    [[nodiscard]] double wall() const { return m_wall; } ///< Seconds.
    [[nodiscard]] double cpu() const { return m_cpu; }   ///< Seconds, of all threads.

private:
    double m_wall = 0;
    double m_cpu = 0;
    double m_wallStart = 0;
    double m_cpuStart = 0;
};

/// One run of one workload by one contender, in a process of its own.
struct Run
{
    QString file; ///< The database: empty, or with `rows` books.
    Mode mode = Mode::Normal;
    int n = 0;             ///< How often the workload does its work.
    int rows = 0;          ///< Books in the table.
    bool portable = false; ///< Only for our own: through QSqlQuery instead of SQLite's handle.
    Clock clock = {};
    std::vector<double> latencies = {}; ///< Microseconds of each call, where a workload tells.
};

/// Does the work and answers with a number that must be the same for all contenders.
using Work = std::function<qint64(Run &run)>;

// By workload ("W3"), and "W2-100" for the form that writes 100 rows a statement.
[[nodiscard]] const std::map<QString, Work> &rawWorks();
[[nodiscard]] const std::map<QString, Work> &qsqlWorks();
[[nodiscard]] const std::map<QString, Work> &ormWorks();

/// The greatest memory this process had, in KiB.
[[nodiscard]] qint64 peakMemory();

} // namespace bench
