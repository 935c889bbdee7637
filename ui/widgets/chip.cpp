#include "ui/widgets/chip.h"

#include "ui/base/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace ui {

using namespace Qt::StringLiterals;

Chip::Chip(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_label(new QLabel(name, this))
    , m_remove(new QToolButton(this))
{
    setObjectName(u"chip"_s);
    setAccessibleName(name);
    setFocusPolicy(Qt::ClickFocus);
    m_label->setTextFormat(Qt::PlainText);
    m_remove->setObjectName(u"removeChipButton"_s);
    m_remove->setIcon(icon(u"window-close"_s));
    const int side = fontMetrics().ascent() * 3 / 4;
    m_remove->setIconSize({side, side});
    m_remove->setAutoRaise(true);
    m_remove->setFocusPolicy(Qt::NoFocus);
    m_remove->setToolTip(tr("Remove"));
    m_remove->setAccessibleName(tr("Remove %1").arg(name));
    connect(m_remove, &QToolButton::clicked, this, &Chip::removeWanted);

    const int gap = fontMetrics().height() / 3;
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(gap, 1, gap / 2, 1);
    layout->setSpacing(0);
    layout->addWidget(m_label);
    layout->addWidget(m_remove);
}

void Chip::setReadOnly(bool readOnly)
{
    m_remove->setEnabled(!readOnly);
    setFocusPolicy(readOnly ? Qt::NoFocus : Qt::ClickFocus);
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette::ColorRole edge = hasFocus() ? QPalette::Highlight : QPalette::PlaceholderText;
    painter.setPen(QPen(palette().color(edge), hasFocus() ? 2 : 1));
    painter.setBrush(palette().color(QPalette::AlternateBase));
    const QRectF shape = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.drawRoundedRect(shape, shape.height() / 3, shape.height() / 3);
}

void Chip::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void Chip::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace ui
