#include "ui/widgets/chipsedit.h"

#include "ui/widgets/attributecompleter.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flowlayout.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStyleOptionFrame>
#include <QStylePainter>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

ChipsEdit::ChipsEdit(const orm::Model &model, const QString &attribute, QWidget *parent)
    : QFrame(parent)
    , m_layout(new FlowLayout(this))
    , m_edit(new QLineEdit(this))
{
    m_edit->setFrame(false);
    m_edit->setMinimumWidth(fontMetrics().averageCharWidth() * 9);
    m_edit->installEventFilter(this);
    setFocusProxy(m_edit);
    setFocusPolicy(Qt::StrongFocus); // else the key of its label does nothing
    updateLook();
    m_layout->setContentsMargins(3, 3, 3, 3);
    m_layout->setSpacing(3);
    m_layout->insertWidget(0, m_edit);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);

    m_offers = new AttributeCompleter(model, attribute, m_edit);
    // Queued, since the line takes the chosen text in the same moment.
    connect(m_offers->completer(), qOverload<const QString &>(&QCompleter::activated), this,
            &ChipsEdit::takeTyped, Qt::QueuedConnection);
    connect(m_edit, &QLineEdit::textEdited, this, &ChipsEdit::takeTypedByComma);
    // Queued, since the focus also leaves when the window goes, and chips cannot be made then.
    connect(m_edit, &QLineEdit::editingFinished, this, &ChipsEdit::takeTypedInFull,
            Qt::QueuedConnection);
}

QStringList ChipsEdit::names() const
{
    QStringList names;
    for (const Chip *chip : m_chips)
        names.append(chip->name());
    const QString typed = m_edit->text().simplified();
    if (!typed.isEmpty() && !m_offers->isHalf() && !names.contains(typed, Qt::CaseInsensitive))
        names.append(typed);
    return names;
}

void ChipsEdit::setNames(const QStringList &names)
{
    m_edit->clear();
    if (names == this->names())
        return;
    for (Chip *chip : std::exchange(m_chips, {}))
        delete chip;
    for (const QString &name : names)
        addChip(name);
}

void ChipsEdit::setPlaceholderText(const QString &text)
{
    m_placeholder = text;
    updatePlaceholder();
}

void ChipsEdit::updatePlaceholder()
{
    m_edit->setPlaceholderText(m_chips.isEmpty() ? m_placeholder : QString());
}

void ChipsEdit::setReadOnly(bool readOnly)
{
    m_isReadOnly = readOnly;
    m_edit->setReadOnly(readOnly);
    for (Chip *chip : m_chips)
        chip->setReadOnly(readOnly);
}

void ChipsEdit::setTexts(const QString &objectName, const QString &accessibleName)
{
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    m_edit->setObjectName(objectName + u"Edit"_s);
    m_edit->setAccessibleName(tr("Add to %1").arg(accessibleName));
    m_edit->setToolTip(tr("Enter or a comma adds what is typed; Backspace takes the last away."));
}

void ChipsEdit::takeTyped()
{
    const QString typed = m_edit->text().simplified();
    if (typed.isEmpty() || m_isReadOnly)
        return;
    m_edit->clear();
    const bool isNew = std::none_of(m_chips.begin(), m_chips.end(), [&](const Chip *chip) {
        return chip->name().compare(typed, Qt::CaseInsensitive) == 0;
    });
    if (isNew)
        addChip(typed);
    emit edited();
}

/// Who goes on in the middle of a name did not mean to make one of its half.
void ChipsEdit::takeTypedInFull()
{
    if (!m_offers->isHalf())
        return takeTyped();
    if (!m_edit->hasFocus()) {
        m_edit->clear();
        emit edited();
    }
}

void ChipsEdit::takeTypedByComma()
{
    QStringList parts = m_edit->text().split(u',');
    const QString rest = parts.takeLast();
    for (const QString &part : std::as_const(parts)) {
        m_edit->setText(part);
        takeTyped();
    }
    if (!parts.isEmpty())
        m_edit->setText(rest);
    emit edited();
}

void ChipsEdit::addChip(const QString &name)
{
    auto *chip = new Chip(name, this);
    chip->setReadOnly(m_isReadOnly);
    chip->installEventFilter(this);
    connect(chip, &Chip::removeWanted, this, [this, chip] {
        removeChip(chip);
        m_edit->setFocus();
    });
    m_layout->insertWidget(int(m_chips.size()), chip);
    m_chips.append(chip);
    chip->show();
    updatePlaceholder();
    updateGeometry();
}

void ChipsEdit::removeChip(Chip *chip)
{
    m_chips.removeOne(chip);
    m_layout->removeWidget(chip);
    chip->hide();
    chip->deleteLater(); // it may be telling us just now
    updatePlaceholder();
    updateGeometry();
    emit edited();
}

void ChipsEdit::focusNear(qsizetype index)
{
    if (index >= 0 && index < m_chips.size())
        m_chips.at(index)->setFocus();
    else
        m_edit->setFocus();
}

bool ChipsEdit::handleKeyInLine(int key)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter: takeTyped(); return true;
    case Qt::Key_Backspace:
        if (m_edit->text().isEmpty() && !m_chips.isEmpty() && !m_isReadOnly) {
            removeChip(m_chips.last());
            return true;
        }
        return false;
    case Qt::Key_Left:
        if (m_edit->cursorPosition() == 0 && !m_chips.isEmpty() && !m_isReadOnly) {
            m_chips.last()->setFocus();
            return true;
        }
        return false;
    default: return false;
    }
}

bool ChipsEdit::handleKeyOnChip(Chip *chip, int key)
{
    const qsizetype index = m_chips.indexOf(chip);
    switch (key) {
    case Qt::Key_Left: focusNear(std::max<qsizetype>(index - 1, 0)); return true;
    case Qt::Key_Right: focusNear(index + 1); return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        removeChip(chip);
        focusNear(index);
        return true;
    default: return false;
    }
}

bool ChipsEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isPlain = (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
        auto *chip = qobject_cast<Chip *>(watched);
        if (isPlain && (chip ? handleKeyOnChip(chip, key->key()) : handleKeyInLine(key->key())))
            return true;
    }
    if (watched == m_edit
        && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        update();
    return QFrame::eventFilter(watched, event);
}

void ChipsEdit::mousePressEvent(QMouseEvent *)
{
    m_edit->setFocus(Qt::MouseFocusReason);
}

void ChipsEdit::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_edit)
        updateLook();
}

/// The line is only a part of what looks like an input.
void ChipsEdit::updateLook()
{
    QPalette bare = palette();
    bare.setColor(QPalette::Base, Qt::transparent);
    if (m_edit->palette() != bare)
        m_edit->setPalette(bare);
}

/// The frame of an input, as the style draws it.
void ChipsEdit::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionFrame option;
    option.initFrom(this);
    option.lineWidth = style()->pixelMetric(QStyle::PM_DefaultFrameWidth, &option, this);
    option.state |= QStyle::State_Sunken;
    option.state.setFlag(QStyle::State_HasFocus, m_edit->hasFocus());
    option.state.setFlag(QStyle::State_ReadOnly, m_isReadOnly);
    painter.drawPrimitive(QStyle::PE_PanelLineEdit, option);
}

} // namespace ui
