#include "orm/core/jsontext.h"

#include "orm/core/decimal.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// A document is an object or a list; anything else is printed as a list of one and unwrapped.
QString unwrapped(const QJsonValue &json)
{
    const QByteArray list = QJsonDocument(QJsonArray{json}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

QString listText(const QVariantList &list)
{
    QStringList items;
    for (const QVariant &item : list)
        items += jsonText(item);
    return u'[' + items.join(u',') + u']';
}

bool areAllTellable(const QJsonObject &members)
{
    for (auto member = members.begin(); member != members.end(); ++member)
        if (!member.key().isValidUtf16() || member.key().contains(QChar(u'\0'))
            || !isTellable(member.value()))
            return false;
    return true;
}

} // namespace

bool isTellable(const QJsonValue &json)
{
    switch (json.type()) {
    case QJsonValue::Double: return std::isfinite(json.toDouble());
    case QJsonValue::String: return json.toString().isValidUtf16();
    case QJsonValue::Object: return areAllTellable(json.toObject());
    case QJsonValue::Array: {
        const QJsonArray items = json.toArray();
        return std::all_of(items.begin(), items.end(),
                           [](const QJsonValue &item) { return isTellable(item); });
    }
    default: return true;
    }
}

QString numberText(double value)
{
    if (std::isnan(value))
        return u"NaN"_s;
    if (std::isinf(value))
        return value < 0 ? u"-Infinity"_s : u"Infinity"_s;
    const double size = std::abs(value);
    if (value == 0 || (size >= 1e-6 && size < 1e21))
        return QString::number(value, 'f', QLocale::FloatingPointShortest);
    return QString::number(value, 'g', QLocale::FloatingPointShortest).replace("e-0"_L1, "e-"_L1);
}

bool isJsonDocument(const QVariant &value)
{
    if (value.metaType() != QMetaType::fromType<QJsonValue>())
        return false;
    const QJsonValue json = value.toJsonValue();
    return json.isArray() || json.isObject();
}

QString jsonText(const QVariant &value)
{
    if (holdsDecimal(value))
        return value.value<Decimal>().toString();
    switch (value.typeId()) {
    case QMetaType::Float:
    case QMetaType::Double:
        return std::isfinite(value.toDouble()) ? numberText(value.toDouble()) : u"null"_s;
    case QMetaType::QDateTime:
        return u'"' + value.toDateTime().toUTC().toString(Qt::ISODateWithMs) + u'"';
    case QMetaType::QByteArray:
        return u'"' + QString::fromLatin1(value.toByteArray().toBase64()) + u'"';
    case QMetaType::QVariantList:
    case QMetaType::QStringList: return listText(value.toList());
    case QMetaType::LongLong:
    case QMetaType::ULongLong: return value.toString(); // doubles would lose digits
    default: return unwrapped(QJsonValue::fromVariant(value));
    }
}

} // namespace orm
