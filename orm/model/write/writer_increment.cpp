#include "orm/core/error.h"
#include "orm/core/jsontext.h"
#include "orm/model/write/writer.h"

#include <QDateTime>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

ValidationErrorItem refusal(const ModelData &model, int attribute, const QString &reason,
                            const QVariant &amount)
{
    const QString &name = model.attributes[size_t(attribute)].name;
    const QVariant shown = model.shown(attribute, amount);
    const bool isReal = shown.typeId() == QMetaType::Double;
    const QString text = isReal ? numberText(shown.toDouble()) : jsonText(shown);
    return {.message = u"%1.%2 cannot be changed by %3: %4"_s.arg(model.name, name, text, reason),
            .type = u"Validation error"_s,
            .path = name,
            .value = shown,
            .validatorKey = u"type"_s};
}

} // namespace

qint64 Writer::increment(const Values &amounts, const IncrementOptions &options, bool isSubtracted)
{
    if (options.where.isEmpty() && !options.allRows)
        throw UsageError(u"Missing where attribute in the options parameter"_s);
    Increment increment{.table = &m_model.table,
                        .by = {},
                        .isSubtracted = isSubtracted,
                        .set = {},
                        .where = options.where,
                        .isReturning = options.returning};
    const Values judged = judgedAmounts(amounts);
    for (const Values::Entry &entry : judged)
        increment.by.push_back(
            {.column = column(m_model.indexOf(entry.attribute)), .value = entry.value});
    if (m_model.version >= 0)
        increment.by.push_back({.column = column(m_model.version), .value = isSubtracted ? -1 : 1});
    if (m_model.updatedAt >= 0 && !options.silent)
        increment.set.push_back(
            {.column = column(m_model.updatedAt), .value = QDateTime::currentDateTimeUtc()});
    std::optional<Transaction> transaction;
    const auto question =
        m_model.typeValidation ? m_connection.generator().refusedSums(increment) : std::nullopt;
    if (question) {
        beginUntold(transaction);
        refuseSums(increment, *question);
    }
    const qint64 changed = execute(m_connection.generator().increment(increment)).affected;
    if (transaction)
        transaction->commit();
    return changed;
}

Values Writer::judgedAmounts(const Values &amounts) const
{
    QList<ValidationErrorItem> errors;
    Values judged;
    for (const Values::Entry &entry : amounts) {
        const int attribute = m_model.indexOf(entry.attribute);
        if (attribute < 0)
            throw UsageError(
                u"%1 has no attribute \"%2\" to add to."_s.arg(m_model.name, entry.attribute));
        judged.set(entry.attribute, judgedAmount(attribute, entry.value, errors));
    }
    throwIfInvalid(errors);
    return judged;
}

Operand Writer::judgedAmount(int attribute, const Operand &amount,
                             QList<ValidationErrorItem> &errors) const
{
    const QVariant *given = amount.data();
    if (!given)
        return amount; // only the database knows what comes of it
    const DataType &type = m_model.type(attribute);
    if (given->isNull())
        errors += refusal(m_model, attribute, u"an amount is a number"_s, *given);
    else if (!type.isNumber())
        errors += refusal(m_model, attribute, u"it is no number"_s, *given);
    if (!m_model.typeValidation || !errors.isEmpty())
        return amount;
    const QVariant typed = type.fromUser(*given);
    if (const auto mismatch = type.mismatch(typed)) {
        errors += refusal(m_model, attribute, *mismatch, *given);
        return amount;
    }
    // A number goes as it came, so that it is shown so, unless it has more places than are stored.
    const bool isSame =
        type.kind() == DataType::Kind::Decimal
            ? DataTypes::DECIMAL.fromUser(*given).value<Decimal>() == typed.value<Decimal>()
            : type.isFloating();
    return isSame && given->typeId() != QMetaType::QString ? amount : Operand(typed);
}

/// Asks the database first where it would store any number: a sum beyond 64 bits as a rounded one.
void Writer::refuseSums(const Increment &increment, Sql question) const
{
    question.isLogged = false; // it belongs to the statement that it is looked up for
    const RowSet found = execute(question).rows;
    QList<ValidationErrorItem> errors;
    for (int i = 0; !found.isEmpty() && i < int(increment.by.size()); ++i) {
        const Assignment &each = increment.by[size_t(i)];
        if (found.blocks.first()->value(0, i).toBool())
            errors += refusal(m_model, m_model.indexOf(each.column->attribute),
                              u"in some row that would be no value of its type any more"_s,
                              each.value.data() ? *each.value.data() : QVariant());
    }
    throwIfInvalid(errors);
}

} // namespace orm
