#include "ui/table/recordtableview.h"

#include "ui/rows/recordtablemodel.h"
#include "ui/table/columnlayout.h"
#include "ui/table/linkcells.h"
#include "ui/table/recorddelegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// A selection of more rows is not looked up again after rows have moved.
constexpr int mostKeptRows = 10'000;

} // namespace

RecordTableView::RecordTableView(RecordTableModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setObjectName(model.spec().name + u"Table"_s);
    setAccessibleName(model.spec().title);
    // Before the selection model hears of it, which moves the current row at once.
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                const int row = currentIndex().row();
                m_removedRow = row >= first && row <= last ? first : -1;
            });
    setModel(&model);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(DoubleClicked | EditKeyPressed);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves the table, as it leaves every other widget
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setHorizontalScrollMode(ScrollPerPixel);
    setUpHeaders();

    auto *delegate = new RecordDelegate(model, this);
    setItemDelegate(delegate);
    const auto *links = new LinkCells(model, this);
    connect(links, &LinkCells::followed, this, &RecordTableView::linkFollowed);
    connect(delegate, &RecordDelegate::entered, this, &RecordTableView::moveDown);

    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &RecordTableView::keep);
    connect(&model, &QAbstractItemModel::modelReset, this, &RecordTableView::restoreKept);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &RecordTableView::followRemoval);
    connect(&model, &RecordTableModel::settled, this, &RecordTableView::settle);
    connect(&model, &RecordTableModel::questionRestored, this, &RecordTableView::showSort);
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &RecordTableView::selectionMoved);
    const auto restart = [this] { m_rest.start(); };
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, restart);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, restart);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, restart); // the selected ones move up
}

void RecordTableView::setUpHeaders()
{
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    updateRowHeight();

    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    // Asked whether a column is selected, a selection model looks at every row.
    header->setSelectionModel(new QItemSelectionModel(&m_model, header));
    verticalHeader()->setSelectionModel(new QItemSelectionModel(&m_model, verticalHeader()));
    header->setResizeContentsPrecision(0); // only what is on the screen is sure to be in memory
    m_columns = new ColumnLayout(m_model, header);
    header->setSortIndicator(m_model.sortColumn(), m_model.sortOrder());
    setSortingEnabled(true);
}

QList<QAction *> RecordTableView::columnActions() const
{
    return m_columns->actions();
}

int RecordTableView::hiddenColumnCount() const
{
    return m_columns->hiddenCount();
}

void RecordTableView::updateRowHeight()
{
    const int height = fontMetrics().height() * 3 / 2;
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
}

std::vector<RowRange> RecordTableView::selectedRanges() const
{
    std::vector<RowRange> ranges;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        ranges.push_back({range.top(), range.bottom()});
    std::sort(ranges.begin(), ranges.end(),
              [](const RowRange &a, const RowRange &b) { return a.first < b.first; });
    std::vector<RowRange> joined;
    for (const RowRange &range : ranges) {
        if (!joined.empty() && range.first <= joined.back().last + 1)
            joined.back().last = std::max(joined.back().last, range.last);
        else
            joined.push_back(range);
    }
    return joined;
}

int RecordTableView::selectedCount() const
{
    qint64 count = 0;
    for (const RowRange &range : selectedRanges())
        count += range.count();
    return int(count);
}

bool RecordTableView::isAllSelected() const
{
    return m_model.rowCount() > 0 && selectedCount() == m_model.rowCount();
}

int RecordTableView::firstColumn() const
{
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual)
        if (const int column = horizontalHeader()->logicalIndex(visual); !isColumnHidden(column))
            return column;
    return 0;
}

void RecordTableView::keep()
{
    if (m_kept && !currentIndex().isValid())
        return; // rows move once more before the first move came to rest
    const QModelIndex current = currentIndex();
    Kept kept{.key = m_model.keyAt(current.row()),
              .row = std::max(current.row(), 0),
              .column = current.isValid() ? current.column() : firstColumn(),
              .top = rowAt(0),
              .left = horizontalScrollBar()->value(),
              .allRows = 0,
              .keys = {}};
    if (selectedCount() > mostKeptRows)
        kept.allRows = isAllSelected() ? m_model.rowCount() : 0;
    else
        kept.keys = m_model.keys(selectedRanges()).value_or(std::vector<qint64>());
    m_kept = std::move(kept);
}

void RecordTableView::restoreKept()
{
    horizontalScrollBar()->setValue(m_kept ? m_kept->left : 0);
    if (!m_model.keepsPlaces())
        scrollToTop();
    if (m_kept && m_model.isSettled())
        settle();
}

void RecordTableView::settle()
{
    if (m_kept && currentIndex().isValid())
        m_kept.reset(); // the user has chosen another row meanwhile
    if (m_kept) {
        int row = m_kept->key ? m_model.rowOf(*m_kept->key) : -1;
        if (row < 0)
            row = m_model.keepsPlaces() ? m_kept->row : 0;
        row = std::min(row, m_model.rowCount() - 1);
        if (row >= 0) {
            restorePlace(row);
            selectKept(row);
        }
        m_kept.reset();
        m_rest.start();
    }
    if (const std::vector<qint64> wish = std::exchange(m_wish, {}); !wish.empty()) {
        goToKeys(wish);
        if (!std::exchange(m_wish, {}).empty())
            emit keysMissing();
    }
    if (!currentIndex().isValid())
        choose(0);
}

/// The current row stays at its height in the window, where it was to be seen.
void RecordTableView::restorePlace(int row)
{
    if (!m_model.keepsPlaces() || m_kept->top < 0)
        return;
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(m_kept->top + row - m_kept->row);
    horizontalScrollBar()->setValue(m_kept->left);
}

