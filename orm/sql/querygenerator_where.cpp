#include "orm/core/error.h"
#include "orm/sql/querygenerator.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;
using Shown = SqlWriter::Shown;
using Term = Where::Term;

namespace {

bool isOperatorTerm(const Term &term)
{
    return !std::holds_alternative<QString>(term.key);
}

/// The terms as Sequelize orders them: operators first, then attributes.
std::vector<const Term *> ordered(const Where &where)
{
    std::vector<const Term *> terms;
    for (const Term &term : where.terms())
        terms.push_back(&term);
    std::stable_partition(terms.begin(), terms.end(),
                          [](const Term *term) { return isOperatorTerm(*term); });
    return terms;
}

/// How many terms `where` has once conditions that stand for themselves are opened.
size_t termCount(const Where &where)
{
    size_t count = 0;
    for (const Term &term : where.terms()) {
        const Where *inner =
            std::holds_alternative<std::monostate>(term.key) ? term.value.condition() : nullptr;
        count += inner ? termCount(*inner) : 1;
    }
    return count;
}

/// `text` with LIKE's wildcards made plain characters.
QString escapedPattern(const QString &text)
{
    QString escaped;
    escaped.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'%' || c == u'_' || c == u'\\')
            escaped += u'\\';
        escaped += c;
    }
    return escaped;
}

} // namespace

/// One walk over a condition, with Sequelize's rules of nesting and parentheses. Each write
/// function says whether it wrote anything: some conditions hold for every row and leave no text.
class ConditionWriter
{
public:
    ConditionWriter(const QueryGenerator &generator, SqlWriter &writer,
                    const QueryGenerator::Scope &scope)
        : m_generator(generator)
        , m_writer(writer)
        , m_scope(scope)
    {
    }

    bool terms(const Where &where, QLatin1StringView joint)
    {
        // An expression tree that SQLite can still parse, and a stack that does not overflow.
        constexpr int maxDepth = 200;
        if (++m_depth > maxDepth)
            throw QueryError(u"A condition is nested more than %1 levels deep."_s.arg(maxDepth));
        const std::vector<const Term *> all = ordered(where);
        const bool wrote =
            joined(all, joint, [this, joint](const Term *each) { return term(*each, joint); });
        --m_depth;
        return wrote;
    }

private:
    template<typename List, typename Write>
    bool joined(const List &list, QLatin1StringView joint, const Write &write)
    {
        bool any = false;
        for (const auto &item : list) {
            const auto before = m_writer.mark();
            if (any)
                m_writer.raw(joint);
            if (write(item))
                any = true;
            else
                m_writer.goBack(before);
        }
        return any;
    }

    bool inParentheses(const auto &write)
    {
        const auto before = m_writer.mark();
        m_writer.raw(u"(");
        if (!write()) {
            m_writer.goBack(before);
            return false;
        }
        m_writer.raw(u")");
        return true;
    }

    bool term(const Term &term, QLatin1StringView joint)
    {
        if (const auto *attribute = std::get_if<QString>(&term.key))
            return attributeTerm(*attribute, term.value);
        if (const auto *op = std::get_if<Operator>(&term.key))
            return group(*op, term.value);
        if (const Where *inner = term.value.condition())
            return terms(*inner, joint);
        m_generator.writeExpression(m_writer, m_scope, term.value);
        return true;
    }

    /// and, or, not over whole conditions.
    bool group(Operator op, const Operand &value)
    {
        if (op != Operator::And && op != Operator::Or && op != Operator::Not)
            throw QueryError(u"A comparison (such as Op::lt) needs an attribute to compare."_s);
        const QLatin1StringView joint = op == Operator::Or ? " OR "_L1 : " AND "_L1;
        const auto before = m_writer.mark();
        if (op == Operator::Not)
            m_writer.raw("NOT "_L1);
        const bool wrote = inParentheses([&] {
            if (const Operand::List *list = value.list())
                return joined(*list, joint,
                              [this](const Operand &item) { return groupItem(item); });
            return groupItem(value, joint);
        });
        if (wrote || op == Operator::And) {
            if (!wrote)
                m_writer.goBack(before);
            return wrote;
        }
        // One of nothing, or the contrary of everything: no row.
        m_writer.goBack(before);
        m_writer.raw("0 = 1"_L1);
        return true;
    }

