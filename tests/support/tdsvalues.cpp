#include "support/tdsvalues.h"

#include <QDateTime>
#include <QTimeZone>
#include <QUuid>

#include <cstring>

using namespace Qt::StringLiterals;

namespace {

// Latin1_General_CI_AS, as a server of Western Europe has it.
const auto collation = QByteArray::fromHex("0904d00034");
constexpr quint32 anySize = 0xffff;
const QDate firstDay(1, 1, 1);

int bytesOfTime(int scale)
{
    return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
}

qint64 unitsOf(int scale)
{
    qint64 units = 1;
    for (int i = 0; i < scale; ++i)
        units *= 10;
    return units;
}

QByteArray lowestFirst(quint64 value, int count)
{
    QByteArray bytes(8, 0);
    qToLittleEndian(value, bytes.data());
    return bytes.left(count);
}

quint64 numberOf(QByteArray bytes)
{
    bytes.append(QByteArray(8, 0));
    return qFromLittleEndian<quint64>(bytes.constData());
}

qint64 signedOf(const QByteArray &bytes)
{
    switch (bytes.size()) {
    case 1: return quint8(bytes[0]); // TINYINT has no sign
    case 2: return qFromLittleEndian<qint16>(bytes.constData());
    case 4: return qFromLittleEndian<qint32>(bytes.constData());
    default: return qFromLittleEndian<qint64>(bytes.constData());
    }
}

QVariant realOf(const QByteArray &bytes)
{
    return bytes.size() == 4 ? QVariant(double(qFromLittleEndian<float>(bytes.constData())))
                             : QVariant(qFromLittleEndian<double>(bytes.constData()));
}

} // namespace

QString TdsType::name() const
{
    switch (kind) {
    case Image: return u"image"_s;
    case Text: return u"text"_s;
    case Guid: return u"uniqueidentifier"_s;
    case Int: return size == 8 ? u"bigint"_s : u"int"_s;
    case Date: return u"date"_s;
    case Time: return u"time"_s;
    case DateTime2: return u"datetime2"_s;
    case DateTimeOffset: return u"datetimeoffset"_s;
    case NText: return u"ntext"_s;
    case Bit: return u"bit"_s;
    case Decimal:
    case Numeric: return u"decimal"_s;
    case Float: return u"float"_s;
    case DateTime: return u"datetime"_s;
    case VarBinary: return u"varbinary"_s;
    case VarChar: return u"varchar"_s;
    case Binary: return u"binary"_s;
    case Char: return u"char"_s;
    case NVarChar: return u"nvarchar"_s;
    case NChar: return u"nchar"_s;
    }
    return u"type %1"_s.arg(int(kind));
}

bool TdsType::isText() const
{
    return isWide() || kind == VarChar || kind == Char || kind == Text;
}

void TdsType::write(TdsWriter &writer) const
{
    writer.number(quint8(kind));
    if (isPointed())
        writer.number(size);
    else if (isBytes())
        writer.number(quint16(size));
    else if (kind == Decimal || kind == Numeric)
        writer.number(quint8(size)).number(quint8(precision)).number(quint8(scale));
    else if (kind == Time || kind == DateTime2 || kind == DateTimeOffset)
        writer.number(quint8(scale));
    else if (kind != Date)
        writer.number(quint8(size));
    if (isText())
        writer.raw(collation);
}

TdsType TdsType::read(TdsReader &reader)
{
    TdsType type{.kind = Kind(reader.number<quint8>())};
    if (type.isPointed())
        type.size = reader.number<quint32>();
    else if (type.isBytes())
        type.size = reader.number<quint16>();
    else if (type.kind == Time || type.kind == DateTime2 || type.kind == DateTimeOffset)
        type.scale = reader.number<quint8>();
    else if (type.kind != Date)
        type.size = reader.number<quint8>();
    if (type.kind == Decimal || type.kind == Numeric) {
        type.precision = reader.number<quint8>();
        type.scale = reader.number<quint8>();
    }
    if (type.isText())
        reader.bytes(collation.size());
    return type;
}

void TdsType::writeValue(TdsWriter &writer, const QVariant &value) const
{
    const QByteArray bytes = value.isNull() ? QByteArray() : packed(value);
    if (isBytes() && size == anySize) {
        if (value.isNull()) {
            writer.number(~quint64(0));
            return;
        }
        writer.number(quint64(bytes.size()));
        if (!bytes.isEmpty())
            writer.number(quint32(bytes.size())).raw(bytes);
        writer.number(quint32(0));
    } else if (isBytes()) {
        writer.number(value.isNull() ? quint16(0xffff) : quint16(bytes.size())).raw(bytes);
    } else {
        writer.number(quint8(bytes.size())).raw(bytes);
    }
}

