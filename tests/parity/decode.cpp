#include "decode.h"

#include "unsupported.h"

#include <QJsonDocument>

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

const std::map<QString, Operator> operators{
    {u"$and"_s, Operator::And},
    {u"$or"_s, Operator::Or},
    {u"$not"_s, Operator::Not},
    {u"$eq"_s, Operator::Eq},
    {u"$ne"_s, Operator::Ne},
    {u"$is"_s, Operator::Is},
    {u"$gt"_s, Operator::Gt},
    {u"$gte"_s, Operator::Gte},
    {u"$lt"_s, Operator::Lt},
    {u"$lte"_s, Operator::Lte},
    {u"$between"_s, Operator::Between},
    {u"$notBetween"_s, Operator::NotBetween},
    {u"$in"_s, Operator::In},
    {u"$notIn"_s, Operator::NotIn},
    {u"$like"_s, Operator::Like},
    {u"$notLike"_s, Operator::NotLike},
    {u"$iLike"_s, Operator::ILike},
    {u"$notILike"_s, Operator::NotILike},
    {u"$startsWith"_s, Operator::StartsWith},
    {u"$endsWith"_s, Operator::EndsWith},
    {u"$substring"_s, Operator::Substring},
    {u"$regexp"_s, Operator::Regexp},
    {u"$notRegexp"_s, Operator::NotRegexp},
    {u"$iRegexp"_s, Operator::IRegexp},
    {u"$notIRegexp"_s, Operator::NotIRegexp},
    {u"$col"_s, Operator::Col},
};

/// The one member of an object that stands for something JSON has not, e.g. {"$date": …}.
const Json::Member *special(const Json &json)
{
    const bool one = json.members().size() == 1 && json.members().front().first.startsWith(u'$');
    return one ? &json.members().front() : nullptr;
}

QVariant scalar(const Json &json)
{
    switch (json.kind()) {
    case Json::Kind::Null: return null();
    case Json::Kind::Bool: return json.toBool();
    case Json::Kind::String: return json.text();
    case Json::Kind::Number:
        if (const std::optional<qint64> whole = json.toInteger())
            return *whole;
        return json.toDouble();
    case Json::Kind::Array:
    case Json::Kind::Object: break;
    }
    Q_UNREACHABLE();
}

bool isScalar(const Json &json)
{
    return !json.isArray() && !json.isObject();
}

} // namespace

Operand Decoder::value(const Json &json) const
{
    if (isScalar(json))
        return scalar(json);
    if (json.isArray()) {
        QList<Operand> list;
        for (const Json &item : json.items())
            list << value(item);
        return list;
    }
    if (const Json::Member *member = special(json))
        if (const std::optional<Operand> made = expression(member->first, member->second))
            return *made;
    return QJsonDocument::fromJson(json.toText().toUtf8()).object();
}

Operand Decoder::against(const Json &json) const
{
    if (isScalar(json))
        return scalar(json);
    if (json.isArray()) {
        QList<Operand> list;
        for (const Json &item : json.items())
            list << against(item);
        return list;
    }
    if (const Json::Member *member = special(json))
        if (const std::optional<Operand> made = expression(member->first, member->second))
            return *made;
    return where(json);
}

std::optional<Operand> Decoder::expression(const QString &name, const Json &json) const
{
    const std::vector<Json> &items = json.items();
    if (name == "$fn"_L1) {
        Function call{items.at(0).text(), {}};
        for (size_t i = 1; i < items.size(); ++i)
            call.arguments.push_back(value(items[i]));
        return call;
    }
    if (name == "$literal"_L1)
        return literal(json.text());
    if (name == "$col"_L1 && json.isString())
        return col(json.text());
    if (name == "$cast"_L1)
        return cast(value(items.at(0)), items.at(1).text());
    if (name == "$where"_L1)
        return comparison(json);
    if (name == "$date"_L1)
        return QDateTime::fromString(json.text(), Qt::ISODateWithMs);
    if (name == "$blob"_L1)
        return QByteArray::fromHex(json.text().toLatin1());
    if (name == "$bigint"_L1)
        return json.text().toLongLong();
    if (name == "$undefined"_L1)
        return Operand();
    if (!operators.contains(name))
        throw Unsupported{u"value "_s + name};
    return {};
}

