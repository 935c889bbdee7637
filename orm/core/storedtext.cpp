#include "orm/core/storedtext.h"

#include "orm/core/containertext.h"
#include "orm/core/timestamp.h"
#include "orm/core/utf8.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <charconv>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

using Kind = DataType::Kind;

/// `type` is an ARRAY, or what the innermost one is made of: PostgreSQL takes arrays that are
/// deeper than they were declared.
QVariantList elementsOf(const QVariantList &items, const DataType &type)
{
    const DataType &element = type.kind() == Kind::Array ? type.element() : type;
    QVariantList elements;
    for (const QVariant &item : items)
        if (item.typeId() == QMetaType::QVariantList)
            elements.append(QVariant(elementsOf(item.toList(), element)));
        else
            elements.append(item.isNull() ? item : valueOfText(item.toString(), element));
    return elements;
}

std::optional<QVariant> listOf(const QString &text, const DataType &type)
{
    const std::optional<QVariantList> items = arrayItems(text);
    return items ? std::optional<QVariant>(elementsOf(*items, type)) : std::nullopt;
}

std::optional<QVariant> rangeOf(const QString &text, const DataType &type)
{
    const std::optional<RangeText> range = rangeEnds(text);
    if (!range)
        return std::nullopt;
    QVariantList bounds;
    for (const RangeText::End &end : range->ends)
        if (!range->isEmpty)
            bounds.append(QVariantMap{
                {u"value"_s, end.value ? valueOfText(*end.value, type.element()) : null()},
                {u"inclusive"_s, end.isInclusive}});
    return type.fromUser(bounds);
}

std::optional<QVariant> membersOf(const QString &text)
{
    const std::optional<QJsonObject> members = hstoreMembers(text);
    return members ? std::optional(QVariant::fromValue(QJsonValue(*members))) : std::nullopt;
}

std::optional<QVariant> documentOf(const QString &text)
{
    const std::optional<QJsonValue> json = jsonOfText(text.toUtf8());
    return json ? std::optional(QVariant::fromValue(*json)) : std::nullopt;
}

std::optional<QVariant> momentOf(const QString &text)
{
    const std::optional<qint64> milliseconds = millisecondsOfMoment(text.toUtf8());
    return milliseconds
               ? std::optional<QVariant>(QDateTime::fromMSecsSinceEpoch(*milliseconds, Qt::UTC))
               : std::nullopt;
}

std::optional<QVariant> realOf(const QString &text)
{
    const QByteArray digits = text.toLatin1();
    double value = 0;
    const auto read = std::from_chars(digits.cbegin(), digits.cend(), value);
    return read.ec == std::errc() && read.ptr == digits.cend() ? std::optional<QVariant>(value)
                                                               : std::nullopt;
}

/// `\x` and two digits a byte, as the sessions are set up.
std::optional<QVariant> bytesOf(const QString &text)
{
    const QLatin1StringView prefix("\\x");
    if (!text.startsWith(prefix))
        return std::nullopt;
    const QByteArray bytes = QByteArray::fromHex(text.sliced(prefix.size()).toLatin1());
    return bytes.isNull() ? QByteArray("") : bytes; // No bytes are not null.
}

std::optional<QVariant> truthOf(const QString &text)
{
    return text == "t"_L1 || text == "f"_L1 ? std::optional<QVariant>(text == "t"_L1)
                                            : std::nullopt;
}

std::optional<QVariant> toldBy(const QString &text, const DataType &type)
{
    switch (type.kind()) {
    case Kind::Array: return listOf(text, type);
    case Kind::Range: return rangeOf(text, type);
    case Kind::HStore: return membersOf(text);
    case Kind::Json:
    case Kind::Jsonb: return documentOf(text);
    case Kind::Date: return momentOf(text);
    case Kind::Float:
    case Kind::Real:
    case Kind::Double: return realOf(text);
    case Kind::Boolean: return truthOf(text);
    case Kind::Blob: return bytesOf(text);
    case Kind::String:
    case Kind::Char: return type.isBinary() ? bytesOf(text) : std::nullopt;
    case Kind::TinyInt:
    case Kind::SmallInt:
    case Kind::MediumInt:
    case Kind::Integer:
    case Kind::BigInt:
    case Kind::Decimal:
    case Kind::DateOnly: return type.fromUser(text);
    default: return std::nullopt;
    }
}

} // namespace

QVariant valueOfText(const QString &text, const DataType &type)
{
    return toldBy(text, type).value_or(QVariant(text));
}

std::optional<QJsonValue> jsonOfText(const QByteArray &utf8)
{
    // Wrapped into a list, since QJsonDocument reads no number or string by itself.
    const QJsonDocument document = QJsonDocument::fromJson(jsonWithMarks("[" + utf8 + "]"));
    if (!document.isArray() || document.array().size() != 1)
        return std::nullopt;
    return document.array().first();
}

std::optional<qint64> millisecondsOfMoment(QByteArrayView text)
{
    if (const std::optional<qint64> usual = millisecondsOfTimestamp(text))
        return usual;
    const QByteArrayView before(" BC");
    const bool isBefore = text.endsWith(before);
    const qsizetype digits = std::max<qsizetype>(text.indexOf('-'), 0);
    bool isNumber = false;
    const int printed = text.first(digits).toInt(&isNumber);
    if (!isNumber)
        return std::nullopt;
    // Every 400 years the calendar is the same. The year before 1 is 1 BC.
    constexpr int cycle = 400;
    constexpr qint64 millisecondsOfCycle = 146'097LL * 86'400'000;
    const int year = isBefore ? 1 - printed : printed;
    const int alike = 5 * cycle + (year % cycle + cycle) % cycle;
    const QByteArrayView rest = text.sliced(digits).chopped(isBefore ? before.size() : 0);
    const std::optional<qint64> milliseconds =
        millisecondsOfTimestamp(QByteArray::number(alike) + rest.toByteArray());
    if (!milliseconds)
        return std::nullopt;
    return *milliseconds + (year - alike) / cycle * millisecondsOfCycle;
}

} // namespace orm
