#include "decodevalidator.h"

#include "unsupported.h"

#include <QHash>

#include <functional>

namespace parity {

using namespace Qt::StringLiterals;
namespace Validate = orm::Validate;

namespace {

/// What a rule is made with.
using Args = std::vector<Json>;
using Make = std::function<orm::Validator(const Args &)>;

Json at(const Args &args, size_t i)
{
    return i < args.size() ? args[i] : Json();
}

orm::Text text(const Args &args, size_t i)
{
    return at(args, i).text();
}

int whole(const Args &args, size_t i)
{
    return int(at(args, i).toDouble());
}

std::optional<double> limit(const Args &args, QStringView name)
{
    const Json options = at(args, 0);
    const Json *value = options.find(name);
    return value ? std::optional(value->toDouble()) : std::nullopt;
}

std::optional<qint64> wholeLimit(const Args &args, QStringView name)
{
    const std::optional<double> value = limit(args, name);
    return value ? std::optional(qint64(*value)) : std::nullopt;
}

QDateTime day(const Args &args)
{
    return {QDate::fromString(at(args, 0).text(), Qt::ISODate), QTime(0, 0), Qt::UTC};
}

QVariantList list(const Args &args)
{
    QVariantList values;
    const Json first = at(args, 0);
    for (const Json &each : first.items())
        values += each.text();
    return values;
}

/// Those that need nothing.
const QHash<QString, orm::Validator (*)()> plainRules{
    {u"isEmail"_s, Validate::isEmail},
    {u"isUrl"_s, Validate::isUrl},
    {u"isIP"_s, Validate::isIP},
    {u"isIPv4"_s, Validate::isIPv4},
    {u"isIPv6"_s, Validate::isIPv6},
    {u"isAlpha"_s, Validate::isAlpha},
    {u"isAlphanumeric"_s, Validate::isAlphanumeric},
    {u"isNumeric"_s, Validate::isNumeric},
    {u"isDecimal"_s, Validate::isDecimal},
    {u"isLowercase"_s, Validate::isLowercase},
    {u"isUppercase"_s, Validate::isUppercase},
    {u"isNull"_s, Validate::isNull},
    {u"notEmpty"_s, Validate::notEmpty},
    {u"isDate"_s, Validate::isDate},
    {u"isCreditCard"_s, Validate::isCreditCard},
    {u"isEAN"_s, Validate::isEAN},
    {u"isIBAN"_s, Validate::isIBAN},
    {u"isHexColor"_s, Validate::isHexColor},
    {u"isJSON"_s, Validate::isJSON},
    {u"isMACAddress"_s, Validate::isMACAddress},
    {u"isImmutable"_s, Validate::isImmutable},
};

const QHash<QString, Make> rules{
    {u"notNull"_s, [](const Args &) { return Validate::notNull(); }},
    {u"isStrongPassword"_s, [](const Args &) { return Validate::isStrongPassword(); }},
    {u"isInt"_s,
     [](const Args &args) {
         return Validate::isInt(wholeLimit(args, u"min"), wholeLimit(args, u"max"));
     }},
    {u"isFloat"_s,
     [](const Args &args) { return Validate::isFloat(limit(args, u"min"), limit(args, u"max")); }},
    {u"equals"_s, [](const Args &args) { return Validate::equals(text(args, 0)); }},
    {u"contains"_s, [](const Args &args) { return Validate::contains(text(args, 0)); }},
    {u"notContains"_s, [](const Args &args) { return Validate::notContains(text(args, 0)); }},
    {u"is"_s, [](const Args &args) { return Validate::is(text(args, 0), text(args, 1)); }},
    {u"not"_s, [](const Args &args) { return Validate::isNot(text(args, 0), text(args, 1)); }},
    {u"isIn"_s, [](const Args &args) { return Validate::isIn(list(args)); }},
    {u"notIn"_s, [](const Args &args) { return Validate::notIn(list(args)); }},
    {u"len"_s,
     [](const Args &args) {
         return args.size() > 1 ? Validate::len(whole(args, 0), whole(args, 1))
                                : Validate::len(whole(args, 0));
     }},
    {u"isUUID"_s, [](const Args &args) { return Validate::isUUID(whole(args, 0)); }},
    {u"isISBN"_s, [](const Args &args) { return Validate::isISBN(whole(args, 0)); }},
    {u"isAfter"_s, [](const Args &args) { return Validate::isAfter(day(args)); }},
    {u"isBefore"_s, [](const Args &args) { return Validate::isBefore(day(args)); }},
    {u"max"_s, [](const Args &args) { return Validate::max(at(args, 0).toDouble()); }},
    {u"min"_s, [](const Args &args) { return Validate::min(at(args, 0).toDouble()); }},
};

Args argsOf(const Json &given)
{
    if (given.isArray())
        return given.items();
    return given.isString() || given.isNumber() || given.isObject() ? Args{given} : Args{};
}

} // namespace

orm::Validator decodeValidator(const QString &name, const Json &given)
{
    const Json *message = given.find(u"msg");
    const Args args = argsOf(message ? given[u"args"] : given);
    const auto plain = plainRules.constFind(name);
    const auto rule = rules.constFind(name);
    if (plain == plainRules.constEnd() && rule == rules.constEnd())
        throw Unsupported{u"validator "_s + name};
    const orm::Validator made = plain == plainRules.constEnd() ? (*rule)(args) : (*plain)();
    return message ? made.msg(message->text()) : made;
}

} // namespace parity
