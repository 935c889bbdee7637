#pragma once

#include "ui/base/pagespec.h"

namespace ui {

/// One column of rows that leave the program.
struct ExportColumn
{
    QString name;            ///< The attribute; what files for programs call it.
    QString title;           ///< What files for people call it.
    orm::DataType type = {}; ///< Of its values.
    int width = 12;          ///< In average characters, where columns have widths.
    /// Names or RelatedText where its values are of associated rows; else they are the record's
    /// own.
    FieldKind kind = FieldKind::Text;

    /// Whether its values are of associated rows: lists of names, or a text each.
    [[nodiscard]] bool isRelated() const { return hasTexts(kind); }
};

/// What a writer knows of the rows it gets.
struct ExportTable
{
    const orm::Model *model = nullptr; ///< Of the rows; outlives the writer.
    QString title;                     ///< What the rows are together: "Books".
    QList<ExportColumn> columns;       ///< In the order of the cells.
    QList<FieldSpec> names = {};       ///< The fields of those that hold names of associated rows.
};

/// Every stored attribute of the page's model, and the names of what is associated, each where the
/// page shows it. Images and sums stay behind: they are no values of the records.
[[nodiscard]] ExportTable exportTable(const PageSpec &page);
/// Every stored attribute of the model, and nothing else.
[[nodiscard]] ExportTable exportTable(const orm::Model &model);

} // namespace ui