    bool groupItem(const Operand &item)
    {
        const Where *condition = item.condition();
        if (condition && termCount(*condition) > 1)
            return inParentheses([&] { return terms(*condition, " AND "_L1); });
        return groupItem(item, " AND "_L1);
    }

    bool groupItem(const Operand &item, QLatin1StringView joint)
    {
        if (const Where *condition = item.condition())
            return terms(*condition, joint);
        if (!item.isExpression())
            throw QueryError(
                u"and, or and not take conditions, not plain values, where no attribute is named."_s);
        m_generator.writeExpression(m_writer, m_scope, item);
        return true;
    }

    /// Everything that may stand behind an attribute.
    bool attributeTerm(const QString &attribute, const Operand &value)
    {
        if (value.isUndefined())
            throw QueryError(
                u"WHERE parameter \"%1\" has invalid \"undefined\" value"_s.arg(attribute));
        if (const QVariant *data = value.data()) {
            if (data->isNull())
                return nullTerm(attribute, Operator::Is);
            compared(attribute, Operator::Eq);
            m_writer.value(*data, type(attribute), m_scope.shown);
            return true;
        }
        if (value.list())
            return comparison(attribute, Operator::In, value);
        if (const Where *condition = value.condition())
            return attributeCondition(attribute, *condition);
        compared(attribute, Operator::Eq);
        m_generator.writeExpression(m_writer, m_scope, value);
        return true;
    }

    bool attributeCondition(const QString &attribute, const Where &condition)
    {
        const auto single = [&](const Term *each) {
            const auto *op = std::get_if<Operator>(&each->key);
            if (!op)
                throw QueryError(
                    u"The condition on \"%1\" must be made of operators (Op::…)."_s.arg(attribute));
            return comparison(attribute, *op, each->value);
        };
        const std::vector<const Term *> all = ordered(condition);
        if (all.size() == 1)
            return single(all.front());
        return inParentheses([&] { return joined(all, " AND "_L1, single); });
    }

    /// and, or over what one attribute is held against.
    bool attributeGroup(const QString &attribute, Operator op, const Operand &value)
    {
        const QLatin1StringView joint = op == Operator::Or ? " OR "_L1 : " AND "_L1;
        return inParentheses([&] {
            if (const Operand::List *list = value.list())
                return joined(*list, joint,
                              [&](const Operand &item) { return attributeTerm(attribute, item); });
            if (const Where *condition = value.condition())
                return joined(ordered(*condition), joint, [&](const Term *each) {
                    return attributeTerm(attribute, Operand(Where{*each}));
                });
            return attributeTerm(attribute, value);
        });
    }

    bool comparison(const QString &attribute, Operator op, const Operand &value)
    {
        switch (op) {
        case Operator::And:
        case Operator::Or: return attributeGroup(attribute, op, value);
        case Operator::Not: return notTerm(attribute, value);
        case Operator::In:
        case Operator::NotIn: return listTerm(attribute, op, value);
        case Operator::Between:
        case Operator::NotBetween: return betweenTerm(attribute, op, value);
        case Operator::StartsWith: return patternTerm(attribute, value, {}, u"%"_s);
        case Operator::EndsWith: return patternTerm(attribute, value, u"%"_s, {});
        case Operator::Substring: return patternTerm(attribute, value, u"%"_s, u"%"_s);
        case Operator::Col: return columnTerm(attribute, Operator::Eq, value);
        default: return plainComparison(attribute, op, value);
        }
    }

    bool notTerm(const QString &attribute, const Operand &value)
    {
        if (value.list())
            return listTerm(attribute, Operator::NotIn, value);
        const QVariant *data = value.data();
        if (value.isNull() || (data && data->typeId() == QMetaType::Bool)) {
            compared(attribute, Operator::Not);
            return right(attribute, value);
        }
        if (const Where *condition = value.condition()) {
            const auto before = m_writer.mark();
            m_writer.raw("NOT "_L1);
            const bool wrote =
                inParentheses([&] { return attributeCondition(attribute, *condition); });
            if (!wrote)
                m_writer.goBack(before);
            return wrote;
        }
        return plainComparison(attribute, Operator::Ne, value);
    }

    bool nullTerm(const QString &attribute, Operator op)
    {
        compared(attribute, op);
        m_writer.raw("NULL"_L1);
        return true;
    }

