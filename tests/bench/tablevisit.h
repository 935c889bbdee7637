#pragma once

#include <QJsonObject>
#include <QString>

namespace bench {

/// Milliseconds of what the table and its questions take by themselves, by name of the gate: a
/// table of 1,000 × 800 on the books of `file`, beside an empty QTableView of as many rows.
[[nodiscard]] QJsonObject visitTable(const QString &file);

} // namespace bench
