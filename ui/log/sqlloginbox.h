#pragma once

#include "ui/log/sqllogbuffer.h"

#include <mutex>

namespace ui {

/// Where statements wait on their way from the threads that ran them to the log model. Holds the
/// newest ones only, so that a busy database cannot fill the memory. Safe from any thread.
class SqlLogInbox
{
public:
    struct Batch
    {
        SqlLogBuffer entries;
        qint64 dropped = 0; ///< Older ones that had no room.
    };

    explicit SqlLogInbox(qsizetype capacity)
        : m_capacity(capacity)
    {
    }

    /// True when the box was empty, so that somebody must be told.
    [[nodiscard]] bool put(const orm::QueryEvent &event);
    [[nodiscard]] Batch takeAll();
    /// Those that wait and those that had no room.
    [[nodiscard]] qint64 count() const;

private:
    mutable std::mutex m_mutex;
    Batch m_batch;
    const qsizetype m_capacity;
};

} // namespace ui
