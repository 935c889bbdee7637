#pragma once

#include "app/csv/csvreader.h"

#include <QList>
#include <QMap>
#include <QStringList>

struct ImportField;

/// Which column of a file fills which attribute.
struct ColumnChoice
{
    QMap<QString, int> columns;
    /// Attributes that several columns may fill equally well, or one whose name is only like
    /// theirs; `columns` has none for these.
    QStringList doubtful;
};

/// The columns that `header` offers for `fields` by their names.
[[nodiscard]] ColumnChoice matchColumns(const QStringList &header,
                                        const QList<ImportField> &fields);

/// Without names: columns of text in the order of the fields, and a column of prices, which have a
/// decimal mark or a currency. Numbers of books (ISBN) and other whole numbers are neither.
[[nodiscard]] ColumnChoice guessColumns(const QList<CsvRow> &rows,
                                        const QList<ImportField> &fields);

/// The row among the first ones that holds the names of the columns; 0 when none does. It names two
/// fields at least; the first row of the table may do with one, or with texts above a column of
/// numbers.
[[nodiscard]] qint64 findHeader(const QList<CsvRow> &rows, const QList<ImportField> &fields);

/// How many cells most rows have.
[[nodiscard]] qsizetype commonWidth(const QList<CsvRow> &rows);
