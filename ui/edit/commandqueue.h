#pragma once

#include "ui/edit/recordcommands.h"

#include <QFuture>
#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include <deque>
#include <memory>
#include <optional>

namespace ui {

/// Runs commands on records one after the other, without waiting for them, and keeps the undo
/// stack true to the database: a step that failed has not happened in either.
class CommandQueue : public QObject
{
    Q_OBJECT

public:
    explicit CommandQueue(QObject *parent = nullptr);
    ~CommandQueue() override;

    [[nodiscard]] const QUndoStack &stack() const { return m_stack; }
    [[nodiscard]] bool isBusy() const { return m_running.has_value(); }

    /// Runs the command's first step, and puts it on the stack when that succeeded.
    void perform(std::unique_ptr<RecordCommand> command);
    /// Puts a command on the stack whose first step was done elsewhere, e.g. a long import.
    void takeDone(std::unique_ptr<RecordCommand> command);
    void undo();
    void redo();
    /// Runs once more what failed last, if it is still there to be run.
    void retry();
    /// Rolls back what runs, and drops the undo and redo that wait.
    void cancel();

signals:
    void busyChanged(bool busy);
    void started(const ui::RecordCommand &command, ui::RecordCommand::Step step);
    /// Of a step that takes long, some times a second.
    void progressed(qint64 done, qint64 total);
    /// `change`: what the step itself changed.
    void done(const ui::RecordCommand &command, ui::RecordCommand::Step step,
              const ui::RecordChange &change);
    /// Nothing was written: records are not as they were seen, or as the command left them.
    void conflicted(const ui::RecordCommand &command, ui::RecordCommand::Step step,
                    const QList<ui::RecordConflict> &conflicts);
    /// Nothing of the step happened.
    void failed(const ui::RecordCommand &command, ui::RecordCommand::Step step,
                const orm::BaseError &error);
    void cancelled(const ui::RecordCommand &command, ui::RecordCommand::Step step);

private:
    struct Job
    {
        RecordCommand::Step step = RecordCommand::Step::First;
        std::unique_ptr<RecordCommand> command; ///< Of a first step; else the stack has it.
        bool isDone = false;
    };
    using Outcome = std::shared_ptr<std::optional<RecordChange>>;

    void add(Job job);
    void dropWaitingSteps();
    void runNext();
    void finish(const QFuture<void> &future, const Outcome &outcome);
    void take(const RecordChange &change);
    void moveStack(const RecordChange &change);
    void refuse(const orm::BaseError *error);
    void tellProgress();
    [[nodiscard]] RecordCommand *commandOf(const Job &job) const;

    QUndoStack m_stack;
    std::deque<Job> m_waiting;
    std::optional<Job> m_running;
    std::optional<Job> m_refused; ///< What failed last.
    bool m_wasBusy = false;       ///< As told last.
    QFuture<void> m_future;
    QTimer m_progress;
};

} // namespace ui
