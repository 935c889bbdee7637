#include "ui/log/sqllogmodel.h"

#include "ui/log/sqlloginbox.h"

#include <algorithm>
#include <chrono>
#include <map>

namespace ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

SqlLogModel::SqlLogModel(QObject *parent)
    : QAbstractItemModel(parent)
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
    m_calls.forgetIds(); // another log counts its calls anew
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

SqlLogModel::Category SqlLogModel::categoryOf(const orm::QueryEvent &event)
{
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

const SqlLogCall &SqlLogModel::call(const QModelIndex &index) const
{
    return m_calls.at(index.parent().isValid() ? index.parent().row() : index.row());
}

const orm::QueryEvent &SqlLogModel::event(const QModelIndex &index) const
{
    const SqlLogCall &call = this->call(index);
    return index.parent().isValid() ? call.entries.at(size_t(index.row())).event
                                    : call.main().event;
}

SqlLogModel::Category SqlLogModel::category(const QModelIndex &index) const
{
    if (isCall(index))
        for (const SqlLogEntry &entry : call(index).entries)
            if (categoryOf(entry.event) == Category::Error)
                return Category::Error;
    return categoryOf(event(index));
}

qint64 SqlLogModel::nanoseconds(const QModelIndex &index) const
{
    return isCall(index) ? call(index).nanoseconds() : event(index).nanoseconds;
}

bool SqlLogModel::isSlow(const QModelIndex &index) const
{
    return nanoseconds(index) > qint64(m_slowMilliseconds) * 1'000'000;
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
    if (!m_calls.isEmpty())
        emit dataChanged(index(0, Milliseconds), index(rowCount() - 1, Milliseconds));
}

void SqlLogModel::clear()
{
    beginResetModel();
    m_calls = {};
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
    removeOldest(m_calls.statements() + entries.size() - capacity);
    std::vector<SqlLogCall> calls;
    QHash<quint64, size_t> places; // of new calls
    std::map<qsizetype, std::vector<SqlLogEntry>> more;
    for (SqlLogEntry &entry : entries) {
        count(entry, 1);
        const quint64 id = entry.event.callId;
        if (const std::optional<qsizetype> place = m_calls.placeOfCall(id)) {
            more[*place].push_back(std::move(entry));
        } else if (id != 0 && places.contains(id)) {
            calls.at(places.value(id)).entries.push_back(std::move(entry));
        } else {
            places.insert(id, calls.size());
            calls.emplace_back().callId = id;
            calls.back().entries.push_back(std::move(entry));
        }
    }
    for (auto &[place, statements] : more)
        appendTo(place, std::move(statements));
    if (calls.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + int(calls.size()) - 1);
    for (SqlLogCall &call : calls)
        m_calls.append(std::move(call));
    endInsertRows();
}

/// A call of one statement is that statement; the second one puts both below it.
void SqlLogModel::appendTo(qsizetype place, std::vector<SqlLogEntry> &&entries)
{
    const QModelIndex parent = index(int(place), 0);
    const int known = rowCount(parent);
    const int after = int(m_calls.at(place).entries.size() + entries.size());
    beginInsertRows(parent, known, after - 1);
    for (SqlLogEntry &entry : entries)
        m_calls.appendTo(place, std::move(entry));
    endInsertRows();
    emit dataChanged(parent, parent.siblingAtColumn(ColumnCount - 1));
}

/// Whole calls where they fit, else the first statements of one.
void SqlLogModel::removeOldest(qsizetype number)
{
    int calls = 0;
    qsizetype going = 0;
    while (calls < m_calls.size() && going + qsizetype(m_calls.at(calls).entries.size()) <= number)
        going += qsizetype(m_calls.at(calls++).entries.size());
    if (calls > 0) {
        beginRemoveRows({}, 0, calls - 1);
        for (int i = 0; i < calls; ++i) {
            for (const SqlLogEntry &entry : m_calls.at(0).entries)
                count(entry, -1);
            m_calls.dropFirstCall();
        }
        endRemoveRows();
        m_dropped += going;
    }
    const qsizetype rest = number - going;
    if (rest <= 0 || m_calls.isEmpty())
        return;
    // Here the first call has more statements than are to go. One alone does not stand below it.
    const int below = rowCount(index(0, 0));
    beginRemoveRows(index(0, 0), 0, below - rest == 1 ? below - 1 : int(rest) - 1);
    for (qsizetype i = 0; i < rest; ++i)
        count(m_calls.at(0).entries.at(size_t(i)), -1);
    m_calls.dropFirstStatements(rest);
    endRemoveRows();
    m_dropped += rest;
}

void SqlLogModel::count(const SqlLogEntry &entry, int by)
{
    m_counts.at(size_t(categoryOf(entry.event))) += by;
}

// A call has no internal id; a statement has one more than the number of its call, which stays.

QModelIndex SqlLogModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || row >= rowCount(parent) || column < 0 || column >= ColumnCount)
        return {};
    const quintptr id = parent.isValid() ? quintptr(m_calls.numberAt(parent.row()) + 1) : 0;
    return createIndex(row, column, id);
}

QModelIndex SqlLogModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    return createIndex(int(m_calls.placeOf(qint64(index.internalId()) - 1)), 0, quintptr(0));
}

int SqlLogModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_calls.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    const size_t statements = m_calls.at(parent.row()).entries.size();
    return statements > 1 ? int(statements) : 0;
}

int SqlLogModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

} // namespace ui
