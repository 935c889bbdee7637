#include "ui/log/sqllayout.h"

#include "orm/core/decimal.h"
#include "ui/log/sqlhighlighter.h"

#include <QLocale>

#include <algorithm>
#include <array>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array clauses{"FROM"_L1,  "WHERE"_L1,  "GROUP"_L1, "HAVING"_L1, "ORDER"_L1,
                             "LIMIT"_L1, "OFFSET"_L1, "SET"_L1,   "VALUES"_L1, "RETURNING"_L1,
                             "UNION"_L1, "LEFT"_L1,   "INNER"_L1, "ON"_L1};
constexpr std::array conditions{"AND"_L1, "OR"_L1};

bool isOneOf(QStringView word, const auto &words)
{
    return std::ranges::any_of(words, [word](QLatin1StringView one) {
        return word.compare(one, Qt::CaseInsensitive) == 0;
    });
}

/// Parentheses that are open at each place, but for those in texts.
class Depth
{
public:
    explicit Depth(QStringView sql)
        : m_sql(sql)
    {
    }

    int at(qsizetype place, qsizetype next)
    {
        for (; m_read < place; ++m_read) {
            if (m_sql.at(m_read) == u'(')
                ++m_open;
            else if (m_sql.at(m_read) == u')')
                --m_open;
        }
        m_read = std::max(m_read, next);
        return m_open;
    }

private:
    QStringView m_sql;
    qsizetype m_read = 0;
    int m_open = 0;
};

QString literal(const QVariant &value)
{
    if (!value.isValid() || value.isNull() || value.typeId() == QMetaType::Nullptr)
        return u"NULL"_s;
    if (orm::holdsDecimal(value))
        return value.value<orm::Decimal>().toString();
    switch (value.typeId()) {
    case QMetaType::QByteArray:
        return u"X'"_s + QString::fromLatin1(value.toByteArray().toHex()) + u'\'';
    case QMetaType::Bool: return value.toBool() ? u"1"_s : u"0"_s;
    case QMetaType::Double:
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    case QMetaType::QString: return u'\'' + value.toString().replace(u'\'', u"''"_s) + u'\'';
    default: return value.toString();
    }
}

} // namespace

QString laidOut(const QString &sql)
{
    QString text;
    qsizetype done = 0;
    bool isBetween = false; // its AND belongs to it
    Depth depth(sql);
    for (const SqlToken &token : sqlTokens(sql)) {
        const QStringView word = QStringView(sql).mid(token.start, token.length);
        const int open = depth.at(token.start, token.start + token.length);
        if (token.kind != SqlToken::Kind::Keyword)
            continue;
        const bool isCondition = isOneOf(word, conditions) && !std::exchange(isBetween, false);
        isBetween |= word.compare("BETWEEN"_L1, Qt::CaseInsensitive) == 0;
        const bool isClause = isOneOf(word, clauses) && open == 0;
        if (token.start == 0 || !(isClause || (isCondition && open <= 1)))
            continue;
        text += QStringView(sql).mid(done, token.start - done).trimmed();
        text += isClause ? u"\n"_s : u"\n  "_s;
        done = token.start;
    }
    return text + sql.mid(done).trimmed();
}

QString withValues(const QString &sql, const QVariantList &values)
{
    QString text;
    qsizetype done = 0;
    for (const SqlToken &token : sqlTokens(sql)) {
        if (token.kind != SqlToken::Kind::Placeholder)
            continue;
        const QStringView place = QStringView(sql).mid(token.start, token.length);
        const qsizetype number = place.mid(1).toLongLong();
        text += QStringView(sql).mid(done, token.start - done);
        if (place.startsWith(u'$') && number >= 1 && number <= values.size())
            text += literal(values.at(number - 1));
        else
            text += place;
        done = token.start + token.length;
    }
    return text + sql.mid(done);
}

} // namespace ui
