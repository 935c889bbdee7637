#include "contender.h"

#include <QFile>

#include <ctime>

namespace bench {

namespace {

double seconds(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

} // namespace

void Clock::start()
{
    m_wallStart = seconds(CLOCK_MONOTONIC);
    m_cpuStart = seconds(CLOCK_PROCESS_CPUTIME_ID);
}

void Clock::stop()
{
    m_cpu += seconds(CLOCK_PROCESS_CPUTIME_ID) - m_cpuStart;
    m_wall += seconds(CLOCK_MONOTONIC) - m_wallStart;
}

qint64 peakMemory()
{
    // Not getrusage(): what it tells goes back to before this program was started.
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    return 0;
}

} // namespace bench
