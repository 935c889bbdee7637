#include "app/connect/holdertable.h"

#include "app/connect/durationtext.h"
#include "orm/core/deliver.h"
#include "ui/base/background.h"

#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// What a tool tip can show of a call with thousands of rows.
constexpr qsizetype mostLetters = 500;

/// Rows that are seen at once.
constexpr int mostRows = 6;

QString shortened(const QString &text)
{
    const QString line = text.left(mostLetters * 2).simplified();
    return line.size() <= mostLetters ? line : line.left(mostLetters - 1) + u'…';
}

QString whoOf(const orm::ConnectionHolder &holder)
{
    if (!holder.transaction.isEmpty())
        return HolderTable::tr("Transaction %1").arg(holder.transaction);
    const QString call = shortened(holder.call.text());
    return call.isEmpty() ? HolderTable::tr("A unit of work") : call;
}

QList<QStringList> rowsOf(const QList<orm::ConnectionHolder> &holders)
{
    QList<QStringList> rows;
    for (const orm::ConnectionHolder &holder : holders)
        rows += QStringList{whoOf(holder), durationText(holder.time), holder.connection,
                            holder.isOpening ? HolderTable::tr("Is being opened")
                                             : shortened(holder.statement)};
    return rows;
}

} // namespace

HolderTable::HolderTable(QWidget *parent)
    : QWidget(parent)
    , m_nobody(new QLabel(tr("Nobody has a connection just now."), this))
    , m_table(new QTreeWidget(this))
{
    m_nobody->setObjectName(u"noHolders"_s);
    m_nobody->setWordWrap(true);
    m_table->setObjectName(u"holderList"_s);
    m_table->setAccessibleName(tr("Who has a connection"));
    m_table->setHeaderLabels({tr("Who"), tr("For"), tr("Connection"), tr("Last statement")});
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->header()->resizeSection(0, fontMetrics().averageCharWidth() * 20);
    m_table->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_nobody);
    layout->addWidget(m_table);
}

void HolderTable::tell(const QList<orm::ConnectionHolder> &holders)
{
    const int asked = ++m_asked;
    if (holders.isEmpty())
        return fill({});
    orm::deliver(
        ui::inBackground([holders] { return rowsOf(holders); }), this,
        [this, asked](const QList<QStringList> &rows) {
            if (asked == m_asked)
                fill(rows);
        },
        [](const orm::BaseError &) {});
}

/// Rows stay where they are, so that one can be read while time goes on.
void HolderTable::fill(const QList<QStringList> &rows)
{
    m_nobody->setVisible(rows.isEmpty());
    m_table->setVisible(!rows.isEmpty());
    while (m_table->topLevelItemCount() > rows.size())
        delete m_table->takeTopLevelItem(m_table->topLevelItemCount() - 1);
    for (int row = 0; row < rows.size(); ++row) {
        QTreeWidgetItem *item = m_table->topLevelItem(row);
        if (!item)
            item = new QTreeWidgetItem(m_table);
        for (int column = 0; column < rows.at(row).size(); ++column) {
            item->setText(column, rows.at(row).at(column));
            item->setToolTip(column, rows.at(row).at(column));
        }
    }
    if (rows.isEmpty())
        return;
    m_table->resizeColumnToContents(1);
    m_table->resizeColumnToContents(2);
    const int height = m_table->sizeHintForRow(0) * std::min(int(rows.size()), mostRows);
    m_table->setFixedHeight(m_table->header()->sizeHint().height() + height
                            + style()->pixelMetric(QStyle::PM_ScrollBarExtent)
                            + 2 * m_table->frameWidth());
}
