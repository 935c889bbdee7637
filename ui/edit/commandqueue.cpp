#include "ui/edit/commandqueue.h"

#include "orm/core/deliver.h"
#include "orm/core/error.h"
#include "orm/model/sequelize.h"
#include "ui/base/onserver.h"

#include <chrono>

namespace ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Step = RecordCommand::Step;

namespace {

constexpr auto askAgain = 200ms;

/// What the log calls the transaction.
QString labelOf(const RecordCommand &command, Step step)
{
    switch (step) {
    case Step::First: break;
    case Step::Undo: return CommandQueue::tr("Undo %1").arg(command.text());
    case Step::Redo: return CommandQueue::tr("Redo %1").arg(command.text());
    }
    return command.text();
}

} // namespace

CommandQueue::CommandQueue(QObject *parent)
    : QObject(parent)
{
    m_progress.setInterval(100);
    connect(&m_progress, &QTimer::timeout, this, &CommandQueue::tellProgress);
}

CommandQueue::~CommandQueue() = default;

void CommandQueue::perform(std::unique_ptr<RecordCommand> command)
{
    add({.step = Step::First, .command = std::move(command)});
}

void CommandQueue::takeDone(std::unique_ptr<RecordCommand> command)
{
    add({.step = Step::First, .command = std::move(command), .isDone = true});
}

void CommandQueue::undo()
{
    add({.step = Step::Undo, .command = nullptr});
}

void CommandQueue::redo()
{
    add({.step = Step::Redo, .command = nullptr});
}

void CommandQueue::retry()
{
    if (m_refused)
        add(*std::exchange(m_refused, std::nullopt));
}

void CommandQueue::cancel()
{
    dropWaitingSteps();
    m_future.cancel();
    if (!std::exchange(m_isLost, false))
        return;
    const std::optional<Doubt> doubt = std::exchange(m_doubt, std::nullopt);
    refuse(doubt ? &doubt->error : nullptr);
    runNext();
}

void CommandQueue::giveUp()
{
    m_waiting.clear();
    cancel();
}

/// An undo or redo that waits was meant for the state after a step that did not happen.
void CommandQueue::dropWaitingSteps()
{
    std::erase_if(m_waiting, [](const Job &job) { return job.step != Step::First; });
}

void CommandQueue::add(Job job)
{
    m_waiting.push_back(std::move(job));
    if (!isBusy())
        runNext();
}

RecordCommand *CommandQueue::commandOf(const Job &job) const
{
    const int index = job.step == Step::Undo ? m_stack.index() - 1 : m_stack.index();
    const QUndoCommand *onStack = job.command ? job.command.get() : m_stack.command(index);
    // The stack holds nothing else, and hands out const pointers only.
    return const_cast<RecordCommand *>(static_cast<const RecordCommand *>(onStack));
}

void CommandQueue::runNext()
{
    m_running.reset();
    while (!m_waiting.empty() && !m_running) {
        Job job = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (job.isDone)
            m_stack.push(job.command.release());
        else if (commandOf(job)) // else there is nothing left to undo or redo
            m_running = std::move(job);
    }
    if (isBusy() != m_wasBusy)
        emit busyChanged(m_wasBusy = isBusy());
    if (!isBusy())
        return m_progress.stop();

    emit started(*commandOf(*m_running), m_running->step);
    run();
}

void CommandQueue::run()
{
    m_progress.start();
    const RecordCommand *command = commandOf(*m_running);
    const Outcome outcome = std::make_shared<Ended>();
    // On a server that can tell what became of a COMMIT, it will be asked for.
    const orm::TransactionOptions options{.askable = isOnServer(database())};
    const auto work = [outcome, work = command->work(m_running->step)](orm::Session &session) {
        outcome->worked = work(session);
    };
    // The outcome is kept after the commit: a cancelled future alone would not tell whether the
    // transaction was still in time.
    m_future = database().run([&database = database(), outcome, options, work,
                               label = orm::Text(labelOf(*command, m_running->step))] {
        database.transaction(options, work, label).waitForFinished();
        outcome->isKept = true;
    });
    orm::whenFinished(m_future, this,
                      [this, outcome](const QFuture<void> &ended) { finish(ended, outcome); });
}

