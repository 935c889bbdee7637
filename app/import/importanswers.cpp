#include "app/import/importanswers.h"

#include "orm/core/error.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ImportAnswers)
};

QMap<QString, int> columnsNamed(const QStringList &names, const QList<ImportField> &fields)
{
    QMap<QString, int> columns;
    for (int column = 0; column < names.size(); ++column) {
        const QString name = names.at(column).trimmed();
        if (name == u"-"_s)
            continue;
        const auto field =
            std::find_if(fields.begin(), fields.end(), [&](const ImportField &candidate) {
                return candidate.attribute.compare(name, Qt::CaseInsensitive) == 0;
            });
        if (field == fields.end() || columns.contains(field->attribute))
            throw orm::BaseError(
                Texts::tr("No column can be “%1”, or two cannot.").arg(names.at(column)));
        columns.insert(field->attribute, column);
    }
    return columns;
}

ImportPlan planFrom(const ImportPreview &preview, const ImportAnswers &answers,
                    const QList<ImportField> &fields)
{
    if (!answers.headerRow)
        return preview.plan;
    const QList<CsvRow> &rows = preview.survey.firstRows;
    const auto isIt = [&](const CsvRow &row) { return row.number == *answers.headerRow; };
    if (*answers.headerRow != 0 && std::none_of(rows.begin(), rows.end(), isIt))
        throw orm::BaseError(Texts::tr("Row %1 is blank, or too far down to hold the names of the "
                                       "columns.")
                                 .arg(*answers.headerRow));
    return planWithHeader(preview, *answers.headerRow, fields);
}

} // namespace

ImportPlan answeredPlan(const ImportPreview &preview, const ImportAnswers &answers,
                        const QList<ImportField> &fields)
{
    ImportPlan plan = planFrom(preview, answers, fields);
    if (!answers.columns.isEmpty()) {
        if (answers.columns.size() > plan.header.size())
            throw orm::BaseError(Texts::tr("%1 columns are named, and the file has %2.")
                                     .arg(answers.columns.size())
                                     .arg(plan.header.size()));
        // Whether the first row is a book too, nobody knows when its names say nothing.
        if (plan.isGuess && !answers.headerRow)
            throw orm::BaseError(Texts::tr("Say which row holds the names of the columns, as in "
                                           "--header-row 1, or --header-row 0 if none does."));
        plan.columns = columnsNamed(answers.columns, fields);
        plan.doubtful.clear();
        plan.isGuess = false;
        plan.numbers = numberStyle(marksOf(plan, preview.survey, fields), plan.format.separator);
    }
    if (answers.decimalMark)
        plan.numbers = {.decimalMark = answers.decimalMark};
    return plan;
}
