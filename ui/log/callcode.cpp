#include "ui/log/callcode.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array optionNames{"where"_L1,      "order"_L1,       "limit"_L1,    "offset"_L1,
                                 "attributes"_L1, "include"_L1,     "group"_L1,    "having"_L1,
                                 "through"_L1,    "separate"_L1,    "required"_L1, "force"_L1,
                                 "hooks"_L1,      "validate"_L1,    "silent"_L1,   "raw"_L1,
                                 "fields"_L1,     "association"_L1, "strategy"_L1};
constexpr std::array connectives{"and"_L1, "or"_L1, "not"_L1};

/// What an object of the notation stands for, as C++ spells each of them in another way.
enum class Meaning : quint8 { Argument, Condition, Compared };

/// Reads a call from its beginning and writes it anew; stops at the first thing it does not know.
class CallReader
{
public:
    explicit CallReader(QStringView call)
        : m_call(call)
    {
    }

    std::optional<QString> read()
    {
        const qsizetype open = m_call.indexOf(u'(');
        if (open < 0)
            return std::nullopt;
        m_place = open + 1;
        QStringList arguments;
        while (!m_isLost && !ends(u')'))
            arguments += value(Meaning::Argument);
        if (m_isLost)
            return std::nullopt;
        return m_call.left(open).toString() + u'(' + arguments.join(u", "_s) + u')'
               + m_call.mid(m_place).toString();
    }

private:
    void skip()
    {
        while (m_place < m_call.size()
               && (m_call.at(m_place).isSpace() || m_call.at(m_place) == u','))
            ++m_place;
    }

    /// Goes past `end` where it stands next.
    bool ends(QChar end)
    {
        skip();
        if (m_place >= m_call.size())
            return m_isLost = true;
        if (m_call.at(m_place) != end)
            return false;
        ++m_place;
        return true;
    }

    QString value(Meaning meaning)
    {
        skip();
        const QChar first = m_place < m_call.size() ? m_call.at(m_place) : QChar();
        if (first == u'{')
            return object(meaning);
        if (first == u'[')
            return list(meaning);
        if (first == u'"')
            return quoted();
        return word();
    }

    QString quoted()
    {
        const qsizetype start = m_place++;
        while (m_place < m_call.size() && m_call.at(m_place) != u'"')
            m_place += m_call.at(m_place) == u'\\' ? 2 : 1;
        ++m_place;
        m_isLost |= m_place > m_call.size();
        return m_call.mid(start, m_place - start).toString();
    }

    /// A number, a name, or a function with what it is called with.
    QString word()
    {
        const qsizetype start = m_place;
        while (m_place < m_call.size() && !u"(),}]:"_s.contains(m_call.at(m_place)))
            ++m_place;
        const QString text = m_call.mid(start, m_place - start).trimmed().toString();
        m_isLost |= text.isEmpty() || text.contains(u'…');
        if (m_place < m_call.size() && m_call.at(m_place) == u'(')
            return text + u'(' + items(u')', Meaning::Compared) + u')';
        return text == u"null"_s ? u"nullptr"_s : text;
    }

    /// What stands between the brackets that begin here.
    QString items(QChar end, Meaning meaning)
    {
        ++m_place;
        QStringList all;
        while (!m_isLost && !ends(end))
            all += value(meaning);
        return all.join(u", "_s);
    }

    QString list(Meaning meaning) { return u'{' + items(u']', meaning) + u'}'; }

    QString object(Meaning meaning)
    {
        ++m_place;
        QStringList parts;
        bool isOptions = false;
        while (!m_isLost && !ends(u'}')) {
            const QString key = m_call.at(m_place) == u'"' ? quoted() : word();
            if (m_isLost || !ends(u':'))
                return {};
            isOptions = meaning == Meaning::Argument && isOneOf(key, optionNames);
            parts += part(key, isOptions, meaning);
        }
        if (meaning == Meaning::Compared && parts.size() == 1)
            return parts.first();
        return u'{' + parts.join(u", "_s) + u'}';
    }

    QString part(const QString &key, bool isOption, Meaning meaning)
    {
        if (isOption) {
            const bool isCondition = key == u"where"_s || key == u"having"_s;
            return u'.' + key + u" = "_s
                   + value(isCondition ? Meaning::Condition : Meaning::Argument);
        }
        const bool isConnective = meaning != Meaning::Argument && isOneOf(key, connectives);
        if (isConnective)
            return u"Op::"_s + key + u"_("_s + value(Meaning::Condition) + u')';
        if (meaning == Meaning::Compared)
            return u"Op::"_s + key + u'(' + compared(key) + u')';
        const QString name = key.startsWith(u'"') ? key : u'"' + key + u'"';
        return u'{' + name + u", "_s
               + value(meaning == Meaning::Condition ? Meaning::Compared : meaning) + u'}';
    }

    /// What an operator is given; both ends of a range are arguments of their own.
    QString compared(const QString &op)
    {
        skip();
        const bool isRange = op == u"between"_s || op == u"notBetween"_s;
        if (isRange && m_place < m_call.size() && m_call.at(m_place) == u'[')
            return items(u']', Meaning::Argument);
        return value(Meaning::Argument);
    }

    static bool isOneOf(const QString &word, const auto &words)
    {
        return std::ranges::find(words, word) != words.end();
    }

    QStringView m_call;
    qsizetype m_place = 0;
    bool m_isLost = false;
};

} // namespace

QString callAsCode(const QString &call)
{
    return CallReader(call).read().value_or(call);
}

} // namespace ui
