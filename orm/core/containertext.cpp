#include "orm/core/containertext.h"

#include "orm/core/datatype.h"

#include <QRegularExpression>

#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool isBlank(QChar c)
{
    return c == u' ' || (c >= u'\t' && c <= u'\r');
}

/// Goes over a text from left to right and remembers whether it was none of what was expected.
class Scanner
{
public:
    explicit Scanner(const QString &text)
        : m_text(text)
    {
    }

    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }
    [[nodiscard]] QChar next() const { return isAtEnd() ? QChar() : m_text.at(m_at); }

    bool take(QLatin1StringView sign)
    {
        const bool isThere = QStringView(m_text).sliced(m_at).startsWith(sign);
        m_at += isThere ? sign.size() : 0;
        return isThere;
    }

    void expect(QLatin1StringView sign) { m_hasFailed |= !take(sign); }

    void skipBlanks()
    {
        while (!isAtEnd() && isBlank(next()))
            ++m_at;
    }

    /// What stands up to one of `ends`, with and without quotes; a backslash takes the character
    /// behind it as it is, and so does a quote inside quotes.
    QString item(QLatin1StringView ends)
    {
        QString item = u""_s; // which is not null
        while (!isAtEnd() && !ends.contains(next())) {
            if (take("\""_L1)) {
                m_hadQuotes = true;
                item += quoted();
                while (take("\""_L1))
                    item += u'"' + quoted();
            } else {
                appendNext(item);
            }
        }
        return item;
    }

    /// The rest of what stands in quotes, behind the first of them.
    QString quoted()
    {
        QString text = u""_s;
        while (!isAtEnd() && next() != u'"')
            appendNext(text);
        expect("\""_L1);
        return text;
    }

    /// Whether a quote stood in an item since the last call.
    bool hadQuotes() { return std::exchange(m_hadQuotes, false); }

private:
    void appendNext(QString &text)
    {
        m_at += next() == u'\\' ? 1 : 0;
        m_hasFailed |= isAtEnd();
        if (!isAtEnd())
            text += m_text.at(m_at++);
    }

    const QString &m_text;
    qsizetype m_at = 0;
    bool m_hasFailed = false;
    bool m_hadQuotes = false;
};

QVariant arrayItem(Scanner &scan)
{
    const QString item = scan.item(",}"_L1);
    if (scan.hadQuotes())
        return item;
    qsizetype length = item.size(); // PostgreSQL takes no other blanks for blanks
    while (length > 0 && isBlank(item.at(length - 1)))
        --length;
    const QString bare = item.first(length);
    return bare.compare("NULL"_L1, Qt::CaseInsensitive) == 0 ? null() : QVariant(bare);
}

/// The lists behind an opening brace; PostgreSQL has no arrays of more than six dimensions.
QVariantList itemsInBraces(Scanner &scan, int depth)
{
    constexpr int deepest = 6;
    QVariantList items;
    scan.skipBlanks();
    if (scan.take("}"_L1))
        return items;
    do {
        scan.skipBlanks();
        const bool isList = depth < deepest && scan.take("{"_L1);
        items.append(isList ? QVariant(itemsInBraces(scan, depth + 1)) : arrayItem(scan));
        scan.skipBlanks();
    } while (!scan.hasFailed() && scan.take(","_L1));
    scan.expect("}"_L1);
    return items;
}

} // namespace

std::optional<QVariantList> arrayItems(const QString &text)
{
    static const QRegularExpression dimensions(u"^(?:\\[[+-]?\\d+:[+-]?\\d+\\])+=(?=\\{)"_s);
    const QString braces = text.startsWith(u'[') ? QString(text).remove(dimensions) : text;
    Scanner scan(braces);
    scan.expect("{"_L1);
    if (scan.hasFailed())
        return std::nullopt;
    const QVariantList items = itemsInBraces(scan, 1);
    return scan.hasFailed() || !scan.isAtEnd() ? std::nullopt : std::optional(items);
}

std::optional<RangeText> rangeEnds(const QString &text)
{
    if (text == "empty"_L1)
        return RangeText{.isEmpty = true, .ends = {}};
    const auto end = [](Scanner &scan, QLatin1StringView signs) {
        const QString value = scan.item(signs);
        // Quotes around nothing are a text, which is not the same as no bound.
        return scan.hadQuotes() || !value.isEmpty() ? std::optional(value) : std::nullopt;
    };
    RangeText range;
    Scanner scan(text);
    range.ends[0].isInclusive = scan.take("["_L1);
    if (!range.ends[0].isInclusive)
        scan.expect("("_L1);
    range.ends[0].value = end(scan, ","_L1);
    scan.expect(","_L1);
    range.ends[1].value = end(scan, "])"_L1);
    range.ends[1].isInclusive = scan.take("]"_L1);
    if (!range.ends[1].isInclusive)
        scan.expect(")"_L1);
    return scan.hasFailed() || !scan.isAtEnd() ? std::nullopt : std::optional(range);
}

std::optional<QJsonObject> hstoreMembers(const QString &text)
{
    QJsonObject members;
    Scanner scan(text);
    scan.skipBlanks();
    if (scan.isAtEnd())
        return members;
    do {
        scan.skipBlanks();
        scan.expect("\""_L1);
        const QString key = scan.quoted();
        scan.skipBlanks();
        scan.expect("=>"_L1);
        scan.skipBlanks();
        if (scan.take("NULL"_L1)) {
            members.insert(key, QJsonValue::Null);
        } else {
            scan.expect("\""_L1);
            members.insert(key, scan.quoted());
        }
        scan.skipBlanks();
    } while (!scan.hasFailed() && scan.take(","_L1));
    return scan.hasFailed() || !scan.isAtEnd() ? std::nullopt : std::optional(members);
}

} // namespace orm
