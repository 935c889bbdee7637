#pragma once

#include <QObject>

class QTableView;

namespace ui {

class RecordTableModel;

/// Makes links of the cells whose field is one: with Ctrl held the cursor shows it, and a click
/// follows it instead of selecting.
class LinkCells : public QObject
{
    Q_OBJECT

public:
    /// Belongs to `view`, which shows `model`.
    LinkCells(RecordTableModel &model, QTableView *view);

signals:
    void followed(const QString &attribute, const QString &value);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QModelIndex linkAt(QPoint position) const;
    void showCursor(QPoint position, Qt::KeyboardModifiers modifiers);
    bool press(QPoint position);

    RecordTableModel &m_model;
    QTableView *m_view = nullptr;
    bool m_isFollowing = false; ///< A link was pressed; its release is no click on the table.
};

} // namespace ui
