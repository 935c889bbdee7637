#include "ui/bulk/bulkexpression.h"

#include "orm/core/decimal.h"
#include "orm/core/error.h"
#include "orm/model/sequelize.h"
#include "orm/sql/dialects.h"
#include "orm/sql/querygenerator.h"
#include "ui/base/format.h"

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

using Operation = BulkChange::Operation;

namespace {

/// A decimal number as a whole one and the power of ten that it is to be divided by.
struct Fraction
{
    QString numerator;
    int places = 0;
};

Fraction fractionOf(const orm::Decimal &number)
{
    QString digits = number.toString();
    const qsizetype point = digits.indexOf(u'.');
    if (point < 0)
        return {digits, 0};
    const int places = int(digits.size() - point - 1);
    digits.remove(point, 1);
    const bool isNegative = digits.startsWith(u'-');
    qsizetype zeros = isNegative ? 1 : 0;
    while (zeros < digits.size() - 1 && digits.at(zeros) == u'0')
        digits.remove(zeros, 1);
    return {digits, places};
}

orm::Decimal decimalOf(const QVariant &value)
{
    return orm::holdsDecimal(value) ? value.value<orm::Decimal>()
                                    : orm::Decimal(value.toLongLong(), 0);
}

QString powerOfTen(int places)
{
    return u'1' + QString(places, u'0');
}

bool isOfText(const PageSpec &spec, const QString &attribute)
{
    return spec.model->attribute(attribute)->options.type.isText();
}

/// 1.10 for ten percent, as 110 / 100; zeros that say nothing are left out.
Fraction factorOf(const BulkChange &change)
{
    const bool isPercent = change.operation == Operation::ChangeByPercent;
    const orm::Decimal number = decimalOf(change.value);
    Fraction factor = fractionOf(isPercent ? number + orm::Decimal(100, 0) : number);
    for (; factor.places > 0 && factor.numerator.endsWith(u'0'); --factor.places)
        factor.numerator.chop(1);
    factor.places += isPercent ? 2 : 0;
    return factor;
}

/// `units`, an expression with the old amount in whole cents (or whatever the last decimal is), as
/// one with the new amount in the same.
QString newUnits(const QString &units, const BulkChange &change, int decimals)
{
    if (change.operation == Operation::Add) {
        const Fraction added = fractionOf(decimalOf(change.value).rounded(decimals));
        return added.numerator.startsWith(u'-') ? u"%1 - %2"_s.arg(units, added.numerator.mid(1))
                                                : u"%1 + %2"_s.arg(units, added.numerator);
    }
    const Fraction factor = factorOf(change);
    if (factor.places == 0)
        return u"%1 * %2"_s.arg(units, factor.numerator);
    return u"round(%1 * %2 / %3.0)"_s.arg(units, factor.numerator, powerOfTen(factor.places));
}

/// The ORM knows no arithmetic, as Sequelize does not: its way is a literal. What is put into this
/// one are names of columns and digits of numbers, and never a text that somebody typed. Amounts
/// are counted in whole cents, since the halves of floating numbers fall to either side.
orm::Operand arithmetic(const PageSpec &spec, const BulkChange &change)
{
    const int decimals = decimalsOf(*spec.field(change.attribute), *spec.model);
    const QString column = quotedColumn(spec, change.attribute);
    const QString hundred = powerOfTen(decimals);
    const QString units = decimals == 0 ? column : u"round(%1 * %2)"_s.arg(column, hundred);
    QString result = newUnits(units, change, decimals);
    if (decimals == 0)
        return orm::literal(result);
    if (change.endsInNinetyNine)
        result = u"(round((%1 + 50.5) / 100) * 100 - 1)"_s.arg(result);
    else if (!result.startsWith("round("_L1) || change.operation == Operation::Add)
        result = u'(' + result + u')';
    return orm::literal(u"%1 / %2"_s.arg(result, hundred));
}

/// Whether texts that are not the same may be equal there: those with capital letters for others,
/// or with blanks at their end.
bool comparesLoosely(const PageSpec &spec)
{
    const orm::Dialect dialect = spec.model->sequelize().options().dialect;
    return dialect == orm::Dialect::MariaDb || dialect == orm::Dialect::MySql;
}

/// The characters of a text, so that only the same ones are equal to them.
orm::Operand charactersOf(const orm::Operand &text)
{
    return orm::cast(orm::cast(text, "char"), "binary");
}

orm::Operand replaced(const BulkChange &change)
{
    const QString by = change.value.isNull() ? u""_s : change.value.toString();
    return orm::fn("replace", orm::col(change.attribute), change.text, by);
}

/// Says by itself what is empty: beside another change it meets records that are not.
orm::Operand filled(const PageSpec &spec, const BulkChange &change)
{
    const orm::Operand column = orm::col(change.attribute);
    if (isOfText(spec, change.attribute) && comparesLoosely(spec))
        return orm::fn("if", orm::where(orm::fn("length", column), orm::Op::gt(0)), column,
                       change.value);
    return isOfText(spec, change.attribute)
               ? orm::fn("coalesce", orm::fn("nullif", column, u""_s), change.value)
               : orm::fn("coalesce", column, change.value);
}

orm::Where emptyTexts(const PageSpec &spec, const orm::Text &attribute)
{
    if (!comparesLoosely(spec))
        return {{attribute, orm::Op::or_({orm::Op::eq(nullptr), orm::Op::eq(u""_s)})}};
    return orm::Op::or_(QList<orm::Where>{{{attribute, nullptr}},
                                          orm::where(orm::fn("length", orm::col(attribute)), 0)});
}

/// Where replacing changes anything.
orm::Where textsWith(const PageSpec &spec, const BulkChange &change)
{
    const orm::Operand column = orm::col(change.attribute);
    if (!comparesLoosely(spec))
        return orm::where(replaced(change), orm::Op::ne(column));
    return orm::where(charactersOf(replaced(change)), orm::Op::ne(charactersOf(column)));
}

/// Which records one change says something about; empty: every one.
orm::Where conditionOf(const PageSpec &spec, const BulkChange &change)
{
    const orm::Text attribute(change.attribute);
    switch (change.operation) {
    case Operation::ChangeByPercent:
    case Operation::MultiplyBy:
    case Operation::Add: return {{attribute, orm::Op::ne(nullptr)}};
    case Operation::SetWhereEmpty:
        if (isOfText(spec, change.attribute))
            return emptyTexts(spec, attribute);
        return {{attribute, nullptr}};
    case Operation::ReplaceText: return textsWith(spec, change);
    case Operation::Set:
    case Operation::CopyFrom: break;
    }
    return {};
}

} // namespace

