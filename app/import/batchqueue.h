#pragma once

#include "orm/model/define/values.h"
#include "ui/rows/relatedvalues.h"

#include <QList>

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

/// A row of a file as it is to be stored.
struct ImportRow
{
    orm::Values values;
    ui::RelatedValues related = {}; ///< Names of associated rows.
};

/// Batches of rows on their way from the thread that reads them to the one that writes them. Only a
/// few wait at a time, so that a large file is never in memory.
template<typename Rows>
class BatchQueueOf
{
public:
    using Batch = Rows;

    // For the thread that reads
    /// Waits while too many batches wait; false when nobody takes them any more.
    [[nodiscard]] bool push(Batch batch)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_isStopped || m_batches.size() < mostWaiting; });
        if (m_isStopped)
            return false;
        m_batches.push_back(std::move(batch));
        m_changed.notify_all();
        return true;
    }
    /// No more will come; `failure` tells why, unless all was read.
    void finish(std::exception_ptr failure = {})
    {
        const std::lock_guard lock(m_mutex);
        m_failure = std::move(failure);
        m_isFinished = true;
        m_changed.notify_all();
    }

    // For the thread that writes
    /// The next batch, waiting for it; nothing behind the last one. Throws the reader's failure.
    [[nodiscard]] std::optional<Batch> take()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_isFinished || !m_batches.empty(); });
        if (m_failure)
            std::rethrow_exception(m_failure);
        if (m_batches.empty())
            return std::nullopt;
        Batch batch = std::move(m_batches.front());
        m_batches.pop_front();
        m_changed.notify_all();
        return batch;
    }
    /// Takes none any more.
    void stop()
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
        m_changed.notify_all();
    }

private:
    static constexpr size_t mostWaiting = 4;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_batches;
    std::exception_ptr m_failure;
    bool m_isFinished = false;
    bool m_isStopped = false;
};

/// Rows of a file.
using BatchQueue = BatchQueueOf<QList<ImportRow>>;
