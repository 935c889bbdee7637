#include "compare.h"

#include "orm/core/decimal.h"

#include <QSet>

#include <algorithm>

namespace parity {

using namespace Qt::StringLiterals;

namespace {

bool isSameNumber(const Json &left, const Json &right)
{
    const auto a = orm::Decimal::fromString(left.text());
    const auto b = orm::Decimal::fromString(right.text());
    if (a && b && *a == *b)
        return true;
    return left.isNumber() && right.isNumber() && left.toDouble() == right.toDouble();
}

bool isSameObject(const Json &left, const Json &right)
{
    return left.members().size() == right.members().size()
           && std::ranges::all_of(left.members(), [&](const Json::Member &member) {
                  const Json *other = right.find(member.first);
                  return other && isSameResult(member.second, *other);
              });
}

// Failures that carry the words of the database's driver, which are not ours to match.
bool hasDriversWords(const QString &name)
{
    static const QSet<QString> names{
        u"SequelizeDatabaseError"_s,          u"SequelizeForeignKeyConstraintError"_s,
        u"SequelizeUnknownConstraintError"_s, u"SequelizeExclusionConstraintError"_s,
        u"SequelizeTimeoutError"_s,           u"SequelizeConnectionError"_s,
        u"SequelizeConnectionRefusedError"_s, u"SequelizeAccessDeniedError"_s,
        u"SequelizeHostNotFoundError"_s};
    return names.contains(name);
}

bool isSameError(const Json &expected, const Json &got)
{
    const QString name = expected[u"name"].text();
    if (expected.isNull() || got.isNull())
        return expected.isNull() && got.isNull();
    if (name != got[u"name"].text())
        return false;
    if (!hasDriversWords(name) && expected[u"message"].text() != got[u"message"].text())
        return false;
    return std::ranges::equal(
        expected[u"errors"].items(), got[u"errors"].items(),
        [](const Json &left, const Json &right) {
            return std::ranges::all_of(
                QStringList{u"message"_s, u"type"_s, u"path"_s, u"validatorKey"_s},
                [&](const QString &key) { return isSameResult(left[key], right[key]); });
        });
}

bool isSameLog(const Json &expected, const Json &got)
{
    return std::ranges::equal(expected.items(), got.items(), {}, &Json::text, &Json::text);
}

} // namespace

bool isSameResult(const Json &expected, const Json &got)
{
    const auto isText = [](const Json &json) { return json.isString() || json.isNumber(); };
    if (isText(expected) && isText(got) && (expected.isNumber() || got.isNumber()))
        return isSameNumber(expected, got);
    if (expected.kind() != got.kind())
        return false;
    switch (expected.kind()) {
    case Json::Kind::Null:
    case Json::Kind::Number: return true;
    case Json::Kind::Bool: return expected.toBool() == got.toBool();
    case Json::Kind::String: return expected.text() == got.text();
    case Json::Kind::Array: return std::ranges::equal(expected.items(), got.items(), isSameResult);
    case Json::Kind::Object: return isSameObject(expected, got);
    }
    Q_UNREACHABLE();
}

QString difference(const Json &expected, const Json &got)
{
    QStringList parts;
    if (!isSameLog(expected[u"sql"], got[u"sql"]))
        parts << u"sql"_s;
    if (const Json *result = expected.find(u"result");
        result && !isSameResult(*result, got[u"result"]))
        parts << u"result"_s;
    if (!isSameError(expected[u"error"], got[u"error"]))
        parts << u"error"_s;
    const bool sameSteps = std::ranges::equal(
        expected[u"steps"].items(), got[u"steps"].items(),
        [](const Json &left, const Json &right) { return difference(left, right).isEmpty(); });
    if (!sameSteps)
        parts << u"steps"_s;
    if (got.find(u"unsupported"))
        parts << u"unsupported"_s;
    return parts.join(u", "_s);
}

} // namespace parity
