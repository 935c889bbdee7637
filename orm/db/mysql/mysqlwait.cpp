#include "orm/db/mysql/mysqlwait.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <cerrno>
#include <poll.h>

namespace orm::mysql {

namespace {

/// Between two questions whether to go on.
constexpr int millisecondsPerQuestion = 20;

thread_local const Wait *ofThisThread = nullptr;

} // namespace

Wait::Scope::Scope(const Wait &wait)
    : m_before(std::exchange(ofThisThread, &wait))
{
}

Wait::Scope::~Scope()
{
    ofThisThread = m_before;
}

int Wait::awaitSocket(int socket, char isReading, int milliseconds)
{
    const QDeadlineTimer deadline =
        milliseconds < 0 ? QDeadlineTimer(QDeadlineTimer::Forever) : QDeadlineTimer(milliseconds);
    for (;;) {
        pollfd watched{.fd = socket, .events = short(isReading ? POLLIN : POLLOUT), .revents = 0};
        const qint64 left = deadline.isForever() ? -1 : deadline.remainingTime();
        const bool asks = ofThisThread && (left < 0 || left > millisecondsPerQuestion);
        const int ready = poll(&watched, 1, asks ? millisecondsPerQuestion : int(left));
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return ready;
        if (deadline.hasExpired() || (ofThisThread && !ofThisThread->m_goesOn())) {
            errno = ETIMEDOUT;
            return 0;
        }
    }
}

} // namespace orm::mysql
