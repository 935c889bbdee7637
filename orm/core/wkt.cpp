#include "orm/core/wkt.h"

#include "orm/core/error.h"
#include "orm/core/jsontext.h"

#include <QJsonArray>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Two numbers, or three; what is measured beyond that is left out.
QString position(const QJsonArray &numbers)
{
    QStringList texts;
    for (const QJsonValue &number : numbers) {
        if (!number.isDouble())
            throw UsageError(u"%1 is no position in GeoJSON."_s.arg(jsonText(numbers)));
        if (texts.size() < 3)
            texts += numberText(number.toDouble());
    }
    return texts.join(u' ');
}

/// Positions inside as many parentheses as the coordinates are deep.
QString coordinates(const QJsonArray &list)
{
    if (!list.first().isArray())
        return position(list);
    QStringList parts;
    for (const QJsonValue &item : list) {
        const QJsonArray inner = item.toArray();
        parts += inner.first().isArray() ? u'(' + coordinates(inner) + u')' : position(inner);
    }
    return parts.join(u',');
}

/// Whether the first position has a height; that of a collection: its first shape's.
bool hasHeight(const QJsonObject &geoJson)
{
    const QJsonArray shapes = geoJson.value(u"geometries"_s).toArray();
    if (!shapes.isEmpty())
        return hasHeight(shapes.first().toObject());
    QJsonArray list = geoJson.value(u"coordinates"_s).toArray();
    while (list.first().isArray())
        list = list.first().toArray();
    return list.size() > 2;
}

QString shape(const QString &type, bool isHigh, const QString &inside)
{
    if (inside.isEmpty())
        return type + " EMPTY"_L1;
    return type + (isHigh ? " Z ("_L1 : "("_L1) + inside + u')';
}

} // namespace

QString toWkt(const QJsonObject &geoJson)
{
    static const QStringList shapes{u"POINT"_s,      u"LINESTRING"_s,      u"POLYGON"_s,
                                    u"MULTIPOINT"_s, u"MULTILINESTRING"_s, u"MULTIPOLYGON"_s};
    const QString type = geoJson.value(u"type"_s).toString().toUpper();
    if (type == "GEOMETRYCOLLECTION"_L1) {
        QStringList parts;
        for (const QJsonValue &part : geoJson.value(u"geometries"_s).toArray())
            parts += toWkt(part.toObject());
        return shape(type, hasHeight(geoJson), parts.join(u','));
    }
    const QJsonValue list = geoJson.value(u"coordinates"_s);
    if (!shapes.contains(type) || !list.isArray())
        throw UsageError(u"%1 is no shape in GeoJSON."_s.arg(jsonText(geoJson)));
    return shape(type, hasHeight(geoJson), coordinates(list.toArray()));
}

} // namespace orm
