#include "orm/core/wkt.h"

#include "orm/core/error.h"
#include "orm/core/jsontext.h"

#include <QJsonArray>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QString position(const QJsonArray &numbers)
{
    QStringList texts;
    for (const QJsonValue &number : numbers)
        texts += numberText(number.toDouble());
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
        return type + u'(' + parts.join(u',') + u')';
    }
    const QJsonArray list = geoJson.value(u"coordinates"_s).toArray();
    if (!shapes.contains(type) || list.isEmpty())
        throw UsageError(u"%1 is no shape in GeoJSON."_s.arg(jsonText(geoJson)));
    return type + u'(' + coordinates(list) + u')';
}

} // namespace orm
