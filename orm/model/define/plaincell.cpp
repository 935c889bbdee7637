#include "orm/model/define/plaincell.h"

#include "orm/core/decimal.h"
#include "orm/core/held.h"
#include "orm/core/timestamp.h"
#include "orm/sql/querygenerator.h"

#include <QDateTime>

namespace orm {

namespace {

/// Appends one of the six types that are bound.
void appendBound(RowBlock &block, const QVariant &bound)
{
    switch (bound.typeId()) {
    case QMetaType::UnknownType:
    case QMetaType::Nullptr: block.appendNull(); return;
    case QMetaType::LongLong:
    case QMetaType::Bool: block.appendInteger(bound.toLongLong()); return;
    case QMetaType::Double: block.appendReal(bound.toDouble()); return;
    case QMetaType::QByteArray: block.appendBlob(bound.toByteArray()); return;
    default: block.appendText(bound.toString().toUtf8());
    }
}

/// Appends the number that is stored for a double, or for a Decimal; what was rounded, or has
/// zeros at its end, is noted for the log.
void appendReal(RowBlock &block, const QVariant &value, const DataType &type)
{
    if (value.typeId() != QMetaType::Double) {
        block.appendReal(held<Decimal>(value).rounded(type.scale()).toDouble());
        block.setGiven(value);
        return;
    }
    const double number = held<double>(value);
    const double stored = type.kind() == DataType::Kind::Decimal
                              ? Decimal::rounded(number, type.scale()).value_or(number)
                              : number;
    block.appendReal(stored);
    if (stored != number)
        block.setGiven(value);
}

/// Whether the log would show `given` otherwise than what is `stored` for it.
bool isShownOtherwise(const QVariant &given, const QVariant &stored, const DataType &type)
{
    switch (type.kind()) {
    case DataType::Kind::Boolean:
    case DataType::Kind::Date:
    case DataType::Kind::DateOnly:
    case DataType::Kind::Json:
    case DataType::Kind::Jsonb:
    case DataType::Kind::Blob: return false;
    default: break;
    }
    const bool hasForms = type.isNumber() || type.kind() == DataType::Kind::Time;
    return given.metaType() != stored.metaType() || (hasForms && given != stored);
}

} // namespace

bool appendPlain(RowBlock &block, const QVariant &value, const DataType &type)
{
    if (!type.takesFormOf(value))
        return false;
    switch (value.typeId()) {
    case QMetaType::QString: return block.appendPlainText(held<QString>(value));
    case QMetaType::LongLong: block.appendInteger(held<qint64>(value)); break;
    case QMetaType::Bool: block.appendInteger(held<bool>(value) ? 1 : 0); break;
    case QMetaType::QDateTime: block.appendDate(held<QDateTime>(value).toMSecsSinceEpoch()); break;
    default: appendReal(block, value, type);
    }
    return true;
}

void appendConverted(RowBlock &block, const QVariant &value, const DataType &type,
                     const QueryGenerator &generator)
{
    const QVariant typed = type.fromUser(value);
    const bool isMoment = typed.typeId() == QMetaType::QDateTime
                          && type.kind() == DataType::Kind::Date
                          && isStorableMoment(held<QDateTime>(typed));
    const QVariant bound = isMoment ? QVariant() : generator.toStored(typed, type);
    if (isMoment)
        block.appendDate(held<QDateTime>(typed).toMSecsSinceEpoch());
    else
        appendBound(block, bound);
    // Servers take some numbers as texts.
    const bool isText = type.isNumber() && bound.typeId() == QMetaType::QString;
    if (isText || isShownOtherwise(value, typed, type))
        block.setGiven(value);
}

} // namespace orm
