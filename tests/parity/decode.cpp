#include "decode.h"

#include "unsupported.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

/// The operator that a key such as "$lt" names.
std::optional<Operator> operatorOf(const QString &key)
{
    if (key.startsWith(u'$'))
        for (const OperatorInfo &info : operators)
            if (QStringView(key).sliced(1) == QLatin1StringView(info.name))
                return info.op;
    return std::nullopt;
}

bool hasOperators(const Json &json)
{
    return std::ranges::any_of(json.members(), [](const Json::Member &member) {
        return operatorOf(member.first).has_value();
    });
}

/// The one member of an object that stands for something JSON has not, e.g. {"$date": …}.
const Json::Member *special(const Json &json)
{
    const bool one = json.members().size() == 1 && json.members().front().first.startsWith(u'$');
    return one ? &json.members().front() : nullptr;
}

Operand wholeNumber(const QString &digits)
{
    bool fits = false;
    const qint64 number = digits.toLongLong(&fits);
    return fits ? Operand(number) : Operand(*Decimal::fromString(digits));
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

/// `json` with its moments as texts, which they are once they are JSON.
Json withTexts(const Json &json)
{
    if (json.isArray()) {
        Json list = Json::array();
        for (const Json &item : json.items())
            list.append(withTexts(item));
        return list;
    }
    if (!json.isObject())
        return json;
    const Json::Member *member = special(json);
    if (member && member->first == "$date"_L1)
        return member->second;
    if (member)
        throw Unsupported{u"value inside JSON: "_s + json.toText()};
    Json object = Json::object();
    for (const auto &[name, content] : json.members())
        object.set(name, withTexts(content));
    return object;
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
    return QJsonDocument::fromJson(withTexts(json).toText().toUtf8()).object();
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
    std::vector<Where::Term> terms;
    for (const auto &[name, right] : json.members()) {
        if (const std::optional<Operator> op = operatorOf(name))
            terms.emplace_back(*op, rightOf(*op, right));
        else
            terms.emplace_back(Text(name), against(right));
    }
    return Where(std::move(terms));
}

/// What stands on the right of an operator: conditions inside and, or and not; else data, in which
/// only operators (Op::col, Op::any) and expressions are more than JSON.
Operand Decoder::rightOf(Operator op, const Json &json) const
{
    const bool takesConditions = infoOf(op).form == OperatorInfo::Form::Group;
    return takesConditions || hasOperators(json) ? against(json) : value(json);
}

/// What a whole condition's and, or and not join.
Operand Decoder::conditions(const Json &json) const
{
    if (isScalar(json))
        return scalar(json);
    if (!json.isArray())
        return where(json);
    QList<Operand> list;
    for (const Json &item : json.items())
        list << conditions(item);
    return list;
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
    if (name == "$json"_L1)
        return jsonExpression(json);
    if (name == "$date"_L1)
        return QDateTime::fromString(json.text(), Qt::ISODateWithMs);
    if (name == "$blob"_L1)
        return QByteArray::fromHex(json.text().toLatin1());
    if (name == "$bigint"_L1)
        return wholeNumber(json.text());
    if (name == "$undefined"_L1)
        return Operand();
    if (!operatorOf(name) && !name.endsWith(u'$'))
        throw Unsupported{u"value "_s + name};
    return {};
}

/// A path, a path and what it is held against, or an object of conditions.
Operand Decoder::jsonExpression(const Json &json) const
{
    if (json.isString())
        return orm::json(json.text());
    const std::vector<Json> &items = json.items();
    if (items.size() == 2 && items[0].isString())
        return orm::where(orm::json(items[0].text()), value(items[1]));
    throw Unsupported{u"json "_s + json.toText()};
}

/// `[left, right]` or `[left, comparator, right]`, the comparator being an SQL sign.
Operand Decoder::comparison(const Json &json) const
{
    const std::vector<Json> &items = json.items();
    const Operand left = value(items.at(0));
    if (items.size() < 3)
        return orm::where(left, against(items.at(1)));
    const QString comparator = items[1].text();
    for (const OperatorInfo &info : operators)
        if (comparator.toUpper() == QLatin1StringView(info.sign))
            return orm::where(left, Where::of(info.op, rightOf(info.op, items[2])));
    throw Unsupported{u"comparator "_s + comparator};
}

/// An expression that stands in an and or or without a list around it: to Sequelize it is the
/// condition, and nothing is joined.
std::optional<Operand> Decoder::aloneIn(Operator op, const Json &json) const
{
    const Json::Member *member = special(json);
    const bool joins = op == Operator::And || op == Operator::Or;
    return joins && member ? expression(member->first, member->second) : std::nullopt;
}

Where Decoder::where(const Json &json) const
{
    std::vector<Where::Term> terms;
    if (json.isArray())
        return Where::of(Operator::And, conditions(json));
    if (isScalar(json) && !json.isNull()) {
        // What C++ has no way to write by mistake; the library is to refuse it.
        terms.emplace_back(Literal());
        terms.back().value = scalar(json);
    }
    if (const Json::Member *member = special(json)) {
        if (const std::optional<Operand> made = expression(member->first, member->second)) {
            terms.emplace_back(Literal());
            terms.back().value = *made;
            return Where(std::move(terms));
        }
    }
    for (const auto &[name, right] : json.members()) {
        const std::optional<Operator> op = operatorOf(name);
        if (const std::optional<Operand> alone = op ? aloneIn(*op, right) : std::nullopt) {
            terms.emplace_back(Literal());
            terms.back().value = *alone;
        } else if (op)
            terms.emplace_back(*op, conditions(right));
        else if (name.startsWith(u'$') && !name.endsWith(u'$'))
            throw Unsupported{u"operator "_s + name};
        else
            terms.emplace_back(Text(name), against(right));
    }
    return Where(std::move(terms));
}

Selected Decoder::selected(const Json &json) const
{
    if (json.isString())
        return Selected(json.text());
    const Json &what = json.isArray() ? json.items().at(0) : json;
    const QString alias = json.isArray() ? json.items().at(1).text() : QString();
    if (what.isString())
        return Selected(Text(what.text()), Text(alias));
    Selected result{Column(), Text(alias)};
    result.what = value(what);
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
    return Attributes::excludeAndInclude(less, std::move(list));
}

OrderTerm Decoder::orderTerm(const Json &json) const
{
    if (json.isString())
        return OrderTerm(json.text());
    const std::vector<Json> &items = json.items();
    if (json.isArray() && items.empty())
        throw Unsupported{u"order "_s + json.toText()};
    const QStringList joined = path(items);
    const size_t first = size_t(joined.size());
    const Json &what = json.isArray() ? items[first] : json;
    QStringList directions;
    for (size_t i = first + 1; i < items.size(); ++i) {
        if (!items[i].isString())
            throw Unsupported{u"order "_s + json.toText()};
        directions += items[i].text();
    }
    const Text direction(directions.join(u' '));
    if (!joined.isEmpty() && what.isString())
        return OrderTerm(Text(u'$' + joined.join(u'.') + u'.' + what.text() + u'$'), direction);
    if (what.isString())
        return OrderTerm(Text(what.text()), direction);
    OrderTerm result{Column(), direction};
    result.what = value(what);
    return result;
}

Order Decoder::order(const Json &json) const
{
    if (json.isString()) {
        // What C++ has no way to write by mistake; the library is to refuse it.
        OrderTerm term{Column()};
        term.what = json.text();
        return Order({term});
    }
    if (!json.isArray())
        return Order({orderTerm(json)});
    std::vector<OrderTerm> terms;
    for (const Json &item : json.items())
        terms.push_back(orderTerm(item));
    return Order(std::move(terms));
}

std::vector<Operand> Decoder::group(const Json &json) const
{
    if (!json.isArray())
        return {value(json)};
    std::vector<Operand> list;
    for (const Json &item : json.items())
        list.push_back(value(item.isArray() ? item.items().at(0) : item));
    return list;
}

QVariant Decoder::data(const Json &json) const
{
    const std::optional<QVariant> data = value(json).toData();
    if (!data)
        throw Unsupported{u"data "_s + json.toText()};
    return *data;
}

RawValues Decoder::rawValues(const Json &json) const
{
    if (json.isArray()) {
        QVariantList list;
        for (const Json &item : json.items())
            list.push_back(data(item));
        return list;
    }
    QVariantMap map;
    for (const auto &[name, content] : json.members())
        map.insert(name, data(content));
    return map;
}

} // namespace parity
