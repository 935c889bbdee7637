#pragma once

#include "orm/db/connectionoptions.h"

#include <QStringList>

namespace orm::mssql {

/// What FreeTDS is told of where to connect: "DRIVER={FreeTDS};SERVER={…};…", with the password.
/// Throws InvalidConnectionError for what cannot be told.
[[nodiscard]] QString connectionText(const ConnectionOptions &options);
/// What Qt's plug-in is told before it connects.
[[nodiscard]] QString connectOptions(const ConnectionOptions &options);
/// Milliseconds that opening a connection may take; always some.
[[nodiscard]] int connectLimit(const ConnectionOptions &options);
/// Milliseconds that a statement may take; 0: as long as it wants.
[[nodiscard]] int statementLimit(const ConnectionOptions &options);
/// The statements that set up a session.
[[nodiscard]] QStringList setupOf(const ConnectionOptions &options);
/// For messages: "The database shop on db.example:1433".
[[nodiscard]] QString placeOf(const ConnectionOptions &options);

} // namespace orm::mssql
