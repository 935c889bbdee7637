#pragma once

#include <functional>
#include <utility>

namespace orm::mysql {

/// How a thread waits for a server. libmariadb waits by itself without an end and without asking;
/// while a Scope of this lives on the thread, it asks now and then whether to go on.
class Wait
{
public:
    /// Asked every few milliseconds while nothing comes; false gives up, and the connection with
    /// it.
    using GoesOn = std::function<bool()>;

    explicit Wait(GoesOn goesOn)
        : m_goesOn(std::move(goesOn))
    {
    }

    /// Makes `wait` the calling thread's way to wait, and then what it was before.
    class Scope
    {
    public:
        explicit Scope(const Wait &wait);
        ~Scope();
        Scope(const Scope &) = delete;
        Scope &operator=(const Scope &) = delete;

    private:
        const Wait *m_before;
    };

    /// What libmariadb is told to call: waits until the socket can be read or written. More than 0
    /// when it can be, 0 when nobody waits any longer; `milliseconds` below 0 is no limit.
    static int awaitSocket(int socket, char isReading, int milliseconds);

private:
    GoesOn m_goesOn;
};

} // namespace orm::mysql
