#pragma once

#include <QDeadlineTimer>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace orm {

/// Calls a statement off while its own thread waits for the server inside of a driver that asks
/// nobody: when its caller does not want it any more, or when it takes too long. A thread of its
/// own looks now and then.
class StatementStop
{
public:
    /// Why a statement was called off.
    enum class Why : quint8 { No, Unwanted, Late };
    /// Calls off what runs. Called on another thread than the statement's, once for each reason.
    using CallOff = std::function<void(Why why)>;

    /// What was called off has `patience` milliseconds to end, and is then called off once more, as
    /// Late; 0: as long as it wants.
    explicit StatementStop(int patience = 0)
        : m_patience(patience)
    {
    }
    ~StatementStop();
    StatementStop(const StatementStop &) = delete;
    StatementStop &operator=(const StatementStop &) = delete;

    void setCancelCheck(std::function<bool()> isCancelled);
    /// Whether a statement ends when nobody wants it any more.
    enum class Ends : quint8 {
        Unwanted,
        Late ///< No: it puts things in order. Only when it takes too long.
    };
    /// From here to end() a statement can be called off. It may take `limit` milliseconds; 0: any.
    void begin(CallOff callOff, int limit, Ends ends = Ends::Unwanted);
    /// Whether it was, and the last reason. Nothing of it can be called off any more.
    Why end();
    /// Calls off what runs, if anything does.
    void callOff();

private:
    void watch();
    void callOff(Why why);

    const int m_patience;
    std::mutex m_mutex; ///< Of all that follows; held while the driver is told.
    std::condition_variable m_wake;
    std::function<bool()> m_isCancelled;
    CallOff m_callOff; ///< Of what runs; empty: nothing does.
    Ends m_ends = Ends::Unwanted;
    QDeadlineTimer m_deadline;
    Why m_why = Why::No;
    bool m_isEnding = false;
    std::thread m_thread; ///< Started by the first statement that can be called off.
};

} // namespace orm
