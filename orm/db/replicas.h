#pragma once

#include "orm/db/hosts.h"
#include "orm/db/job.h"
#include "orm/db/pool.h"
#include "orm/db/poolstate.h"

#include <QList>

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace orm {

class Connection;

/// The servers that only read, each with a pool of its own. A job goes to the next one in turn. One
/// to which no connection can be opened is left out, and what waits for it goes to another one;
/// after a while it is asked again, by a job of ours, so that no caller waits for it. Safe on every
/// thread.
class Replicas
{
public:
    /// Opens a connection to a replica.
    using Open = std::function<std::unique_ptr<Connection>(const ConnectionOptions &options,
                                                           const QString &label)>;
    /// Takes a job when no replica is left.
    using Fallback = std::function<void(std::unique_ptr<Job> job)>;

    /// Those of `options.replication`. Throws UsageError for hosts that are none.
    Replicas(const ConnectionOptions &options, Open open, Fallback fallback);
    ~Replicas();

    [[nodiscard]] bool isEmpty() const { return m_replicas.empty(); }
    /// Has a job done that only reads.
    void enqueue(std::unique_ptr<Job> job);
    /// The connection of the thread that asks, when it is a worker of one of them; else nullptr.
    [[nodiscard]] Connection *connectionOfThisThread() const;
    /// How each of them is.
    [[nodiscard]] QList<ServerState> states() const;
    /// Who has a connection to one of them just now.
    [[nodiscard]] QList<ConnectionHolder> holders() const;

    ///@{
    /// See Pool.
    void close();
    void closeBehind(const std::shared_ptr<void> &owner);
    ///@}

private:
    using Clock = std::chrono::steady_clock;
    struct Replica;
    class Question;

    [[nodiscard]] std::unique_ptr<Connection> open(Replica &replica, const QString &label);
    void refuse(Replica &replica, std::unique_ptr<Job> job, const std::exception_ptr &error);
    /// The next one in turn that is there, or nullptr. Those that are to be asked again go into
    /// `due`.
    [[nodiscard]] Replica *next(std::vector<Replica *> *due);
    void setFound(Replica &replica);
    void setLost(Replica &replica, const std::exception_ptr &error);
    /// From here on what a replica cannot do is not given to another one, whose pool may be closed.
    void setClosing();

    const std::chrono::milliseconds m_retry;
    const Open m_open;
    const Fallback m_fallback;
    mutable std::mutex m_mutex; ///< Guards which is next, which are lost, and whether it ends.
    size_t m_next = 0;
    bool m_isClosing = false;
    std::vector<std::unique_ptr<Replica>> m_replicas;
};

/// `options` with what `server` says in its place.
[[nodiscard]] ConnectionOptions optionsOf(const ConnectionOptions &options,
                                          const ServerOptions &server);

} // namespace orm
