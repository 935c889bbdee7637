#pragma once

#include <QJsonObject>
#include <QList>
#include <QObject>

class QAction;
class QHeaderView;
class QMenu;

namespace ui {

class RecordTableModel;

/// Which columns a table shows, how wide and in which order; and the menu to change that.
class ColumnLayout : public QObject
{
    Q_OBJECT

public:
    /// Belongs to `header`, which shows `model`.
    ColumnLayout(RecordTableModel &model, QHeaderView *header);

    /// A checkable action for each column, for menus.
    [[nodiscard]] QList<QAction *> actions() const { return m_actions; }
    [[nodiscard]] int hiddenCount() const;

    /// As the page's spec says.
    void reset();
    /// The header has another width now: columns that want room get it or give it, but only where
    /// the columns just filled the header before, so that chosen widths stay.
    void takeResize();
    /// Widths, order and visibility, by attribute.
    [[nodiscard]] QJsonObject save() const;
    void restore(const QJsonObject &saved);

private:
    void showMenu(QPoint position);
    void fillRoom();
    [[nodiscard]] bool isFilled() const;
    void growKeys();
    void setShown(int column, bool shown);
    [[nodiscard]] int widthOf(int column) const;

    RecordTableModel &m_model;
    QHeaderView *m_header = nullptr;
    QList<QAction *> m_actions;
    int m_width = 0;     ///< Of the header, when it was resized last; 0 before it is shown.
    bool m_fills = true; ///< Before it is shown: the columns are to fill it.
};

} // namespace ui
