#pragma once

#include <QItemSelection>
#include <QObject>

#include <optional>
#include <vector>

namespace ui {

class RecordTableModel;
class RecordTableView;

/// Keeps selection, current row and the place in the window of a table by key while rows move, and
/// goes to rows that are still being read.
class RowKeeper final : public QObject
{
    Q_OBJECT

public:
    /// After the view has its model: it hears of a reset before this does.
    RowKeeper(RecordTableModel &model, RecordTableView &view);

    /// Whether rows have moved, and selection and current row have not yet followed.
    [[nodiscard]] bool isRestoring() const { return m_kept || !m_wish.empty(); }
    /// Selects the rows of `keys` and goes to the first of them, now or when they are read; says
    /// keysMissing() when none is among the rows then.
    void goToKeys(const std::vector<qint64> &keys);

signals:
    /// Selection and current row are where they belong.
    void restored();
    void keysMissing();

private:
    /// What is kept while rows move.
    struct Kept
    {
        std::optional<qint64> key;
        int row = 0;
        int column = 0;
        int top = 0;
        int left = 0;
        int allRows = 0; ///< How many rows there were, when too many to keep were all selected.
        std::vector<qint64> keys;
    };

    void keep();
    void restoreKept();
    void settle();
    void followKept();
    void restorePlace(int row);
    void selectKept(int row);
    [[nodiscard]] QItemSelection selectionOf(const std::vector<qint64> &keys) const;

    RecordTableModel &m_model;
    RecordTableView &m_view;
    std::optional<Kept> m_kept;
    std::vector<qint64> m_wish; ///< Keys to go to when they are read.
};

} // namespace ui