/// `[left, right]` or `[left, comparator, right]`, the comparator a name of Op or its SQL sign.
Operand Decoder::comparison(const Json &json) const
{
    static const std::map<QString, Operator> signs{
        {u"="_s, Operator::Eq},      {u"!="_s, Operator::Ne}, {u"<"_s, Operator::Lt},
        {u"<="_s, Operator::Lte},    {u">"_s, Operator::Gt},  {u">="_s, Operator::Gte},
        {u"LIKE"_s, Operator::Like}, {u"IS"_s, Operator::Is}};
    const std::vector<Json> &items = json.items();
    const Operand left = against(items.at(0));
    if (items.size() < 3)
        return orm::where(left, against(items.at(1)));
    const QString comparator = items[1].text();
    const auto sign = signs.find(comparator.toUpper());
    if (sign == signs.end())
        throw Unsupported{u"comparator "_s + comparator};
    return orm::where(left, Where{Where::Term(sign->second, against(items[2]))});
}

Where Decoder::where(const Json &json) const
{
    std::vector<Where::Term> terms;
    if (json.isArray())
        terms.emplace_back(Operator::And, against(json));
    if (const Json::Member *member = special(json)) {
        if (const std::optional<Operand> made = expression(member->first, member->second)) {
            terms.emplace_back(Literal());
            terms.back().value = *made;
            return Where(std::move(terms));
        }
    }
    for (const auto &[name, right] : json.members()) {
        const auto op = operators.find(name);
        if (op != operators.end())
            terms.emplace_back(op->second, against(right));
        else if (name.startsWith(u'$') && !name.endsWith(u'$'))
            throw Unsupported{u"operator "_s + name};
        else
            terms.emplace_back(Text(name), against(right));
    }
    if (isScalar(json) && !json.isNull())
        throw Unsupported{u"condition "_s + json.toText()};
    return Where(std::move(terms));
}

Values Decoder::values(const Json &json) const
{
    Values result;
    for (const auto &[name, content] : json.members())
        result.set(name, value(content));
    return result;
}

Selected Decoder::selected(const Json &json) const
{
    if (json.isString())
        return Selected(json.text());
    Selected result{QString()};
    if (json.isArray()) {
        const Json &what = json.items().at(0);
        result.what = what.isString() ? Operand(col(what.text())) : value(what);
        result.alias = json.items().at(1).text();
    } else {
        result.what = value(json);
    }
    return result;
}

Attributes Decoder::attributes(const Json &json) const
{
    std::vector<Selected> list;
    for (const Json &item : json.isArray() ? json.items() : json[u"include"].items())
        list.push_back(selected(item));
    if (json.isArray())
        return Attributes(std::move(list));
    QStringList less;
    for (const Json &item : json[u"exclude"].items())
        less << item.text();
    if (!list.empty() && !less.isEmpty())
        throw Unsupported{u"attributes with include and exclude"_s};
    return list.empty() ? Attributes::exclude(less) : Attributes::include(std::move(list));
}

OrderTerm Decoder::orderTerm(const Json &json) const
{
    if (json.isString())
        return OrderTerm(json.text());
    OrderTerm result{QString()};
    if (!json.isArray()) {
        result.what = value(json);
        return result;
    }
    const std::vector<Json> &items = json.items();
    if (items.empty() || items.size() > 2 || (items.size() == 2 && !items[1].isString()))
        throw Unsupported{u"order "_s + json.toText()};
    result.what = items[0].isString() ? Operand(col(items[0].text())) : value(items[0]);
    if (items.size() == 2)
        result.direction = items[1].text();
    return result;
}

Order Decoder::order(const Json &json) const
{
    std::vector<OrderTerm> terms;
    for (const Json &item : json.items())
        terms.push_back(orderTerm(item));
    if (!json.isArray())
        throw Unsupported{u"order "_s + json.toText()};
    return Order(std::move(terms));
}

} // namespace parity
