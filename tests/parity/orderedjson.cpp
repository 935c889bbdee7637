#include "orderedjson.h"

#include <QLocale>

#include <cmath>

namespace parity {

using namespace Qt::StringLiterals;

namespace {

/// Reads JSON text from left to right. After a failure `error` is set and every answer is empty.
class Reader
{
public:
    explicit Reader(QStringView text)
        : m_text(text)
    {
    }

    [[nodiscard]] const QString &error() const { return m_error; }

    Json document()
    {
        Json result = value();
        skipBlanks();
        if (m_at < m_text.size())
            fail(u"more text after the value"_s);
        return result;
    }

private:
    Json value()
    {
        skipBlanks();
        if (m_at >= m_text.size())
            return fail(u"the text ends"_s);
        const QChar first = m_text[m_at];
        if (first == u'{')
            return object();
        if (first == u'[')
            return array();
        if (first == u'"')
            return Json(string());
        return word();
    }

    Json object()
    {
        Json result = Json::object();
        for (bool more = opens(u'}'); more && ok(); more = goesOn(u'}')) {
            skipBlanks();
            const QString name = string();
            skipBlanks();
            expect(u':');
            result.set(name, value());
        }
        return result;
    }

    Json array()
    {
        Json result = Json::array();
        for (bool more = opens(u']'); more && ok(); more = goesOn(u']'))
            result.append(value());
        return result;
    }

    Json word()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size()
               && (m_text[m_at].isLetterOrNumber() || u"+-."_s.contains(m_text[m_at])))
            ++m_at;
        const QString word = m_text.sliced(start, m_at - start).toString();
        if (word == "null"_L1)
            return {};
        if (word == "true"_L1 || word == "false"_L1)
            return Json(word == "true"_L1);
        bool isNumber = false;
        word.toDouble(&isNumber);
        return isNumber ? Json::number(word) : fail(u"no value: "_s + word);
    }

    QString string()
    {
        expect(u'"');
        QString result(u""_s); // an empty text is not null
        while (ok() && m_at < m_text.size() && m_text[m_at] != u'"')
            result += m_text[m_at] == u'\\' ? escape() : m_text[m_at++];
        expect(u'"');
        return result;
    }

    QChar escape()
    {
        static const QString letters = u"nrtbf"_s;
        static const QString meanings = u"\n\r\t\b\f"_s;
        const QChar letter = m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar();
        m_at += 2;
        if (letter == u'u' && m_at + 4 <= m_text.size()) {
            m_at += 4;
            return QChar(m_text.sliced(m_at - 4, 4).toUShort(nullptr, 16));
        }
        const qsizetype index = letters.indexOf(letter);
        return index < 0 ? letter : meanings[index];
    }

    bool opens(QChar close)
    {
        ++m_at;
        skipBlanks();
        return !takes(close);
    }

    bool goesOn(QChar close)
    {
        skipBlanks();
        if (takes(u','))
            return true;
        expect(close);
        return false;
    }

    bool takes(QChar wanted)
    {
        if (m_at >= m_text.size() || m_text[m_at] != wanted)
            return false;
        ++m_at;
        return true;
    }

    void expect(QChar wanted)
    {
        if (!takes(wanted))
            fail(u"expected "_s + wanted);
    }

    void skipBlanks()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }

    [[nodiscard]] bool ok() const { return m_error.isEmpty(); }

    Json fail(const QString &why)
    {
        if (ok())
            m_error = u"%1 (at character %2)"_s.arg(why).arg(m_at);
        m_at = m_text.size();
        return {};
    }

    QStringView m_text;
    qsizetype m_at = 0;
    QString m_error;
};

QString quoted(const QString &text)
{
    QString result = u"\""_s;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            result += u'\\';
        if (c < u' ')
            result += u"\\u%1"_s.arg(int(c.unicode()), 4, 16, QChar(u'0'));
        else
            result += c;
    }
    return result + u'"';
}

} // namespace

Json::Json(bool value)
    : m_kind(Kind::Bool)
    , m_bool(value)
{
}

Json::Json(qint64 value)
    : m_kind(Kind::Number)
    , m_text(QString::number(value))
{
}

Json::Json(double value)
    : m_kind(Kind::Number)
    , m_text(QString::number(value, 'g', QLocale::FloatingPointShortest))
{
}

Json::Json(const QString &text)
    : m_kind(Kind::String)
    , m_text(text)
{
}

Json Json::number(const QString &digits)
{
    Json result(digits);
    result.m_kind = Kind::Number;
    return result;
}

Json Json::array(std::vector<Json> items)
{
    Json result;
    result.m_kind = Kind::Array;
    result.m_items = std::move(items);
    return result;
}

Json Json::object(std::vector<Member> members)
{
    Json result;
    result.m_kind = Kind::Object;
    result.m_members = std::move(members);
    return result;
}

std::optional<Json> Json::parse(const QString &text, QString *error)
{
    Reader reader(text);
    Json result = reader.document();
    if (reader.error().isEmpty())
        return result;
    *error = reader.error();
    return {};
}

std::optional<qint64> Json::toInteger() const
{
    bool fits = false;
    const qint64 whole = m_text.toLongLong(&fits);
    if (fits)
        return whole;
    const double value = toDouble();
    if (isNumber() && std::abs(value) < 9e15 && std::trunc(value) == value)
        return qint64(value);
    return {};
}

const Json *Json::find(QStringView name) const
{
    for (const auto &[key, value] : m_members)
        if (key == name)
            return &value;
    return nullptr;
}

const Json &Json::operator[](QStringView name) const
{
    static const Json none;
    const Json *member = find(name);
    return member ? *member : none;
}

QString Json::toText() const
{
    QStringList parts;
    switch (m_kind) {
    case Kind::Null: return u"null"_s;
    case Kind::Bool: return m_bool ? u"true"_s : u"false"_s;
    case Kind::Number: return m_text;
    case Kind::String: return quoted(m_text);
    case Kind::Array:
        for (const Json &item : m_items)
            parts << item.toText();
        return u'[' + parts.join(u',') + u']';
    case Kind::Object:
        for (const auto &[name, value] : m_members)
            parts << quoted(name) + u':' + value.toText();
        return u'{' + parts.join(u',') + u'}';
    }
    Q_UNREACHABLE();
}

} // namespace parity
