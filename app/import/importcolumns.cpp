#include "app/import/importcolumns.h"

#include "app/import/importplan.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

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

/// How good a name `header` is for `field`: 0 is the best, -1 none at all.
qsizetype rankOf(const QString &header, const ImportField &field)
{
    const QString name = plainName(header);
    const qsizetype rank = field.columns.indexOf(name);
    return rank >= 0 ? rank : field.columns.indexOf(withoutCurrency(name));
}

/// The best columns for `field`; more than one where names do not decide.
QList<int> bestColumns(const QStringList &header, const ImportField &field)
{
    QList<int> best;
    qsizetype bestRank = field.columns.size();
    for (int column = 0; column < header.size(); ++column) {
        const qsizetype rank = rankOf(header.at(column), field);
        if (rank < 0 || rank > bestRank)
            continue;
        if (rank < bestRank)
            best.clear();
        bestRank = rank;
        best << column;
    }
    return best;
}

enum class Content : quint8 { Nothing, Text, Price, Number };

Content contentOf(const QString &cell)
{
    static const QRegularExpression number(u"^[\\d\\s./-]*[\\dxX]$"_s); // ISBN, date
    static const QRegularExpression price(u"[.,]\\d|\\p{Sc}"_s);
    const QString text = cell.trimmed();
    if (text.isEmpty())
        return Content::Nothing;
    if (looksLikeNumber(text))
        return text.contains(price) ? Content::Price : Content::Number;
    return text.contains(number) ? Content::Number : Content::Text;
}

/// What a column holds: text where one cell is text, prices where all numbers are like prices or
/// one of them has a decimal mark.
Content contentOf(const QList<CsvRow> &rows, qsizetype column)
{
    Content content = Content::Nothing;
    for (const CsvRow &row : rows) {
        const Content cell = contentOf(row.cells.value(column));
        if (cell == Content::Text)
            return Content::Text;
        if (cell == Content::Price || content == Content::Nothing)
            content = cell;
    }
    return content;
}

bool hasNumbers(const CsvRow &row)
{
    return std::any_of(row.cells.begin(), row.cells.end(), [](const QString &cell) {
        const Content content = contentOf(cell);
        return content == Content::Number || content == Content::Price;
    });
}

/// Whether the first row holds texts, with one of them above nothing but numbers.
bool isHeaderByShape(const QList<CsvRow> &rows)
{
    const CsvRow &first = rows.constFirst();
    const QList<CsvRow> others = rows.sliced(1);
    if (others.isEmpty() || hasNumbers(first))
        return false;
    for (qsizetype column = 0; column < first.cells.size(); ++column) {
        const Content below = contentOf(others, column);
        if (contentOf(first.cells.at(column)) == Content::Text
            && (below == Content::Number || below == Content::Price))
            return true;
    }
    return false;
}

} // namespace

namespace {

/// Whether a column that fills nothing may be meant for the field: "new price", "Preis brutto".
bool mayBeAnother(const QStringList &header, const ColumnChoice &choice, const ImportField &field)
{
    const QList<int> used = choice.columns.values();
    for (int column = 0; column < header.size(); ++column) {
        const QString name = plainName(header.at(column));
        const bool isAlike =
            std::any_of(field.columns.begin(), field.columns.end(), [&name](const QString &known) {
                return known.size() > 3 && name.contains(known); // not "VK" in some other word
            });
        if (isAlike && !used.contains(column))
            return true;
    }
    return false;
}

} // namespace

ColumnChoice matchColumns(const QStringList &header, const QList<ImportField> &fields)
{
    ColumnChoice choice;
    for (const ImportField &field : fields) {
        const QList<int> best = bestColumns(header, field);
        if (best.size() == 1)
            choice.columns.insert(field.attribute, best.constFirst());
        else if (!best.isEmpty())
            choice.doubtful << field.attribute;
    }
    // A price that is passed over would be lost, without a word on the screen of a script.
    for (const ImportField &field : fields)
        if (field.kind == ImportField::Kind::Number && !choice.columns.isEmpty()
            && !choice.columns.contains(field.attribute)
            && !choice.doubtful.contains(field.attribute) && mayBeAnother(header, choice, field))
            choice.doubtful << field.attribute;
    return choice;
}

ColumnChoice guessColumns(const QList<CsvRow> &rows, const QList<ImportField> &fields)
{
    ColumnChoice choice;
    const qsizetype width = commonWidth(rows);
    QList<int> texts;
    QList<int> prices;
    bool hasOtherNumbers = false;
    for (int column = 0; column < width; ++column) {
        switch (contentOf(rows, column)) {
        case Content::Nothing: break;
        case Content::Text: texts << column; break;
        case Content::Price: prices << column; break;
        case Content::Number: hasOtherNumbers = true; break;
        }
    }
    for (const ImportField &field : fields) {
        const bool isNumber = field.kind == ImportField::Kind::Number;
        if (!isNumber && field.kind != ImportField::Kind::Text)
            continue; // their cells look like those of the others
        QList<int> &offers = isNumber ? prices : texts;
        if (isNumber && (offers.size() > 1 || (offers.isEmpty() && hasOtherNumbers)))
            choice.doubtful << field.attribute;
        else if (!offers.isEmpty())
            choice.columns.insert(field.attribute, offers.takeFirst());
    }
    return choice;
}

qint64 findHeader(const QList<CsvRow> &rows, const QList<ImportField> &fields)
{
    const qsizetype width = commonWidth(rows);
    qsizetype mostNames = 0;
    qint64 header = 0;
    bool isTableReached = false;
    for (const CsvRow &row : rows) {
        const bool isFirstOfTable = !isTableReached && row.cells.size() >= width;
        isTableReached |= isFirstOfTable;
        const ColumnChoice choice = matchColumns(row.cells, fields);
        const qsizetype names = choice.columns.size() + choice.doubtful.size();
        if (names > mostNames && (names > 1 || (isFirstOfTable && !hasNumbers(row)))) {
            mostNames = names;
            header = row.number;
        }
    }
    return header > 0 || rows.isEmpty() || !isHeaderByShape(rows) ? header
                                                                  : rows.constFirst().number;
}

qsizetype commonWidth(const QList<CsvRow> &rows)
{
    QMap<qsizetype, int> rowsOfWidth;
    for (const CsvRow &row : rows)
        ++rowsOfWidth[row.cells.size()];
    const auto most = std::max_element(rowsOfWidth.cbegin(), rowsOfWidth.cend());
    return most == rowsOfWidth.cend() ? 0 : most.key();
}
