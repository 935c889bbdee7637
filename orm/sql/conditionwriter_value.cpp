#include "orm/core/error.h"
#include "orm/sql/conditionwriter.h"

namespace orm {

using namespace Qt::StringLiterals;
using Form = OperatorInfo::Form;

namespace {

/// `text` with LIKE's `wildcards` made plain characters.
QString escapedPattern(const QString &text, QLatin1StringView wildcards)
{
    QString escaped;
    escaped.reserve(text.size());
    for (const QChar c : text) {
        if (wildcards.contains(c))
            escaped += u'\\';
        escaped += c;
    }
    return escaped;
}

/// The operator and its right side when `value` is a condition of one operator, such as Op::col.
const Where::Term *onlyOperator(const Operand &value)
{
    const Where *condition = value.condition();
    if (!condition || condition->terms().size() != 1)
        return nullptr;
    const Where::Term &term = condition->terms().front();
    return std::holds_alternative<Operator>(term.key) ? &term : nullptr;
}

} // namespace

Truth ConditionWriter::operate(const Left &left, Operator op, const Operand &value)
{
    const OperatorInfo &info = infoOf(op);
    m_generator.checkCan(op);
    if (value.isUndefined())
        throw UsageError(
            u"WHERE parameter \"%1\" has invalid \"undefined\" value"_s.arg(left.name));
    if (const auto plain = plainJson(left, value))
        return operate(left, op, *plain);
    if (const QVariant *data = value.data(); data && left.isInJson()) {
        // Some databases take texts out of JSON where others take what they stand for.
        const QVariant comparand = m_generator.jsonComparand(*data);
        if (comparand.typeId() != data->typeId())
            return operate(left, op, comparand);
    }
    switch (info.form) {
    case Form::Group: return heldGroup(left, op, value);
    case Form::Not: return negated(left, value);
    case Form::List: return listed(left, op, value);
    case Form::Pair: return between(left, op, value);
    case Form::Pattern: return pattern(left, info, value);
    case Form::Quantifier: return quantified(left, Operator::Eq, op, value);
    case Form::Column: return column(left, Operator::Eq, value);
    case Form::Value: return compared(left, op, value);
    }
    Q_UNREACHABLE();
}

Truth ConditionWriter::negated(const Left &left, const Operand &value)
{
    if (value.list())
        return listed(left, Operator::NotIn, value);
    if (value.isNull() || isBool(value))
        return compared(left, Operator::Not, value);
    const Where *condition = value.condition();
    if (!condition)
        return compared(left, Operator::Ne, value);
    if (const Where::Term *only = onlyOperator(value)) {
        const Form form = infoOf(std::get<Operator>(only->key)).form;
        if (form == Form::Column || form == Form::Quantifier)
            return compared(left, Operator::Ne, value);
    }
    return contrary([&] { return heldCondition(left, *condition); });
}

Truth ConditionWriter::compared(const Left &left, Operator op, const Operand &value)
{
    if (value.isNull() && op == Operator::Eq)
        return compared(left, Operator::Is, value);
    if (value.isNull() && op == Operator::Ne)
        return compared(left, Operator::Not, value);
    if (const Where *condition = value.condition()) {
        const Where::Term *only = onlyOperator(value);
        const Operator inner = only ? std::get<Operator>(only->key) : Operator::And;
        const Form form = infoOf(inner).form;
        if (only && form == Form::Column)
            return column(left, op, only->value);
        if (only && form == Form::Quantifier)
            return quantified(left, op, inner, only->value);
        throw QueryError(u"Op::%1 on \"%2\" takes a value, a column (Op::col) or Op::any and "
                         u"Op::all, no condition of %3 terms."_s
                             .arg(QLatin1StringView(infoOf(op).name), left.name)
                             .arg(condition->terms().size()));
    }
    const bool isLike = op == Operator::Like || op == Operator::NotLike;
    if (isLike && m_generator.foldsCase() && value.data() && !left.isInJson())
        return folded(left, op, value.data()->toString(), {});
    write(left, op, value);
    if (isBool(value) && (op == Operator::Is || op == Operator::Not)) {
        // IS takes a word where there is one for it, and no placeholder.
        const QString word = m_generator.literal(*value.data(), nullptr);
        if (!word.at(0).isDigit()) {
            m_writer.raw(word);
            return Truth::Depends;
        }
    }
    return writeRight(left, value);
}

Truth ConditionWriter::listed(const Left &left, Operator op, const Operand &value)
{
    if (value.isExpression()) {
        write(left, op, value);
        return writeRight(left, value);
    }
    const Operand::List *list = value.list();
    if (!list)
        throw QueryError(u"\"%1\" needs a list for in or notIn."_s.arg(left.name));
    if (list->empty() && op == Operator::NotIn)
        return Truth::Omitted; // nothing is excluded
    if (list->empty() && m_nots > 0)
        return never(); // `NOT (x IN (NULL))` would hold for no row, instead of every one
    if (left.isInJson() && left.cast.isEmpty())
        if (const auto groups = byJsonType(*list); groups.size() > 1)
            return inParentheses([&] {
                return joined(
                    groups, op == Operator::In ? " OR "_L1 : " AND "_L1,
                    [&](const Operand::List &each) { return listed(left, op, Operand(each)); });
            });
    write(left, op, list->empty() ? Operand() : list->front());
    m_writer.raw(u"(");
    if (list->empty())
        m_writer.raw("NULL"_L1);
    writeElements(left, *list);
    m_writer.raw(u")");
    return Truth::Depends;
}

void ConditionWriter::writeElements(const Left &left, const Operand::List &list)
{
    constexpr size_t longList = 1000;
    if (list.size() > longList)
        if (const std::optional<QVariant> all = Operand(list).toData();
            all && m_generator.writeLongList(m_writer, all->toList(), left.type()))
            return;
    for (size_t i = 0; i < list.size(); ++i) {
        m_writer.raw(i > 0 ? ", "_L1 : ""_L1);
        writeRight(left, list[i]);
    }
}

Truth ConditionWriter::between(const Left &left, Operator op, const Operand &value)
{
    const Operand::List *ends = value.list();
    if (!ends || ends->size() != 2)
        throw QueryError(u"\"%1\" needs two values for between."_s.arg(left.name));
    write(left, op, ends->front());
    writeRight(left, ends->front());
    m_writer.raw(" AND "_L1);
    return writeRight(left, ends->back());
}

Truth ConditionWriter::pattern(const Left &left, const OperatorInfo &info, const Operand &value)
{
    const QVariant *data = value.data();
    const auto *sql = std::get_if<Literal>(&value.node());
    if ((!data && !sql) || value.isNull())
        throw QueryError(
            u"Op::%1 on \"%2\" needs a text."_s.arg(QLatin1StringView(info.name), left.name));
    const QString text = sql ? sql->sql : data->toString();
    const QString escaped = escapedPattern(text, m_generator.wildcards());
    const QString whole = QLatin1StringView(info.before) + escaped + QLatin1StringView(info.after);
    const QLatin1StringView escape = escaped != text ? m_generator.escapeClause() : ""_L1;
    if (m_generator.foldsCase() && !left.isInJson())
        return folded(left, info.op, whole, escape);
    write(left, info.op, whole);
    writeData(whole, nullptr, Shown::Inline, nullptr);
    m_writer.raw(escape);
    return Truth::Depends;
}

Truth ConditionWriter::folded(const Left &left, Operator op, const QString &pattern,
                              QLatin1StringView escape)
{
    const auto writeText = [&] { writeLeft(left); };
    const auto writeValue = [&](const QString &value) {
        writeData(value, nullptr, Shown::Inline, nullptr);
    };
    const QString plain = m_generator.foldedPattern(pattern);
    const QString sign = u' ' + m_generator.sign(op) + u' ';
    const bool hasOtherLetters = pattern.toUtf8().size() > pattern.size(); // than ASCII's
    const bool isTwofold = m_generator.foldsOtherwise() && hasOtherLetters;
    m_writer.raw(isTwofold ? "("_L1 : ""_L1);
    m_generator.writeFolded(m_writer, writeText, plain);
    m_writer.raw(sign);
    writeValue(plain);
    m_writer.raw(escape);
    if (!isTwofold)
        return Truth::Depends;
    m_writer.raw(op == Operator::NotLike ? " AND "_L1 : " OR "_L1);
    m_generator.writeLower(m_writer, writeText);
    m_writer.raw(sign);
    m_generator.writeLower(m_writer, [&] { writeValue(pattern); });
    m_writer.raw(escape).raw(u")");
    return Truth::Depends;
}

Truth ConditionWriter::quantified(const Left &left, Operator op, Operator quantifier,
                                  const Operand &value)
{
    m_generator.checkCan(quantifier);
    if (quantifier == Operator::Values)
        throw QueryError(u"Op::values stands inside Op::any or Op::all."_s);
    const Where::Term *rows = onlyOperator(value);
    const Operand::List *list = rows && std::get<Operator>(rows->key) == Operator::Values
                                    ? rows->value.list()
                                    : value.list();
    if (!list && !value.isExpression())
        throw QueryError(u"Op::%1 on \"%2\" needs a list."_s.arg(
            QLatin1StringView(infoOf(quantifier).name), left.name));
    write(left, op, list && !list->empty() ? list->front() : Operand());
    m_writer.raw(m_generator.sign(quantifier)).raw(u" (");
    if (!list) {
        writeRight(left, value);
    } else if (rows) {
        m_writer.raw("VALUES "_L1);
        for (size_t i = 0; i < list->size(); ++i) {
            m_writer.raw(i > 0 ? ", ("_L1 : "("_L1);
            writeRight(left, (*list)[i]);
            m_writer.raw(u")");
        }
    } else if (left.type() && left.type()->kind() == DataType::Kind::Array) {
        writeRight(left, value); // with the cast that an array of its type has
    } else {
        m_writer.raw("ARRAY["_L1);
        for (size_t i = 0; i < list->size(); ++i) {
            m_writer.raw(i > 0 ? ","_L1 : ""_L1);
            writeRight(left, (*list)[i]);
        }
        m_writer.raw(u"]");
    }
    m_writer.raw(u")");
    return Truth::Depends;
}

Truth ConditionWriter::column(const Left &left, Operator op, const Operand &path)
{
    if (!path.data())
        throw QueryError(u"Op::col on \"%1\" needs the name of a column."_s.arg(left.name));
    write(left, op, Operand());
    m_generator.writeColumnPath(m_writer, m_scope, path.data()->toString());
    return Truth::Depends;
}

void ConditionWriter::write(const Left &left, Operator op, const Operand &value)
{
    if (left.isInJson())
        writeJsonLeft(left, op, value);
    else
        writeLeft(left);
    m_writer.raw(u" ").raw(m_generator.sign(op)).raw(u" ");
}

void ConditionWriter::writeData(const QVariant &value, const DataType *type, Shown shown,
                                const DataType *shownType)
{
    m_writer.raw(m_isLong ? "(SELECT "_L1 : ""_L1);
    m_writer.value(value, type, shown, shownType);
    m_writer.raw(m_isLong ? ")"_L1 : ""_L1);
}

Truth ConditionWriter::writeRight(const Left &left, const Operand &value, Shown shown)
{
    if (value.isNull()) {
        m_writer.raw("NULL"_L1);
        return Truth::Depends;
    }
    if (const std::optional<QVariant> data = value.toData()) {
        if (value.list() && !m_generator.capabilities().arrays && !left.type())
            throw QueryError(u"\"%1\" cannot be compared with a list."_s.arg(left.name));
        writeData(*data, left.type(), shown, m_scope.showsTypes ? left.type() : nullptr);
        if (value.list() && left.type())
            m_writer.raw(
                m_generator.behindValue(left.table ? *left.table : *m_scope.table, *left.column));
        return Truth::Depends;
    }
    m_generator.writeExpression(m_writer, m_scope, value);
    return Truth::Depends;
}

} // namespace orm
