#pragma once

#include <QStyledItemDelegate>

namespace ui {

/// Paints the rows of the SQL log: SQL in colours on one line, failed statements with an icon,
/// slow ones in bold.
class SqlDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void paintSql(QPainter *painter, const QStyleOptionViewItem &option) const;
};

} // namespace ui
