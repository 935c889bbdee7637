#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <ctime>

/// Notes the longest time for which the event loop of this thread did not turn.
class Watchdog : public QObject
{
public:
    Watchdog()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Watchdog::tick);
        m_timer.start(tickMilliseconds);
        m_sinceTick.start();
        m_cpuAtTick = threadMilliseconds();
    }

    /// Milliseconds.
    [[nodiscard]] double longestBlock() const { return m_longest; }
    /// What was going on then, and how much of it this thread was at work: the rest it waited, for
    /// us or for other programs.
    [[nodiscard]] QString longestIn() const { return m_longestIn; }
    /// The longest time of work between two turns, whatever other programs were doing.
    [[nodiscard]] double longestWork() const { return m_longestWork; }
    /// When that was.
    [[nodiscard]] QString longestWorkIn() const { return m_longestWorkIn; }
    void setPhase(const QString &phase) { m_phase = phase; }

private:
    static constexpr int tickMilliseconds = 2;

    static double threadMilliseconds()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }

    void tick()
    {
        const double block = double(m_sinceTick.nsecsElapsed()) / 1e6 - tickMilliseconds;
        const double cpu = threadMilliseconds();
        const double work = cpu - m_cpuAtTick;
        if (block > m_longest) {
            m_longest = block;
            m_longestIn = QStringLiteral("%1, %2 ms at work").arg(m_phase).arg(work, 0, 'f', 1);
        }
        if (work > m_longestWork) {
            m_longestWork = work;
            m_longestWorkIn = m_phase;
        }
        m_cpuAtTick = cpu;
        m_sinceTick.restart();
    }

    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    double m_cpuAtTick = 0; ///< Milliseconds of this thread.
    QString m_phase;
    double m_longest = 0;
    QString m_longestIn;
    double m_longestWork = 0;
    QString m_longestWorkIn;
};
