#pragma once

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace orm {
class BaseError;
}

namespace ui {

/// How far a long task is, in whatever it counts. Its worker and the window may look at it, and
/// write into it, at any time.
struct TaskProgress
{
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0; ///< 0: nobody knows.
    std::atomic<bool> isCancelled = false;
};

/// What tasks in the background have in common: one at a time, with progress and cancel.
class LongTask : public QObject
{
    Q_OBJECT

public:
    /// Stops what is running; nothing of it remains.
    ~LongTask() override;

    [[nodiscard]] bool isRunning() const { return m_progress != nullptr; }
    /// Asks what is running to stop; cancelled() follows, unless it is done by then.
    void cancel();

signals:
    /// Several times a second.
    void progressed(qint64 done, qint64 total);
    /// Nothing came of it.
    void failed(const QString &message);
    /// Nothing came of it, as the user wished.
    void cancelled();

protected:
    explicit LongTask(QObject *parent);

    /// A task starts, and takes its progress along. Only while none is running.
    [[nodiscard]] std::shared_ptr<TaskProgress> begin();
    /// It is done; comes before its own signal.
    void end();
    /// It has ended in `error`: tells failed(), or cancelled() when that was asked for.
    void takeFailure(const orm::BaseError &error);

private:
    std::shared_ptr<TaskProgress> m_progress; ///< Null while nothing is running.
    QTimer m_ticker;
};

} // namespace ui
