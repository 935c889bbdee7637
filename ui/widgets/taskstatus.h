#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace ui {

/// The content of a status bar: how many rows, what is selected, and what runs in the background,
/// with a button to stop it. Tasks that end within 300 ms are never shown.
class TaskStatus : public QWidget
{
    Q_OBJECT

public:
    using TaskId = int;
    enum class Cancel : quint8 { Possible, Impossible };

    explicit TaskStatus(QWidget *parent = nullptr);

    /// Tells of a task that began, e.g. tr("Sorting…"); the id is for the calls below. The latest
    /// task is the one shown.
    TaskId beginTask(const QString &text, Cancel cancel = Cancel::Possible);
    /// `done` of `total`; a total of 0 or less: nobody knows.
    void setTaskProgress(TaskId id, qint64 done, qint64 total);
    void endTask(TaskId id);
    [[nodiscard]] bool isBusy() const { return !m_tasks.isEmpty(); }

public slots:
    /// "34,483 of 1,000,000 books"
    void setCountText(const QString &text);
    /// "3 selected · sum 74.38 · average 24.79"; empty: nothing to say.
    void setSelectionText(const QString &text);

signals:
    /// The user wants this task to stop; its owner calls endTask() when it has.
    void cancelRequested(int id);

private:
    struct Task
    {
        TaskId id = 0;
        QString text = {};
        Cancel cancel = Cancel::Possible;
        qint64 done = 0;
        qint64 total = 0;
        bool stopping = false;
    };

    [[nodiscard]] Task *find(TaskId id);
    void cancelShown();
    void showTask();
    void hideTask();

    QList<Task> m_tasks;
    TaskId m_lastId = 0;
    QLabel *m_count = nullptr;
    QLabel *m_selection = nullptr;
    QLabel *m_task = nullptr;
    QProgressBar *m_progress = nullptr;
    QToolButton *m_cancel = nullptr;
    QTimer m_delay;
};

} // namespace ui
