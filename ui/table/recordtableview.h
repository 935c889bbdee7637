#pragma once

#include "ui/rows/keyindex.h"

#include <QJsonObject>
#include <QTableView>
#include <QTimer>

#include <vector>

namespace ui {

class ColumnLayout;
class RecordTableModel;
class RowKeeper;

/// The table of a RecordPage. Keeps selection and current row by key when rows move. Its context
/// menu has the actions that the window adds to it.
class RecordTableView final : public QTableView
{
    Q_OBJECT

public:
    explicit RecordTableView(RecordTableModel &model, QWidget *parent = nullptr);

    /// A checkable action for each column, for a menu.
    [[nodiscard]] QList<QAction *> columnActions() const;
    [[nodiscard]] int hiddenColumnCount() const;

    /// The selected rows in order, joined to ranges: all of a million rows are one range.
    [[nodiscard]] std::vector<RowRange> selectedRanges() const;
    [[nodiscard]] int selectedCount() const;
    [[nodiscard]] bool isAllSelected() const;
    [[nodiscard]] bool isEditing() const { return state() == EditingState; }
    /// Whether rows have moved, and selection and current row have not yet followed.
    [[nodiscard]] bool isRestoring() const;

    /// Selects the rows of `keys` and goes to the first of them, now or when they are read; says
    /// keysMissing() when none is among the rows then.
    void goToKeys(const std::vector<qint64> &keys);

    /// Selects one row, whatever keys are held down.
    void choose(int row);
    /// The first column from the left that is shown.
    [[nodiscard]] int firstColumn() const;

    /// Columns and sort.
    [[nodiscard]] QJsonObject saveLayout() const;
    void restoreLayout(const QJsonObject &saved);

    using QTableView::edit;
    using QTableView::executeDelayedItemsLayout;
    void keyboardSearch(const QString &search) override;
    void selectAll() override;

signals:
    /// Selection or current row are others now; said once for many changes.
    void selectionMoved();
    void keysMissing();
    /// The user asks for the records with this value.
    void linkFollowed(const QString &attribute, const QString &value);

protected:
    bool edit(const QModelIndex &index, EditTrigger trigger, QEvent *event) override;
    void closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index,
                                                         const QEvent *event) const override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpHeaders();
    void updateRowHeight();
    void showSort();
    void moveDown();
    void followRemoval();

    RecordTableModel &m_model;
    ColumnLayout *m_columns = nullptr;
    RowKeeper *m_keeper = nullptr;
    int m_removedRow = -1; ///< Where the current row stood that is being taken out.
    QTimer m_rest;
};

} // namespace ui
