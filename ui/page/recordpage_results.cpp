// The part of RecordPage that shows what became of a command: done, refused, or in conflict with
// somebody else's change.
#include "ui/edit/commandqueue.h"
#include "ui/form/conflictdialog.h"
#include "ui/form/editors.h"
#include "ui/form/recordform.h"
#include "ui/form/relatedfields.h"
#include "ui/page/recordpage.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordtablemodel.h"
#include "ui/table/recordtableview.h"

#include <QAction>

namespace ui {

using Step = RecordCommand::Step;
using Effect = RecordCommand::Effect;

void RecordPage::takeDone(const RecordCommand &command, Step step, const RecordChange &change)
{
    if (&command == m_formCommand && step == Step::First)
        takeSavedForm(change);
    showEffect(command, step, change);
    updateActions();
    tellDone(command, step);
    emit written();
}

void RecordPage::takeSavedForm(const RecordChange &change)
{
    m_formCommand = nullptr;
    m_form->setSaving(false);
    const bool movedOn = m_form->takeSaved(change.after);
    if (m_addsAnother && !movedOn)
        m_form->turnTo({.kind = FormSubject::Kind::New});
    else if (!movedOn)
        m_followed = m_form->keys();
    if (m_form->kind() == FormSubject::Kind::New)
        m_form->focusFirst();
}

void RecordPage::showEffect(const RecordCommand &command, Step step, const RecordChange &change)
{
    switch (command.effect(step)) {
    case Effect::Adds: showAdded(change.keys, step); break;
    case Effect::Removes: showRemoved(change.keys); break;
    case Effect::Changes: showChanged(change); break;
    }
}

void RecordPage::showAdded(const std::vector<qint64> &keys, Step step)
{
    if (keys.size() == 1 && step == Step::First)
        m_model->addKey(keys.front());
    else
        m_model->refresh();
    if (m_form->kind() != FormSubject::Kind::New && !keys.empty())
        m_table->goToKeys(keys);
}

void RecordPage::showRemoved(const std::vector<qint64> &keys)
{
    if (m_form->keys() == keys)
        m_form->turnTo({});
    m_followed.clear();
    if (keys.empty())
        m_model->refresh();
    else
        m_model->removeKeys(keys);
}

/// The rows that were written came back: they need not be read.
void RecordPage::showChanged(const RecordChange &change)
{
    if (change.keys.size() > 1)
        m_followed.clear();
    m_model->takeWritten(change.after);
    if (change.relatedBefore.isEmpty())
        return;
    m_model->refreshRelated();
    m_form->refreshRelated();
}

void RecordPage::tellDone(const RecordCommand &command, Step step)
{
    if (step == Step::Undo)
        emit message(tr("Undone: %1").arg(command.text()), m_redo);
    else if (step == Step::Redo)
        emit message(tr("Done again: %1").arg(command.text()), m_undo);
    else if (command.effect(step) == Effect::Removes)
        emit message(tr("%1 deleted.").arg(m_spec.countText(command.change().count)),
                     command.isUndoable() ? m_undo : nullptr);
    else if (command.change().count > 1)
        emit message(tr("%1 changed.").arg(m_spec.countText(command.change().count)), m_undo);
}

void RecordPage::takeConflict(const RecordCommand &command, Step step,
                              const QList<RecordConflict> &conflicts)
{
    if (&command == m_formCommand) {
        m_formCommand = nullptr;
        m_form->setSaving(false);
    }
    m_model->refreshValues();
    m_followed.clear();
    updateActions();
    const auto *edit = dynamic_cast<const EditCommand *>(&command);
    const QString what = m_spec.countText(qint64(conflicts.size()));
    if (step == Step::First && edit && edit->isOfOne())
        resolve(*edit, conflicts.first());
    else if (step == Step::First)
        emit failed(tr("Not saved: %1 changed meanwhile in another window.").arg(what));
    else
        emit failed(tr("%1 cannot be undone: %2 changed meanwhile in another window.")
                        .arg(command.text(), what));
}

/// Somebody else was quicker: the user sees both versions, and nothing that was typed is lost.
void RecordPage::resolve(const EditCommand &command, const RecordConflict &conflict)
{
    if (!conflict.stored) {
        orm::Values entries;
        for (const FieldSpec &field : m_spec.fields)
            if (isEntered(field) && !isRelated(field.kind))
                entries.set(field.attribute, orm::Operand(conflict.seen.get(field.attribute)));
        for (const orm::Values::Entry &entry : command.values())
            entries.set(entry.attribute, entry.value);
        m_form->turnTo(
            {.kind = FormSubject::Kind::New, .entries = entries, .related = command.related()});
        emit failed(tr("Somebody else has deleted this %1 meanwhile. Save it to add it again.")
                        .arg(m_spec.record));
        return;
    }
    auto *dialog = new ConflictDialog(m_spec, conflict, command.values(), m_table->window());
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, conflict, related = command.related()] {
                saveResult(conflict, dialog->chosen(), related);
            });
    dialog->open();
}

void RecordPage::saveResult(const RecordConflict &conflict, const orm::Values &result,
                            const RelatedValues &related)
{
    const orm::Instance &stored = *conflict.stored;
    const std::vector<qint64> keys{keyOf(stored)};
    const bool isInForm = m_form->keys() == keys && m_form->isModified();
    if (result.isEmpty() && related.isEmpty()) { // all of theirs stays
        if (isInForm)
            m_form->turnTo({.kind = FormSubject::Kind::One, .keys = keys, .records = {stored}});
        return;
    }
    auto command = std::make_unique<EditCommand>(m_spec, keys, result, related, QList{stored});
    if (isInForm) {
        m_formCommand = command.get();
        m_form->setSaving(true);
    }
    m_queue->perform(std::move(command));
}

void RecordPage::takeFailure(const RecordCommand &command, const orm::BaseError &error)
{
    if (&command == m_formCommand) {
        m_formCommand = nullptr;
        m_form->setSaving(false);
        m_form->showErrors(error.errors());
    }
    m_model->refreshValues();
    updateActions();
    emit failed(error.message());
}

} // namespace ui
