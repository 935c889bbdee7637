#include "ui/log/sqldelegate.h"

#include "ui/base/appearance.h"
#include "ui/base/icons.h"
#include "ui/log/sqlhighlighter.h"
#include "ui/log/sqllogmodel.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

bool isError(const QModelIndex &index)
{
    return index.data(SqlLogModel::CategoryRole).toInt() == int(SqlLogModel::Category::Error);
}

QStyle *styleOf(const QStyleOptionViewItem &option)
{
    return option.widget ? option.widget->style() : QApplication::style();
}

/// Breaks nothing and colours by `palette`, if there is one.
QTextLine lineOf(QTextLayout &layout, const QPalette *palette)
{
    QTextOption oneLine;
    oneLine.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(oneLine);
    if (palette)
        layout.setFormats(sqlFormats(layout.text(), *palette));
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    return line;
}

/// As much of `text` as may fit into `width`, so that nothing else is shaped.
QString beginning(const QString &text, int width, const QFontMetrics &metrics)
{
    const int narrow = std::max(1, metrics.horizontalAdvance(u'i'));
    return text.left(width / narrow + 1);
}

} // namespace

void SqlDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QColor ground = option->palette.color(QPalette::AlternateBase);
    if (index.column() == SqlLogModel::Values && isError(index)) {
        const QColor color = toneColor(Tone::Error, ground);
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = icon(u"dialog-error"_s, color);
        option->palette.setColor(QPalette::Text, color);
    }
    if (index.column() == SqlLogModel::Milliseconds && index.data(SqlLogModel::SlowRole).toBool()) {
        option->palette.setColor(QPalette::Text, toneColor(Tone::Warning, ground));
        option->font.setBold(true);
    }
}

QSize SqlDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(0, option.fontMetrics.height() / 4);
}

void SqlDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    if (index.column() != SqlLogModel::Statement) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    paintSql(painter, cell);
}

void SqlDelegate::paintSql(QPainter *painter, const QStyleOptionViewItem &option) const
{
    const QStyle *style = styleOf(option);
    QStyleOptionViewItem empty = option;
    empty.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &empty, painter, option.widget);

    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, option.widget) + 1;
    const QRect room = option.rect.adjusted(margin, 0, -margin, 0);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    QTextLayout layout(beginning(option.text, room.width(), option.fontMetrics), option.font,
                       painter->device());
    const QTextLine line = lineOf(layout, selected ? nullptr : &option.palette);
    const QPointF corner(room.left(), room.top() + (room.height() - line.height()) / 2);
    int end = room.width();
    const bool isCut = line.naturalTextWidth() > end || layout.text().size() < option.text.size();
    if (isCut) {
        const int ellipsis = option.fontMetrics.horizontalAdvance(u'…');
        int character = line.xToCursor(end - ellipsis, QTextLine::CursorBetweenCharacters);
        if (line.cursorToX(character) > end - ellipsis)
            --character;
        end = int(line.cursorToX(character));
    }

    painter->save();
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    if (isCut)
        painter->drawText(corner + QPointF(end, line.ascent()), u"…"_s);
    painter->setClipRect(room.left(), room.top(), end, room.height());
    layout.draw(painter, corner);
    painter->restore();
}

} // namespace ui
