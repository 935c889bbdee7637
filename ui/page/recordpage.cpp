#include "ui/page/recordpage.h"

#include "orm/core/deliver.h"
#include "ui/edit/commandqueue.h"
#include "ui/form/recordform.h"
#include "ui/form/relatedfields.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordtablemodel.h"
#include "ui/rows/rowkeys.h"
#include "ui/table/recordtableview.h"
#include "ui/table/selectionsummary.h"

#include <QAction>
#include <QJsonDocument>
#include <QTimer>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int stateVersion = 1;

} // namespace

RecordPage::RecordPage(const PageSpec &spec, CommandQueue *queue, QObject *parent)
    : QObject(parent)
    , m_spec(spec)
    , m_model(new RecordTableModel(spec, this))
    , m_queue(queue ? queue : new CommandQueue(this))
    , m_summary(new SelectionSummary(*m_model, this))
    , m_table(new RecordTableView(*m_model))
    , m_form(new RecordForm(spec))
{
    makeActions();
    connectTable();
    connectForm();
    connectQueue();
    // Later, so that the window can set sort and filter before anything is read.
    QTimer::singleShot(0, this, [this] {
        if (!m_model->isAsking())
            m_model->refresh();
    });
}

RecordPage::~RecordPage()
{
    delete m_table;
    delete m_form;
}

RecordTableView *RecordPage::table() const
{
    return m_table;
}

RecordForm *RecordPage::form() const
{
    return m_form;
}

const PageSpec &RecordPage::spec() const
{
    return m_spec;
}

QAction *RecordPage::undoAction() const
{
    return m_undo;
}

QAction *RecordPage::redoAction() const
{
    return m_redo;
}

qint64 RecordPage::shown() const
{
    return m_model->count();
}

qint64 RecordPage::total() const
{
    return m_model->total();
}

bool RecordPage::isExact() const
{
    return m_model->isExact();
}

int RecordPage::selectedCount() const
{
    return m_table->selectedCount();
}

const orm::Where &RecordPage::filter() const
{
    return m_model->filter();
}

RowChoice RecordPage::shownRows() const
{
    RowChoice choice = allRows();
    choice.question.where = m_model->filter();
    choice.count = m_model->count();
    return choice;
}

RowChoice RecordPage::allRows() const
{
    return {.question = {.where = {}, .order = m_model->order()}, .count = m_model->total()};
}

bool RecordPage::isWriting() const
{
    return m_queue->isBusy();
}

bool RecordPage::canClose() const
{
    return !m_form->isModified() && !isWriting();
}

QByteArray RecordPage::saveState() const
{
    QJsonObject state = m_table->saveLayout();
    state[u"version"_s] = stateVersion;
    return QJsonDocument(state).toJson(QJsonDocument::Compact);
}

bool RecordPage::restoreState(const QByteArray &state)
{
    const QJsonObject saved = QJsonDocument::fromJson(state).object();
    if (saved[u"version"_s].toInt() != stateVersion)
        return false;
    m_table->restoreLayout(saved);
    return true;
}

void RecordPage::connectTable()
{
    connect(m_table, &RecordTableView::selectionMoved, this, &RecordPage::follow);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RecordPage::follow);
    connect(m_table, &RecordTableView::keysMissing, this,
            [this] { emit message(tr("Saved. The search does not show it."), m_undo); });
    connect(m_model, &RecordTableModel::countsChanged, this,
            [this] { emit shownChanged(shown(), total(), isExact()); });
    connect(m_model, &RecordTableModel::editWanted, this, &RecordPage::saveCell);
    connect(m_model, &RecordTableModel::refused, this, &RecordPage::failed);
    connect(m_table, &RecordTableView::linkFollowed, this, &RecordPage::linkFollowed);
    connect(m_model, &RecordTableModel::failed, this, &RecordPage::failed);
    connect(m_model, &RecordTableModel::lost, this, &RecordPage::lost);
    connect(m_model, &RecordTableModel::readingChanged, this, &RecordPage::updateTask);
    connect(m_summary, &SelectionSummary::changed, this, &RecordPage::selectionSummary);
}

void RecordPage::connectForm()
{
    connect(m_form, &RecordForm::saveWanted, this, &RecordPage::saveForm);
    connect(m_form, &RecordForm::saveAnotherWanted, this, &RecordPage::saveFormAndAddAnother);
    connect(m_form, &RecordForm::modifiedChanged, this, &RecordPage::modifiedChanged);
    connect(m_form, &RecordForm::reverted, this, [this] {
        m_followed.clear();
        follow();
        m_table->setFocus();
    });
    connect(m_form, &RecordForm::failed, this, &RecordPage::failed);
    connect(m_form, &RecordForm::leaveWanted, m_table, qOverload<>(&QWidget::setFocus));
}

void RecordPage::refresh()
{
    m_model->refresh();
    lookAfterDraft();
}

/// Somebody else may have changed or deleted the record that is being changed, wherever its row is.
void RecordPage::lookAfterDraft()
{
    if (m_form->kind() != FormSubject::Kind::One || !m_form->isModified())
        return;
    const orm::Instance seen = m_form->subject().records.first();
    const RowKeys about(*m_spec.model);
    const bool isOne = about.attributes().size() == 1;
    orm::deliver(
        isOne ? m_spec.model->findByPk(about.value(keyOf(seen)))
              : m_spec.model->findOne({.where = seen.where()}),
        this,
        [this, seen](const std::optional<orm::Instance> &stored) {
            if (m_form->keys() != std::vector{keyOf(seen)} || !m_form->isModified()
                || m_formCommand)
                return;
            if (stored)
                m_form->takeStored(*stored);
            else
                keepDeleted(seen, m_form->changes(), m_form->related().values());
        },
        [](const orm::BaseError &) {
            // The table reads at the same time, and tells what is wrong.
        });
}

void RecordPage::setFilter(const orm::Where &where)
{
    m_model->setFilter(where);
}

void RecordPage::updateTask()
{
    QString task = m_runningCommand;
    if (task.isEmpty() && m_model->isAsking())
        task = tr("Reading %1…").arg(m_spec.title);
    if (task == m_task)
        return;
    if (!std::exchange(m_task, task).isEmpty())
        emit taskFinished();
    if (!task.isEmpty())
        emit taskStarted(task);
}

void RecordPage::cancelTask()
{
    if (!m_runningCommand.isEmpty())
        m_queue->cancel();
    else
        m_model->cancel();
}

} // namespace ui
