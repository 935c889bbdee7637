#include "orm/db/mssql/mssqlstop.h"

#include <chrono>
#include <utility>

#include <sql.h>

namespace orm::mssql {

using namespace std::chrono_literals;

Stop::~Stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void Stop::setCancelCheck(std::function<bool()> isCancelled)
{
    const std::lock_guard lock(m_mutex);
    m_isCancelled = std::move(isCancelled);
}

void Stop::begin(Handle statement, int limit)
{
    {
        const std::lock_guard lock(m_mutex);
        m_statement = statement;
        m_why = Why::No;
        m_deadline = limit > 0 ? QDeadlineTimer(limit) : QDeadlineTimer(QDeadlineTimer::Forever);
        if (!m_thread.joinable() && (limit > 0 || m_isCancelled))
            m_thread = std::thread([this] { watch(); });
    }
    m_wake.notify_one();
}

Stop::Why Stop::end()
{
    const std::lock_guard lock(m_mutex);
    m_statement = nullptr;
    return std::exchange(m_why, Why::No);
}

void Stop::callOff()
{
    const std::lock_guard lock(m_mutex);
    callOff(Why::Unwanted);
}

void Stop::callOff(Why why)
{
    if (!m_statement || m_why != Why::No)
        return;
    m_why = why;
    SQLCancel(m_statement);
}

void Stop::watch()
{
    constexpr auto pause = 20ms;
    std::unique_lock lock(m_mutex);
    while (!m_isEnding) {
        if (!m_statement || m_why != Why::No) {
            m_wake.wait(lock);
            continue;
        }
        m_wake.wait_for(lock, pause);
        if (m_statement && m_isCancelled && m_isCancelled())
            callOff(Why::Unwanted);
        else if (m_statement && m_deadline.hasExpired())
            callOff(Why::Late);
    }
}

} // namespace orm::mssql
