// Waiting for the server, and being stopped.
#include "orm/db/postgres/postgreserrors.h"
#include "orm/db/postgres/postgresrunner.h"

#include <libpq-fe.h>

#include <algorithm>
#include <cerrno>
#include <poll.h>

namespace orm {

namespace {

/// Between two looks at the cancel check.
constexpr int millisecondsPerCheck = 20;

} // namespace

PostgresResult PostgresRunner::answer(bool wasSent)
{
    return answer(wasSent, m_limit > 0 ? m_limit + m_patience : 0);
}

PostgresResult PostgresRunner::answer(bool wasSent, int limit)
{
    {
        const std::lock_guard lock(m_cancelMutex);
        m_isRunning = wasSent;
        m_isStopped = false;
        m_isLate = false;
        m_deadline = limit > 0 ? QDeadlineTimer(limit) : QDeadlineTimer(QDeadlineTimer::Forever);
    }
    PostgresResult last;
    while (wasSent) {
        if (!awaitInput()) {
            m_isLate = true;
            m_isLost = true;
            last.reset();
            break;
        }
        PostgresResult part(PQgetResult(m_connection.get()));
        if (!part)
            break;
        refuseCopy(part.get());
        if (!last || isGood(last.get()))
            last = std::move(part);
    }
    const std::lock_guard lock(m_cancelMutex);
    m_isRunning = false;
    if (!last)
        last.reset(PQmakeEmptyPGresult(m_connection.get(), PGRES_FATAL_ERROR));
    return last;
}

bool PostgresRunner::awaitInput()
{
    while (PQisBusy(m_connection.get())) {
        pollfd socket{.fd = PQsocket(m_connection.get()), .events = POLLIN, .revents = 0};
        const int wait = untilNextLook();
        const int ready = poll(&socket, 1, wait);
        if (ready == 0 && m_isCancelled && m_isCancelled())
            stop();
        if (ready == 0 && untilNextLook() == 0)
            return false;
        if (ready < 0 && errno != EINTR)
            return true;
        if (ready > 0 && PQconsumeInput(m_connection.get()) == 0)
            return true;
    }
    return true;
}

/// Milliseconds to wait before the caller, or the clock, is asked whether to go on; -1: no end.
int PostgresRunner::untilNextLook()
{
    const std::lock_guard lock(m_cancelMutex);
    const int left = m_deadline.isForever() ? -1 : int(m_deadline.remainingTime());
    if (!m_isCancelled)
        return left;
    return left < 0 ? millisecondsPerCheck : std::min(left, millisecondsPerCheck);
}

void PostgresRunner::stop()
{
    // The server's answer is awaited, so that no later statement can be hit.
    const std::lock_guard lock(m_cancelMutex);
    if (!m_isRunning || m_isStopped)
        return;
    m_isStopped = true;
    const bool mayComeLate = !stopPostgres(m_cancel, m_patience);
    m_deadline.setRemainingTime(mayComeLate ? 0 : m_patience);
}

void PostgresRunner::interrupt()
{
    stop();
}

void PostgresRunner::setCancelCheck(std::function<bool()> isCancelled)
{
    m_isCancelled = std::move(isCancelled);
}

} // namespace orm
