#include "ui/page/recordpage.h"

#include "orm/core/deliver.h"
#include "ui/edit/commandqueue.h"
#include "ui/form/recordform.h"
#include "ui/form/relatedfields.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordtablemodel.h"
#include "ui/table/recordtableview.h"
#include "ui/table/selectionsummary.h"

#include <QAction>
#include <QJsonDocument>
#include <QTimer>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// Of more records the form does not look whether their fields differ.
constexpr qint64 mostCompared = 1'000;
/// The old values of all that are changed stay in memory, to be able to undo.
constexpr qint64 mostEdited = 100'000;
constexpr int stateVersion = 1;

qint64 rowsIn(const std::vector<RowRange> &ranges)
{
    qint64 count = 0;
    for (const RowRange &range : ranges)
        count += range.count();
    return count;
}

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

std::optional<orm::Instance> RecordPage::selectedRecord() const
{
    const std::vector<RowRange> rows = m_table->selectedRanges();
    return rowsIn(rows) == 1 ? m_model->record(int(rows.front().first)) : std::nullopt;
}

const orm::Where &RecordPage::filter() const
{
    return m_model->filter();
}

std::optional<RowChoice> RecordPage::selectedRows() const
{
    const std::vector<RowRange> rows = m_table->selectedRanges();
    const qint64 count = rowsIn(rows);
    const bool isAll = m_model->isSettled() && count == m_model->count();
    if (isAll && count > mostEdited) // so many are read by what they have in common
        return shownRows();
    std::optional<std::vector<qint64>> keys = m_model->keys(rows);
    if (!keys)
        return std::nullopt;
    return RowChoice{.keys = std::move(keys), .count = count};
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

/// Tells the form and the summary of the selection, once the rows that it has are known.
void RecordPage::follow()
{
    if (m_table->isRestoring())
        return;
    const std::vector<RowRange> rows = m_table->selectedRanges();
    const qint64 count = rowsIn(rows);
    if (sender() == m_model)
        m_summary->refresh();
    else
        m_summary->select(rows);

    if (count == 0)
        turnForm({});
    else if (count == 1)
        followRecord(rows);
    else if (count <= mostEdited)
        followMany(rows);
    else
        turnForm(
            {.note = tr("%1 selected: too many to edit at once").arg(m_spec.countText(count))});
}

void RecordPage::followRecord(const std::vector<RowRange> &rows)
{
    const int row = int(rows.front().first);
    const std::optional<orm::Instance> record = m_model->record(row);
    if (m_model->isGone(row))
        turnForm({.note = tr("This %1 is no longer there.").arg(m_spec.record)});
    else if (record) // else it is on its way, and follow() comes again with it
        turnForm({.kind = FormSubject::Kind::One, .keys = {keyOf(*record)}, .records = {*record}});
}

void RecordPage::followMany(const std::vector<RowRange> &rows)
{
    const std::optional<std::vector<qint64>> keys = m_model->keys(rows);
    if (!keys || *keys == m_followed)
        return;
    const int number = ++m_reading;
    if (qint64(keys->size()) > mostCompared) {
        turnForm({.kind = FormSubject::Kind::Many, .keys = *keys});
        return;
    }
    m_followed = *keys;
    const orm::FindOptions options{
        .where = {{orm::Text(m_spec.model->primaryKey()),
                   orm::Operand(QList<qint64>(keys->begin(), keys->end()))}}};
    orm::deliver(
        m_spec.model->findAll(options), this,
        [this, number, keys = *keys](const QList<orm::Instance> &records) {
            if (number == m_reading)
                turnForm({.kind = FormSubject::Kind::Many, .keys = keys, .records = records});
        },
        [this](const orm::BaseError &error) { emit failed(error.message()); });
}

void RecordPage::turnForm(const FormSubject &subject)
{
    // A new record stays in the form until another row is chosen.
    if (m_form->kind() == FormSubject::Kind::New && subject.keys == m_followed)
        return;
    if (subject.kind != FormSubject::Kind::Many)
        ++m_reading;
    m_followed = subject.keys;
    m_form->follow(subject);
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
    orm::deliver(
        m_spec.model->findByPk(orm::Operand(keyOf(seen))), this,
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
