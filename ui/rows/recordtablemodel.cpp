#include "ui/rows/recordtablemodel.h"

#include "ui/base/refusal.h"
#include "ui/rows/recordcell.h"
#include "ui/rows/relatednames.h"
#include "ui/rows/rowkeys.h"

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// A view lays itself out in the pause, and its user is heard.
constexpr int pauseMilliseconds = 5;

} // namespace

RecordTableModel::RecordTableModel(const PageSpec &spec, QObject *parent)
    : QAbstractTableModel(parent)
    , m_spec(withColumns(spec))
    , m_related(new RelatedNames(m_spec, this))
    , m_loader(new RecordLoader(*spec.model, this))
{
    connect(m_related, &RelatedNames::read, this, &RecordTableModel::touchAll);
    connect(m_related, &RelatedNames::failed, this, &RecordTableModel::failed);
    connect(m_loader, &RecordLoader::headRead, this, &RecordTableModel::takeHead);
    connect(m_loader, &RecordLoader::guessed, this, &RecordTableModel::takeGuess);
    connect(m_loader, &RecordLoader::counted, this, &RecordTableModel::takeCount);
    connect(m_loader, &RecordLoader::totalCounted, this, &RecordTableModel::takeTotal);
    connect(m_loader, &RecordLoader::indexRead, this, &RecordTableModel::takeIndex);
    connect(m_loader, &RecordLoader::pageRead, this, &RecordTableModel::takePage);
    connect(m_loader, &RecordLoader::askingChanged, this, &RecordTableModel::readingChanged);
    connect(m_loader, &RecordLoader::failed, this, &RecordTableModel::restore);
    connect(m_loader, &RecordLoader::lost, this, &RecordTableModel::lost);
    connect(m_loader, &RecordLoader::pageFailed, this, [this](int page, const QString &message) {
        m_failedPages.insert(page);
        emit failed(message);
    });
    m_telling.setSingleShot(true);
    m_telling.setInterval(pauseMilliseconds);
    connect(&m_telling, &QTimer::timeout, this, [this] { tellMoreRows(m_rowsAtATime); });
}

RecordTableModel::~RecordTableModel() = default;

int RecordTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_told;
}

int RecordTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_spec.fields.size());
}

QVariant RecordTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const FieldSpec &spec = field(index.column());
    if (role == Qt::TextAlignmentRole)
        return alignment(spec, *m_spec.model);
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole
        && role != LoadingRole)
        return {};

    bool loading = false;
    const orm::Instance *found = recordForView(index.row(), loading);
    if (role == LoadingRole)
        return !found;
    if (found && isRelated(spec.kind))
        return relatedCell(index.row(), *found, spec, role);
    if (found)
        return cell(m_spec, *found, spec, role);
    if (role != Qt::DisplayRole)
        return {};
    return loading ? u"…"_s : tr("(deleted)");
}

/// Asks for the names of the whole page, and shows what is known until they are there.
QVariant RecordTableModel::relatedCell(int row, const orm::Instance &record, const FieldSpec &field,
                                       int role) const
{
    if (role == Qt::EditRole)
        return {};
    const qint64 key = keyOf(record);
    if (!m_related->isFresh(key)) {
        std::vector<qint64> keys = m_pages.keysAround(row);
        keys.push_back(key); // may be known from before rows moved
        m_related->want(keys);
    }
    const std::optional<QStringList> names = m_related->names(field, key);
    return names ? names->join(u", "_s) : u"…"_s;
}

const orm::Instance *RecordTableModel::recordForView(int row, bool &loading) const
{
    const int number = row / rowsPerPage;
    loading = m_pages.isWanting(number);
    if (loading && !m_loader->isWanted(number) && !m_failedPages.contains(number))
        if (const std::optional<PageQuery> query = queryFor(number))
            m_loader->want(*query);
    const orm::Instance *found = m_pages.record(row);
    return found || !loading ? found : known(row);
}

/// The record of a row from before rows moved.
const orm::Instance *RecordTableModel::known(int row) const
{
    const bool hasKey = m_shown.index.isKnown() && row >= 0 && row < m_shown.index.count();
    return hasKey ? m_pages.known(m_shown.index.keyAt(row)) : nullptr;
}

QVariant RecordTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return field(section).header;
    if (role == Qt::TextAlignmentRole)
        return alignment(field(section), *m_spec.model);
    // The dearest and the latest are what one looks for; blanks are last then.
    const FieldKind kind = field(section).kind;
    if (role == Qt::InitialSortOrderRole && (kind == FieldKind::Money || kind == FieldKind::Moment))
        return Qt::DescendingOrder;
    return {};
}

