#pragma once

#include <QByteArrayView>
#include <QJsonObject>

#include <optional>

namespace orm {

/// A shape in well-known binary as GeoJSON, with the spatial reference where the bytes tell one, as
/// those of PostGIS do. Nothing for what is no shape, and for one with measures, which GeoJSON has
/// no place for.
[[nodiscard]] std::optional<QJsonObject> fromWkb(QByteArrayView bytes);

} // namespace orm