void RecordTableView::selectKept(int row)
{
    const int lastColumn = m_model.columnCount() - 1;
    QItemSelection selection;
    // Rows that came meanwhile were not chosen by anybody.
    if (m_kept->allRows > 0 && m_model.keepsPlaces() && m_kept->allRows == m_model.rowCount()) {
        selection.append({m_model.index(0, 0), m_model.index(m_model.rowCount() - 1, lastColumn)});
    } else {
        selection = selectionOf(m_kept->keys);
    }
    const QModelIndex current = m_model.index(row, m_kept->column);
    if (selection.isEmpty())
        selection.append({m_model.index(row, 0), m_model.index(row, lastColumn)});
    const bool scrolls = hasAutoScroll();
    setAutoScroll(false);
    selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    setAutoScroll(scrolls);
}

QItemSelection RecordTableView::selectionOf(const std::vector<qint64> &keys) const
{
    QItemSelection selection;
    for (const RowRange &range : m_model.rowsOf(keys))
        if (range.last < m_model.rowCount())
            selection.append({m_model.index(int(range.first), 0),
                              m_model.index(int(range.last), m_model.columnCount() - 1)});
    return selection;
}

void RecordTableView::goToKeys(const std::vector<qint64> &keys)
{
    const QItemSelection selection = selectionOf(keys);
    if (selection.isEmpty()) {
        m_wish = keys;
        return;
    }
    m_wish.clear();
    const int column = currentIndex().isValid() ? currentIndex().column() : firstColumn();
    const QModelIndex first = m_model.index(selection.first().top(), column);
    selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    scrollTo(first);
    m_rest.start();
}

void RecordTableView::showSort()
{
    const QSignalBlocker quiet(horizontalHeader());
    horizontalHeader()->setSortIndicator(m_model.sortColumn(), m_model.sortOrder());
}

void RecordTableView::moveDown()
{
    choose(currentIndex().row() + 1);
}

/// The row that took the place of the current one is the current one; Qt takes the one before.
void RecordTableView::followRemoval()
{
    if (const int row = std::exchange(m_removedRow, -1); row >= 0)
        choose(std::min(row, m_model.rowCount() - 1));
}

/// Selects one row, whatever keys are held down.
void RecordTableView::choose(int row)
{
    const int column = currentIndex().isValid() ? currentIndex().column() : firstColumn();
    const QModelIndex index = m_model.index(row, column);
    if (index.isValid())
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect
                                                     | QItemSelectionModel::Rows);
}

bool RecordTableView::edit(const QModelIndex &index, EditTrigger trigger, QEvent *event)
{
    const bool opened = QTableView::edit(index, trigger, event);
    m_model.setHeld(isEditing());
    return opened;
}

void RecordTableView::closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint)
{
    QTableView::closeEditor(editor, hint);
    // Later, as rows must not move before the editor is gone for good.
    QTimer::singleShot(0, this, [this] { m_model.setHeld(isEditing()); });
}

QModelIndex RecordTableView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    if (action == MoveEnd)
        m_model.tellAllRows();
    const int rows = m_model.rowCount();
    if (rows == 0 || (action != MoveHome && action != MoveEnd))
        return QTableView::moveCursor(action, modifiers);
    const int column = currentIndex().isValid() ? currentIndex().column() : firstColumn();
    return m_model.index(action == MoveHome ? 0 : rows - 1, column);
}

/// Ctrl with Home or End goes to a row as these keys alone do; Qt would leave the selection behind.
QItemSelectionModel::SelectionFlags RecordTableView::selectionCommand(const QModelIndex &index,
                                                                      const QEvent *event) const
{
    if (event && event->type() == QEvent::KeyPress) {
        const auto *press = static_cast<const QKeyEvent *>(event);
        const bool isEnd = press->key() == Qt::Key_Home || press->key() == Qt::Key_End;
        if (isEnd && press->modifiers() == Qt::ControlModifier)
            return QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows;
    }
    return QTableView::selectionCommand(index, event);
}

void RecordTableView::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (isReturn && isPlain && !isEditing() && currentIndex().flags().testFlag(Qt::ItemIsEditable))
        edit(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

void RecordTableView::selectAll()
{
    m_model.tellAllRows();
    QTableView::selectAll();
}

void RecordTableView::keyboardSearch(const QString &)
{
    // Would walk through all rows, most of which are not in memory. The find box is for that.
}

void RecordTableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateRowHeight();
}

void RecordTableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    m_columns->takeResize(m_hasLayout ? ColumnLayout::Room::KeepFilled : ColumnLayout::Room::Fill);
}

QJsonObject RecordTableView::saveLayout() const
{
    QJsonObject layout = m_columns->save();
    if (m_model.sortColumn() >= 0) {
        layout[u"sort"_s] = m_model.field(m_model.sortColumn()).attribute;
        layout[u"descending"_s] = m_model.sortOrder() == Qt::DescendingOrder;
    }
    return layout;
}

void RecordTableView::restoreLayout(const QJsonObject &saved)
{
    m_hasLayout = true;
    m_columns->restore(saved);
    const QString sort = saved[u"sort"_s].toString();
    for (int column = 0; column < m_model.columnCount(); ++column)
        if (m_model.field(column).attribute == sort)
            horizontalHeader()->setSortIndicator(
                column, saved[u"descending"_s].toBool() ? Qt::DescendingOrder : Qt::AscendingOrder);
}

} // namespace ui
