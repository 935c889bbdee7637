#include "app/import/importedrow.h"

#include "orm/core/decimal.h"
#include "orm/core/timestamp.h"
#include "ui/export/namecell.h"
#include "ui/export/safecell.h"

#include <QCoreApplication>
#include <QDateTime>

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

/// Takes the text of a cell for what its field is; answers why it cannot.
QString takeNumber(const QString &cell, const ImportField &field, const ImportPlan &plan,
                   orm::Values &values)
{
    const ReadNumber read = readNumber(cell, plan.numbers, field.places);
    const QString problem = numberProblem(read, cell, field, plan.numbers);
    if (!problem.isEmpty())
        values.set(field.attribute, nullptr);
    else if (const std::optional<orm::Decimal> number = orm::Decimal::fromString(read.text))
        values.set(field.attribute, *number);
    else
        values.set(field.attribute, read.text); // the rules say why it cannot be stored
    return problem;
}

/// Nothing comes from the future; a clock may be wrong by some hours.
QString takeMoment(const QString &cell, const ImportField &field, orm::Values &values)
{
    const std::optional<qint64> read = orm::millisecondsOfTimestamp(cell.toUtf8());
    if (!read)
        return Texts::tr("%1: “%2” is not a moment such as 2026-11-29T12:30:00Z.")
            .arg(field.label, cell);
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(*read, Qt::UTC);
    if (moment > QDateTime::currentDateTimeUtc().addDays(1))
        return Texts::tr("%1: “%2” lies in the future.").arg(field.label, cell);
    values.set(field.attribute, moment);
    return {};
}

QString takeKey(const QString &cell, const ImportField &field, orm::Values &values)
{
    const std::optional<qint64> key = keyIn(cell);
    if (!key)
        return Texts::tr("%1: “%2” is not a whole number above 0.").arg(field.label, cell);
    values.set(field.attribute, *key);
    return {};
}

QString takeText(const ui::PlainCell &cell, const ImportField &field, const ImportPlan &plan,
                 orm::Values &values)
{
    values.set(field.attribute, cell.text);
    return !cell.isLiteral && holdsRows(cell.text, plan)
               ? Texts::tr("%1 holds other rows: a quotation mark may be missing.").arg(field.label)
               : QString();
}

/// A list of one text or none, as names are.
QStringList textIn(const QString &cell, const ImportField &field)
{
    const QString text = field.keptAs ? field.keptAs(cell) : cell.trimmed();
    return text.isEmpty() ? QStringList() : QStringList{text};
}

QString takeCell(const ui::PlainCell &cell, const ImportField &field, const ImportPlan &plan,
                 ImportedRow &row)
{
    using Kind = ImportField::Kind;
    const bool isEmpty = cell.text.isEmpty() && !cell.isLiteral;
    switch (field.kind) {
    case Kind::Text:
    case Kind::Number:
        if (isEmpty)
            row.values.set(field.attribute, nullptr);
        else
            return field.kind == Kind::Number ? takeNumber(cell.text, field, plan, row.values)
                                              : takeText(cell, field, plan, row.values);
        return {};
    case Kind::Moment: // without one, it is now
        return isEmpty ? QString() : takeMoment(cell.text, field, row.values);
    case Kind::RelatedText:
        row.related.insert(field.attribute, textIn(cell.text, field));
        return {};
    case Kind::Names: row.related.insert(field.attribute, ui::namesInCell(cell.text)); return {};
    case Kind::Key: return takeKey(cell.text, field, row.values);
    }
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
        const QString problem =
            takeCell(ui::plainCell(row.cells.value(column)), field, plan, imported);
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
