#include "orm/core/error.h"
#include "orm/sql/querygenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

void QueryGenerator::writeExpression(SqlWriter &writer, const Scope &scope,
                                     const Operand &operand) const
{
    struct Visitor
    {
        const QueryGenerator &generator;
        SqlWriter &writer;
        const Scope &scope;

        void operator()(const QVariant &data) const { writer.value(data, nullptr); }
        void operator()(const Operand::List &list) const
        {
            for (size_t i = 0; i < list.size(); ++i) {
                writer.raw(i > 0 ? ", "_L1 : ""_L1);
                generator.writeExpression(writer, scope, list[i]);
            }
        }
        void operator()(const Literal &literal) const { writer.raw(literal.sql); }
        void operator()(const Column &column) const
        {
            generator.writeColumn(writer, scope, column.path);
        }
        void operator()(const Function &function) const
        {
            writer.raw(function.name).raw(u"(");
            (*this)(function.arguments);
            writer.raw(u")");
        }
        void operator()(const Cast &cast) const
        {
            writer.raw("CAST("_L1);
            generator.writeExpression(writer, scope, *cast.value);
            writer.raw(" AS "_L1).raw(cast.type.toUpper()).raw(u")");
        }
        void operator()(const Comparison &comparison) const
        {
            generator.writeComparison(writer, scope, comparison);
        }
        void operator()(const std::shared_ptr<const Where> &where) const
        {
            generator.writeWhere(writer, scope, *where);
        }
    };
    std::visit(Visitor{*this, writer, scope}, operand.node());
}

void QueryGenerator::writeComparison(SqlWriter &writer, const Scope &scope,
                                     const Comparison &comparison) const
{
    Operator op = Operator::Eq;
    const Operand *right = comparison.right.get();
    if (const Where *condition = right->condition()) {
        const auto *only = condition->terms().size() == 1
                               ? std::get_if<Operator>(&condition->terms().front().key)
                               : nullptr;
        if (!only)
            throw QueryError(u"where(…) compares with one value or one operator."_s);
        op = *only;
        right = &condition->terms().front().value;
    }
    if (right->isNull())
        op = op == Operator::Eq || op == Operator::Is ? Operator::Is : Operator::Not;
    writeExpression(writer, scope, *comparison.left);
    writer.raw(u" ").raw(keyword(op)).raw(u" ");
    if (right->isNull())
        writer.raw("NULL"_L1);
    else if (right->list() && (op == Operator::Between || op == Operator::NotBetween)
             && right->list()->size() == 2) {
        writeExpression(writer, scope, right->list()->front());
        writer.raw(" AND "_L1);
        writeExpression(writer, scope, right->list()->back());
    } else if (right->list()) {
        writer.raw(u"(");
        writeExpression(writer, scope, *right);
        writer.raw(u")");
    } else {
        writeExpression(writer, scope, *right);
    }
}

QString QueryGenerator::keyword(Operator op) const
{
    switch (op) {
    case Operator::And: return u"AND"_s;
    case Operator::Or: return u"OR"_s;
    case Operator::Eq: return u"="_s;
    case Operator::Ne: return u"!="_s;
    case Operator::Is: return u"IS"_s;
    case Operator::Not: return u"IS NOT"_s;
    case Operator::Gt: return u">"_s;
    case Operator::Gte: return u">="_s;
    case Operator::Lt: return u"<"_s;
    case Operator::Lte: return u"<="_s;
    case Operator::Between: return u"BETWEEN"_s;
    case Operator::NotBetween: return u"NOT BETWEEN"_s;
    case Operator::In: return u"IN"_s;
    case Operator::NotIn: return u"NOT IN"_s;
    case Operator::Like:
    case Operator::StartsWith:
    case Operator::EndsWith:
    case Operator::Substring: return u"LIKE"_s;
    case Operator::NotLike: return u"NOT LIKE"_s;
    case Operator::ILike: return u"ILIKE"_s;
    case Operator::NotILike: return u"NOT ILIKE"_s;
    case Operator::Regexp: return u"REGEXP"_s;
    case Operator::NotRegexp: return u"NOT REGEXP"_s;
    case Operator::IRegexp: return u"~*"_s;
    case Operator::NotIRegexp: return u"!~*"_s;
    case Operator::Col: return u"="_s;
    }
    Q_UNREACHABLE();
}

} // namespace orm
