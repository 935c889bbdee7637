#include "ui/table/recordtableview.h"

#include "ui/rows/recordtablemodel.h"
#include "ui/table/columnlayout.h"
#include "ui/table/linkcells.h"
#include "ui/table/recorddelegate.h"
#include "ui/table/rowkeeper.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// Leaves room behind a name on the right, as the cells below do: a next one on the left would
/// touch it.
class Header final : public QHeaderView
{
public:
    explicit Header(QWidget *parent)
        : QHeaderView(Qt::Horizontal, parent)
    {
        setSectionsClickable(true);
    }

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int section) const override
    {
        QHeaderView::initStyleOptionForIndex(option, section);
        if (option->textAlignment.testFlag(Qt::AlignRight))
            option->text.append(RecordDelegate::roomBehind);
    }
};

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
    setHorizontalHeader(new Header(this));
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

    m_keeper = new RowKeeper(model, *this);
    connect(m_keeper, &RowKeeper::keysMissing, this, &RecordTableView::keysMissing);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &RecordTableView::followRemoval);
    connect(&model, &RecordTableModel::questionRestored, this, &RecordTableView::showSort);
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &RecordTableView::selectionMoved);
    const auto restart = [this] { m_rest.start(); };
    connect(m_keeper, &RowKeeper::restored, this, restart);
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

bool RecordTableView::isRestoring() const
{
    return m_keeper->isRestoring();
}

void RecordTableView::goToKeys(const std::vector<qint64> &keys)
{
    m_keeper->goToKeys(keys);
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

/// Qt makes the first row the current one when the rows have come just before the focus, and does
/// not select it.
void RecordTableView::focusInEvent(QFocusEvent *event)
{
    const bool hadCurrent = currentIndex().isValid();
    QTableView::focusInEvent(event);
    if (!hadCurrent && currentIndex().isValid())
        choose(currentIndex().row());
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
    m_columns->takeResize();
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
    m_columns->restore(saved);
    const QString sort = saved[u"sort"_s].toString();
    for (int column = 0; column < m_model.columnCount(); ++column)
        if (m_model.field(column).attribute == sort)
            horizontalHeader()->setSortIndicator(
                column, saved[u"descending"_s].toBool() ? Qt::DescendingOrder : Qt::AscendingOrder);
}

} // namespace ui
