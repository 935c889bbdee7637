#pragma once

#include <QJsonObject>
#include <QStringList>

namespace bench {

/// The lines of JSON that an earlier run printed; lines that are none are left out.
[[nodiscard]] QList<QJsonObject> readLines(const QByteArray &text);

/// What got worse, a sentence for each: CPU ratios, to raw and to nobody listening, that grew by
/// more than 15 % and 0.05, which is more than they differ from run to run. Only workloads and
/// paths that both runs have.
[[nodiscard]] QStringList regressions(const QList<QJsonObject> &before,
                                      const QList<QJsonObject> &now);

} // namespace bench
