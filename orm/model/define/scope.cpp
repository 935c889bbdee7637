#include "orm/model/define/scope.h"

#include <algorithm>

namespace orm {

namespace {

bool isSame(const Selected &left, const Selected &right)
{
    return left.isAttribute && right.isAttribute && left.alias.isEmpty() && right.alias.isEmpty()
           && std::get<Column>(left.what.node()).path == std::get<Column>(right.what.node()).path;
}

std::vector<Selected> united(std::vector<Selected> all, const std::vector<Selected> &more)
{
    for (const Selected &selected : more)
        if (std::ranges::none_of(all, [&](const Selected &each) { return isSame(each, selected); }))
            all.push_back(selected);
    return all;
}

Attributes merged(const Attributes &under, const Attributes &over)
{
    if (over.isAll())
        return under;
    if (under.isAll() || under.isList() != over.isList())
        return over;
    if (over.isList())
        return Attributes(united(under.only(), over.only()));
    QStringList less = under.less();
    for (const QString &name : over.less())
        if (!less.contains(name))
            less += name;
    return Attributes::excludeAndInclude(less, united(under.more(), over.more()));
}

/// Both lists, one behind the other.
template<typename List>
List joined(List under, const List &over)
{
    under.insert(under.end(), over.begin(), over.end());
    return under;
}

Includes merged(const Includes &under, const Includes &over)
{
    return under.isEmpty()  ? over
           : over.isEmpty() ? under
                            : Includes(joined(under.items(), over.items()));
}

/// The parts of a condition that is nothing but an AND of them, or the condition.
std::vector<Operand> partsOf(const Where &where)
{
    const Where::Term &first = where.terms().front();
    const auto *op = std::get_if<Operator>(&first.key);
    if (where.terms().size() > 1 || !op || *op != Operator::And)
        return {where};
    const Operand::List *list = first.value.list();
    return list ? *list : std::vector<Operand>{first.value};
}

} // namespace

Where merged(const Where &under, const Where &over, WhereMergeStrategy strategy)
{
    if (under.isEmpty() || over.isEmpty())
        return under && over;
    if (strategy == WhereMergeStrategy::And)
        return Where::of(Operator::And, Operand(joined(partsOf(under), partsOf(over))));
    std::vector<Where::Term> terms = under.terms();
    for (const Where::Term &term : over.terms()) {
        const bool isNamed = !std::holds_alternative<std::monostate>(term.key);
        const auto same = std::ranges::find_if(
            terms, [&](const Where::Term &each) { return isNamed && each.key == term.key; });
        if (same != terms.end())
            same->value = term.value;
        else
            terms.push_back(term);
    }
    return Where(std::move(terms));
}

FindOptions merged(const FindOptions &under, const FindOptions &over, WhereMergeStrategy strategy)
{
    FindOptions all = over;
    all.where = merged(under.where, over.where, strategy);
    all.having = merged(under.having, over.having, strategy);
    all.attributes = merged(under.attributes, over.attributes);
    all.include = merged(under.include, over.include);
    all.order = Order(joined(under.order.terms(), over.order.terms()));
    all.group = joined(under.group, over.group);
    all.indexHints = joined(under.indexHints, over.indexHints);
    all.limit = over.limit ? over.limit : under.limit;
    all.offset = over.offset ? over.offset : under.offset;
    all.subQuery = over.subQuery ? over.subQuery : under.subQuery;
    all.paranoid = under.paranoid && over.paranoid;
    all.rejectOnEmpty = under.rejectOnEmpty || over.rejectOnEmpty;
    all.skipLocked = under.skipLocked || over.skipLocked;
    if (over.lock == Lock::None) {
        all.lock = under.lock;
        all.lockOf = under.lockOf;
    }
    if (over.tableHint.isEmpty())
        all.tableHint = under.tableHint;
    return all;
}

IncludeOptions merged(const IncludeOptions &under, const IncludeOptions &over,
                      WhereMergeStrategy strategy)
{
    IncludeOptions all = over;
    all.as = over.as.isEmpty() ? under.as : over.as;
    all.where = merged(under.where, over.where, strategy);
    all.attributes = merged(under.attributes, over.attributes);
    all.include = merged(under.include, over.include);
    all.required = over.required ? over.required : under.required;
    all.right = under.right || over.right;
    all.on = merged(under.on, over.on, strategy);
    all.or_ = under.or_ || over.or_;
    all.order = Order(joined(under.order.terms(), over.order.terms()));
    all.limit = over.limit ? over.limit : under.limit;
    all.offset = over.offset ? over.offset : under.offset;
    all.separate = over.separate ? over.separate : under.separate;
    all.strategy = over.strategy == IncludeStrategy::Join ? under.strategy : over.strategy;
    all.through.attributes = merged(under.through.attributes, over.through.attributes);
    all.through.where = merged(under.through.where, over.through.where, strategy);
    all.through.paranoid = under.through.paranoid && over.through.paranoid;
    all.paranoid = under.paranoid && over.paranoid;
    all.subQuery = over.subQuery ? over.subQuery : under.subQuery;
    all.duplicating = over.duplicating ? over.duplicating : under.duplicating;
    return all;
}

} // namespace orm
