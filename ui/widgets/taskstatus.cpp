#include "ui/widgets/taskstatus.h"

#include "ui/base/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>
#include <chrono>

namespace ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QLabel *makeLabel(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setAccessibleName(accessibleName);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

TaskStatus::TaskStatus(QWidget *parent)
    : QWidget(parent)
    , m_count(makeLabel(u"statusCount"_s, tr("Row count"), this))
    , m_selection(makeLabel(u"statusSelection"_s, tr("Selection summary"), this))
    , m_task(makeLabel(u"statusTask"_s, tr("Background task"), this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
{
    m_progress->setObjectName(u"taskProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the background task"));
    m_progress->setMaximumHeight(fontMetrics().height() + 2);
    m_progress->setFixedWidth(fontMetrics().averageCharWidth() * 20);

    m_cancel->setObjectName(u"cancelTaskButton"_s);
    m_cancel->setAccessibleName(tr("Cancel background task"));
    m_cancel->setToolTip(m_cancel->accessibleName());
    m_cancel->setText(tr("Cancel"));
    m_cancel->setIcon(icon(u"process-stop"_s));
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->setAutoRaise(true);
    m_cancel->setFocusPolicy(Qt::StrongFocus);
    connect(m_cancel, &QToolButton::clicked, this, &TaskStatus::cancelShown);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(fontMetrics().averageCharWidth() * 2);
    layout->addWidget(m_count);
    layout->addWidget(m_selection, 1);
    layout->addWidget(m_task);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);

    m_delay.setSingleShot(true);
    m_delay.setInterval(300ms);
    connect(&m_delay, &QTimer::timeout, this, &TaskStatus::showTask);
    hideTask();
}

TaskStatus::TaskId TaskStatus::beginTask(const QString &text, Cancel cancel)
{
    m_tasks.append({.id = ++m_lastId, .text = text, .cancel = cancel});
    if (m_task->isHidden())
        m_delay.start();
    else
        showTask();
    return m_lastId;
}

void TaskStatus::setTaskProgress(TaskId id, qint64 done, qint64 total)
{
    Task *task = find(id);
    if (!task)
        return;
    task->done = done;
    task->total = total;
    if (!m_task->isHidden() && id == m_tasks.last().id)
        showTask();
}

void TaskStatus::endTask(TaskId id)
{
    m_tasks.removeIf([id](const Task &task) { return task.id == id; });
    if (m_tasks.isEmpty())
        hideTask();
    else if (!m_task->isHidden())
        showTask();
}

void TaskStatus::setCountText(const QString &text)
{
    m_count->setText(text);
    m_count->setAccessibleDescription(text); // its name says what it is, not what it tells
}

void TaskStatus::setSelectionText(const QString &text)
{
    m_selection->setText(text);
    m_selection->setAccessibleDescription(text);
}

TaskStatus::Task *TaskStatus::find(TaskId id)
{
    const auto found = std::find_if(m_tasks.begin(), m_tasks.end(),
                                    [id](const Task &task) { return task.id == id; });
    return found == m_tasks.end() ? nullptr : &*found;
}

void TaskStatus::cancelShown()
{
    if (m_tasks.isEmpty())
        return;
    m_tasks.last().stopping = true;
    showTask();
    emit cancelRequested(m_tasks.last().id);
}

void TaskStatus::showTask()
{
    if (m_tasks.isEmpty())
        return;
    const Task &task = m_tasks.last();
    m_task->setText(task.stopping ? tr("Stopping: %1").arg(task.text) : task.text);
    m_task->setAccessibleDescription(m_task->text());
    m_task->show();
    // A bar counts in int, a task in qint64; thousandths are more than it can show.
    m_progress->setRange(0, task.total > 0 ? 1'000 : 0);
    m_progress->setValue(
        task.total > 0
            ? int(std::clamp<double>(double(task.done) / double(task.total), 0, 1) * 1'000)
            : 0);
    m_progress->setToolTip(
        task.total > 0
            ? tr("%1 of %2").arg(locale().toString(task.done), locale().toString(task.total))
            : QString());
    m_progress->show();
    m_cancel->setVisible(task.cancel == Cancel::Possible);
    m_cancel->setEnabled(!task.stopping);
}

void TaskStatus::hideTask()
{
    m_delay.stop();
    m_task->clear();
    m_task->hide();
    m_progress->hide();
    m_cancel->hide();
}

} // namespace ui
