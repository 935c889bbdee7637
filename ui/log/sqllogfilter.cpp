#include "ui/log/sqllogfilter.h"

#include <algorithm>

namespace ui {

SqlLogFilter::SqlLogFilter(SqlLogModel *log, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_log(log)
{
    setDynamicSortFilter(false); // entries do not change, and stay in their order
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

bool SqlLogFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    return isShown(m_log->category(row))
           && std::all_of(m_words.begin(), m_words.end(),
                          [this, row](const QString &word) { return m_log->contains(row, word); });
}

} // namespace ui
