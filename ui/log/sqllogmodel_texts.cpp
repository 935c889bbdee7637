// What the log model says of its calls and statements; made when somebody looks at it.
#include "ui/log/sqllogmodel.h"
#include "ui/log/sqllogtext.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

// What a cell may show of a text; the rest is in the tool tip and the details.
constexpr qsizetype longestCell = 600;
constexpr qsizetype longestToolTip = 2'000;

} // namespace

QVariant SqlLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole: return display(index);
    case Qt::ToolTipRole: return toolTip(index);
    case Qt::AccessibleTextRole: return spoken(index);
    case CategoryRole: return int(category(index.siblingAtColumn(0)));
    case SlowRole: return isSlow(index.siblingAtColumn(0));
    case Qt::TextAlignmentRole: {
        const bool isNumber = index.column() == Rows || index.column() == Milliseconds;
        return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    default: return {};
    }
}

QString SqlLogModel::callText(const QModelIndex &index) const
{
    const QModelIndex row = index.siblingAtColumn(0);
    if (!isCall(row))
        return event(row).call();
    return tr("%1 · %n statement(s)", nullptr, rowCount(row)).arg(call(row).title());
}

QVariant SqlLogModel::display(const QModelIndex &index) const
{
    const QModelIndex row = index.siblingAtColumn(0);
    const orm::QueryEvent &event = this->event(row);
    const bool isFine = event.error.isEmpty() && !event.isCancelled;
    switch (index.column()) {
    case Time: {
        const orm::QueryEvent &first = isCall(row) ? call(row).entries.front().event : event;
        return first.startedAt.toLocalTime().toString(u"HH:mm:ss.zzz"_s);
    }
    case Call: return oneLine(callText(index), longestCell);
    case Statement: return oneLine(event.sql(), longestCell);
    case Values:
        if (event.isCancelled)
            return tr("Cancelled");
        return isFine ? valuesText(event.binds()) : oneLine(event.error, longestCell);
    case Rows:
        return isFine ? QLocale().toString(isCall(row) ? call(row).rows() : event.rows) : QString();
    case Milliseconds:
        return isSlow(row) ? u"# "_s + millisecondsText(nanoseconds(row))
                           : millisecondsText(nanoseconds(row));
    default: return {};
    }
}

QString SqlLogModel::toolTip(const QModelIndex &index) const
{
    const QModelIndex row = index.siblingAtColumn(0);
    const orm::QueryEvent &event = this->event(row);
    const auto whole = [](const QString &text) {
        // Rich text would wrap, but the text may hold anything.
        return text.size() <= longestToolTip ? text : text.left(longestToolTip) + u'…';
    };
    switch (index.column()) {
    case Time:
        return tr("%1\nConnection: %2\nTransaction: %3")
            .arg(QLocale().toString(event.startedAt.toLocalTime(), QLocale::LongFormat),
                 event.connection, event.transaction);
    case Call: return whole(callText(index));
    case Statement: return whole(event.sql());
    case Values: return whole(event.error.isEmpty() ? valuesText(event.binds()) : event.error);
    case Milliseconds:
        return isSlow(row) ? tr("Slow: over %n millisecond(s)", nullptr, m_slowMilliseconds)
                           : QString();
    default: return {};
    }
}

QVariant SqlLogModel::spoken(const QModelIndex &index) const
{
    const QModelIndex row = index.siblingAtColumn(0);
    if (index.column() == Milliseconds && isSlow(row))
        return tr("%1 milliseconds, slow").arg(millisecondsText(nanoseconds(row)));
    if (index.column() == Values && !event(row).error.isEmpty())
        return tr("Failed: %1").arg(oneLine(event(row).error, longestCell));
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
