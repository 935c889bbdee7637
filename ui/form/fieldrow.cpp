#include "ui/form/fieldrow.h"

#include "ui/base/refusal.h"
#include "ui/form/editors.h"
#include "ui/form/errortext.h"
#include "ui/rows/relatedvalues.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace ui {

using namespace Qt::StringLiterals;

FieldRow::FieldRow(const PageSpec &spec, const FieldSpec &field, QGridLayout *grid, QWidget *form)
    : QObject(form)
    , m_spec(spec)
    , m_field(field)
    , m_label(new QLabel(field.label, form))
    , m_editor(makeEditor(field, *spec.model, form))
    , m_whole(new QLabel(form))
    , m_error(new ErrorText(form))
{
    m_label->setBuddy(m_editor);
    m_error->setObjectName(field.name + u"Error"_s);
    m_error->setAccessibleName(tr("%1 error").arg(field.header));
    m_whole->setObjectName(field.name + u"Whole"_s);
    m_whole->setAccessibleName(tr("All of %1").arg(field.header));
    m_whole->setTextFormat(Qt::PlainText);
    m_whole->setWordWrap(true);
    m_whole->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_whole->hide();

    const int row = grid->rowCount();
    const bool isTall = m_field.kind == FieldKind::Names || m_field.kind == FieldKind::Image;
    if (isTall) // as high as beside one line of input
        m_label->setContentsMargins(0, form->fontMetrics().height() / 3, 0, 0);
    grid->addWidget(m_label, row, 0, isTall ? Qt::AlignTop : Qt::Alignment());
    grid->addWidget(m_editor, row, 1);
    grid->addWidget(m_whole, row + 1, 1);
    grid->addWidget(m_error, row + 2, 1);
    whenEdited(m_editor, this, [this] { takeEdit(); });
    watchKeys();
}

void FieldRow::watchKeys()
{
    m_editor->installEventFilter(this);
    for (QLineEdit *line : m_editor->findChildren<QLineEdit *>())
        line->installEventFilter(this);
}

bool FieldRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == m_editor)
        showWhole();
    if (event->type() == QEvent::FocusOut && m_isTouched)
        takeLeave();
    if (event->type() != QEvent::ShortcutOverride || isChanged())
        return QObject::eventFilter(watched, event);
    const auto *press = static_cast<QKeyEvent *>(event);
    const auto *line = qobject_cast<QLineEdit *>(watched);
    if (!line)
        line = m_editor->findChild<QLineEdit *>();
    const bool redoes = press->matches(QKeySequence::Redo) && !(line && line->isRedoAvailable());
    if (!redoes && !press->matches(QKeySequence::Undo))
        return QObject::eventFilter(watched, event);
    event->ignore(); // an input would take the key, and do nothing with it
    return true;
}

bool FieldRow::isEntered() const
{
    return ui::isEntered(m_field);
}

void FieldRow::setStored(const QVariant &value)
{
    m_stored = value;
    m_isOpen = false;
    m_placeholder.clear();
    revert();
}

void FieldRow::setOpen(const QString &placeholder)
{
    m_stored = {};
    m_isOpen = true;
    m_placeholder = placeholder;
    revert();
}

void FieldRow::revert()
{
    m_isTouched = false;
    setError({});
    setEditorPlaceholder(m_editor, m_placeholder);
    setEditorValue(m_editor, m_field, isEntered() || !m_isOpen ? m_stored : m_placeholder);
    showWhole();
}

void FieldRow::enter(const QVariant &value)
{
    setEditorValue(m_editor, m_field, value);
    showWhole();
}

/// A text that its line cannot show stands under it once more.
void FieldRow::showWhole()
{
    const auto *line = qobject_cast<QLineEdit *>(m_editor);
    if (!line)
        return;
    const int margins = line->fontMetrics().averageCharWidth() * 3;
    const int width = line->fontMetrics().horizontalAdvance(line->text());
    const bool isTooLong = m_isVisible && width > line->width() - margins;
    m_whole->setText(isTooLong ? line->text() : QString());
    m_whole->setVisible(isTooLong);
}

QVariant FieldRow::value() const
{
    const QVariant entered = editorValue(m_editor);
    if (m_field.kind != FieldKind::RelatedText)
        return entered;
    const QString text = entered.toString();
    return m_field.keptAs ? m_field.keptAs(text) : text;
}

bool FieldRow::isChanged() const
{
    if (!isEntered())
        return false;
    const QVariant entered = value();
    if (isRelated(m_field.kind))
        return entered != (m_stored.isValid() ? m_stored : Related::nothing(m_field));
    if (m_isOpen)
        return !entered.isNull();
    return !sameValue(m_spec, m_field.attribute, m_stored, entered);
}

QString FieldRow::error() const
{
    return m_error->reasons();
}

void FieldRow::setError(const QString &error)
{
    m_error->say(error);
    m_error->setVisible(!error.isEmpty() && m_isVisible);
    if (isEntered())
        m_editor->setAccessibleDescription(error);
}

void FieldRow::takeEdit()
{
    m_isTouched = true;
    showWhole();
    emit edited();
}

/// What is kept in another form than it was typed in is shown so; what is refused stays as it was
/// typed, so that one finds the mistake.
void FieldRow::takeLeave()
{
    if (m_field.keptAs && value() != editorValue(m_editor)
        && relatedRefusals(m_field, value()).isEmpty())
        enter(value());
    emit left();
}

void FieldRow::setReadOnly(bool readOnly)
{
    setEditorReadOnly(m_editor, readOnly);
}

void FieldRow::setVisible(bool visible)
{
    m_isVisible = visible;
    m_label->setVisible(visible);
    m_editor->setVisible(visible);
    m_error->setVisible(visible && !m_error->text().isEmpty());
    showWhole();
}

} // namespace ui
