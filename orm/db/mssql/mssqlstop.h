#pragma once

#include "orm/db/mssql/mssqlodbc.h"

#include <QDeadlineTimer>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace orm::mssql {

/// Calls a statement off while its own thread waits for the server: when its caller does not want
/// it any more, or when it takes too long. A thread of its own looks now and then.
class Stop
{
public:
    /// Why a statement was called off.
    enum class Why : quint8 { No, Unwanted, Late };

    Stop() = default;
    ~Stop();
    Stop(const Stop &) = delete;
    Stop &operator=(const Stop &) = delete;

    void setCancelCheck(std::function<bool()> isCancelled);
    /// From here to end() `statement` can be called off. It may take `limit` milliseconds; 0: any.
    void begin(Handle statement, int limit);
    /// Whether it was. Nothing of it can be called off any more.
    Why end();
    /// Calls off what runs, if anything does.
    void callOff();

private:
    void watch();
    void callOff(Why why);

    std::mutex m_mutex; ///< Of all that follows; held while the driver is told.
    std::condition_variable m_wake;
    std::function<bool()> m_isCancelled;
    Handle m_statement = nullptr; ///< That runs.
    QDeadlineTimer m_deadline;
    Why m_why = Why::No;
    bool m_isEnding = false;
    std::thread m_thread; ///< Started by the first statement that can be called off.
};

} // namespace orm::mssql
