#include "ui/base/longtask.h"

#include "orm/core/error.h"

#include <chrono>

namespace ui {

using namespace std::chrono_literals;

LongTask::LongTask(QObject *parent)
    : QObject(parent)
{
    m_ticker.setInterval(100ms);
    connect(&m_ticker, &QTimer::timeout, this,
            [this] { emit progressed(m_progress->done, m_progress->total); });
}

LongTask::~LongTask()
{
    cancel();
}

void LongTask::cancel()
{
    if (m_progress)
        m_progress->isCancelled = true;
}

std::shared_ptr<TaskProgress> LongTask::begin()
{
    m_progress = std::make_shared<TaskProgress>();
    m_ticker.start();
    return m_progress;
}

void LongTask::end()
{
    m_ticker.stop();
    m_progress.reset();
}

void LongTask::takeFailure(const orm::BaseError &error)
{
    const bool wasCancelled = m_progress->isCancelled;
    end();
    if (wasCancelled)
        emit cancelled();
    else
        emit failed(error.message());
}

} // namespace ui