orm::Sequelize &CommandQueue::database() const
{
    return commandOf(*m_running)->model().sequelize();
}

void CommandQueue::tellProgress()
{
    const RecordCommand::Progress progress = commandOf(*m_running)->progress();
    if (progress.done > 0)
        emit progressed(progress.done, progress.total);
}

void CommandQueue::finish(const QFuture<void> &future, const Outcome &outcome)
{
    if (outcome->isKept) {
        take(*outcome->worked);
        runNext();
        return;
    }
    try {
        QFuture<void>(future).waitForFinished(); // throws the failure; it is finished
        dropWaitingSteps();
        refuse(nullptr);
    } catch (const orm::TransactionInDoubtError &error) {
        if (error.canBeAsked() && outcome->worked) {
            m_doubt = Doubt{error, *outcome->worked};
            return waitForServer();
        }
        dropWaitingSteps();
        refuse(&error);
    } catch (const orm::CancelledError &) {
        dropWaitingSteps();
        refuse(nullptr);
    } catch (const orm::BaseError &error) {
        if (isLoss(database(), error))
            return waitForServer();
        dropWaitingSteps();
        refuse(&error);
    }
    runNext();
}

/// Nothing is lost of what the user did: the step stays the one that runs.
void CommandQueue::waitForServer()
{
    m_progress.stop();
    m_isLost = true;
    emit lost();
}

void CommandQueue::resume()
{
    if (!std::exchange(m_isLost, false))
        return;
    if (m_doubt)
        askOutcome();
    else
        run();
}

void CommandQueue::askOutcome()
{
    orm::deliver(
        database().outcomeOf(m_doubt->error), this,
        [this](orm::CommitOutcome outcome) { takeOutcome(outcome); },
        [this](const orm::BaseError &error) {
            if (isLoss(database(), error))
                waitForServer();
            else
                takeOutcome(orm::CommitOutcome::Unknown);
        });
}

void CommandQueue::takeOutcome(orm::CommitOutcome outcome)
{
    const Doubt doubt = *m_doubt;
    if (outcome == orm::CommitOutcome::Running) {
        QTimer::singleShot(askAgain, this, [this] { askOutcome(); });
        return;
    }
    m_doubt.reset();
    if (outcome == orm::CommitOutcome::RolledBack)
        return run();
    if (outcome == orm::CommitOutcome::Committed) {
        take(doubt.change);
    } else {
        dropWaitingSteps();
        refuse(&doubt.error);
    }
    runNext();
}

void CommandQueue::take(const RecordChange &change)
{
    const Step step = m_running->step;
    const RecordCommand *command = commandOf(*m_running);
    if (!change.conflicts.isEmpty()) {
        dropWaitingSteps();
        emit conflicted(*command, step, change.conflicts);
        return;
    }
    for (const Job &job : m_waiting)
        if (job.command)
            job.command->takeWritten(change);
    moveStack(change);
    emit done(*command, step, change);
}

void CommandQueue::moveStack(const RecordChange &change)
{
    RecordCommand *command = commandOf(*m_running);
    switch (m_running->step) {
    case Step::First:
        command->setChange(change);
        m_stack.push(m_running->command.release());
        break;
    case Step::Undo: m_stack.undo(); break;
    case Step::Redo:
        command->setChange(change);
        m_stack.redo();
        break;
    }
}

void CommandQueue::refuse(const orm::BaseError *error)
{
    const RecordCommand &command = *commandOf(*m_running);
    if (error)
        emit failed(command, m_running->step, *error);
    else
        emit cancelled(command, m_running->step);
    m_refused = std::move(m_running);
}

} // namespace ui
