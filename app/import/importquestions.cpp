#include "app/import/importquestions.h"

#include "app/import/importcolumns.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ImportQuestions)
};

QString labelOf(const QString &attribute, const QList<ImportField> &fields)
{
    for (const ImportField &field : fields)
        if (field.attribute == attribute)
            return field.label;
    return attribute;
}

QString fieldSource(const ImportField &field, const ImportPlan &plan)
{
    const int column = plan.columns.value(field.attribute, -1);
    if (column >= 0 && field.kind == ImportField::Kind::Key)
        return Texts::tr("%1 from “%2” if the shop is empty")
            .arg(field.label, plan.header.value(column));
    return column < 0 ? Texts::tr("%1 from no column").arg(field.label)
                      : Texts::tr("%1 from “%2”").arg(field.label, plan.header.value(column));
}

QString headerAssumption(const ImportPlan &plan)
{
    return plan.headerRow > 0
               ? Texts::tr("Row %1 holds the names of the columns.").arg(plan.headerRow)
               : Texts::tr("No row holds the names of the columns.");
}

QString markAssumption(const ImportPlan &plan)
{
    if (!plan.numbers.decimalMark)
        return {};
    return *plan.numbers.decimalMark == u',' ? Texts::tr("The decimal mark is a comma.")
                                             : Texts::tr("The decimal mark is a point.");
}

QStringList leftOut(const ImportPlan &plan)
{
    const QList<int> used = plan.columns.values();
    QStringList names;
    for (int column = 0; column < plan.header.size(); ++column)
        if (!used.contains(column))
            names << plan.header.at(column);
    return names;
}

} // namespace

QStringList openQuestions(const ImportPreview &preview, const QList<ImportField> &fields)
{
    const ImportPlan &plan = preview.plan;
    QStringList questions;
    for (const QString &attribute : plan.doubtful)
        questions << Texts::tr("It is not clear which column is: %1. Choose one, or none.")
                         .arg(labelOf(attribute, fields));
    QStringList unfilled = unfilledFields(plan, fields);
    for (const QString &attribute : plan.doubtful)
        unfilled.removeAll(labelOf(attribute, fields));
    if (!unfilled.isEmpty())
        questions << Texts::tr("Choose a column for: %1.").arg(unfilled.join(u", "_s));
    if (!plan.numbers.decimalMark) {
        const ColumnMarks marks = marksOf(plan, preview.survey, fields);
        if (marks.open > 0)
            questions << Texts::tr("“%1” in row %2 may be two numbers. Choose the decimal mark.")
                             .arg(marks.openNumber, QLocale().toString(marks.openRow));
    }
    return questions;
}

QStringList importNotes(const ImportPreview &preview)
{
    const ImportPlan &plan = preview.plan;
    const ImportSurvey &survey = preview.survey;
    QStringList notes;
    if (plan.isGuess)
        notes << Texts::tr("The names of the columns say nothing. See whether each is what it is "
                           "taken for.");
    if (plan.headerRow > survey.firstRows.constFirst().number)
        notes
            << Texts::tr("Rows above row %1 are left out.").arg(QLocale().toString(plan.headerRow));
    if (plan.numbers.isMixed)
        notes << Texts::tr("Some numbers have a decimal point and some a decimal comma. Those that "
                           "do not fit are refused.");
    if (survey.damagedRows > 0)
        notes << Texts::tr("Bytes that are no text were found in %Ln row(s); the first is row %2. "
                           "“%1” is in their place.",
                           nullptr, int(survey.damagedRows))
                     .arg(QChar(QChar::ReplacementCharacter))
                     .arg(QLocale().toString(survey.firstDamagedRow));
    return notes;
}

QStringList importAssumptions(const ImportPreview &preview, const QList<ImportField> &fields)
{
    const ImportPlan &plan = preview.plan;
    QStringList sources;
    for (const ImportField &field : fields)
        sources << fieldSource(field, plan);
    QStringList lines{
        Texts::tr("The file is read as %1, with cells separated by: %2.")
            .arg(encodingName(plan.format.encoding), separatorName(plan.format.separator)),
        headerAssumption(plan), sources.join(u", "_s) + u'.'};
    if (const QStringList names = leftOut(plan); !names.isEmpty())
        lines << Texts::tr("Not imported: %1.").arg(names.join(u", "_s));
    if (const QString mark = markAssumption(plan); !mark.isEmpty())
        lines << mark;
    return lines + importNotes(preview);
}

QString separatorName(char separator)
{
    switch (separator) {
    case ',': return Texts::tr("Comma");
    case ';': return Texts::tr("Semicolon");
    case '\t': return Texts::tr("Tab");
    case '|': return Texts::tr("Bar");
    default: return QString(QLatin1Char(separator));
    }
}

QString encodingName(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf8: return u"UTF-8"_s;
    case TextEncoding::Utf16: return u"UTF-16"_s;
    case TextEncoding::Windows1252: return u"Windows-1252"_s;
    }
    return {};
}
