#pragma once

#include "app/csv/csvreader.h"
#include "app/import/importnumber.h"

#include <QList>

/// What the cells of a column are, over the whole file.
struct ColumnMarks
{
    qint64 keys = 0;    ///< Whole numbers above 0.
    qint64 points = 0;  ///< Numbers with a decimal point.
    qint64 commas = 0;  ///< Numbers with a decimal comma.
    qint64 open = 0;    ///< Numbers that may have either.
    QString openNumber; ///< The first of these, and its row.
    qint64 openRow = 0;
};

/// What was seen when a whole file was read once.
struct ImportSurvey
{
    QList<CsvRow> firstRows; ///< At most mostRows.
    QList<ColumnMarks> columns;
    qint64 rows = 0;        ///< With those above the data.
    qint64 damagedRows = 0; ///< Rows with bytes that are no text.
    qint64 firstDamagedRow = 0;

    static constexpr qsizetype mostRows = 100;
};

/// Reads the whole file. Not for the GUI thread. Throws orm::BaseError when it cannot be read or
/// holds no rows.
[[nodiscard]] ImportSurvey surveyImport(const QString &path, const CsvFormat &format);

/// How the numbers of a column are written, all in all. The mark of most numbers decides; of as
/// many, the comma where a semicolon separates the cells, else the point.
[[nodiscard]] NumberStyle numberStyle(const ColumnMarks &marks, char separator);
