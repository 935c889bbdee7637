// The part of RecordPage that changes records: what the user wants becomes a command.
#include "ui/page/recordpage.h"

#include "ui/base/question.h"
#include "ui/bulk/bulkcommands.h"
#include "ui/edit/commandqueue.h"
#include "ui/form/editors.h"
#include "ui/form/recordform.h"
#include "ui/form/relatedfields.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordtablemodel.h"
#include "ui/rows/rowkeys.h"
#include "ui/table/recordtableview.h"

#include <QAction>
#include <QHeaderView>

namespace ui {

using namespace Qt::StringLiterals;

using Step = RecordCommand::Step;

namespace {

/// From here on a change is confirmed first.
constexpr qint64 mostUnasked = 10'000;
/// From here on deleted rows are kept in a file.
constexpr qint64 mostInMemory = 100'000;

} // namespace

void RecordPage::makeActions()
{
    m_undo = new QAction(tr("&Undo"), this);
    m_undo->setObjectName(u"undoAction"_s);
    m_undo->setShortcut(QKeySequence::Undo);
    connect(m_undo, &QAction::triggered, this, &RecordPage::undo);
    m_redo = new QAction(tr("&Redo"), this);
    m_redo->setObjectName(u"redoAction"_s);
    m_redo->setShortcut(QKeySequence::Redo);
    connect(m_redo, &QAction::triggered, this, &RecordPage::redo);
    updateActions();
}

void RecordPage::connectQueue()
{
    connect(m_queue, &CommandQueue::done, this, &RecordPage::takeDone);
    connect(m_queue, &CommandQueue::busyChanged, this, &RecordPage::updateActions);
    connect(m_queue, &CommandQueue::started, this, [this](const RecordCommand &command) {
        m_runningCommand = isOwn(command) ? tr("%1…").arg(command.text()) : QString();
        updateTask();
    });
    connect(m_queue, &CommandQueue::busyChanged, this, [this](bool busy) {
        if (!busy)
            m_runningCommand.clear();
        updateTask();
    });
    connect(&m_queue->stack(), &QUndoStack::indexChanged, this, &RecordPage::updateActions);
    connect(m_queue, &CommandQueue::conflicted, this, &RecordPage::takeConflict);
    connect(m_queue, &CommandQueue::failed, this,
            [this](const RecordCommand &command, Step, const orm::BaseError &error) {
                if (isOwn(command))
                    takeFailure(command, error);
            });
    connect(m_queue, &CommandQueue::cancelled, this, [this](const RecordCommand &command) {
        if (isOwn(command))
            takeFailure(
                command,
                orm::BaseError(tr("Cancelled: %1. Nothing was changed.").arg(command.text())));
    });
}

bool RecordPage::isOwn(const RecordCommand &command) const
{
    return &command.model() == m_spec.model;
}

void RecordPage::updateActions()
{
    const QUndoStack &stack = m_queue->stack();
    m_undo->setEnabled(stack.canUndo() && !m_queue->isBusy());
    m_redo->setEnabled(stack.canRedo() && !m_queue->isBusy());
    m_undo->setText(stack.canUndo() ? tr("&Undo %1").arg(stack.undoText()) : tr("&Undo"));
    m_redo->setText(stack.canRedo() ? tr("&Redo %1").arg(stack.redoText()) : tr("&Redo"));
}

void RecordPage::addRecord()
{
    if (!m_spec.isEditable())
        return;
    emit formWanted();
    m_form->follow({.kind = FormSubject::Kind::New});
    m_form->focusFirst();
}

void RecordPage::addRecord(const orm::Values &entries, const orm::Values &hidden)
{
    if (!m_spec.isEditable())
        return;
    emit formWanted();
    m_form->follow({.kind = FormSubject::Kind::New, .entries = entries, .hidden = hidden});
    m_form->focusFirst();
}

void RecordPage::duplicateRecord()
{
    const std::optional<orm::Instance> record = m_model->record(m_table->currentIndex().row());
    if (!m_spec.isEditable() || !record || !isFormOnSelection())
        return;
    orm::Values entries;
    for (const FieldSpec &field : m_spec.fields)
        if (isEntered(field) && !isRelated(field.kind)
            && !RowKeys::isKey(*m_spec.model, field.attribute))
            entries.set(field.attribute, orm::Operand(record->get(field.attribute)));
    const bool isInForm = m_form->keys() == std::vector{keyOf(*record)};
    emit formWanted();
    m_form->follow({.kind = FormSubject::Kind::New,
                    .entries = entries,
                    .related = isInForm ? m_form->related().names() : RelatedValues()});
    m_form->focusFirst();
}

void RecordPage::editCurrentCell()
{
    QModelIndex index = m_table->currentIndex();
    const QHeaderView *header = m_table->horizontalHeader();
    for (int visual = 0; visual < header->count() && !(index.flags() & Qt::ItemIsEditable);
         ++visual)
        if (const int column = header->logicalIndex(visual); !header->isSectionHidden(column))
            index = index.siblingAtColumn(column);
    if (!(index.flags() & Qt::ItemIsEditable))
        return;
    m_table->setFocus();
    m_table->setCurrentIndex(index);
    m_table->edit(index);
}

bool RecordPage::isFormOnSelection()
{
    if (!m_form->isLeftBehind())
        return true;
    emit formWanted();
    emit failed(tr("The form holds unsaved changes of another %1. Save or discard them first.")
                    .arg(m_spec.record));
    return false;
}

void RecordPage::saveForm()
{
    save(false);
}

void RecordPage::saveFormAndAddAnother()
{
    save(true);
}

void RecordPage::revertForm()
{
    m_form->revertAction()->trigger();
}

void RecordPage::undo()
{
    m_queue->undo();
}

void RecordPage::redo()
{
    m_queue->redo();
}

void RecordPage::save(bool another)
{
    if (!m_form->canSave() || !m_form->isValid())
        return;
    const orm::Values values = m_form->changes();
    m_addsAnother = another && m_form->kind() == FormSubject::Kind::New;
    if (m_form->kind() != FormSubject::Kind::New) {
        saveToMany(values);
        return;
    }
    auto command = std::make_unique<AddCommand>(m_spec, values, m_form->related().changes());
    m_formCommand = command.get();
    m_form->setSaving(true);
    m_queue->perform(std::move(command));
}

void RecordPage::saveToMany(const orm::Values &values)
{
    const std::vector<qint64> keys = m_form->keys();
    const auto write = [this, keys, values, related = m_form->related().changes(),
                        seen = m_form->seen()] {
        auto command = std::make_unique<EditCommand>(m_spec, keys, values, related, seen);
        m_formCommand = command.get();
        m_form->setSaving(true);
        m_queue->perform(std::move(command));
    };
    const qint64 count = qint64(keys.size());
    if (count <= mostUnasked)
        write();
    else
        askBefore(m_form, tr("Change %1?").arg(m_spec.countText(count)),
                  tr("The change can be undone."), tr("Change %1").arg(m_spec.countTitle(count)),
                  this, write);
}

void RecordPage::saveCell(const orm::Instance &seen, const QString &attribute,
                          const QVariant &value)
{
    orm::Values values;
    values.set(attribute, orm::Operand(value));
    m_queue->perform(std::make_unique<EditCommand>(m_spec, std::vector{keyOf(seen)}, values,
                                                   RelatedValues(), RecordState{{seen}, {}}));
}

std::optional<std::vector<qint64>> RecordPage::selectedKeys() const
{
    return m_model->keys(m_table->selectedRanges());
}

void RecordPage::deleteSelected()
{
    const std::vector<RowRange> rows = m_table->selectedRanges();
    const qint64 count = m_table->selectedCount();
    if (m_spec.readOnly || count == 0 || !isFormOnSelection())
        return;
    const std::optional<std::vector<qint64>> keys = m_model->keys(rows);
    if (!keys) {
        emit failed(tr("The list is still being read. Try again in a moment."));
        return;
    }
    // They are on their way out, which takes long while a server is away.
    if (m_queue->isBusy() && *keys == m_deleting)
        return;
    const RecordState seen = count > mostInMemory ? RecordState() : seenOf(rows);
    const auto remove = [this, keys = *keys, seen] {
        m_deleting = keys;
        m_queue->perform(deletion(keys, seen));
    };
    if (count <= mostUnasked)
        remove();
    else
        askBefore(m_table,
                  (m_spec.isTrash ? tr("Delete %1 forever?") : tr("Delete %1?"))
                      .arg(m_spec.countText(count)),
                  m_spec.isTrash ? tr("This can be undone until the shop is closed.")
                                 : tr("This can be undone."),
                  deletionText(m_spec, m_spec.countTitle(count)), this, remove);
}

std::unique_ptr<RecordCommand> RecordPage::deletion(const std::vector<qint64> &keys,
                                                    const RecordState &seen) const
{
    if (qint64(keys.size()) > mostInMemory)
        return std::make_unique<BulkDeleteCommand>(
            m_spec, BulkTarget{.keys = std::make_shared<const std::vector<qint64>>(keys)});
    return std::make_unique<DeleteCommand>(m_spec, keys, seen);
}

/// Of these rows what is on the screen or was there a moment ago, and what the form knows.
RecordState RecordPage::seenOf(const std::vector<RowRange> &rows) const
{
    RecordState seen;
    for (const RowRange &range : rows)
        for (qint64 row = range.first; row <= range.last; ++row)
            if (const std::optional<orm::Instance> record = m_model->record(int(row)))
                seen.rows += *record;
    if (m_form->keys() == keysOf(seen.rows))
        seen.related = m_form->related().seen();
    return seen;
}

} // namespace ui
