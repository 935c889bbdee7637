#pragma once

#include "app/csv/csvformat.h"
#include "app/import/importmatching.h"
#include "app/import/importsurvey.h"

#include <QList>
#include <QMap>
#include <QStringList>

#include <functional>
#include <optional>

/// An attribute that a file may bring, and what files call it.
struct ImportField
{
    /// What its cells are taken for.
    enum class Kind : quint8 {
        Text,
        Number,      ///< Of a currency, or none, with the decimal mark of the file.
        Moment,      ///< "2026-11-29T12:30:00.000Z", as our export writes it.
        Names,       ///< Of associated rows: "poetry, crime".
        RelatedText, ///< Of the one associated row: an ISBN.
        Key          ///< A number of its own for each row, which only an empty table can take.
    };

    QString attribute;
    QString label;       ///< For people, translated.
    QStringList columns; ///< Names of columns in lower case without marks; the best one first.
    Kind kind = Kind::Text;
    int places = 0;        ///< Digits behind the decimal mark; of numbers.
    bool isNeeded = false; ///< Without it nothing can be imported.
    /// The form in which a RelatedText is kept; as it is in the file where there is no function.
    std::function<QString(const QString &)> keptAs = {};
    /// Whether a kept RelatedText may be one. A column that has such a name, and no such text in
    /// its first rows, is something else.
    std::function<bool(const QString &)> fits = {};
};

/// Whether the cells are of rows of other models.
[[nodiscard]] constexpr bool isRelated(ImportField::Kind kind)
{
    return kind == ImportField::Kind::Names || kind == ImportField::Kind::RelatedText;
}

/// How a file becomes rows of a model.
struct ImportPlan
{
    QString file;
    CsvFormat format;
    /// The row with the names of the columns; 0 when there is none. Rows above it are no data.
    qint64 headerRow = 0;
    qint64 firstRow = 1; ///< Where the data begin.
    NumberStyle numbers;
    QStringList header;         ///< The names of the columns; made up where the file has none.
    QMap<QString, int> columns; ///< Attribute to column; attributes that nothing fills are missing.
    /// Whether the columns were chosen by what is in them, since their names say nothing.
    bool isGuess = false;
    /// Attributes that several columns may fill, and somebody must choose.
    QStringList doubtful;
    ImportMatching matching; ///< What is done with rows that are there already.

    bool operator==(const ImportPlan &) const = default;
};

/// What was seen of a file, and a plan made by looking at it.
struct ImportPreview
{
    ImportPlan plan;
    ImportSurvey survey;
};

/// Reads the file and makes a plan; finds out the format when none is given. Not for the GUI
/// thread. Throws orm::BaseError when the file cannot be read or holds no rows.
[[nodiscard]] ImportPreview previewImport(const QString &file, const QList<ImportField> &fields,
                                          const std::optional<CsvFormat> &format = {});

/// The plan of `preview` for a file that has the names of its columns in the row of this number,
/// which is among the first ones; 0: in none.
[[nodiscard]] ImportPlan planWithHeader(const ImportPreview &preview, qint64 headerRow,
                                        const QList<ImportField> &fields);

/// How the columns that `plan` takes numbers from write them, as far as the file tells.
[[nodiscard]] ColumnMarks marksOf(const ImportPlan &plan, const ImportSurvey &survey,
                                  const QList<ImportField> &fields);

/// The ways in which rows of the file may be looked for in the database, the likeliest first: not
/// at all, by a RelatedText that the file fills, by the needed fields together, by the primary key
/// `key` where the file has a column of that name. Each but the first comes twice: leave such rows
/// alone, and update them.
[[nodiscard]] QList<ImportMatching>
matchingsOf(const ImportPlan &plan, const QList<ImportField> &fields, const QString &key);

/// The labels of the needed fields that `plan` fills from no column.
[[nodiscard]] QStringList unfilledFields(const ImportPlan &plan, const QList<ImportField> &fields);
