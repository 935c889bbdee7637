#include "app/import/importsurvey.h"

#include "app/csv/csvfile.h"
#include "orm/core/error.h"

#include <QFile>

namespace {

/// No table has more columns; a broken file may.
constexpr qsizetype mostColumns = 1'000;

void count(const QString &cell, qint64 row, ColumnMarks &marks)
{
    switch (markHint(cell)) {
    case MarkHint::None: return;
    case MarkHint::Point: ++marks.points; return;
    case MarkHint::Comma: ++marks.commas; return;
    case MarkHint::Open:
        if (marks.open++ == 0) {
            marks.openNumber = cell.trimmed();
            marks.openRow = row;
        }
        return;
    }
}

bool isDamaged(const CsvRow &row)
{
    return std::any_of(row.cells.begin(), row.cells.end(), [](const QString &cell) {
        return cell.contains(QChar(QChar::ReplacementCharacter));
    });
}

void look(const CsvRow &row, ImportSurvey &survey)
{
    const qsizetype width = std::min(row.cells.size(), mostColumns);
    if (survey.columns.size() < width)
        survey.columns.resize(width);
    for (qsizetype column = 0; column < width; ++column) {
        count(row.cells.at(column), row.number, survey.columns[column]);
        survey.columns[column].keys += keyIn(row.cells.at(column)) ? 1 : 0;
    }
}

} // namespace

ImportSurvey surveyImport(const QString &path, const CsvFormat &format)
{
    QFile file(path);
    openCsv(file);
    CsvReader reader(file, format);
    ImportSurvey survey;
    for (CsvRow row; reader.next(row);) {
        if (isBlank(row))
            continue;
        ++survey.rows;
        look(row, survey);
        if (reader.hasReplaced() && isDamaged(row) && survey.damagedRows++ == 0)
            survey.firstDamagedRow = row.number;
        if (survey.firstRows.size() < ImportSurvey::mostRows)
            survey.firstRows << row;
    }
    if (survey.firstRows.isEmpty())
        throw orm::BaseError(CsvReader::tr("“%1” holds no rows.").arg(path));
    return survey;
}

NumberStyle numberStyle(const ColumnMarks &marks, char separator)
{
    NumberStyle style;
    style.isMixed = marks.points > 0 && marks.commas > 0;
    if (marks.points == marks.commas && marks.points > 0)
        style.decimalMark = separator == ';' ? u',' : u'.';
    else if (marks.points > marks.commas)
        style.decimalMark = u'.';
    else if (marks.commas > marks.points)
        style.decimalMark = u',';
    return style;
}
