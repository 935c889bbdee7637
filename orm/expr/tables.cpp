#include "orm/expr/tables.h"

namespace orm {

namespace {

/// Walks through conditions and expressions.
struct Collector
{
    QStringList tables;
    QStringList columns;
    QStringList literals;

    void visit(const Operand &operand)
    {
        std::visit([this](const auto &node) { (*this)(node); }, operand.node());
    }
    void addPath(const QString &path)
    {
        if (const qsizetype dot = path.lastIndexOf(u'.'); dot > 0)
            tables += path.first(dot);
    }
    void addName(const QString &name) { addPath(inDollars(name).toString()); }
    void add(const Where &where)
    {
        for (const Where::Term &term : where.terms()) {
            if (const auto *name = std::get_if<QString>(&term.key))
                addName(*name);
            const auto *op = std::get_if<Operator>(&term.key);
            if (op && *op == Operator::Col && term.value.data())
                addPath(term.value.data()->toString());
            visit(term.value);
        }
    }

    void operator()(const QVariant &) {}
    void operator()(const Literal &literal) { literals += literal.sql; }
    void operator()(const JsonPath &json) { columns += json.path.section(u'.', 0, 0); }
    void operator()(const Subquery &) {} // has tables of its own
    void operator()(const Column &column)
    {
        addPath(column.path);
        columns += column.path.sliced(column.path.lastIndexOf(u'.') + 1);
    }
    void operator()(const Operand::List &list)
    {
        for (const Operand &each : list)
            visit(each);
    }
    void operator()(const Function &call) { (*this)(call.arguments); }
    void operator()(const Cast &cast) { visit(*cast.value); }
    void operator()(const Comparison &comparison)
    {
        visit(*comparison.left);
        visit(*comparison.right);
    }
    void operator()(const std::shared_ptr<const Where> &where) { add(*where); }
};

} // namespace

QStringView inDollars(QStringView name)
{
    const bool isIn = name.size() > 2 && name.startsWith(u'$') && name.endsWith(u'$');
    return isIn ? name.sliced(1).chopped(1) : QStringView();
}

QStringList tablesNamed(const Where &where)
{
    Collector collector;
    collector.add(where);
    return collector.tables;
}

QStringList tablesNamed(const std::vector<OrderTerm> &order)
{
    Collector collector;
    for (const OrderTerm &term : order) {
        const auto *column = std::get_if<Column>(&term.what.node());
        if (column && term.isAttribute)
            collector.addName(column->path);
        else
            collector.visit(term.what);
    }
    return collector.tables;
}

QStringList columnsNamed(const OrderTerm &term)
{
    const auto *column = std::get_if<Column>(&term.what.node());
    if (column && term.isAttribute)
        return {column->path};
    Collector collector;
    collector.visit(term.what);
    return collector.columns;
}

QStringList literalsOf(const Where &where)
{
    Collector collector;
    collector.add(where);
    return collector.literals;
}

QStringList literalsOf(const std::vector<OrderTerm> &order)
{
    Collector collector;
    for (const OrderTerm &term : order)
        collector.visit(term.what);
    return collector.literals;
}

bool hasLiterals(const Where &where)
{
    return !literalsOf(where).isEmpty();
}

bool hasLiterals(const std::vector<OrderTerm> &order)
{
    return !literalsOf(order).isEmpty();
}

QStringList tablesNamed(const Attributes &attributes)
{
    Collector collector;
    for (const Selected &column : attributes.only())
        collector.visit(column.what);
    for (const Selected &column : attributes.more())
        collector.visit(column.what);
    return collector.tables;
}

} // namespace orm
