#pragma once

#include <QHash>
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
    /// The header has another width now: columns that want room get it or give it, unless the user
    /// has chosen widths that do not fill the header.
    void takeResize();
    /// Widths, order and visibility, by attribute.
    [[nodiscard]] QJsonObject save() const;
    void restore(const QJsonObject &saved);

private:
    void showMenu(QPoint position);
    void fillRoom();
    void narrowTexts();
    void setWidth(int column, int width);
    void growKeys();
    void setShown(int column, bool shown);
    [[nodiscard]] int widthOf(int column) const;

    RecordTableModel &m_model;
    QHeaderView *m_header = nullptr;
    QList<QAction *> m_actions;
    bool m_isShown = false;     ///< The header has a width of its own.
    bool m_fills = true;        ///< The columns are to fill the header.
    bool m_isOurs = false;      ///< It is we who change a width.
    QHash<int, int> m_narrowed; ///< Columns that had to give room, and the width that they had.
};

} // namespace ui
