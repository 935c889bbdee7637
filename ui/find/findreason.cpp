#include "ui/find/findreason.h"

#include "ui/base/appearance.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

FindReason::FindReason(QWidget *anchor)
    : QLabel(anchor)
    , m_anchor(anchor)
{
    setObjectName(u"findError"_s);
    setAccessibleName(tr("Search error"));
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setFocusPolicy(Qt::NoFocus);
    setBackgroundRole(QPalette::ToolTipBase);
    setForegroundRole(QPalette::ToolTipText);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    const int gap = fontMetrics().height() / 3;
    setContentsMargins(2 * gap, gap, 2 * gap, gap);
    hide();
    connect(anchor, &QObject::destroyed, this, &QObject::deleteLater);
}

void FindReason::tell(const QString &text)
{
    setText(text);
    if (text.isEmpty() || !m_anchor || !m_anchor->isVisible()) {
        hide();
        return;
    }
    // Only now: the anchor may have moved into another window since it was made.
    if (parentWidget() != m_anchor->window()) {
        parentWidget()->removeEventFilter(this);
        setParent(m_anchor->window());
    }
    m_anchor->installEventFilter(this);
    m_anchor->window()->installEventFilter(this);
    place();
    show();
    raise();
}

bool FindReason::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move: place(); break;
    case QEvent::Hide:
        if (watched == m_anchor)
            hide();
        break;
    default: break;
    }
    return QLabel::eventFilter(watched, event);
}

void FindReason::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setPen(toneColor(Tone::Error, palette().color(QPalette::ToolTipBase)));
    painter.setBrush(palette().color(QPalette::ToolTipBase));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.end();
    QLabel::paintEvent(event);
}

void FindReason::place()
{
    if (!m_anchor || !parentWidget())
        return;
    const int room = parentWidget()->width();
    const int width =
        std::min(room, std::max(m_anchor->width(), 40 * fontMetrics().averageCharWidth()));
    resize(width, heightForWidth(width));
    const QPoint below = m_anchor->mapTo(parentWidget(), QPoint(0, m_anchor->height() + 2));
    move(std::clamp(below.x(), 0, room - width), below.y());
}

} // namespace ui
