#include "ui/rows/keybytes.h"

#include "orm/core/datatype.h"
#include "orm/core/decimal.h"

#include <QDateTime>

#include <cstring>
#include <limits>

namespace ui::KeyBytes {

using namespace Qt::StringLiterals;

namespace {

/// What stands in front of a value.
enum Tag : char {
    Null = '0',
    Integer = 'i',
    Boolean = 'b',
    Real = 'r',
    Text = 't',
    Blob = 'y',
    Decimal = 'd',
    Moment = 'm',
    Day = 'j'
};

/// Lengths below take one byte.
constexpr uchar longLength = 255;

template<typename Number>
void appendNumber(QByteArray &key, Tag tag, Number value)
{
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    key += char(tag);
    key.append(bytes, sizeof value);
}

void appendBytes(QByteArray &key, Tag tag, QByteArrayView bytes)
{
    key += char(tag);
    if (bytes.size() < longLength) {
        key += char(uchar(bytes.size()));
    } else {
        const auto length = quint32(bytes.size());
        char written[sizeof length];
        std::memcpy(written, &length, sizeof length);
        key += char(longLength);
        key.append(written, sizeof length);
    }
    key.append(bytes.data(), bytes.size());
}

/// Without zeros that say nothing.
QByteArray shortest(const orm::Decimal &number)
{
    QByteArray text = number.toString().toLatin1();
    if (text.contains('.')) {
        while (text.endsWith('0'))
            text.chop(1);
        if (text.endsWith('.'))
            text.chop(1);
    }
    return text == "-0" ? QByteArray("0") : text;
}

/// Walks over the bytes of a key.
class Reader
{
public:
    explicit Reader(QByteArrayView key)
        : m_rest(key)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }

    QVariant next()
    {
        const char tag = take(1).front();
        switch (tag) {
        case Integer: return number<qint64>();
        case Boolean: return number<char>() != 0;
        case Real: return number<double>();
        case Text: return text();
        case Blob: return bytes().toByteArray();
        case Decimal: return QVariant::fromValue(orm::Decimal(orm::Text(text())));
        case Moment: return QDateTime::fromMSecsSinceEpoch(number<qint64>(), Qt::UTC);
        case Day: return QDate::fromJulianDay(number<qint64>());
        default: return orm::null();
        }
    }

private:
    QByteArrayView take(qsizetype size)
    {
        const QByteArrayView taken = m_rest.first(size);
        m_rest = m_rest.sliced(size);
        return taken;
    }

    template<typename Number>
    Number number()
    {
        Number value = {};
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }

    QByteArrayView bytes()
    {
        const auto length = number<uchar>();
        return take(length < longLength ? length : number<quint32>());
    }

    /// An empty text is none that isNull(), which would be stored as null.
    QString text()
    {
        const QByteArrayView utf8 = bytes();
        return utf8.isEmpty() ? u""_s : QString::fromUtf8(utf8);
    }

    QByteArrayView m_rest;
};

} // namespace

void append(QByteArray &key, const QVariant &value)
{
    if (!value.isValid() || value.isNull()) {
        key += char(Null);
        return;
    }
    switch (value.typeId()) {
    case QMetaType::LongLong:
    case QMetaType::Int: return appendNumber(key, Integer, value.toLongLong());
    case QMetaType::Bool: return appendNumber(key, Boolean, char(value.toBool() ? 1 : 0));
    case QMetaType::Double: return appendNumber(key, Real, value.toDouble() + 0.0); // no -0
    case QMetaType::QByteArray: return appendBytes(key, Blob, value.toByteArray());
    case QMetaType::QDateTime:
        return appendNumber(key, Moment, value.toDateTime().toMSecsSinceEpoch());
    case QMetaType::QDate: return appendNumber(key, Day, qint64(value.toDate().toJulianDay()));
    default: break;
    }
    if (orm::holdsDecimal(value))
        appendBytes(key, Decimal, shortest(value.value<orm::Decimal>()));
    else
        appendText(key, value.toString().toUtf8());
}

void appendText(QByteArray &key, QByteArrayView utf8)
{
    appendBytes(key, Text, utf8);
}

QVariantList values(QByteArrayView key)
{
    QVariantList all;
    for (Reader reader(key); !reader.atEnd();)
        all += reader.next();
    return all;
}

} // namespace ui::KeyBytes