orm::Operand bulkExpression(const PageSpec &spec, const BulkChange &change)
{
    switch (change.operation) {
    case Operation::ChangeByPercent:
    case Operation::MultiplyBy:
    case Operation::Add: return arithmetic(spec, change);
    case Operation::Set: return orm::Operand(change.value);
    case Operation::SetWhereEmpty: return filled(spec, change);
    case Operation::ReplaceText: return replaced(change);
    case Operation::CopyFrom: return orm::col(change.source);
    }
    return {};
}

orm::Values bulkValues(const PageSpec &spec, const BulkChanges &changes)
{
    const bool isOneByOne = spec.model->sequelize().options().dialect == orm::Dialect::MySql;
    const std::optional<BulkChanges> ordered = isOneByOne ? inOrderOfReading(changes) : changes;
    if (!ordered)
        throw orm::UsageError(bulkProblem(spec, changes).value_or(QString()));
    orm::Values values;
    for (const BulkChange &change : *ordered)
        values.set(change.attribute, bulkExpression(spec, change));
    return values;
}

orm::Where bulkCondition(const PageSpec &spec, const BulkChanges &changes)
{
    if (changes.size() == 1)
        return conditionOf(spec, changes.first());
    QList<orm::Where> conditions;
    for (const BulkChange &change : changes) {
        conditions += conditionOf(spec, change);
        if (conditions.last().isEmpty())
            return {};
    }
    return orm::Op::or_(conditions);
}

QString quoted(const orm::Model &model, const QString &name)
{
    return orm::lastingGenerator(model.sequelize().options().dialect).quoted(name);
}

QString quotedColumn(const PageSpec &spec, const QString &attribute)
{
    const QString &field = spec.model->attribute(attribute)->options.field;
    return quoted(*spec.model, field.isEmpty() ? attribute : field);
}

qint64 updateInBulk(const orm::Session &session, const orm::Model &model, const orm::Values &values,
                    const orm::Where &where)
{
    return session.update(model, values, {.where = where, .allRows = where.isEmpty()});
}

qint64 destroyInBulk(const orm::Session &session, const orm::Model &model, const orm::Where &where)
{
    return session.destroy(model, {.where = where, .allRows = where.isEmpty()});
}

} // namespace ui
