#include "ui/bulk/bulkpreviewtable.h"

#include "ui/base/format.h"
#include "ui/base/icons.h"

#include <QHeaderView>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

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

void BulkPreviewTable::showRows(const QList<BulkRow> &rows, const QString &attribute)
{
    const FieldSpec &field = *m_spec.field(attribute);
    const bool isNumber = field.kind == FieldKind::Number || field.kind == FieldKind::Money;
    const FieldSpec *name = m_spec.field(m_spec.nameAttribute);
    begin({name ? name->header : QString(), tr("%1 now").arg(field.header),
           tr("%1 then").arg(field.header), tr("Broken rule")},
          rows.size());
    for (int row = 0; row < rowCount(); ++row) {
        const BulkRow &shown = rows.at(row);
        put(row, 0, shown.name);
        put(row, 1, formatField(field, *m_spec.model, shown.before), isNumber);
        put(row, 2, formatField(field, *m_spec.model, shown.after), isNumber);
        put(row, 3, shown.refusal);
        if (!shown.refusal.isEmpty())
            item(row, 3)->setIcon(icon(u"dialog-warning"_s));
    }
    const int unit = fontMetrics().averageCharWidth();
    setColumnHidden(0, m_spec.nameAttribute == attribute);
    setColumnHidden(3, std::ranges::all_of(rows, &QString::isEmpty, &BulkRow::refusal));
    for (const int column : {1, 2})
        setColumnWidth(column, unit * (isNumber ? 14 : 30));
    setColumnWidth(3, unit * 32);
    const int wide = m_spec.nameAttribute == attribute ? 2 : 0;
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