    bool plainComparison(const QString &attribute, Operator op, const Operand &value)
    {
        if (value.isUndefined())
            throw QueryError(
                u"WHERE parameter \"%1\" has invalid \"undefined\" value"_s.arg(attribute));
        if (value.isNull()) {
            if (op == Operator::Eq || op == Operator::Is)
                return nullTerm(attribute, Operator::Is);
            if (op == Operator::Ne)
                return nullTerm(attribute, Operator::Not);
        }
        if (const Where *condition = value.condition()) {
            const Term *only =
                condition->terms().size() == 1 ? &condition->terms().front() : nullptr;
            const auto *inner = only ? std::get_if<Operator>(&only->key) : nullptr;
            if (inner && *inner == Operator::Col)
                return columnTerm(attribute, op, only->value);
            throw QueryError(
                u"\"%1\" is compared with a condition; only Op::col may stand there."_s.arg(
                    attribute));
        }
        compared(attribute, op);
        return right(attribute, value);
    }

    bool columnTerm(const QString &attribute, Operator op, const Operand &path)
    {
        compared(attribute, op);
        m_generator.writeColumn(m_writer, m_scope,
                                path.data() ? path.data()->toString() : QString());
        return true;
    }

    bool listTerm(const QString &attribute, Operator op, const Operand &value)
    {
        if (value.isExpression()) {
            compared(attribute, op);
            m_generator.writeExpression(m_writer, m_scope, value);
            return true;
        }
        const Operand::List *list = value.list();
        if (!list)
            throw QueryError(u"\"%1\" needs a list for in or notIn."_s.arg(attribute));
        if (list->empty()) {
            if (op == Operator::NotIn)
                return false; // nothing is excluded
            compared(attribute, op);
            m_writer.raw("(NULL)"_L1);
            return true;
        }
        compared(attribute, op);
        m_writer.raw(u"(");
        for (size_t i = 0; i < list->size(); ++i) {
            m_writer.raw(i > 0 ? ", "_L1 : ""_L1);
            right(attribute, (*list)[i]);
        }
        m_writer.raw(u")");
        return true;
    }

    bool betweenTerm(const QString &attribute, Operator op, const Operand &value)
    {
        const Operand::List *ends = value.list();
        if (!ends || ends->size() != 2)
            throw QueryError(u"\"%1\" needs two values for between."_s.arg(attribute));
        compared(attribute, op);
        right(attribute, ends->front());
        m_writer.raw(" AND "_L1);
        return right(attribute, ends->back());
    }

    bool patternTerm(const QString &attribute, const Operand &value, const QString &before,
                     const QString &after)
    {
        const QVariant *data = value.data();
        if (!data || data->isNull())
            throw QueryError(
                u"\"%1\" needs a text for startsWith, endsWith and substring."_s.arg(attribute));
        const QString text = data->toString();
        const QString escaped = escapedPattern(text);
        compared(attribute, Operator::Like);
        m_writer.value(before + escaped + after, nullptr);
        if (escaped != text)
            m_writer.raw(" ESCAPE '\\'"_L1);
        return true;
    }

    /// The left side and the operator: `Book`.`price` <.
    void compared(const QString &attribute, Operator op)
    {
        if (!m_scope.prefix.isEmpty() && !attribute.contains(u'.'))
            m_writer.name(m_scope.prefix).raw(u".");
        m_generator.writeColumn(m_writer, m_scope, attribute);
        m_writer.raw(u" ").raw(m_generator.keyword(op)).raw(u" ");
    }

    bool right(const QString &attribute, const Operand &value)
    {
        if (const QVariant *data = value.data())
            data->isNull() ? void(m_writer.raw("NULL"_L1)) : m_writer.value(*data, type(attribute));
        else
            m_generator.writeExpression(m_writer, m_scope, value);
        return true;
    }

    const DataType *type(const QString &attribute) const
    {
        const ColumnDef *column = m_scope.table ? m_scope.table->find(attribute) : nullptr;
        return column ? &column->type : nullptr;
    }

    const QueryGenerator &m_generator;
    SqlWriter &m_writer;
    const QueryGenerator::Scope &m_scope;
    int m_depth = 0;
};

bool QueryGenerator::writeWhere(SqlWriter &writer, const Scope &scope, const Where &where) const
{
    return ConditionWriter(*this, writer, scope).terms(where, " AND "_L1);
}

} // namespace orm