Qt::ItemFlags RecordTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (m_spec.isEditable() && isEditable(field(index.column()).kind) && record(index.row()))
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool RecordTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    return edit(index, value, orm::Instance(*record(index.row())));
}

bool RecordTableModel::edit(const QModelIndex &index, const QVariant &value,
                            const orm::Instance &from)
{
    const QString attribute = field(index.column()).attribute;
    if (sameValue(m_spec, attribute, from.get(attribute), value))
        return true;
    if (const std::optional<QString> reason = refusal(m_spec, attribute, value)) {
        emit refused(*reason);
        return false;
    }

    const std::optional<orm::Instance> shown = record(index.row());
    const bool isThere = shown && shown->equals(from);
    // What somebody else changed in other fields can be seen.
    const bool isAsBefore =
        isThere && sameValue(m_spec, attribute, shown->get(attribute), from.get(attribute));
    if (isThere) {
        orm::Instance edited = *shown;
        m_pages.replace(index.row(), edited.set(attribute, orm::Operand(value)));
        emit dataChanged(index, index);
    }
    emit editWanted(isAsBefore ? *shown : from, attribute, value);
    return true;
}

void RecordTableModel::sort(int column, Qt::SortOrder order)
{
    if (column == m_sortColumn && (order == m_sortOrder || column < 0))
        return;
    if (column >= 0 && isRelated(field(column).kind)) {
        emit questionRestored(); // there is no order among lists of names
        return;
    }
    m_sortColumn = column;
    m_sortOrder = order;
    ask(Reading::Fresh);
}

std::optional<orm::Instance> RecordTableModel::record(int row) const
{
    const orm::Instance *found = m_pages.record(row);
    if (!found)
        found = known(row);
    return found ? std::optional(*found) : std::nullopt;
}

std::optional<qint64> RecordTableModel::keyAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return std::nullopt;
    if (hasAllKeys())
        return row < m_shown.index.count() ? std::optional(m_shown.index.keyAt(row)) : std::nullopt;
    const std::optional<orm::Instance> found = record(row);
    return found ? std::optional(keyOf(*found)) : std::nullopt;
}

qint64 RecordTableModel::largestKey() const
{
    return RowKeys::areNumbers(*m_spec.model) ? m_shown.index.largest() : 0;
}

int RecordTableModel::rowOf(qint64 key) const
{
    if (m_shown.index.isKnown()) {
        const std::optional<qint64> row = m_shown.index.rowOf(key);
        return row && *row < rowCount() ? int(*row) : -1;
    }
    return m_pages.rowOf(key);
}

std::vector<RowRange> RecordTableModel::rowsOf(const std::vector<qint64> &keys) const
{
    return m_shown.index.isKnown() ? m_shown.index.rowsOf(keys) : std::vector<RowRange>();
}

std::optional<std::vector<qint64>> RecordTableModel::keys(const std::vector<RowRange> &rows) const
{
    std::vector<qint64> result;
    for (const RowRange &range : rows) {
        if (range.last >= rowCount())
            return std::nullopt;
        if (hasAllKeys()) {
            const std::vector<qint64> some = m_shown.index.keys(range);
            result.insert(result.end(), some.begin(), some.end());
            continue;
        }
        for (qint64 row = range.first; row <= range.last; ++row) {
            const std::optional<qint64> key = keyAt(int(row));
            if (!key)
                return std::nullopt;
            result.push_back(*key);
        }
    }
    return result;
}

std::optional<orm::Where> RecordTableModel::whereOf(const std::vector<RowRange> &rows) const
{
    if (rows.size() != 1)
        return std::nullopt;
    const RowRange range = rows.front();
    if (range.last >= rowCount())
        return std::nullopt;
    if (range.first == 0 && range.last == m_shown.count - 1 && hasAllKeys())
        return m_shown.question.where;
    if (!hasAllKeys() || !m_shown.index.isRun() || !RowKeys::areNumbers(*m_spec.model))
        return std::nullopt;
    const auto [low, high] =
        std::minmax(m_shown.index.keyAt(range.first), m_shown.index.keyAt(range.last));
    return orm::Where{{orm::Text(m_spec.model->primaryKey()), orm::Op::between(low, high)}};
}

} // namespace ui
