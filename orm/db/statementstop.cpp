#include "orm/db/statementstop.h"

#include <chrono>
#include <utility>

namespace orm {

using namespace std::chrono_literals;

StatementStop::~StatementStop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void StatementStop::setCancelCheck(std::function<bool()> isCancelled)
{
    const std::lock_guard lock(m_mutex);
    m_isCancelled = std::move(isCancelled);
}

void StatementStop::begin(CallOff callOff, int limit, Ends ends)
{
    {
        const std::lock_guard lock(m_mutex);
        m_callOff = std::move(callOff);
        m_ends = ends;
        m_why = Why::No;
        m_deadline = limit > 0 ? QDeadlineTimer(limit) : QDeadlineTimer(QDeadlineTimer::Forever);
        if (!m_thread.joinable() && (limit > 0 || m_isCancelled))
            m_thread = std::thread([this] { watch(); });
    }
    m_wake.notify_one();
}

StatementStop::Why StatementStop::end()
{
    const std::lock_guard lock(m_mutex);
    m_callOff = nullptr;
    return std::exchange(m_why, Why::No);
}

void StatementStop::callOff()
{
    const std::lock_guard lock(m_mutex);
    if (m_why == Why::No && m_ends == Ends::Unwanted)
        callOff(Why::Unwanted);
}

void StatementStop::callOff(Why why)
{
    if (!m_callOff || m_why == Why::Late)
        return;
    const bool isFirst = std::exchange(m_why, why) == Why::No;
    m_deadline = isFirst && m_patience > 0 ? QDeadlineTimer(m_patience)
                                           : QDeadlineTimer(QDeadlineTimer::Forever);
    m_callOff(why);
}

void StatementStop::watch()
{
    constexpr auto pause = 20ms;
    std::unique_lock lock(m_mutex);
    while (!m_isEnding) {
        const bool isOver = !m_callOff || (m_why != Why::No && m_deadline.isForever());
        if (isOver) {
            m_wake.wait(lock);
            continue;
        }
        m_wake.wait_for(lock, pause);
        const bool isHeeded = m_ends == Ends::Unwanted && m_isCancelled;
        if (m_callOff && m_why == Why::No && isHeeded && m_isCancelled())
            callOff(Why::Unwanted);
        else if (m_callOff && m_deadline.hasExpired())
            callOff(Why::Late);
    }
}

} // namespace orm
