#include "app/import/importedrow.h"

#include "ui/export/safecell.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ImportedRow)
};

QString markName(QChar mark)
{
    return mark == u',' ? Texts::tr("a comma") : Texts::tr("a point");
}

/// Why `cell` is not taken for a number.
QString numberProblem(const ReadNumber &read, const QString &cell, const ImportField &field,
                      const NumberStyle &style)
{
    switch (read.kind) {
    case ReadNumber::Kind::Number: return {};
    case ReadNumber::Kind::NoNumber:
        return Texts::tr("%1: “%2” is not a number.").arg(field.label, cell);
    case ReadNumber::Kind::OtherMark:
        return Texts::tr("%1: “%2” does not fit the decimal mark of the file, which is %3.")
            .arg(field.label, cell, markName(style.decimalMark.value_or(u'.')));
    case ReadNumber::Kind::Open:
        return Texts::tr("%1: “%2” may be %3 or %4.").arg(field.label, cell, read.text, read.other);
    case ReadNumber::Kind::TooManyPlaces:
        return Texts::tr("%1: “%2” has more than %3 digits behind the decimal mark.")
            .arg(field.label, cell)
            .arg(field.places);
    }
    return {};
}

bool hasCellsBeyond(const QStringList &cells, qsizetype width)
{
    return cells.size() > width
           && std::any_of(cells.begin() + width, cells.end(),
                          [](QStringView cell) { return !cell.trimmed().isEmpty(); });
}

/// Whether a line of `text` could be a row of its own: then a quotation mark opened too early, and
/// rows are in this cell.
bool holdsRows(const QString &text, const ImportPlan &plan)
{
    if (!text.contains(u'\n') && !text.contains(u'\r'))
        return false;
    const qsizetype separators = plan.header.size() - 1;
    const QStringList lines = QString(text).replace(u'\r', u'\n').split(u'\n');
    return separators > 0 && std::any_of(lines.begin(), lines.end(), [&](const QString &line) {
               return line.count(QLatin1Char(plan.format.separator)) >= separators;
           });
}

QString rowProblem(const CsvRow &row, const ImportPlan &plan)
{
    if (row.isMisquoted)
        return Texts::tr("A quotation mark opens a cell and does not close it.");
    if (hasCellsBeyond(row.cells, plan.header.size()))
        return Texts::tr("It has %1 cells, and the table has %2 columns.")
            .arg(row.cells.size())
            .arg(plan.header.size());
    if (plan.headerRow > 0 && row.cells == plan.header)
        return Texts::tr("It repeats the names of the columns.");
    return {};
}

} // namespace

ImportedRow importedRow(const CsvRow &row, const ImportPlan &plan, const QList<ImportField> &fields)
{
    ImportedRow imported{.values = {}, .problem = rowProblem(row, plan)};
    for (const ImportField &field : fields) {
        const int column = plan.columns.value(field.attribute, -1);
        if (column < 0)
            continue;
        const auto [cell, isLiteral] = ui::plainCell(row.cells.value(column));
        QString problem;
        if (cell.isEmpty() && !isLiteral) {
            imported.values.set(field.attribute, nullptr);
        } else if (field.isNumber) {
            const ReadNumber read = readNumber(cell, plan.numbers, field.places);
            problem = numberProblem(read, cell, field, plan.numbers);
            imported.values.set(field.attribute, problem.isEmpty() ? orm::Operand(read.text)
                                                                   : orm::Operand(nullptr));
        } else {
            imported.values.set(field.attribute, cell);
            if (!isLiteral && holdsRows(cell, plan))
                problem = Texts::tr("%1 holds other rows: a quotation mark may be missing.")
                              .arg(field.label);
        }
        if (imported.problem.isEmpty())
            imported.problem = problem;
    }
    if (plan.matching.by == ImportMatching::By::Key) {
        const QString key = ui::plainCell(row.cells.value(plan.matching.keyColumn)).text;
        if (!key.isEmpty())
            imported.values.set(plan.matching.key, key);
    }
    return imported;
}
