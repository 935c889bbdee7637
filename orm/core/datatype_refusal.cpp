#include "orm/core/datatype.h"
#include "orm/core/decimal.h"
#include "orm/core/jsontext.h"
#include "orm/core/timestamp.h"

#include <QDateTime>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

using Refusal = std::optional<QString>;

bool holds(const QVariant &value, QMetaType::Type type)
{
    return value.typeId() == type;
}

qsizetype characters(const QString &text)
{
    qsizetype count = 0;
    for (const QChar c : text)
        count += c.isLowSurrogate() ? 0 : 1;
    return count;
}

bool matches(const QVariant &value, const QRegularExpression &whole)
{
    const QString text = value.toString();
    // "$" stands before a line's end, too.
    return holds(value, QMetaType::QString) && !text.endsWith(u'\n')
           && whole.match(text).hasMatch();
}

bool isIPv4(const QString &text)
{
    static const QRegularExpression form(
        u"^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}$"_s);
    return form.match(text).hasMatch();
}

/// How many groups of an IPv6 address `part` has; an IPv4 address at the end counts as two. -1 when
/// it is none.
int groupsIn(const QString &part)
{
    static const QRegularExpression group(u"^[0-9a-fA-F]{1,4}$"_s);
    if (part.isEmpty())
        return 0;
    const QStringList groups = part.split(u':');
    int count = 0;
    for (qsizetype i = 0; i < groups.size(); ++i) {
        if (group.match(groups.at(i)).hasMatch())
            ++count;
        else if (i + 1 == groups.size() && isIPv4(groups.at(i)))
            count += 2;
        else
            return -1;
    }
    return count;
}

bool isIPv6(const QString &text)
{
    const qsizetype gap = text.indexOf("::"_L1);
    if (gap < 0)
        return groupsIn(text) == 8;
    const int before = groupsIn(text.left(gap));
    const int after = groupsIn(text.sliced(gap + 2));
    return before >= 0 && after >= 0 && before + after < 8;
}

bool isAddress(const QVariant &value)
{
    const QString text = value.toString();
    return holds(value, QMetaType::QString) && (isIPv4(text) || isIPv6(text));
}

bool isNetwork(const QVariant &value)
{
    static const QRegularExpression prefix(u"^\\d{1,3}$"_s);
    const QString text = value.toString();
    const qsizetype slash = text.indexOf(u'/');
    if (!holds(value, QMetaType::QString) || slash < 0
        || !prefix.match(text.sliced(slash + 1)).hasMatch())
        return false;
    const int bits = text.sliced(slash + 1).toInt();
    const QString address = text.left(slash);
    return (bits <= 32 && isIPv4(address)) || (bits <= 128 && isIPv6(address));
}

bool isHardwareAddress(const QVariant &value)
{
    static const QRegularExpression form(u"^(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$"
                                         "|^(?:[0-9a-fA-F]{2}-){5}[0-9a-fA-F]{2}$"_s);
    return matches(value, form);
}

bool isUuid(const QVariant &value)
{
    static const QRegularExpression form(
        u"^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$"_s);
    return matches(value, form);
}

bool isTime(const QVariant &value)
{
    return holds(value, QMetaType::QString) && timeOfDayText(value.toString());
}

/// Texts, what has a text, and null by keys; lists and objects would be lost.
bool isHStore(const QVariant &value)
{
    const QJsonObject members = value.toJsonValue().toObject();
    return holds(value, QMetaType::QJsonValue) && value.toJsonValue().isObject()
           && std::all_of(members.begin(), members.end(), [](const QJsonValue &member) {
                  return !member.isObject() && !member.isArray();
              });
}

/// An invalid date or time has no digits that could be shown, and JSON has no words for infinity.
QString shown(const QVariant &value)
{
    const bool isInvalid = (holds(value, QMetaType::QDate) && !value.toDate().isValid())
                           || (holds(value, QMetaType::QDateTime) && !value.toDateTime().isValid())
                           || (holds(value, QMetaType::QTime) && !value.toTime().isValid());
    if (isInvalid)
        return "An invalid "_L1 + QString::fromLatin1(value.typeName());
    const bool isReal = holds(value, QMetaType::Double) || holds(value, QMetaType::Float);
    return isReal ? numberText(value.toDouble()) : jsonText(value);
}

Refusal unless(bool fits, const QVariant &value, const QString &what)
{
    return fits ? std::nullopt : Refusal(shown(value) + " is not a valid "_L1 + what);
}

Refusal realMismatch(const QVariant &value, const QString &what)
{
    if (holdsNumber(value) || holdsDecimal(value))
        return holds(value, QMetaType::Double)
                   ? std::nullopt
                   : Refusal(shown(value) + u" has more digits than a floating number keeps"_s);
    return unless(false, value, what);
}

bool isText(const DataType &type, const QVariant &value)
{
    return holds(value, QMetaType::QString)
           || (type.isBinary() && holds(value, QMetaType::QByteArray));
}

Refusal textExcess(const DataType &type, const QString &text)
{
    if (text.contains(QChar(u'\0')) || !text.isValidUtf16())
        return u"text must not hold NUL or half a surrogate pair"_s;
    if (type.length() >= 0 && characters(text) > type.length())
        return u"is longer than %1 characters (%2)"_s.arg(type.length()).arg(characters(text));
    return std::nullopt;
}

Refusal excessOfMembers(const QJsonObject &members)
{
    for (auto member = members.begin(); member != members.end(); ++member)
        for (const QString &text : {member.key(), member.value().toString()})
            if (const Refusal excess = textExcess(DataTypes::TEXT, text))
                return excess;
    return std::nullopt;
}

