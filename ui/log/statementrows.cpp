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

/// Whether rows may be meant that the condition does not name by their key, or other rows than it
/// names.
bool mayMeanOthers(const QString &condition)
{
    static const QRegularExpression words(u"\\b(?:OR|NOT|CASE|SELECT|JOIN|UNION)\\b"_s);
    return words.match(condition).hasMatch();
}

/// Whether `qualifier` stands for the table that the statement is about.
bool isTable(const QString &qualifier, const QString &sql)
{
    static const QRegularExpression renamed(u"\\bFROM\\s+[`\"]?\\w+[`\"]?\\s+AS\\s+[`\"]?(\\w+)"_s);
    return qualifier.isEmpty() || qualifier == tableOf(sql)
           || qualifier == renamed.match(sql).captured(1);
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
        u"^\\s*(?:UPDATE|INSERT INTO|DELETE FROM|SELECT\\b.*?\\bFROM)\\s+[`\"]?(\\w+)"_s,
        dotMatchesAll);
    return named.match(sql).captured(1);
}

std::vector<qint64> keysIn(const QString &sql, const QVariantList &values, qint64 rows)
{
    // The condition of INSERT is about another table; and where a text ends on MySQL is not known.
    if (sql.startsWith("INSERT"_L1) || sql.contains(u'\\'))
        return {};
    static const QRegularExpression named(
        u"(?:\\bWHERE|\\bAND|\\()[\\s(]*(?:[`\"]?(\\w+)[`\"]?\\.)?[`\"]?\\bid\\b[`\"]?\\s*"
        "(?:=\\s*(\\$?\\d+)|IN\\s*\\(([^()]*)\\))"
        "(?=\\s*(?:;|\\)|$|(?:AND|ORDER|LIMIT|RETURNING|FOR)\\b))"_s);
    const QString plain = withoutTexts(sql);
    const qsizetype where = plain.indexOf(" WHERE "_L1);
    if (where < 0)
        return {};
    const QString condition = plain.mid(where);
    const QRegularExpressionMatch match = named.match(condition);
    if (!match.hasMatch() || mayMeanOthers(condition) || !isTable(match.captured(1), plain))
        return {};
    std::vector<qint64> keys =
        numbersOf((match.captured(2) + match.captured(3)).split(u','), values);
    // Fewer rows: the rest of the condition left some of those out.
    return qint64(keys.size()) == rows ? keys : std::vector<qint64>();
}

} // namespace ui
