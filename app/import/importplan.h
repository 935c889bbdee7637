#pragma once

#include "app/import/csvformat.h"
#include "orm/model/define/values.h"

#include <QList>
#include <QMap>
#include <QStringList>

#include <optional>

/// An attribute that a file may bring, and what files call it.
struct ImportField
{
    QString attribute;
    QString label;       ///< For people, translated.
    QStringList columns; ///< Names of columns in lower case without marks; the best one first.
    bool isNumber = false;
    bool isNeeded = false; ///< Without it nothing can be imported.
};

/// How a file becomes rows of a model.
struct ImportPlan
{
    QString file;
    CsvFormat format;
    bool hasHeader = true;
    /// Between whole and fraction in the file's numbers: `.` or `,`.
    QChar decimalMark = u'.';
    QStringList header;         ///< The names of the columns; made up when the file has none.
    QMap<QString, int> columns; ///< Attribute to column; attributes that nothing fills are missing.

    bool operator==(const ImportPlan &) const = default;
};

/// The first rows of a file, and a plan made by looking at them.
struct ImportPreview
{
    ImportPlan plan;
    QList<QStringList> rows; ///< With the header row, if there is one; short rows are padded.
};

/// Reads the beginning of the file and makes a plan; finds out the format when none is given. Not
/// for the GUI thread. Throws orm::BaseError when the file cannot be read or holds no rows.
[[nodiscard]] ImportPreview previewImport(const QString &file, const QList<ImportField> &fields,
                                          const std::optional<CsvFormat> &format = {});

/// The plan of `preview` for a file whose first row is a header, or is not.
[[nodiscard]] ImportPlan planWithHeader(const ImportPreview &preview, bool hasHeader,
                                        const QList<ImportField> &fields);

/// The columns that `header` offers for `fields` by their names.
[[nodiscard]] QMap<QString, int> matchColumns(const QStringList &header,
                                              const QList<ImportField> &fields);

/// The labels of the needed fields that `plan` fills from no column.
[[nodiscard]] QStringList unfilledFields(const ImportPlan &plan, const QList<ImportField> &fields);

/// What a row means. Empty cells are null, white space around text is dropped, and numbers are
/// written with a point, without grouping marks and currency ("1.234,50 €" is "1234.50").
[[nodiscard]] orm::Values importedValues(const QStringList &cells, const ImportPlan &plan,
                                         const QList<ImportField> &fields);
