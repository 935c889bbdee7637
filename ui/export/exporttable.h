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
    bool isOneText = false;  ///< Of those of associated rows: a record has one at most.
    bool isNames = false;    ///< Its values are of associated rows: lists of names, or texts.
};

/// What a writer knows of the rows it gets.
struct ExportTable
{
    const orm::Model *model = nullptr; ///< Of the rows; outlives the writer.
    QString title;                     ///< What the rows are together: "Books".
    QList<ExportColumn> columns;       ///< In the order of the cells.
    QList<FieldSpec> names = {};       ///< The fields of those that hold names of associated rows.
    PageSpec page = {};                ///< Of these fields; without a model where there are none.
};

/// Every stored attribute of the page's model, and the names of what is associated, each where the
/// page shows it. Images and sums stay behind: they are no values of the records.
[[nodiscard]] ExportTable exportTable(const PageSpec &page);
/// Every stored attribute of the model, and nothing else.
[[nodiscard]] ExportTable exportTable(const orm::Model &model);

} // namespace ui
