// How a pool ends.
#include "orm/db/pool.h"
#include "orm/db/transactionlease.h"

#include <utility>

namespace orm {

std::vector<std::thread> Pool::stop()
{
    const std::lock_guard lock(m_mutex);
    m_closing = true;
    for (Queue *queue : {&m_writes, &m_reads})
        for (Worker &worker : queue->workers) {
            worker.wake.notify_all();
            if (worker.lent)
                worker.lent->abandon();
        }
    m_watch.notify_all();
    return std::exchange(m_threads, {});
}

void Pool::close()
{
    for (std::thread &thread : stop())
        thread.join();
}

void Pool::closeBehind(std::shared_ptr<void> owner)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_running > 0)
            m_owner = std::move(owner);
    }
    for (std::thread &thread : stop())
        joinAtExit(std::move(thread));
}

} // namespace orm
