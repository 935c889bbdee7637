#include "ui/bulk/bulkpreviewtable.h"

#include "ui/base/format.h"
#include "ui/base/icons.h"

#include <QHeaderView>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

bool isNumber(const FieldSpec &field)
{
    return field.kind == FieldKind::Number || field.kind == FieldKind::Money;
}

} // namespace

BulkPreviewTable::BulkPreviewTable(const PageSpec &spec, QWidget *parent)
    : QTableWidget(parent)
    , m_spec(spec)
{
    setObjectName(u"bulkPreviewTable"_s);
    setEditTriggers(QTableWidget::NoEditTriggers);
    setSelectionBehavior(QTableWidget::SelectRows);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setAlternatingRowColors(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 4 / 3);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void BulkPreviewTable::showRows(const QList<BulkRow> &rows, const QStringList &attributes)
{
    const FieldSpec *name = m_spec.field(m_spec.nameAttribute);
    QStringList titles{name ? name->header : QString()};
    for (const QString &attribute : attributes) {
        const QString &header = m_spec.field(attribute)->header;
        titles << tr("%1 now").arg(header) << tr("%1 then").arg(header);
    }
    titles << tr("Broken rule");
    begin(titles, rows.size());
    for (int row = 0; row < rowCount(); ++row)
        putValues(row, rows.at(row), attributes);
    fitColumns(rows, attributes);
}

void BulkPreviewTable::putValues(int row, const BulkRow &shown, const QStringList &attributes)
{
    put(row, 0, shown.name);
    int column = 1;
    for (qsizetype i = 0; i < attributes.size(); ++i) {
        const FieldSpec &field = *m_spec.field(attributes.at(i));
        for (const QVariant &value : {shown.before.at(i), shown.after.at(i)})
            put(row, column++, formatField(field, *m_spec.model, value), isNumber(field));
    }
    put(row, column, shown.refusal);
    if (!shown.refusal.isEmpty())
        item(row, column)->setIcon(icon(u"dialog-warning"_s));
}

/// The name stands first, unless it is changed itself; then what becomes of it is as wide as there
/// is room for.
void BulkPreviewTable::fitColumns(const QList<BulkRow> &rows, const QStringList &attributes)
{
    const int unit = fontMetrics().averageCharWidth();
    const auto name = attributes.indexOf(m_spec.nameAttribute);
    for (qsizetype i = 0; i < attributes.size(); ++i)
        for (const qsizetype column : {1 + i * 2, 2 + i * 2})
            setColumnWidth(int(column),
                           unit * (isNumber(*m_spec.field(attributes.at(i))) ? 14 : 30));
    const int rule = columnCount() - 1;
    setColumnWidth(rule, unit * 32);
    setColumnHidden(0, name >= 0);
    for (int column = 1; column < rule; ++column)
        setColumnHidden(column, false);
    setColumnHidden(rule, std::ranges::all_of(rows, &QString::isEmpty, &BulkRow::refusal));
    const int wide = name < 0 ? 0 : int(2 + name * 2);
    horizontalHeader()->setSectionResizeMode(wide, QHeaderView::Stretch);
}

void BulkPreviewTable::showNames(const QList<BulkRow> &rows)
{
    const FieldSpec *name = m_spec.field(m_spec.nameAttribute);
    begin({name ? name->header : QString()}, rows.size());
    for (int row = 0; row < rowCount(); ++row)
        put(row, 0, rows.at(row).name);
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
}

void BulkPreviewTable::begin(const QStringList &titles, qsizetype rows)
{
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    clearContents();
    setColumnCount(int(titles.size()));
    setHorizontalHeaderLabels(titles);
    setRowCount(int(rows));
}

void BulkPreviewTable::put(int row, int column, const QString &text, bool isNumber)
{
    auto *cell = new QTableWidgetItem(text);
    cell->setToolTip(text);
    if (isNumber)
        cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setItem(row, column, cell);
}

} // namespace ui
