// Calls without the values that nobody is to read.
#include "orm/model/calltext.h"
#include "orm/model/define/modelmanager.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Whether a name is one of the first of these, up to an empty one, perhaps behind that of its
/// table or before what is inside of it: "$owner.password$", "password.hint", "password::text".
bool isHidden(QString name, const QStringList &hidden)
{
    const QStringList parts = name.remove(u'$').replace("::"_L1, "."_L1).split(u'.');
    const auto end = std::ranges::find(hidden, QString());
    return std::any_of(hidden.begin(), end, [&](const QString &each) {
        return parts.contains(each, Qt::CaseInsensitive); // as databases take them
    });
}

/// Whether a name is none of these, as one that is misspelt.
bool isUnknown(QString name, const QStringList &hidden)
{
    const QStringList parts = name.remove(u'$').replace("::"_L1, "."_L1).split(u'.');
    return std::ranges::none_of(parts, [&](const QString &part) {
        return !part.isEmpty() && hidden.contains(part, Qt::CaseInsensitive);
    });
}

bool isMadeOf(const Operand &value, const QStringList &hidden)
{
    if (const auto *column = std::get_if<Column>(&value.node()))
        return isHidden(column->path, hidden);
    if (const auto *json = std::get_if<JsonPath>(&value.node()))
        return isHidden(json->path, hidden);
    if (const auto *cast = std::get_if<Cast>(&value.node()))
        return isMadeOf(*cast->value, hidden);
    if (const auto *comparison = std::get_if<Comparison>(&value.node()))
        return isMadeOf(*comparison->left, hidden) || isMadeOf(*comparison->right, hidden);
    if (const Where *condition = value.condition())
        return std::ranges::any_of(condition->terms(), [&](const Where::Term &term) {
            return isMadeOf(term.value, hidden);
        });
    const auto isOne = [&](const Operand &each) { return isMadeOf(each, hidden); };
    if (const Operand::List *list = value.list())
        return std::ranges::any_of(*list, isOne);
    const auto *function = std::get_if<Function>(&value.node());
    return function && std::ranges::any_of(function->arguments, isOne);
}

/// The value without any data; null is no secret.
Operand withoutData(const Operand &value)
{
    if (value.isNull() || value.isUndefined())
        return value;
    const Where *condition = value.condition();
    if (!condition)
        return QString(sensitiveMark);
    std::vector<Where::Term> terms = condition->terms();
    for (Where::Term &term : terms)
        term.value = withoutData(term.value);
    return Where(std::move(terms));
}

std::vector<Selected> covered(std::vector<Selected> list, const QStringList &hidden)
{
    for (Selected &each : list)
        each.what = covered(each.what, hidden);
    return list;
}

Attributes covered(const Attributes &attributes, const QStringList &hidden)
{
    return attributes.isList() ? Attributes(covered(attributes.only(), hidden))
                               : Attributes::excludeAndInclude(attributes.less(),
                                                               covered(attributes.more(), hidden));
}

/// The same with the names of what is made of attributes. Nobody knows of what one's own SQL is.
QStringList withAliases(QStringList hidden, const Attributes &attributes)
{
    const QStringList before = hidden;
    for (const std::vector<Selected> &list : {attributes.only(), attributes.more()})
        for (const Selected &each : list) {
            if (each.alias.isEmpty())
                continue;
            if (std::get_if<Literal>(&each.what.node()) || isMadeOf(each.what, before))
                hidden.prepend(each.alias);
            else
                hidden.append(each.alias);
        }
    return hidden;
}

Order covered(const Order &order, const QStringList &hidden)
{
    std::vector<OrderTerm> terms = order.terms();
    for (OrderTerm &each : terms)
        each.what = covered(each.what, hidden);
    return Order(std::move(terms));
}

Includes covered(const Includes &includes, const QStringList &hidden)
{
    std::vector<Include> all = includes.items();
    for (Include &each : all) {
        each.options.where = covered(each.options.where, hidden);
        each.options.attributes = covered(each.options.attributes, hidden);
        each.options.order = covered(each.options.order, hidden);
        each.options.include = covered(each.options.include, hidden);
    }
    return Includes(std::move(all));
}

} // namespace

CallTarget::CallTarget(const ModelData &model)
    : CallTarget(model.name, model.manager.hidden())
{
}

CallTarget CallTarget::ofRow(const ModelData &model)
{
    return {model.name.toLower(), model.manager.hidden()};
}

Operand covered(const Operand &value, const QStringList &hidden)
{
    if (const Where *condition = value.condition())
        return covered(*condition, hidden);
    if (const Operand::List *list = value.list()) {
        Operand::List items;
        for (const Operand &each : *list)
            items.push_back(covered(each, hidden));
        return Operand(std::move(items));
    }
    const auto *comparison = std::get_if<Comparison>(&value.node());
    if (comparison && isMadeOf(*comparison->right, hidden))
        return where(withoutData(*comparison->left), covered(*comparison->right, hidden));
    if (comparison && isMadeOf(*comparison->left, hidden))
        return where(covered(*comparison->left, hidden), withoutData(*comparison->right));
    if (comparison)
        return where(covered(*comparison->left, hidden), covered(*comparison->right, hidden));
    return isMadeOf(value, hidden) && !std::get_if<Column>(&value.node())
               ? Operand(QString(sensitiveMark))
               : value;
}

Where covered(const Where &where, const QStringList &hidden)
{
    std::vector<Where::Term> terms = where.terms();
    for (Where::Term &term : terms) {
        const auto *name = std::get_if<QString>(&term.key);
        const bool hides = name && (isHidden(*name, hidden) || isUnknown(*name, hidden));
        term.value = hides ? withoutData(term.value) : covered(term.value, hidden);
    }
    return Where(std::move(terms));
}

Values covered(const Values &values, const QStringList &hidden)
{
    Values shown;
    for (const Values::Entry &entry : values) {
        if (!entry.nested) {
            shown.set(entry.attribute, isHidden(entry.attribute, hidden)
                                           ? withoutData(entry.value)
                                           : covered(entry.value, hidden));
            continue;
        }
        QList<Values> rows;
        for (const Values &row : *entry.nested)
            rows += covered(row, hidden);
        shown.setNested(entry.attribute, rows);
    }
    return shown;
}

FindOptions covered(FindOptions options, const QStringList &hidden)
{
    options.where = covered(options.where, hidden);
    options.having = covered(options.having, withAliases(hidden, options.attributes));
    for (Operand &each : options.group)
        each = covered(each, hidden);
    options.attributes = covered(options.attributes, hidden);
    options.order = covered(options.order, hidden);
    options.include = covered(options.include, hidden);
    return options;
}

} // namespace orm
