#pragma once

#include "ui/log/sqllogmodel.h"

#include <QSortFilterProxyModel>

#include <bitset>

namespace ui {

/// The entries of a log that somebody wants to see. All but the internal ones at first.
class SqlLogFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit SqlLogFilter(SqlLogModel *log, QObject *parent = nullptr);

    /// Only entries that hold every word of `text`, in any case of letters.
    void setText(const QString &text);
    void setShown(SqlLogModel::Category category, bool shown);
    [[nodiscard]] bool isShown(SqlLogModel::Category category) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    [[nodiscard]] bool accepts(const orm::QueryEvent &event) const;
    void lookAnew();

    const SqlLogModel *m_log;
    QStringList m_words;
    std::bitset<4> m_shown = 0b0111;
};

} // namespace ui
