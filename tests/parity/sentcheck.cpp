#include "sentcheck.h"

#include <QRegularExpression>

#include <algorithm>

namespace parity {

using namespace Qt::StringLiterals;

namespace {

/// Quoted names, placeholders and words are passed over; texts and numbers are captured.
const QRegularExpression &tokens()
{
    static const QRegularExpression form(
        u"\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[(?:[^\\]]|\\]\\])*\\]|[$@:]\\w+"
        "|(N?'(?:[^'\\\\]|\\\\.|'')*'|\\d+(?:\\.\\d+)?)|[A-Za-z_]\\w*"_s);
    return form;
}

/// What the generator itself says: a condition that never holds, IS with a truth value (which no
/// placeholder may stand for), an escape sign, a path into JSON (which is made of names), no rows,
/// the types of JSON, and to how many digits a sum of money is rounded.
bool isOwn(const QString &token, const QString &sql, qsizetype at)
{
    static const QRegularExpression path(u"^N?'(?:\\$.*|\\{.*\\})'$"_s);
    static const QRegularExpression own(
        u"(?:ESCAPE |0 = | IS | IS NOT |SELECT TOP |WHEN '(?:true|false)' THEN |"
        "ROUND\\(`[^`]*`[-+] [^ ,]+, )$"_s);
    static const QRegularExpression type(u"^'(?:true|false|integer|real)'$"_s);
    static const QRegularExpression typed(
        u"json_type\\([^)]*\\)(?: (?:NOT )?IN \\('\\w+', | (?:NOT )?IN \\(|[^)]* WHEN )$"_s);
    if (type.match(token).hasMatch() && typed.match(sql.left(at)).hasMatch())
        return true;
    return path.match(token).hasMatch() || own.match(sql.left(at)).hasMatch()
           || QStringView(sql).sliced(at).startsWith(u"0 = 1");
}

} // namespace

SentCheck::SentCheck(const Json &theCase)
{
    collect(theCase[u"models"]);
    collect(theCase[u"steps"]);
}

void SentCheck::collect(const Json &json)
{
    if (json[u"call"].text() == "query"_L1)
        m_callers << json[u"args"].toText() << json[u"args"].items().at(0).text();
    for (const auto &[name, content] : json.members()) {
        if (name == "$literal"_L1 || name == "$json"_L1 || name == "$col"_L1)
            m_callers << content.text();
        else if (name == "$cast"_L1 && content.items().size() > 1)
            m_callers << content.items()[1].text();
        else if (name == "$fn"_L1 && !content.items().empty())
            m_callers << content.items()[0].text();
        m_callers << name; // keys such as "meta.size::integer"
        collect(content);
    }
    for (const Json &item : json.items())
        collect(item);
}

bool SentCheck::isCallers(const QString &token) const
{
    return std::any_of(m_callers.begin(), m_callers.end(),
                       [&token](const QString &sql) { return sql.contains(token); });
}

QString SentCheck::leak(const orm::Statement &sql) const
{
    if (sql.kind != orm::StatementKind::Read && sql.kind != orm::StatementKind::Write)
        return {};
    for (const QRegularExpressionMatch &match : tokens().globalMatch(sql.text)) {
        const QString token = match.captured(1);
        if (!token.isEmpty() && !isOwn(token, sql.text, match.capturedStart(1))
            && !isCallers(token))
            return token;
    }
    return {};
}

} // namespace parity
