#include "ui/form/recordform.h"

#include "ui/base/refusal.h"
#include "ui/form/draftbar.h"
#include "ui/form/editors.h"
#include "ui/form/errortext.h"
#include "ui/form/fieldrow.h"
#include "ui/form/relatedfields.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

using Kind = FormSubject::Kind;

void RecordForm::follow(const FormSubject &subject)
{
    const bool isSame = subject.hasSameKeys(m_subject);
    if (!isModified()) {
        if (!isSame || !subject.hasSameValues(m_subject) || subject.note != m_subject.note)
            turnTo(subject);
        return;
    }
    // The same record once more, e.g. after a refresh: the draft goes on.
    m_next = isSame ? std::nullopt : std::optional(subject);
    if (isSame && m_subject.kind == Kind::One)
        takeStored(subject.records.first());
    updateState();
}

/// Shows what is stored now, beside what is being entered. Where somebody else has changed what is
/// being entered, the record stays as the user saw it, so that saving it tells of the conflict.
void RecordForm::takeStored(const orm::Instance &fresh)
{
    bool isDisputed = false;
    for (FieldRow *row : m_rows) {
        const QString &attribute = row->field().attribute;
        if (isRelated(row->field().kind))
            continue;
        if (!row->isChanged())
            row->setStored(fresh.get(attribute));
        else if (!sameValue(m_spec, attribute, m_subject.records.first().get(attribute),
                            fresh.get(attribute)))
            isDisputed = true;
    }
    if (!isDisputed)
        m_subject.records = {fresh};
}

RecordState RecordForm::seen() const
{
    return {m_subject.records, m_related->seen()};
}

void RecordForm::turnTo(const FormSubject &subject, const orm::Values &entered)
{
    m_subject = subject;
    m_next.reset();
    fill();
    for (const orm::Values::Entry &entry : entered)
        if (FieldRow *row = rowOf(entry.attribute))
            row->enter(*entry.value.data());
    if (!entered.isEmpty())
        updateState();
}

void RecordForm::fill()
{
    fillOwn();
    m_related->show(m_subject);
    updateState();
}

/// The fields whose values are the record's own.
void RecordForm::fillOwn()
{
    m_typing.stop();
    m_refused = {};
    m_error->say({});
    m_error->hide();
    for (FieldRow *row : m_rows) {
        row->setVisible(m_subject.hasField(row->field(), *m_spec.model));
        row->setReadOnly(!m_spec.isEditable() || m_saving);
        if (isRelated(row->field().kind))
            continue;
        switch (m_subject.kind) {
        case Kind::Nothing: row->setStored({}); break;
        case Kind::New:
            row->setStored({});
            if (const orm::Operand *entry = m_subject.entries.find(row->field().attribute))
                row->enter(*entry->data());
            break;
        case Kind::One:
            row->setStored(m_subject.records.first().get(row->field().attribute));
            break;
        case Kind::Many: fillMany(*row); break;
        }
    }
}

FieldRow *RecordForm::rowOf(const QString &attribute) const
{
    const auto found = std::ranges::find_if(
        m_rows, [&](const FieldRow *row) { return row->field().attribute == attribute; });
    return found == m_rows.end() ? nullptr : *found;
}

/// A row was chosen: the record refers to it, and takes over what it has.
void RecordForm::takePick(const FieldSpec &field, const orm::Instance &row)
{
    m_subject.hidden.set(field.pick.foreignKey,
                         orm::Operand(row.getDataValue(row.model().primaryKey())));
    FieldRow *copied = rowOf(field.pick.copied);
    if (copied && !row.get(field.pick.copied).isNull())
        copied->enter(row.get(field.pick.copied));
    rejudge();
}

void RecordForm::refreshRelated()
{
    m_related->refresh();
}

