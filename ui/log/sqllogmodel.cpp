#include "ui/log/sqllogmodel.h"

#include "ui/log/sqlloginbox.h"
#include "ui/log/sqllogtext.h"

#include <chrono>

namespace ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// What a cell may show of a text; the rest is in the tool tip and the details.
constexpr qsizetype longestCell = 600;
constexpr qsizetype longestToolTip = 2'000;

SqlLogModel::Category categoryOf(const orm::QueryEvent &event)
{
    using Category = SqlLogModel::Category;
    if (!event.error.isEmpty())
        return Category::Error;
    switch (event.kind()) {
    case orm::StatementKind::Read: return Category::Read;
    case orm::StatementKind::Write:
    case orm::StatementKind::Schema: return Category::Write;
    case orm::StatementKind::Transaction:
    case orm::StatementKind::Internal: return Category::Internal;
    }
    Q_UNREACHABLE();
}

} // namespace

SqlLogModel::SqlLogModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_inbox(std::make_shared<SqlLogInbox>(capacity))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(100ms);
    connect(&m_timer, &QTimer::timeout, this, &SqlLogModel::takeBatch);
}

SqlLogModel::~SqlLogModel()
{
    // First of all: no listener may post to what is half gone.
    m_subscription.reset();
}

void SqlLogModel::listenTo(orm::QueryLog &log)
{
    // A single-shot timer is only running while something waits.
    m_subscription = log.listen([this, inbox = m_inbox](const orm::QueryEvent &event) {
        if (inbox->put(event))
            QMetaObject::invokeMethod(&m_timer, qOverload<>(&QTimer::start), Qt::QueuedConnection);
    });
}

void SqlLogModel::stopListening()
{
    m_subscription.reset();
}

const orm::QueryEvent &SqlLogModel::event(int row) const
{
    return m_entries.at(row).event;
}

QString SqlLogModel::valuesText(int row) const
{
    return ui::valuesText(event(row).binds());
}

SqlLogModel::Category SqlLogModel::category(int row) const
{
    return categoryOf(event(row));
}

bool SqlLogModel::isSlow(int row) const
{
    return event(row).nanoseconds > qint64(m_slowMilliseconds) * 1'000'000;
}

bool SqlLogModel::contains(int row, const QString &word) const
{
    const orm::QueryEvent &event = this->event(row);
    const auto holds = [&word](const QString &text) {
        return text.contains(word, Qt::CaseInsensitive);
    };
    return holds(event.call()) || holds(event.sql()) || holds(valuesText(row))
           || holds(event.error);
}

int SqlLogModel::count(Category category) const
{
    return m_counts.at(size_t(category));
}

qint64 SqlLogModel::waiting() const
{
    return m_inbox->count();
}

void SqlLogModel::setSlowMilliseconds(int milliseconds)
{
    m_slowMilliseconds = milliseconds;
    if (!m_entries.isEmpty())
        emit dataChanged(index(0, Milliseconds), index(rowCount() - 1, Milliseconds));
}

void SqlLogModel::clear()
{
    beginResetModel();
    m_entries = {};
    m_counts = {};
    m_dropped = 0;
    (void)m_inbox->takeAll();
    endResetModel();
    emit changed();
}

void SqlLogModel::setPaused(bool paused)
{
    m_paused = paused;
    takeBatch();
}

void SqlLogModel::takeBatch()
{
    if (m_paused) {
        emit changed();
        if (waiting() > 0)
            m_timer.start(); // nobody else tells how many more wait
        return;
    }
    SqlLogInbox::Batch batch = m_inbox->takeAll();
    m_dropped += batch.dropped;
    if (!batch.entries.isEmpty())
        append(std::move(batch.entries));
    emit changed();
}

/// Makes room before anything is inserted: views that see more rows than there ever are at once
/// show ghosts.
void SqlLogModel::append(SqlLogBuffer &&entries)
{
    removeOldest(m_entries.size() + entries.size() - capacity);
    const int first = rowCount();
    beginInsertRows({}, first, first + int(entries.size()) - 1);
    for (const SqlLogEntry &entry : entries)
        count(entry, 1);
    m_entries.append(std::move(entries));
    endInsertRows();
}

void SqlLogModel::removeOldest(qsizetype number)
{
    if (number <= 0 || m_entries.isEmpty())
        return;
    beginRemoveRows({}, 0, int(number) - 1);
    for (qsizetype i = 0; i < number; ++i)
        count(m_entries.at(i), -1);
    m_entries.dropOldest(number);
    endRemoveRows();
    m_dropped += number;
}

void SqlLogModel::count(const SqlLogEntry &entry, int by)
{
    m_counts.at(size_t(categoryOf(entry.event))) += by;
}

int SqlLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int SqlLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SqlLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole: return display(index);
    case Qt::ToolTipRole: return toolTip(index);
    case Qt::AccessibleTextRole: return spoken(index);
    case CategoryRole: return int(category(index.row()));
    case SlowRole: return isSlow(index.row());
    case Qt::TextAlignmentRole: {
        const bool isNumber = index.column() == Rows || index.column() == Milliseconds;
        return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    default: return {};
    }
}

QVariant SqlLogModel::display(const QModelIndex &index) const
{
    const orm::QueryEvent &event = this->event(index.row());
    switch (index.column()) {
    case Time: return event.startedAt.toLocalTime().toString(u"HH:mm:ss.zzz"_s);
    case Call: return oneLine(event.call(), longestCell);
    case Statement: return oneLine(event.sql(), longestCell);
    case Values:
        if (event.isCancelled)
            return tr("Cancelled");
        return event.error.isEmpty() ? valuesText(index.row()) : oneLine(event.error, longestCell);
    case Rows:
        return event.error.isEmpty() && !event.isCancelled ? QLocale().toString(event.rows)
                                                           : QString();
    case Milliseconds:
        return isSlow(index.row()) ? u"# "_s + millisecondsText(event.nanoseconds)
                                   : millisecondsText(event.nanoseconds);
    default: return {};
    }
}

QString SqlLogModel::toolTip(const QModelIndex &index) const
{
    const orm::QueryEvent &event = this->event(index.row());
    const auto whole = [](const QString &text) {
        // Rich text would wrap, but the text may hold anything.
        return text.size() <= longestToolTip ? text : text.left(longestToolTip) + u'…';
    };
    switch (index.column()) {
    case Time:
        return tr("%1\nConnection: %2\nTransaction: %3")
            .arg(QLocale().toString(event.startedAt.toLocalTime(), QLocale::LongFormat),
                 event.connection, event.transaction);
    case Call: return whole(event.call());
    case Statement: return whole(event.sql());
    case Values: return whole(event.error.isEmpty() ? valuesText(index.row()) : event.error);
    case Milliseconds:
        return isSlow(index.row()) ? tr("Slow: over %n millisecond(s)", nullptr, m_slowMilliseconds)
                                   : QString();
    default: return {};
    }
}

QVariant SqlLogModel::spoken(const QModelIndex &index) const
{
    const orm::QueryEvent &event = this->event(index.row());
    if (index.column() == Milliseconds && isSlow(index.row()))
        return tr("%1 milliseconds, slow").arg(millisecondsText(event.nanoseconds));
    if (index.column() == Values && !event.error.isEmpty())
        return tr("Failed: %1").arg(oneLine(event.error, longestCell));
    return {};
}

QVariant SqlLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= Rows ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Call: return tr("Call");
    case Statement: return tr("SQL");
    case Values: return tr("Values");
    case Rows: return tr("Rows");
    case Milliseconds: return tr("ms");
    default: return {};
    }
}

} // namespace ui
