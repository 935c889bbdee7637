#pragma once

#include "ui/bulk/bulkcommands.h"
#include "ui/edit/commandqueue.h"
#include "ui/testbooks.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;

/// A shop of its own, and a queue that changes many of its books at once.
class BulkTest : public QObject
{
protected:
    void open(int books);
    void close();
    void rest();
    void perform(ui::RecordCommand *command);
    /// Cancels the next step that starts.
    void cancelNextStep();
    void undo();
    void redo();
    /// Of all books, in the order of their keys.
    [[nodiscard]] QList<orm::Instance> books() const
    {
        return m_shop->book().findAll({.order = {"id"}}).result();
    }
    [[nodiscard]] QString text(qint64 key, const char *attribute) const
    {
        return m_shop->book().findByPk(orm::Operand(key)).result()->get<QString>(attribute);
    }
    [[nodiscard]] static ui::BulkTarget keys(std::vector<qint64> keys)
    {
        return {.keys = std::make_shared<const std::vector<qint64>>(std::move(keys))};
    }
    void update(const ui::BulkChange &change, const ui::BulkTarget &target = {},
                const ui::BulkUpdateCommand::Told &told = {})
    {
        updateBy({change}, target, told);
    }
    void updateBy(const ui::BulkChanges &changes, const ui::BulkTarget &target = {},
                  const ui::BulkUpdateCommand::Told &told = {})
    {
        perform(new ui::BulkUpdateCommand(m_shop->spec(), changes, target, told));
    }

    std::unique_ptr<TestBooks> m_shop;
    std::unique_ptr<ui::CommandQueue> m_queue;
    int m_done = 0;
    int m_cancelled = 0;
    QString m_failure;
    QString m_note; ///< Of the last step.
};

inline void BulkTest::open(int books)
{
    m_shop = std::make_unique<TestBooks>();
    m_shop->addBooks(books);
    m_queue = std::make_unique<ui::CommandQueue>();
    m_done = m_cancelled = 0;
    m_failure.clear();
    m_note.clear();
    connect(
        m_queue.get(), &ui::CommandQueue::done, this,
        [this](const ui::RecordCommand &, ui::RecordCommand::Step, const ui::RecordChange &change) {
            ++m_done;
            m_note = change.note;
        });
    connect(m_queue.get(), &ui::CommandQueue::cancelled, this, [this] { ++m_cancelled; });
    connect(m_queue.get(), &ui::CommandQueue::failed, this,
            [this](const ui::RecordCommand &, ui::RecordCommand::Step,
                   const orm::BaseError &error) { m_failure = error.message(); });
}

inline void BulkTest::close()
{
    m_queue.reset();
    m_shop.reset();
}

/// Until the queue has nothing to do.
inline void BulkTest::rest()
{
    QSignalSpy busy(m_queue.get(), &ui::CommandQueue::busyChanged);
    while (m_queue->isBusy())
        QVERIFY(busy.wait(60'000));
}

inline void BulkTest::perform(ui::RecordCommand *command)
{
    m_queue->perform(std::unique_ptr<ui::RecordCommand>(command));
    rest();
}

inline void BulkTest::cancelNextStep()
{
    connect(
        m_queue.get(), &ui::CommandQueue::started, m_queue.get(),
        [this] {
            QMetaObject::invokeMethod(m_queue.get(), &ui::CommandQueue::cancel,
                                      Qt::QueuedConnection);
        },
        Qt::SingleShotConnection);
}

inline void BulkTest::undo()
{
    m_queue->undo();
    rest();
}

inline void BulkTest::redo()
{
    m_queue->redo();
    rest();
}