void RecordForm::fillMany(FieldRow &row) const
{
    const QString attribute = row.field().attribute;
    if (m_subject.records.isEmpty()) {
        row.setOpen(tr("(unchanged)"));
        return;
    }
    const QVariant first = m_subject.records.first().get(attribute);
    const bool same = std::all_of(
        m_subject.records.begin(), m_subject.records.end(), [&](const orm::Instance &record) {
            return sameValue(m_spec, attribute, first, record.get(attribute));
        });
    if (same)
        row.setStored(first);
    else
        row.setOpen(tr("(different)"));
}

bool RecordForm::isModified() const
{
    return m_subject.kind != Kind::Nothing && !m_spec.isTrash
           && std::any_of(m_rows.begin(), m_rows.end(),
                          [](const FieldRow *row) { return row->isChanged(); });
}

bool RecordForm::canSave() const
{
    return isModified() && !m_saving && m_spec.isEditable() && m_related->canSave();
}

orm::Values RecordForm::changes() const
{
    orm::Values values = m_subject.hidden;
    for (const FieldRow *row : m_rows)
        if (row->isChanged() && !isRelated(row->field().kind))
            values.set(row->field().attribute, orm::Operand(row->value()));
    return values;
}

bool RecordForm::takeSaved(const QList<orm::Instance> &rows)
{
    if (const std::optional<FormSubject> next = std::exchange(m_next, std::nullopt)) {
        turnTo(*next);
        return true;
    }
    m_subject.takeSaved(rows);
    fillOwn();
    m_related->keep(m_subject.keys);
    updateState();
    return false;
}

void RecordForm::setSaving(bool saving)
{
    m_saving = saving;
    for (FieldRow *row : m_rows)
        row->setReadOnly(!m_spec.isEditable() || saving);
    updateState();
}

void RecordForm::focusFirst()
{
    for (const FieldRow *row : m_rows) {
        if (!row->isEntered())
            continue;
        row->editor()->setFocus(Qt::ShortcutFocusReason);
        selectAll(row->editor());
        return;
    }
}

void RecordForm::revert()
{
    const bool wasNew = m_subject.kind == Kind::New;
    if (wasNew)
        m_subject = {.kind = Kind::New, .hidden = m_subject.hidden};
    m_escape.stop();
    fill();
    if (m_next)
        turnTo(FormSubject(*m_next));
    else if (wasNew)
        emit reverted();
}

void RecordForm::updateState()
{
    const bool modified = isModified();
    m_save->setEnabled(canSave());
    m_saveAnother->setEnabled(canSave() && m_subject.kind == Kind::New);
    m_revert->setEnabled((modified || m_subject.kind == Kind::New) && !m_saving);
    // Of a record that is not there yet nothing is left.
    m_revert->setText(m_subject.kind == Kind::New ? tr("&Cancel") : tr("&Revert"));
    m_revertButton->setText(m_revert->text());
    m_revertButton->setAccessibleName(m_revert->text().remove(u'&'));
    const bool hasButtons = m_subject.kind != Kind::Nothing && !m_spec.isTrash;
    m_revertButton->setVisible(hasButtons);
    m_saveButton->setVisible(hasButtons);

    const QString heading = m_subject.heading(m_spec);
    m_heading->setText(heading);
    m_heading->setVisible(!heading.isEmpty());
    m_bar->say(modified ? draftText() : QString());
    if (modified || m_wasModified)
        emit draftChanged();
    if (modified != std::exchange(m_wasModified, modified))
        emit modifiedChanged(modified);
}

QString RecordForm::draftText() const
{
    if (m_next)
        return m_subject.unsavedText(m_spec);
    return m_escape.isActive() ? tr("Press Esc again to revert the changes.") : QString();
}

void RecordForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || event->modifiers() != Qt::NoModifier) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (!isModified() && m_subject.kind != Kind::New) {
        emit leaveWanted();
    } else if (!isModified() || m_escape.isActive()) {
        revert();
    } else {
        m_escape.start();
        updateState();
    }
}

} // namespace ui
