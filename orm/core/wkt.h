#pragma once

#include <QJsonObject>

namespace orm {

/// A shape in GeoJSON as well-known text: "POINT(1 2)". Throws UsageError for what is no shape.
[[nodiscard]] QString toWkt(const QJsonObject &geoJson);

} // namespace orm
