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

namespace {

/// The related values that the user has seen in a conflict are known now.
RelatedTable seenRelated(const RecordConflict &conflict)
{
    RelatedTable table;
    for (auto value = conflict.related.begin(); value != conflict.related.end(); ++value)
        table[value.key()].insert(keyOf(conflict.seen), value.value());
    return table;
}

} // namespace

void RecordPage::takeDone(const RecordCommand &command, Step step, const RecordChange &change)
{
    if (!isOwn(command))
        return;
    if (&command == m_formCommand && step == Step::First)
        takeSavedForm(change);
    showEffect(command, step, change);
    updateActions();
    tellDone(command, step, change.note);
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
    case Effect::Changes: showChanged(change, step); break;
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
    if (!keys.empty() && m_form->keys() == keys)
        m_form->turnTo({});
    m_followed.clear();
    if (keys.empty())
        m_model->refresh();
    else
        m_model->removeKeys(keys);
}

/// The rows that were written came back: they need not be read.
void RecordPage::showChanged(const RecordChange &change, Step step)
{
    if (change.keys.size() > 1)
        m_followed.clear();
    if (change.keys.empty()) // too many to be told one by one
        return showManyChanged();
    if (hasMovedKey(change.before, change.after))
        return showMoved(keysOf(change.after));
    m_model->takeWritten(change.after);
    if (step != Step::First) // of what is undone one wants to see what it was
        m_table->goToKeys(change.keys);
    if (change.relatedBefore.isEmpty())
        return;
    m_model->refreshRelated();
    m_form->refreshRelated();
}

/// A record has another key, and perhaps another place.
void RecordPage::showMoved(const std::vector<qint64> &keys)
{
    m_followed.clear();
    m_model->refresh();
    m_table->goToKeys(keys);
    m_form->refreshRelated();
}

void RecordPage::showManyChanged()
{
    m_followed.clear();
    m_model->refresh();
    m_form->refreshRelated();
}

/// Says of every step what it did, so that the button beside it takes back just that.
void RecordPage::tellDone(const RecordCommand &command, Step step, const QString &note)
{
    const QString text = doneText(command, step);
    emit message(note.isEmpty() ? text : text + u' ' + note, step == Step::Undo ? m_redo : m_undo);
}

QString RecordPage::doneText(const RecordCommand &command, Step step) const
{
    if (step == Step::Undo)
        return tr("Undone: %1.").arg(command.text());
    if (step == Step::Redo)
        return tr("Done again: %1.").arg(command.text());
    const RecordChange &change = command.change();
    const QString name = nameOf(change);
    const QString what = name.isEmpty() ? m_spec.countText(change.count) : name;
    if (const QString text = command.doneText(what); !text.isEmpty())
        return text;
    switch (command.effect(step)) {
    case Effect::Removes:
        return m_spec.isTrash ? tr("Gone forever: %1.").arg(what) : tr("%1 deleted.").arg(what);
    case Effect::Adds: return tr("%1 added.").arg(what);
    case Effect::Changes: break;
    }
    return name.isEmpty() ? tr("%1 changed.").arg(what) : tr("%1 saved.").arg(what);
}

/// What the one record that was changed is called; empty for many.
QString RecordPage::nameOf(const RecordChange &change) const
{
    const QList<orm::Instance> &rows = change.after.isEmpty() ? change.before : change.after;
    if (change.count != 1 || rows.size() != 1)
        return {};
    return tr("“%1”").arg(rows.first().get(m_spec.nameAttribute).toString());
}

void RecordPage::takeConflict(const RecordCommand &command, Step step,
                              const QList<RecordConflict> &conflicts)
{
    if (!isOwn(command))
        return;
    if (&command == m_formCommand) {
        m_formCommand = nullptr;
        m_form->setSaving(false);
    }
    // Rows that are gone leave the table, too.
    m_model->refresh();
    m_form->refreshRelated();
    m_followed.clear();
    updateActions();
    const auto *edit = dynamic_cast<const EditCommand *>(&command);
    const QString what = m_spec.countText(qint64(conflicts.size()));
    if (step == Step::First && edit && edit->isOfOne())
        resolve(*edit, conflicts.first());
    else if (step == Step::First && command.effect(step) == Effect::Removes)
        emit failed(conflicts.first().stored
                        ? tr("Not deleted: somebody else has changed %1 meanwhile.").arg(what)
                        : tr("Somebody else has deleted %1 already.").arg(what));
    else if (step == Step::First)
        emit failed(tr("Not saved: somebody else has changed %1 meanwhile.").arg(what));
    else
        emit failed(tr("%1 cannot be undone: somebody else has changed %2 meanwhile.")
                        .arg(command.text(), what));
}

/// Somebody else was quicker: the user sees both versions, and nothing that was typed is lost.
void RecordPage::resolve(const EditCommand &command, const RecordConflict &conflict)
{
    if (!conflict.stored) {
        const bool isInForm = m_form->keys() == std::vector{keyOf(conflict.seen)};
        keepDeleted(conflict.seen, command.values(),
                    isInForm ? m_form->related().values() : command.related());
        return;
    }
    auto *dialog = new ConflictDialog(m_spec, conflict, {command.values(), command.related()},
                                      m_table->window());
    if (dialog->isEmpty()) { // both say the same
        delete dialog;
        saveResult(conflict, command.values(), command.related());
        return;
    }
    connect(dialog, &QDialog::accepted, this, [this, dialog, conflict] {
        const ConflictDialog::Mine chosen = dialog->chosen();
        saveResult(conflict, chosen.values, chosen.related);
    });
    dialog->open();
}

/// What is entered into a record that somebody else has deleted becomes a new one.
void RecordPage::keepDeleted(const orm::Instance &seen, const orm::Values &values,
                             const RelatedValues &related)
{
    orm::Values entries;
    for (const FieldSpec &field : m_spec.fields)
        if (isEntered(field) && !isRelated(field.kind))
            entries.set(field.attribute, orm::Operand(seen.get(field.attribute)));
    for (const orm::Values::Entry &entry : values)
        entries.set(entry.attribute, entry.value);
    m_form->turnTo({.kind = FormSubject::Kind::New, .entries = entries, .related = related});
    emit formWanted();
    emit failed(tr("Somebody else has deleted this %1 meanwhile. Save it to add it again.")
                    .arg(m_spec.record));
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
    auto command = std::make_unique<EditCommand>(m_spec, keys, result, related,
                                                 RecordState{{stored}, seenRelated(conflict)});
    if (isInForm) {
        m_formCommand = command.get();
        m_form->setSaving(true);
    }
    m_queue->perform(std::move(command));
}

void RecordPage::takeFailure(const RecordCommand &command, const orm::BaseError &error)
{
    m_formFailed = &command == m_formCommand;
    if (m_formFailed) {
        m_formCommand = nullptr;
        m_form->setSaving(false);
        m_form->showErrors(error.errors());
    }
    m_model->refreshValues();
    updateActions();
    if (dynamic_cast<const orm::TransactionInDoubtError *>(&error)) {
        m_model->refresh();
        emit failed(tr("The connection was lost while this was written, and nobody knows whether "
                       "it was: %1. Look before you do it again.")
                        .arg(command.text()));
    } else if (dynamic_cast<const orm::TimeoutError *>(&error))
        emit occupied(
            tr("Another program is writing to the shop just now. Nothing was changed: %1.")
                .arg(command.text()));
    else
        emit failed(error.message());
}

void RecordPage::retry()
{
    if (!m_formFailed)
        m_queue->retry();
    else if (m_addsAnother)
        saveFormAndAddAnother();
    else
        saveForm();
}

} // namespace ui
