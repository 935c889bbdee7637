#include "app/copy/copyreport.h"

#include "ui/base/icons.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMap>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

QTableWidget *makeTable(const QString &objectName, const QStringList &titles, QWidget *parent)
{
    auto *table = new QTableWidget(0, int(titles.size()), parent);
    table->setObjectName(objectName);
    table->setHorizontalHeaderLabels(titles);
    table->setEditTriggers(QTableWidget::NoEditTriggers);
    table->setSelectionBehavior(QTableWidget::SelectRows);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setAlternatingRowColors(true);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() * 4 / 3);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

void put(QTableWidget &table, int row, int column, const QString &text)
{
    table.setItem(row, column, new QTableWidgetItem(text));
}

void putNumber(QTableWidget &table, int row, int column, qint64 number)
{
    put(table, row, column, QLocale().toString(number));
    table.item(row, column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

/// A database may have many tables beside those of a shop.
QString leftOutText(const QStringList &names)
{
    constexpr qsizetype most = 12;
    const QString listed = names.mid(0, most).join(u", "_s);
    return names.size() <= most
               ? CopyReport::tr("Other programs have made what stays behind: %1.").arg(listed)
               : CopyReport::tr("Other programs have made what stays behind: %1 and %Ln more.",
                                nullptr, int(names.size() - most))
                     .arg(listed);
}

} // namespace

QString tableTitle(const QString &table)
{
    static const QMap<QString, QString> titles{
        {u"books"_s, CopyReport::tr("Books")},
        {u"genres"_s, CopyReport::tr("Genres")},
        {u"book_genres"_s, CopyReport::tr("Genres of books")},
        {u"book_isbns"_s, CopyReport::tr("ISBNs")},
        {u"covers"_s, CopyReport::tr("Covers")},
        {u"sales"_s, CopyReport::tr("Sales")},
        {u"deleted_books"_s, CopyReport::tr("Deleted books")},
        {u"deleted_covers"_s, CopyReport::tr("Covers of deleted books")}};
    return titles.value(table, table);
}

QString differenceText(const CopyDifference &difference)
{
    const QString row = CopyReport::tr("%1 %2").arg(difference.table, difference.key);
    if (!difference.field.isEmpty())
        return CopyReport::tr("%1, %2: “%3” here, “%4” there")
            .arg(row, difference.field, difference.here, difference.there);
    return difference.there.isEmpty() ? CopyReport::tr("%1 is missing there").arg(row)
                                      : CopyReport::tr("%1 is there and not here").arg(row);
}

QString summaryOf(const CopyResult &result, const QString &place)
{
    const QLocale locale;
    QStringList parts;
    if (result.waitsForConsent())
        parts += CopyReport::tr("Nothing was kept in “%1”: what other programs have written more "
                                "exactly would be rounded there, in %Ln row(s), such as %2.",
                                nullptr, int(result.rounded))
                     .arg(place, differenceText(result.roundings.value(0)));
    else if (result.isKept() && result.rounded > 0)
        parts +=
            CopyReport::tr("The shop is in “%1” now: %2 rows were copied and compared. Values in "
                           "%Ln row(s) were rounded there, as agreed; all others are equal.",
                           nullptr, int(result.rounded))
                .arg(place, locale.toString(result.rows()));
    else if (result.isKept())
        parts +=
            CopyReport::tr("The shop is in “%1” now: %2 rows were copied and compared, and all "
                           "are equal.")
                .arg(place, locale.toString(result.rows()));
    else
        parts += CopyReport::tr("Nothing was kept in “%1”: the copy would differ from the shop in "
                                "%Ln place(s).",
                                nullptr, int(result.different))
                     .arg(place);
    if (!result.leftOut.isEmpty())
        parts += leftOutText(result.leftOut);
    return parts.join(u'\n');
}

CopyReport::CopyReport(QWidget *parent)
    : QWidget(parent)
    , m_counts(makeTable(u"copyCountsTable"_s,
                         {tr("Table"), tr("Rows here"), tr("Rows there"), tr("Compared")}, this))
    , m_heading(new QLabel(tr("&Differences:"), this))
    , m_differences(makeTable(u"copyDifferencesTable"_s,
                              {tr("Row"), tr("Field"), tr("Here"), tr("There")}, this))
{
    for (const int column : {1, 2})
        m_counts->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_counts->setAccessibleName(tr("Rows of each table"));
    m_differences->setAccessibleName(tr("Differences"));
    m_heading->setBuddy(m_differences);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_counts);
    layout->addWidget(m_heading);
    layout->addWidget(m_differences, 1);
}

void CopyReport::show(const CopyResult &result)
{
    m_counts->setRowCount(int(result.tables.size()));
    for (int row = 0; row < m_counts->rowCount(); ++row) {
        const CopiedCount &table = result.tables[size_t(row)];
        put(*m_counts, row, 0, tableTitle(table.table));
        putNumber(*m_counts, row, 1, table.here);
        putNumber(*m_counts, row, 2, table.there);
        put(*m_counts, row, 3,
            table.isEqual() ? tr("All equal")
                            : tr("%1 equal").arg(QLocale().toString(table.equal)));
        m_counts->item(row, 3)->setIcon(
            ui::icon(table.isEqual() ? u"emblem-ok"_s : u"dialog-warning"_s));
    }
    const QList<CopyDifference> differences = result.differences + result.roundings;
    m_differences->setRowCount(int(differences.size()));
    for (int row = 0; row < m_differences->rowCount(); ++row) {
        const CopyDifference &each = differences.at(row);
        const bool isRow = each.field.isEmpty();
        put(*m_differences, row, 0, each.table + u' ' + each.key);
        put(*m_differences, row, 1, isRow ? tr("whole row") : each.field);
        put(*m_differences, row, 2, isRow && each.here.isEmpty() ? tr("missing") : each.here);
        put(*m_differences, row, 3, isRow && each.there.isEmpty() ? tr("missing") : each.there);
    }
    m_heading->setVisible(!differences.isEmpty());
    m_differences->setVisible(!differences.isEmpty());
    fit(*m_counts);
    m_differences->resizeColumnsToContents();
    show();
}

/// As high as its rows, so that nobody must scroll for a handful of them.
void CopyReport::fit(QTableWidget &table)
{
    table.resizeColumnsToContents();
    const int unit = table.fontMetrics().averageCharWidth();
    for (int column = 0; column < table.columnCount() - 1; ++column)
        table.setColumnWidth(column, table.columnWidth(column) + unit * 2);
    const int rows = table.rowCount() * table.verticalHeader()->defaultSectionSize();
    table.setFixedHeight(table.horizontalHeader()->sizeHint().height() + rows
                         + 2 * table.frameWidth());
    table.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}
