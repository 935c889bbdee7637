#pragma once

#include "orm/core/error.h"
#include "orm/db/transaction.h"
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
    /// Sends what lost() told of: the server is back.
    void resume();
    /// Whether a step waits for the server to be back.
    [[nodiscard]] bool isLost() const { return m_isLost; }
    /// Rolls back what runs, and drops the undo and redo that wait.
    void cancel();
    /// The same, and drops all that waits, for a shop that is left.
    void giveUp();

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
    /// The server could not be reached; nothing of the step happened, and it waits for resume().
    void lost();
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
    /// What a step has done.
    struct Ended
    {
        std::optional<RecordChange> worked = {}; ///< Before the COMMIT.
        bool isKept = false;                     ///< Behind it.
    };
    using Outcome = std::shared_ptr<Ended>;
    /// A step whose COMMIT was sent, and not answered.
    struct Doubt
    {
        orm::TransactionInDoubtError error;
        RecordChange change;
    };

    void add(Job job);
    void dropWaitingSteps();
    void runNext();
    void run();
    void finish(const QFuture<void> &future, const Outcome &outcome);
    void waitForServer();
    void askOutcome();
    void takeOutcome(orm::CommitOutcome outcome);
    [[nodiscard]] orm::Sequelize &database() const;
    void take(const RecordChange &change);
    void moveStack(const RecordChange &change);
    void refuse(const orm::BaseError *error);
    void tellProgress();
    [[nodiscard]] RecordCommand *commandOf(const Job &job) const;

    QUndoStack m_stack;
    std::deque<Job> m_waiting;
    std::optional<Job> m_running;
    std::optional<Job> m_refused; ///< What failed last.
    std::optional<Doubt> m_doubt; ///< About what runs; the server is asked when it is back.
    bool m_isLost = false;        ///< What runs waits for the server.
    bool m_wasBusy = false;       ///< As told last.
    QFuture<void> m_future;
    QTimer m_progress;
};

} // namespace ui
