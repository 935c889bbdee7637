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

/// Who listens to our own log: nobody; one that keeps its newest events, as the window does; or a
/// `logging` function that takes the whole text.
enum class Listener : quint8 { Nobody, Keeper, Reader };

/// One run of one workload by one contender, in a process of its own.
struct Run
{
    QString file; ///< The database; has `rows` books, or is empty, or has more in it.
    Mode mode = Mode::Normal;
    int n = 0;             ///< How often the workload does its work.
    int rows = 0;          ///< Books in the table.
    bool portable = false; ///< Only for our own: through QSqlQuery instead of SQLite's handle.
    Listener listener = Listener::Nobody; ///< Only for our own.
    Clock clock = {};
    std::vector<double> latencies = {}; ///< Microseconds of each call, where a workload tells.
};

/// What a run did; the same for all contenders.
struct Answer
{
    qint64 operations = 0;
    /// Sum of the new ids, or of the lengths of the titles read in UTF-16 units, or the number of
    /// rows changed.
    qint64 check = 0;
    qint64 rest = 0; ///< The other values read (see Reading), or what is in the table now.
};

/// What a run has read.
struct Reading
{
    qint64 titles = 0; ///< Length of all titles, in whatever unit the contender has for free.
    qint64 cents = 0;
    qint64 ids = 0;

    [[nodiscard]] Answer answer(qint64 operations) const
    {
        return {operations, titles, cents + ids};
    }
};

using Work = std::function<Answer(Run &run)>;
using Works = std::map<QString, Work>;

// By workload ("W3"), and "W2-100" for another form of one. The readers read, the writers write.
[[nodiscard]] Works rawReaders();
[[nodiscard]] Works rawWriters();
[[nodiscard]] Works rawAuthors();
[[nodiscard]] Works qsqlReaders();
[[nodiscard]] Works qsqlWriters();
[[nodiscard]] Works qsqlAuthors();
[[nodiscard]] Works ormReaders();
[[nodiscard]] Works ormWriters();
[[nodiscard]] Works ormAuthors();

/// The greatest memory this process had, in KiB.
[[nodiscard]] qint64 peakMemory();

} // namespace bench
