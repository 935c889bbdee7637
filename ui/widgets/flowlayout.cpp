#include "ui/widgets/flowlayout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace ui {

FlowLayout::FlowLayout(QWidget *parent)
    : QLayout(parent)
{
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
}

void FlowLayout::insertWidget(int index, QWidget *widget)
{
    addChildWidget(widget);
    m_items.insert(index, new QWidgetItem(widget));
    invalidate();
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), Pass::Measure);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, Pass::Place);
}

int FlowLayout::arrange(const QRect &rect, Pass pass) const
{
    const QRect room = rect.marginsRemoved(contentsMargins());
    int top = room.top();
    for (qsizetype first = 0; first < m_items.size();) {
        int width = 0;
        int height = 0;
        qsizetype end = first;
        for (; end < m_items.size(); ++end) {
            const bool isLast = end == m_items.size() - 1;
            const QSize hint =
                isLast ? m_items.at(end)->minimumSize() : m_items.at(end)->sizeHint();
            const int needed = width + (end > first ? spacing() : 0) + hint.width();
            if (end > first && needed > room.width())
                break;
            width = needed;
            height = std::max(height, hint.height());
        }
        if (pass == Pass::Place)
            placeLine({room.left(), top, room.width(), height}, first, end);
        top += height + (end < m_items.size() ? spacing() : 0);
        first = end;
    }
    return top - rect.top() + contentsMargins().bottom();
}

void FlowLayout::placeLine(const QRect &line, qsizetype first, qsizetype end) const
{
    int left = line.left();
    for (qsizetype i = first; i < end; ++i) {
        QLayoutItem *item = m_items.at(i);
        const QSize hint = item->sizeHint();
        const int rest = line.right() + 1 - left;
        const int width = i == m_items.size() - 1 ? rest : std::min(hint.width(), rest);
        const int top = line.top() + (line.height() - hint.height()) / 2;
        const QRect place(left, top, width, hint.height());
        item->setGeometry(QStyle::visualRect(parentWidget()->layoutDirection(), line, place));
        left += width + spacing();
    }
}

} // namespace ui
