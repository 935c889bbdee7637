#pragma once

#include "rounds.h"

#include <QJsonObject>

namespace bench {

[[nodiscard]] QString asTable(const WorkloadResult &result);
/// An object for each of our own paths.
[[nodiscard]] QList<QJsonObject> asJson(const WorkloadResult &result);
[[nodiscard]] QString asLine(const QJsonObject &object);

} // namespace bench
