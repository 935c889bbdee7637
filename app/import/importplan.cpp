#include "app/import/importplan.h"

#include "app/import/csvreader.h"
#include "orm/core/error.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

constexpr int previewRows = 100;

/// "List Price (€)" and "list_price" are the same name: "listprice".
QString plainName(const QString &name)
{
    QString plain;
    for (const QChar c : name.toLower())
        if (c.isLetterOrNumber())
            plain += c;
    return plain;
}

/// A currency at the end of a name says nothing: "price_eur" is "price".
QString withoutCurrency(const QString &plain)
{
    static const QRegularExpression currency(u"(in)?(eur|euro|usd|gbp|chf)$"_s);
    return QString(plain).remove(currency);
}

bool looksLikeNumber(const QString &cell)
{
    static const QRegularExpression number(uR"(^[^\w]*\d[\d.,' ]*[^\w]*$)"_s,
                                           QRegularExpression::UseUnicodePropertiesOption);
    return number.match(cell).hasMatch();
}

QStringList madeUpHeader(qsizetype width)
{
    QStringList header;
    for (qsizetype i = 1; i <= width; ++i)
        header << CsvReader::tr("Column %1").arg(i);
    return header;
}

bool holdsNumbers(const QList<QStringList> &rows, int column)
{
    return std::all_of(rows.begin(), rows.end(), [column](const QStringList &row) {
        return row.at(column).isEmpty() || looksLikeNumber(row.at(column));
    });
}

/// Without names: text columns and number columns, each in the order of the fields.
QMap<QString, int> guessColumns(const QList<QStringList> &rows, const QList<ImportField> &fields)
{
    QMap<QString, int> columns;
    for (int column = 0; column < rows.constFirst().size(); ++column) {
        const bool isNumber = holdsNumbers(rows, column);
        const auto fits = [&](const ImportField &field) {
            return field.isNumber == isNumber && !columns.contains(field.attribute);
        };
        const auto field = std::find_if(fields.begin(), fields.end(), fits);
        if (field != fields.end())
            columns.insert(field->attribute, column);
    }
    return columns;
}

/// How good a name `header` is for `field`: 0 is the best, -1 none at all.
qsizetype rankOf(const QString &header, const ImportField &field)
{
    const QString name = plainName(header);
    const qsizetype rank = field.columns.indexOf(name);
    return rank >= 0 ? rank : field.columns.indexOf(withoutCurrency(name));
}

/// The mark before the last one or two digits of the first number that has one.
QChar detectDecimalMark(const QList<QStringList> &rows, const ImportPlan &plan,
                        const QList<ImportField> &fields)
{
    static const QRegularExpression fraction(uR"(([.,])\d{1,2}\D*$)"_s);
    for (const ImportField &field : fields) {
        const int column = plan.columns.value(field.attribute, -1);
        if (!field.isNumber || column < 0)
            continue;
        for (const QStringList &row : rows)
            if (const auto match = fraction.match(row.at(column)); match.hasMatch())
                return match.capturedView(1).front();
    }
    return u'.';
}

/// Whether it is written as the database takes it, as nearly all are: digits, and perhaps a point
/// among them.
bool isPlainNumber(QStringView cell)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    const qsizetype point = cell.indexOf(u'.');
    const QStringView whole = cell.first(point < 0 ? cell.size() : point);
    const QStringView fraction = cell.sliced(point < 0 ? cell.size() : point + 1);
    return !whole.isEmpty() && (point < 0 || !fraction.isEmpty())
           && std::all_of(whole.begin(), whole.end(), isDigit)
           && std::all_of(fraction.begin(), fraction.end(), isDigit);
}

/// "€ 1.234,50" as "1234.50". What is no number stays as it is, to be refused with its own words.
QString plainNumber(const QString &cell, QChar decimalMark)
{
    static const QRegularExpression currency(
        u"^(eur|euro|usd|gbp|chf|\\p{Sc})\\s*|\\s*(eur|euro|usd|gbp|chf|\\p{Sc})$"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (decimalMark == u'.' && isPlainNumber(cell))
        return cell;
    const QChar groupMark = decimalMark == u',' ? u'.' : u',';
    QString number = cell.trimmed().remove(currency);
    for (const QChar group :
         {groupMark, QChar(u'\''), QChar(u'’'), QChar(u' '), QChar(0xA0), QChar(0x202F)})
        number.remove(group);
    number.replace(decimalMark, u'.');
    bool isNumber = false;
    number.toDouble(&isNumber);
    return isNumber ? number : cell.trimmed();
}

QList<QStringList> firstRows(const QString &path, const CsvFormat &format)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw orm::BaseError(
            CsvReader::tr("“%1” cannot be read: %2").arg(path, file.errorString()));
    CsvReader reader(file, format);
    QList<QStringList> rows;
    qsizetype width = 0;
    for (CsvRow row; rows.size() < previewRows && reader.next(row);) {
        width = std::max(width, row.cells.size());
        rows << row.cells;
    }
    if (rows.isEmpty())
        throw orm::BaseError(CsvReader::tr("“%1” holds no rows.").arg(path));
    for (QStringList &row : rows)
        row.resize(width);
    return rows;
}

} // namespace

ImportPreview previewImport(const QString &file, const QList<ImportField> &fields,
                            const std::optional<CsvFormat> &format)
{
    ImportPreview preview;
    preview.plan.file = file;
    preview.plan.format = format ? *format : detectCsvFormat(file);
    preview.rows = firstRows(file, preview.plan.format);
    const bool hasHeader = !matchColumns(preview.rows.constFirst(), fields).isEmpty();
    preview.plan = planWithHeader(preview, hasHeader, fields);
    return preview;
}

ImportPlan planWithHeader(const ImportPreview &preview, bool hasHeader,
                          const QList<ImportField> &fields)
{
    ImportPlan plan = preview.plan;
    plan.hasHeader = hasHeader;
    plan.header =
        hasHeader ? preview.rows.constFirst() : madeUpHeader(preview.rows.constFirst().size());
    plan.columns =
        hasHeader ? matchColumns(plan.header, fields) : guessColumns(preview.rows, fields);
    plan.decimalMark = detectDecimalMark(preview.rows, plan, fields);
    return plan;
}

QMap<QString, int> matchColumns(const QStringList &header, const QList<ImportField> &fields)
{
    QMap<QString, int> columns;
    for (const ImportField &field : fields) {
        qsizetype best = field.columns.size();
        for (int column = 0; column < header.size(); ++column) {
            const qsizetype rank = rankOf(header.at(column), field);
            if (rank < 0 || rank >= best)
                continue;
            best = rank;
            columns.insert(field.attribute, column);
        }
    }
    return columns;
}

QStringList unfilledFields(const ImportPlan &plan, const QList<ImportField> &fields)
{
    QStringList labels;
    for (const ImportField &field : fields)
        if (field.isNeeded && !plan.columns.contains(field.attribute))
            labels << field.label;
    return labels;
}

orm::Values importedValues(const QStringList &cells, const ImportPlan &plan,
                           const QList<ImportField> &fields)
{
    orm::Values values;
    for (const ImportField &field : fields) {
        const int column = plan.columns.value(field.attribute, -1);
        if (column < 0)
            continue;
        const QString cell = cells.value(column).trimmed();
        if (cell.isEmpty())
            values.set(field.attribute, nullptr);
        else
            values.set(field.attribute,
                       field.isNumber ? plainNumber(cell, plan.decimalMark) : cell);
    }
    return values;
}
