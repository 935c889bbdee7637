#pragma once

#include "orm/db/connectionoptions.h"

#include <QByteArray>
#include <QStringList>

#include <memory>
#include <utility>
#include <vector>

class QTemporaryFile;

namespace orm {

/// What libpq is told.
struct PostgresParameters
{
    std::vector<std::pair<QByteArray, QByteArray>> told; ///< By its own names, in UTF-8.
    /// Files among them, which are there as long as this.
    std::vector<std::shared_ptr<QTemporaryFile>> texts;
};

/// How libpq connects as `options` say. Of two that name the same, dialectOptions count. Throws
/// UsageError where `ssl` stands beside an `sslmode` that takes less, or a socket in a file, and
/// InvalidConnectionError for what `ssl` cannot mean.
[[nodiscard]] PostgresParameters postgresParameters(const ConnectionOptions &options);

/// Milliseconds that opening may take: those of the options, which are never without an end.
[[nodiscard]] int postgresConnectTimeout(const ConnectionOptions &options);

/// Milliseconds that a statement may take; 0: as long as it wants.
[[nodiscard]] int postgresStatementLimit(const ConnectionOptions &options);

/// The statements that set up every new session. Texts of the options stand quoted in them. Throws
/// InvalidConnectionError for a limit in milliseconds that is no number.
[[nodiscard]] QStringList postgresSetup(const ConnectionOptions &options);

/// "The database shop on db.example:5432", for messages; without name and password of the user.
[[nodiscard]] QString placeOf(const ConnectionOptions &options);

} // namespace orm
