#include "ui/sqldelegate.h"

#include "ui/appearance.h"
#include "ui/icons.h"
#include "ui/sqlhighlighter.h"
#include "ui/sqllogmodel.h"

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

/// The layout's text on one line, cut with a "…" where the room ends. Keywords are wider than
/// plain text, so the cut is found in what is laid out, not by the font alone.
QTextLine laidOut(QTextLayout &layout, int width, const QPalette *palette)
{
    const QFontMetrics metrics(layout.font());
    layout.setText(metrics.elidedText(layout.text(), Qt::ElideRight, width));
    QTextLine line = lineOf(layout, palette);
    if (line.naturalTextWidth() <= width)
        return line;
    const int end =
        line.xToCursor(width - metrics.horizontalAdvance(u'…'), QTextLine::CursorBetweenCharacters);
    layout.setText(layout.text().left(std::max(0, end - 1)) + u'…');
    return lineOf(layout, palette);
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
    const QRect room = style->subElementRect(QStyle::SE_ItemViewItemText, &option, option.widget)
                           .adjusted(margin, 0, -margin, 0);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    QTextLayout layout(option.text, option.font, painter->device());
    const QTextLine line = laidOut(layout, room.width(), selected ? nullptr : &option.palette);

    painter->save();
    painter->setClipRect(room);
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    layout.draw(painter, QPointF(room.left(), room.top() + (room.height() - line.height()) / 2));
    painter->restore();
}

} // namespace ui