QVariant TdsType::readValue(TdsReader &reader) const
{
    QByteArray bytes;
    if (isPointed()) {
        const auto length = reader.number<quint32>();
        if (length == ~quint32(0))
            return {};
        bytes = reader.bytes(length);
    } else if (isBytes() && size == anySize) {
        if (reader.number<quint64>() == ~quint64(0))
            return {};
        while (const auto part = reader.number<quint32>())
            bytes += reader.bytes(part);
    } else if (isBytes()) {
        const auto length = reader.number<quint16>();
        if (length == 0xffff)
            return {};
        bytes = reader.bytes(length);
    } else {
        bytes = reader.bytes(reader.number<quint8>());
        if (bytes.isEmpty())
            return {};
    }
    return unpacked(bytes);
}

QByteArray TdsType::packed(const QVariant &value) const
{
    if (isWide())
        return TdsWriter().text(value.toString()).bytes();
    if (isText())
        return value.toString().toLatin1();
    switch (kind) {
    case Int:
    case Bit: return lowestFirst(quint64(value.toLongLong()), int(size));
    case Float: {
        quint64 bits = 0;
        const double number = value.toDouble();
        std::memcpy(&bits, &number, sizeof bits);
        return lowestFirst(bits, 8);
    }
    case Decimal:
    case Numeric: return packedDecimal(value.toString());
    case Guid: {
        const QByteArray raw = QUuid(value.toString()).toRfc4122();
        QByteArray mixed = raw;
        for (const auto &[to, from] :
             {std::pair{0, 3}, {1, 2}, {2, 1}, {3, 0}, {4, 5}, {5, 4}, {6, 7}, {7, 6}})
            mixed[to] = raw[from];
        return mixed;
    }
    case Date: return lowestFirst(quint64(firstDay.daysTo(value.toDate())), 3);
    case DateTime2:
    case DateTimeOffset: {
        const QDateTime moment = value.toDateTime().toUTC();
        const qint64 time = qint64(moment.time().msecsSinceStartOfDay()) * unitsOf(scale) / 1'000;
        QByteArray bytes = lowestFirst(quint64(time), bytesOfTime(scale))
                           + lowestFirst(quint64(firstDay.daysTo(moment.date())), 3);
        const int minutes = value.toDateTime().offsetFromUtc() / 60;
        return kind == DateTime2 ? bytes : bytes + lowestFirst(quint64(minutes), 2);
    }
    default: return value.toByteArray();
    }
}

QByteArray TdsType::packedDecimal(const QString &digits) const
{
    const QString whole = digits.section(u'.', 0, 0).remove(u'-');
    const QString part = digits.section(u'.', 1).leftJustified(scale, u'0', true);
    QByteArray bytes(16, 0);
    for (const QChar digit : QString(whole + part)) {
        int carry = digit.digitValue();
        for (char &byte : bytes) {
            carry += quint8(byte) * 10;
            byte = char(carry & 0xff);
            carry >>= 8;
        }
    }
    return QByteArray(1, digits.startsWith(u'-') ? 0 : 1) + bytes;
}

QVariant TdsType::unpackedDecimal(const QByteArray &bytes) const
{
    QByteArray rest = bytes.mid(1);
    QString digits;
    while (rest.count('\0') != rest.size()) {
        int remainder = 0;
        for (qsizetype i = rest.size() - 1; i >= 0; --i) {
            remainder = remainder * 256 + quint8(rest[i]);
            rest[i] = char(remainder / 10);
            remainder %= 10;
        }
        digits.prepend(QChar(u'0' + remainder));
    }
    digits = digits.rightJustified(scale + 1, u'0');
    if (scale > 0)
        digits.insert(digits.size() - scale, u'.');
    return bytes[0] ? digits : u'-' + digits;
}

QVariant TdsType::unpackedMoment(const QByteArray &bytes) const
{
    const int length = bytesOfTime(scale);
    const qint64 time = qint64(numberOf(bytes.left(length))) * 1'000 / unitsOf(scale);
    const QDate day = firstDay.addDays(qint64(numberOf(bytes.mid(length, 3))));
    return QDateTime(day, QTime::fromMSecsSinceStartOfDay(int(time)), QTimeZone::utc());
}

QVariant TdsType::unpacked(const QByteArray &bytes) const
{
    if (isWide())
        return TdsReader(bytes).text(bytes.size() / 2);
    if (isText())
        return QString::fromLatin1(bytes);
    switch (kind) {
    case Int: return signedOf(bytes);
    case Bit: return bytes[0] != 0;
    case Float: return realOf(bytes);
    case Decimal:
    case Numeric: return unpackedDecimal(bytes);
    case Date: return firstDay.addDays(qint64(numberOf(bytes)));
    case DateTime2:
    case DateTimeOffset: return unpackedMoment(bytes);
    default: return bytes;
    }
}
