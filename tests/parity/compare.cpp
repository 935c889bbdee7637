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

/// `inside`: how lists in the two are compared.
bool isSame(const Json &left, const Json &right, Included inside);

bool isSameObject(const Json &left, const Json &right, Included inside)
{
    return left.members().size() == right.members().size()
           && std::ranges::all_of(left.members(), [&](const Json::Member &member) {
                  const Json *other = right.find(member.first);
                  return other && isSame(member.second, *other, inside);
              });
}

bool isSame(const Json &left, const Json &right, Included inside)
{
    const auto isText = [](const Json &json) { return json.isString() || json.isNumber(); };
    if (isText(left) && isText(right) && (left.isNumber() || right.isNumber()))
        return isSameNumber(left, right);
    if (left.kind() != right.kind())
        return false;
    const auto isSameItem = [inside](const Json &a, const Json &b) { return isSame(a, b, inside); };
    switch (left.kind()) {
    case Json::Kind::Null:
    case Json::Kind::Number: return true;
    case Json::Kind::Bool: return left.toBool() == right.toBool();
    case Json::Kind::String: return left.text() == right.text();
    case Json::Kind::Array:
        return inside == Included::InOrder
                   ? std::ranges::equal(left.items(), right.items(), isSameItem)
                   : std::ranges::is_permutation(left.items(), right.items(), isSameItem);
    case Json::Kind::Object: return isSameObject(left, right, inside);
    }
    Q_UNREACHABLE();
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

Included includedOf(const Json &theCase, const QString &dialect)
{
    const bool isAny = std::ranges::any_of(
        theCase[u"unordered"].items(), [&](const Json &each) { return each.text() == dialect; });
    return isAny ? Included::InAnyOrder : Included::InOrder;
}

bool isSameResult(const Json &expected, const Json &got, Included included)
{
    const auto isSameRow = [included](const Json &a, const Json &b) {
        return isSame(a, b, included);
    };
    const bool areRows = expected.kind() == Json::Kind::Array && got.kind() == Json::Kind::Array;
    return areRows ? std::ranges::equal(expected.items(), got.items(), isSameRow)
                   : isSameRow(expected, got);
}

QString difference(const Json &expected, const Json &got, Included included)
{
    QStringList parts;
    if (!isSameLog(expected[u"sql"], got[u"sql"]))
        parts << u"sql"_s;
    if (const Json *result = expected.find(u"result");
        result && !isSameResult(*result, got[u"result"], included))
        parts << u"result"_s;
    if (!isSameError(expected[u"error"], got[u"error"]))
        parts << u"error"_s;
    const bool sameSteps =
        std::ranges::equal(expected[u"steps"].items(), got[u"steps"].items(),
                           [included](const Json &left, const Json &right) {
                               return difference(left, right, included).isEmpty();
                           });
    if (!sameSteps)
        parts << u"steps"_s;
    if (got.find(u"unsupported"))
        parts << u"unsupported"_s;
    return parts.join(u", "_s);
}

} // namespace parity
