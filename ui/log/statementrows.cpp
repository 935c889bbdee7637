#include "ui/log/statementrows.h"

#include "ui/log/sqlhighlighter.h"

#include <QRegularExpression>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto dotMatchesAll = QRegularExpression::DotMatchesEverythingOption;

/// The statement with blanks where its texts and comments stand, which may look like conditions,
/// and with the numbers of values that stand as `?`.
QString withoutTexts(QString sql)
{
    for (const SqlToken &token : sqlTokens(sql)) {
        const bool isText =
            token.kind == SqlToken::Kind::Text || token.kind == SqlToken::Kind::Comment;
        if (isText)
            std::fill_n(sql.begin() + token.start, token.length, u' ');
    }
    qsizetype place = 0;
    for (int number = 1; (place = sql.indexOf(u'?', place)) >= 0; ++number)
        sql.replace(place, 1, u'$' + QString::number(number));
    return sql;
}

/// A name, which is captured without its quotes; a schema stands before a table's.
constexpr auto name = "(?|`([^`]*)`|\"([^\"]*)\"|(\\w+))"_L1;
constexpr auto schema = "(?:(?:`[^`]*`|\"[^\"]*\"|\\w+)\\.)?"_L1;

/// Whether rows may be meant that the condition does not name by their key, or other rows than it
/// names.
bool mayMeanOthers(const QString &condition)
{
    static const QRegularExpression words(u"\\b(?:OR|XOR|NOT|CASE|SELECT|JOIN|UNION)\\b|\\|\\|"_s);
    return words.match(condition).hasMatch();
}

/// Whether the rows of a SELECT are made of several rows.
bool countsRows(const QString &sql, qsizetype where)
{
    static const QRegularExpression words(
        u"\\b(?:count|sum|total|avg|min|max|every|\\w+_(?:agg|array|object|concat|and|or))\\s*\\("_s,
        QRegularExpression::CaseInsensitiveOption);
    return sql.startsWith("SELECT"_L1) && words.match(sql.first(where)).hasMatch();
}

/// Whether the part of the condition that ends at `end` must hold: only WHERE and AND stand before
/// the brackets around it, and nothing behind them asks what they are.
bool mustHold(const QString &condition, qsizetype end)
{
    static const QRegularExpression before(u"(?:\\bWHERE|\\bAND|\\()\\s*$"_s);
    static const QRegularExpression behind(
        u"^\\s*(?:[;)]|$|(?:AND|ORDER|LIMIT|RETURNING|FOR)\\b)"_s);
    int depth = 0;
    for (qsizetype i = end - 1; i >= 0; --i) {
        depth += condition.at(i) == u')' ? 1 : condition.at(i) == u'(' ? -1 : 0;
        if (depth < 0 && !before.match(condition.first(i)).hasMatch())
            return false;
        depth = std::max(depth, 0);
    }
    depth = 0;
    for (qsizetype i = end; i < condition.size(); ++i) {
        depth += condition.at(i) == u'(' ? 1 : condition.at(i) == u')' ? -1 : 0;
        if (depth < 0 && !behind.match(condition.sliced(i + 1)).hasMatch())
            return false;
        depth = std::max(depth, 0);
    }
    return true;
}

/// Whether `qualifier` stands for the table that the statement is about.
bool isTable(const QString &qualifier, const QString &sql)
{
    static const QRegularExpression renamed(u"\\bFROM\\s+"_s + schema + name + "\\s+AS\\s+"_L1
                                            + name);
    return qualifier.isEmpty() || qualifier == tableOf(sql)
           || qualifier == renamed.match(sql).captured(2);
}

/// The numbers that the places of a list stand for; empty if one of them is no number.
std::vector<qint64> numbersOf(const QStringList &places, const QVariantList &values)
{
    std::vector<qint64> numbers;
    for (const QString &place : places) {
        const QString text = place.trimmed();
        const bool isValue = text.startsWith(u'$');
        bool isNumber = false;
        qint64 number = QStringView(text).mid(isValue ? 1 : 0).toLongLong(&isNumber);
        if (isValue && isNumber)
            number = values.value(number - 1).toLongLong(&isNumber);
        if (!isNumber)
            return {};
        numbers.push_back(number);
    }
    std::ranges::sort(numbers);
    const auto twice = std::ranges::unique(numbers);
    numbers.erase(twice.begin(), twice.end());
    return numbers;
}

} // namespace

QString tableOf(const QString &sql)
{
    static const QRegularExpression named(
        u"^\\s*(?:UPDATE|INSERT INTO|DELETE FROM|SELECT\\b.*?\\bFROM)\\s+"_s + schema + name,
        dotMatchesAll);
    return named.match(sql).captured(1);
}

std::vector<qint64> keysIn(const QString &sql, const QVariantList &values, qint64 rows)
{
    // The condition of INSERT is about another table; and where a text ends on MySQL is not known.
    if (sql.startsWith("INSERT"_L1) || sql.contains(u'\\'))
        return {};
    static const QRegularExpression named(
        u"(?:\\bWHERE|\\bAND)[\\s(]*(?:"_s + name
        + "\\.)?[`\"]?\\bid\\b[`\"]?\\s*"
          "(?:=\\s*(\\$?\\d+)|IN\\s*\\(([^()]*)\\))"
          "(?=\\s*(?:;|\\)|$|(?:AND|ORDER|LIMIT|RETURNING|FOR)\\b))"_L1);
    const QString plain = withoutTexts(sql);
    const qsizetype where = plain.indexOf(" WHERE "_L1);
    if (where < 0)
        return {};
    const QString condition = plain.mid(where);
    const QRegularExpressionMatch match = named.match(condition);
    if (!match.hasMatch() || mayMeanOthers(condition) || countsRows(plain, where)
        || !isTable(match.captured(1), plain) || !mustHold(condition, match.capturedEnd(0)))
        return {};
    std::vector<qint64> keys =
        numbersOf((match.captured(2) + match.captured(3)).split(u','), values);
    // Fewer rows: the rest of the condition left some of those out.
    return qint64(keys.size()) == rows ? keys : std::vector<qint64>();
}

} // namespace ui