Refusal decimalExcess(const DataType &type, const Decimal &value)
{
    const int room = type.length() - std::max(type.scale(), 0);
    const QString text = value.toString();
    const qsizetype point = text.indexOf(u'.');
    QStringView digits = QStringView(text).first(point < 0 ? text.size() : point);
    if (digits.startsWith(u'-'))
        digits = digits.sliced(1);
    const qsizetype whole = digits == "0"_L1 ? 0 : digits.size();
    if (type.length() > 0 && whole > room)
        return u"has more than %1 digits before the point"_s.arg(room);
    return std::nullopt;
}

/// The texts of days and moments have years of four digits.
Refusal yearExcess(bool isInside)
{
    return isInside ? std::nullopt
                    : Refusal(u"is no date of the years 0 to 9999, which can be stored"_s);
}

using Judge = Refusal (DataType::*)(const QVariant &value) const;

/// What `judge` says of the elements. An array may be deeper than its column was declared.
Refusal refusalOfList(const DataType &type, const QVariantList &list, Judge judge)
{
    const DataType &element = type.element();
    const bool areLists =
        element.kind() == DataType::Kind::Array || element.kind() == DataType::Kind::Range;
    for (const QVariant &item : list) {
        const bool isDeeper = !areLists && holds(item, QMetaType::QVariantList);
        if (const Refusal refusal =
                isDeeper ? refusalOfList(type, item.toList(), judge) : (element.*judge)(item))
            return refusal;
    }
    return std::nullopt;
}

Refusal listMismatch(const DataType &type, const QVariant &value)
{
    return holds(value, QMetaType::QVariantList)
               ? refusalOfList(type, value.toList(), &DataType::mismatch)
               : unless(false, value, u"array"_s);
}

Refusal rangeMismatch(const QVariant &value)
{
    if (!holds(value, QMetaType::QVariantList))
        return unless(false, value, u"range"_s);
    const qsizetype size = value.toList().size();
    return size == 0 || size == 2 ? std::nullopt
                                  : Refusal(u"A range must be an array with two elements"_s);
}

Refusal mismatchOf(const DataType &type, const QVariant &value)
{
    if (!value.isValid() || value.isNull())
        return std::nullopt;
    if (type.isInteger())
        return holds(value, QMetaType::LongLong) ? std::nullopt
                                                 : unless(false, value, type.name().toLower());
    switch (type.kind()) {
    case DataType::Kind::String:
    case DataType::Kind::Char:
    case DataType::Kind::Text:
    case DataType::Kind::CiText: return unless(orm::isText(type, value), value, u"string"_s);
    case DataType::Kind::Float:
    case DataType::Kind::Real: return realMismatch(value, type.name().toLower());
    case DataType::Kind::Double: return realMismatch(value, u"double precision"_s);
    case DataType::Kind::Decimal: return unless(holdsDecimal(value), value, u"decimal"_s);
    case DataType::Kind::Boolean: return unless(holds(value, QMetaType::Bool), value, u"boolean"_s);
    case DataType::Kind::Date:
        return unless(holds(value, QMetaType::QDateTime) && value.toDateTime().isValid(), value,
                      u"date"_s);
    case DataType::Kind::DateOnly:
        return unless(holds(value, QMetaType::QDate) && value.toDate().isValid(), value, u"date"_s);
    case DataType::Kind::Time: return unless(isTime(value), value, u"time"_s);
    case DataType::Kind::Uuid: return unless(isUuid(value), value, u"uuid"_s);
    case DataType::Kind::Blob: return unless(holds(value, QMetaType::QByteArray), value, u"blob"_s);
    case DataType::Kind::Enum:
        return unless(holds(value, QMetaType::QString) && type.values().contains(value.toString()),
                      value, "choice in "_L1 + jsonText(type.values()));
    case DataType::Kind::Array: return listMismatch(type, value);
    case DataType::Kind::Range: return rangeMismatch(value);
    case DataType::Kind::Json:
    case DataType::Kind::Jsonb:
        return unless(value.metaType() == QMetaType::fromType<QJsonValue>(), value, u"json"_s);
    case DataType::Kind::HStore: return unless(isHStore(value), value, u"hstore"_s);
    case DataType::Kind::Cidr: return unless(isNetwork(value), value, u"CIDR"_s);
    case DataType::Kind::Inet: return unless(isAddress(value), value, u"INET"_s);
    case DataType::Kind::MacAddr: return unless(isHardwareAddress(value), value, u"MACADDR"_s);
    case DataType::Kind::TsVector:
        return unless(holds(value, QMetaType::QString), value, u"string"_s);
    default: return std::nullopt;
    }
}

} // namespace

std::optional<QString> DataType::refusal(const QVariant &value) const
{
    const Refusal refusal = mismatch(value);
    if (refusal || !value.isValid() || value.isNull())
        return refusal;
    if (isText() && holds(value, QMetaType::QString))
        return textExcess(*this, value.toString());
    switch (m_kind) {
    case Kind::Decimal: return decimalExcess(*this, value.value<Decimal>());
    case Kind::Array: return refusalOfList(*this, value.toList(), &DataType::refusal);
    case Kind::HStore: return excessOfMembers(value.toJsonValue().toObject());
    case Kind::Date: return yearExcess(isStorableMoment(value.toDateTime()));
    case Kind::DateOnly: return yearExcess(isStorableDay(value.toDate()));
    default: return std::nullopt;
    }
}

std::optional<QString> DataType::mismatch(const QVariant &value) const
{
    const Refusal mismatch = mismatchOf(*this, value);
    return mismatch && m_sensitive
               ? Refusal(sensitiveMark + " is not a valid "_L1 + name().toLower())
               : mismatch;
}

} // namespace orm
