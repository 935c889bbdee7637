#pragma once

#include "orm/model/define/values.h"
#include "ui/rows/relatedvalues.h"

#include <QList>

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>

/// A row of a file as it is to be stored.
struct ImportRow
{
    orm::Values values;
    ui::RelatedValues related = {}; ///< Names of associated rows.
};

/// Batches of rows on their way from the thread that reads them to the one that writes them. Only a
/// few wait at a time, so that a large file is never in memory.
class BatchQueue
{
public:
    using Batch = QList<ImportRow>;

    // For the thread that reads
    /// Waits while too many batches wait; false when nobody takes them any more.
    [[nodiscard]] bool push(Batch batch);
    /// No more will come; `failure` tells why, unless all was read.
    void finish(std::exception_ptr failure = {});

    // For the thread that writes
    /// The next batch, waiting for it; nothing behind the last one. Throws the reader's failure.
    [[nodiscard]] std::optional<Batch> take();
    /// Takes none any more.
    void stop();

private:
    static constexpr size_t mostWaiting = 4;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_batches;
    std::exception_ptr m_failure;
    bool m_isFinished = false;
    bool m_isStopped = false;
};
