#include "orm/model/plaincell.h"

#include "orm/core/decimal.h"
#include "orm/core/held.h"

#include <QDateTime>

namespace orm {

namespace {

void appendText(RowBlock &block, const QString &text)
{
    char16_t seen = 0;
    for (const QChar c : text)
        seen |= c.unicode();
    if (seen < 0x80)
        block.appendAscii(text);
    else
        block.appendText(text.toUtf8());
}

} // namespace

bool appendPlain(RowBlock &block, const QVariant &value, const DataType &type)
{
    if (!type.takesAsIs(value))
        return false;
    switch (value.typeId()) {
    case QMetaType::QString: appendText(block, held<QString>(value)); break;
    case QMetaType::LongLong: block.appendInteger(held<qint64>(value)); break;
    case QMetaType::Bool: block.appendInteger(held<bool>(value) ? 1 : 0); break;
    case QMetaType::QDateTime: block.appendDate(held<QDateTime>(value).toMSecsSinceEpoch()); break;
    default: {
        const double number = held<double>(value);
        const bool isDecimal = type.kind() == DataType::Kind::Decimal;
        block.appendReal(isDecimal ? Decimal::rounded(number, type.scale()).value_or(number)
                                   : number);
    }
    }
    return true;
}

} // namespace orm
