#include "ui/log/sqllogfilter.h"

#include "ui/log/sqllogtext.h"

#include <algorithm>

namespace ui {

SqlLogFilter::SqlLogFilter(SqlLogModel *log, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_log(log)
{
    setRecursiveFilteringEnabled(true); // a call may get a statement that is wanted later
    setSourceModel(log);
}

void SqlLogFilter::setText(const QString &text)
{
    m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    lookAnew();
}

void SqlLogFilter::setShown(SqlLogModel::Category category, bool shown)
{
    m_shown.set(size_t(category), shown);
    lookAnew();
}

bool SqlLogFilter::isShown(SqlLogModel::Category category) const
{
    return m_shown.test(size_t(category));
}

/// Everything at once: invalidateFilter() tells of each gap between rows, which takes seconds when
/// thousands of them open.
void SqlLogFilter::lookAnew()
{
    invalidate();
}

/// Texts are only made where words are looked for.
bool SqlLogFilter::accepts(const orm::QueryEvent &event) const
{
    if (!isShown(SqlLogModel::categoryOf(event)))
        return false;
    if (m_words.isEmpty())
        return true;
    const QStringList texts{event.call(), event.sql(), valuesText(event.binds()), event.error};
    return std::ranges::all_of(m_words, [&texts](const QString &word) {
        return std::ranges::any_of(texts, [&word](const QString &text) {
            return text.contains(word, Qt::CaseInsensitive);
        });
    });
}

bool SqlLogFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = m_log->index(row, 0, parent);
    if (m_log->isCall(index))
        return std::ranges::any_of(m_log->call(index).entries, [this](const SqlLogEntry &entry) {
            return accepts(entry.event);
        });
    // Of a call that is shown one sees where its transaction begins and ends.
    const orm::QueryEvent &event = m_log->event(index);
    return accepts(event)
           || (parent.isValid() && event.kind() == orm::StatementKind::Transaction
               && filterAcceptsRow(parent.row(), {}));
}

} // namespace ui
