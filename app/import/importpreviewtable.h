#pragma once

#include "app/import/importplan.h"
#include "ui/base/pagespec.h"

#include <QTableWidget>

/// The first rows of a file as they would arrive, each with its number in the file, and with the
/// reason where it would be refused.
class ImportPreviewTable : public QTableWidget
{
    Q_OBJECT

public:
    /// The page's model is only asked for its rules.
    ImportPreviewTable(const QList<ImportField> &fields, const ui::PageSpec &page,
                       QWidget *parent = nullptr);

    void showRows(const ImportPreview &preview);
    /// How many of the shown rows would be refused.
    [[nodiscard]] int refused() const { return m_refused; }

private:
    void showRow(const CsvRow &cells, const ImportPlan &plan, int row);
    void layOut();

    QList<ImportField> m_fields;
    ui::PageSpec m_page;
    int m_refused = 0;
    int m_problems = 0; ///< Rows that are refused, or of which something is left out.
};
