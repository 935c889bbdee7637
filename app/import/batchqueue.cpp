#include "app/import/batchqueue.h"

#include <utility>

bool BatchQueue::push(Batch batch)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_isStopped || m_batches.size() < mostWaiting; });
    if (m_isStopped)
        return false;
    m_batches.push_back(std::move(batch));
    m_changed.notify_all();
    return true;
}

void BatchQueue::finish(std::exception_ptr failure)
{
    const std::lock_guard lock(m_mutex);
    m_failure = std::move(failure);
    m_isFinished = true;
    m_changed.notify_all();
}

std::optional<BatchQueue::Batch> BatchQueue::take()
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

void BatchQueue::stop()
{
    const std::lock_guard lock(m_mutex);
    m_isStopped = true;
    m_changed.notify_all();
}
