#include "app/import/importplan.h"

#include "app/import/importcolumns.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString madeUpName(qsizetype column)
{
    return CsvReader::tr("Column %1").arg(column + 1);
}

/// The names of `width` columns at least.
QStringList namesOf(const QStringList &header, qsizetype width)
{
    QStringList names = header;
    names.resize(std::max(width, header.size()));
    for (qsizetype column = 0; column < names.size(); ++column)
        if (names.at(column).trimmed().isEmpty())
            names[column] = madeUpName(column);
    return names;
}

/// The number of a first row `sep=;`, which is no data; else 0.
qint64 separatorRow(const ImportSurvey &survey, char separator)
{
    const CsvRow &first = survey.firstRows.constFirst();
    return first.number == 1 && first.cells.constFirst().startsWith("sep="_L1, Qt::CaseInsensitive)
                   && namedSeparator(first.cells.join(QLatin1Char(separator)).toUtf8()) != 0
               ? 1
               : 0;
}

/// Numbers serve as keys when every row has one; else the user must say that the others are to be
/// refused.
bool isWholeKey(int column, const ImportPlan &plan, const ImportSurvey &survey)
{
    const auto isAbove = [&plan](const CsvRow &row) { return row.number < plan.firstRow; };
    const qint64 above = std::count_if(survey.firstRows.begin(), survey.firstRows.end(), isAbove);
    return column < survey.columns.size() && survey.columns.at(column).keys >= survey.rows - above;
}

/// Whether the cells of the column are what its name says, as far as the first rows tell.
bool isAsNamed(const ImportField &field, int column, const QList<CsvRow> &rows)
{
    const auto isEmpty = [column](const CsvRow &row) {
        return row.cells.value(column).trimmed().isEmpty();
    };
    const auto fits = [&field, column](const CsvRow &row) {
        const QString cell = row.cells.value(column);
        return field.fits(field.keptAs ? field.keptAs(cell) : cell);
    };
    return !field.fits || std::ranges::all_of(rows, isEmpty) || std::ranges::any_of(rows, fits);
}

QList<CsvRow> rowsFrom(const ImportSurvey &survey, qint64 number)
{
    QList<CsvRow> rows;
    std::copy_if(survey.firstRows.begin(), survey.firstRows.end(), std::back_inserter(rows),
                 [number](const CsvRow &row) { return row.number >= number; });
    return rows;
}

} // namespace

ImportPreview previewImport(const QString &file, const QList<ImportField> &fields,
                            const std::optional<CsvFormat> &format)
{
    ImportPreview preview;
    preview.plan.file = file;
    preview.plan.format = format ? *format : detectCsvFormat(file);
    preview.survey = surveyImport(file, preview.plan.format);
    const qint64 above = separatorRow(preview.survey, preview.plan.format.separator);
    preview.plan =
        planWithHeader(preview, findHeader(rowsFrom(preview.survey, above + 1), fields), fields);
    return preview;
}

ImportPlan planWithHeader(const ImportPreview &preview, qint64 headerRow,
                          const QList<ImportField> &fields)
{
    const ImportSurvey &survey = preview.survey;
    ImportPlan plan = preview.plan;
    plan.headerRow = headerRow;
    plan.firstRow = std::max(headerRow, separatorRow(survey, plan.format.separator)) + 1;
    const QList<CsvRow> rows = rowsFrom(survey, plan.firstRow);
    const auto header =
        std::find_if(survey.firstRows.begin(), survey.firstRows.end(),
                     [headerRow](const CsvRow &row) { return row.number == headerRow; });
    const QStringList names = header == survey.firstRows.end() ? QStringList() : header->cells;
    ColumnChoice choice = matchColumns(names, fields);
    plan.isGuess = choice.columns.isEmpty() && choice.doubtful.isEmpty();
    if (plan.isGuess)
        choice = guessColumns(rows, fields);
    plan.header = namesOf(names, names.isEmpty() ? commonWidth(rows) : 0);
    plan.columns = choice.columns;
    for (const ImportField &field : fields)
        if (field.kind == ImportField::Kind::Key
            && !isWholeKey(plan.columns.value(field.attribute), plan, survey))
            plan.columns.remove(field.attribute);
    for (const ImportField &field : fields)
        if (!isAsNamed(field, plan.columns.value(field.attribute, -1), rows))
            plan.columns.remove(field.attribute);
    plan.doubtful = choice.doubtful;
    plan.numbers = numberStyle(marksOf(plan, survey, fields), plan.format.separator);
    return plan;
}

ColumnMarks marksOf(const ImportPlan &plan, const ImportSurvey &survey,
                    const QList<ImportField> &fields)
{
    ColumnMarks all;
    for (const ImportField &field : fields) {
        const int column = plan.columns.value(field.attribute, -1);
        if (field.kind != ImportField::Kind::Number || column < 0
            || column >= survey.columns.size())
            continue;
        const ColumnMarks &marks = survey.columns.at(column);
        all.points += marks.points;
        all.commas += marks.commas;
        all.open += marks.open;
        if (all.openRow == 0 || (marks.openRow > 0 && marks.openRow < all.openRow)) {
            all.openRow = marks.openRow;
            all.openNumber = marks.openNumber;
        }
    }
    return all;
}

QList<ImportMatching> matchingsOf(const ImportPlan &plan, const QList<ImportField> &fields,
                                  const QString &key)
{
    using Then = ImportMatching::Then;
    QList<ImportMatching> matchings{{.key = key}};
    QStringList needed;
    for (const ImportField &field : fields)
        if (field.isNeeded)
            needed << field.attribute;
    const qsizetype column = plan.header.indexOf(QRegularExpression(
        QRegularExpression::anchoredPattern(uR"(\s*%1\s*)"_s.arg(QRegularExpression::escape(key))),
        QRegularExpression::CaseInsensitiveOption));
    for (const ImportField &field : fields)
        for (const Then then : {Then::Skip, Then::Update})
            if (field.kind == ImportField::Kind::RelatedText
                && plan.columns.contains(field.attribute))
                matchings << ImportMatching{.by = ImportMatching::By::RelatedText,
                                            .key = key,
                                            .attributes = {field.attribute},
                                            .then = then};
    for (const Then then : {Then::Skip, Then::Update})
        matchings << ImportMatching{
            .by = ImportMatching::By::Attributes, .key = key, .attributes = needed, .then = then};
    for (const Then then : {Then::Skip, Then::Update})
        if (column >= 0 && plan.headerRow > 0)
            matchings << ImportMatching{
                .by = ImportMatching::By::Key, .key = key, .keyColumn = int(column), .then = then};
    return matchings;
}

QStringList unfilledFields(const ImportPlan &plan, const QList<ImportField> &fields)
{
    QStringList labels;
    for (const ImportField &field : fields)
        if (field.isNeeded && !plan.columns.contains(field.attribute))
            labels << field.label;
    return labels;
}
