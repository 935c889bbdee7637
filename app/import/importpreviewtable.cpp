#include "app/import/importpreviewtable.h"

#include "app/import/importjob.h"
#include "ui/base/icons.h"
#include "ui/export/textoutput.h"

#include <QHeaderView>

using namespace Qt::StringLiterals;

namespace {

bool isNumber(ImportField::Kind kind)
{
    return kind == ImportField::Kind::Number || kind == ImportField::Kind::Key;
}

/// In average characters.
int widthOf(ImportField::Kind kind)
{
    switch (kind) {
    case ImportField::Kind::Text: return 32;
    case ImportField::Kind::Names:
    case ImportField::Kind::Moment: return 25;
    case ImportField::Kind::RelatedText: return 20;
    case ImportField::Kind::Number:
    case ImportField::Kind::Key: return 12;
    }
    return 12;
}

} // namespace

ImportPreviewTable::ImportPreviewTable(const QList<ImportField> &fields, const ui::PageSpec &page,
                                       QWidget *parent)
    : QTableWidget(parent)
    , m_fields(fields)
    , m_page(page)
{
    setObjectName(u"importPreviewTable"_s);
    setAccessibleName(tr("First rows as they would arrive"));
    setEditTriggers(QTableWidget::NoEditTriggers);
    setSelectionBehavior(QTableWidget::SelectRows);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setAlternatingRowColors(true);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
}

void ImportPreviewTable::showRows(const ImportPreview &preview)
{
    QStringList titles;
    for (const ImportField &field : std::as_const(m_fields))
        titles << field.label;
    titles << tr("Problem");
    QList<CsvRow> rows = preview.survey.firstRows;
    rows.removeIf([&preview](const CsvRow &row) { return row.number < preview.plan.firstRow; });
    m_refused = 0;
    setColumnCount(int(titles.size()));
    setHorizontalHeaderLabels(titles);
    setRowCount(int(rows.size()));
    for (int column = 0; column < m_fields.size(); ++column) {
        const ImportField &field = m_fields.at(column);
        setColumnHidden(column, !field.isNeeded && !preview.plan.columns.contains(field.attribute));
    }
    for (int row = 0; row < rowCount(); ++row)
        showRow(rows.at(row), preview.plan, row);
    layOut();
}

void ImportPreviewTable::showRow(const CsvRow &cells, const ImportPlan &plan, int row)
{
    const ImportedRow imported = importedRow(cells, plan, m_fields);
    const QString reason = refusalOf(imported, m_page);
    m_refused += reason.isEmpty() ? 0 : 1;
    setVerticalHeaderItem(row, new QTableWidgetItem(QString::number(cells.number)));
    int column = 0;
    for (const ImportField &field : std::as_const(m_fields)) {
        const orm::Operand *value = imported.values.find(field.attribute);
        QString text = value && value->data()
                           ? ui::plainText(*value->data())
                           : imported.related.value(field.attribute).toStringList().join(u", "_s);
        if (text.isEmpty()) // what is refused is shown as it is in the file
            text = cells.cells.value(plan.columns.value(field.attribute, -1));
        auto *item = new QTableWidgetItem(text);
        item->setToolTip(text);
        if (isNumber(field.kind))
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        setItem(row, column++, item);
    }
    auto *problem = new QTableWidgetItem(reason);
    problem->setToolTip(reason);
    if (!reason.isEmpty())
        problem->setIcon(ui::icon(u"dialog-warning"_s));
    setItem(row, column, problem);
}

void ImportPreviewTable::layOut()
{
    const int unit = fontMetrics().averageCharWidth();
    const int problem = columnCount() - 1;
    for (int column = 1; column < problem; ++column)
        setColumnWidth(column, unit * widthOf(m_fields.at(column).kind));
    setColumnWidth(problem, unit * 45);
    setColumnHidden(problem, m_refused == 0);
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
}
