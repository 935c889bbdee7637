// The part of Instance that knows what an increment makes of its numbers.
#include "orm/model/define/instance.h"

#include "orm/core/error.h"
#include "orm/db/transactionoutcome.h"
#include "orm/model/define/modeldata.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// The number `before`, of that type, with `amount` added or taken away; invalid when that is none
/// of the type's numbers, so that it cannot be what the database stored.
QVariant sumOf(const QVariant &before, const QVariant &amount, bool isSubtracted,
               const DataType &type)
{
    const auto floating = [](const QVariant &number) {
        return holdsDecimal(number) ? number.value<Decimal>().toDouble() : number.toDouble();
    };
    if (type.isFloating())
        return floating(before) + (isSubtracted ? -floating(amount) : floating(amount));
    const auto exact = [](const QVariant &number) {
        return DataTypes::DECIMAL.fromUser(number).value<Decimal>();
    };
    const Decimal sum = exact(before) + (isSubtracted ? -exact(amount) : exact(amount));
    const QVariant typed =
        type.isInteger() ? type.fromUser(sum.toString()) : type.fromUser(QVariant::fromValue(sum));
    return type.refusal(typed) ? QVariant() : typed;
}

} // namespace

QVariant Instance::sum(const Text &attribute, const Operand &amount, bool isSubtracted) const
{
    const QVariant before = get(attribute);
    const QVariant given = amount.toData().value_or(QVariant());
    const auto isNumber = [](const QVariant &value) {
        return holdsDecimal(value) || holdsNumber(value);
    };
    const int index = data().indexOf(attribute);
    const bool canAdd = index >= 0 && isNumber(before) && isNumber(given);
    const QVariant sum =
        canAdd ? sumOf(before, given, isSubtracted, data().type(index)) : QVariant();
    if (!sum.isValid())
        throw UsageError(u"%1 is %2; %3 cannot be added to it or taken away."_s.arg(
            fullName(attribute),
            before.isNull() ? u"null"_s : data().shown(index, before).toString(),
            given.isNull() ? u"null"_s : data().shown(index, given).toString()));
    return sum;
}

Instance Instance::withSums(const Values &amounts, bool isSubtracted, bool isFloating) const
{
    Instance fresh = *this;
    const ModelData &model = data();
    for (const Values::Entry &entry : amounts) {
        const int index = model.indexOf(entry.attribute);
        const QVariant before = index < 0 ? QVariant() : stored(index);
        if (before.isNull() || !entry.value.data())
            continue;
        const DataType &type = model.type(index);
        const bool isDouble =
            isFloating && type.kind() == DataType::Kind::Decimal && type.scale() < 0;
        const QVariant sum =
            sumOf(before, *entry.value.data(), isSubtracted, isDouble ? DataTypes::DOUBLE : type);
        fresh.markStored(index, isDouble ? type.fromUser(sum) : sum);
    }
    return fresh;
}

} // namespace orm
