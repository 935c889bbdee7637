#pragma once

#include "app/import/importplan.h"
#include "orm/model/define/values.h"
#include "ui/rows/relatedvalues.h"

/// What a row of a file means.
struct ImportedRow
{
    orm::Values values;
    ui::RelatedValues related = {}; ///< Names of associated rows, of those that the file brings.
    QString problem; ///< Why its cells cannot be taken as they are, in sentences; else empty.
};

/// Empty cells, and those that a short row lacks, are null; white space around text is dropped;
/// what an export made safe for spreadsheets is the text that it was (see ui::safeCell()); numbers
/// are written with a point, without marks between thousands and currency. What could be misread is
/// a problem, and never another value: a number that does not fit the file's decimal mark, cells
/// beyond the last column, quotation marks that make no sense.
[[nodiscard]] ImportedRow importedRow(const CsvRow &row, const ImportPlan &plan,
                                      const QList<ImportField> &fields);
