#pragma once

#include "orm/db/connectionoptions.h"

#include <QByteArray>
#include <QStringList>

#include <memory>
#include <vector>

class QTemporaryFile;

namespace orm::mysql {

/// What libmariadb is told, in UTF-8. What is empty is not told.
struct Parameters
{
    QByteArray host;
    QByteArray socket; ///< A file; it replaces host and port.
    unsigned int port = 0;
    QByteArray user;
    QByteArray password;
    QByteArray database;
    int connectTimeout = 0; ///< Milliseconds, never 0.
    bool isCompressed = false;
    bool isEncrypted = false; ///< Or the connection is refused.
    bool isVerified = false;  ///< The server's certificate must hold.
    QByteArray authorities;   ///< Files of certificates and keys, see `ssl` in dialectOptions.
    QByteArray certificate;
    QByteArray key;
    /// Files among them, which are there as long as this.
    std::vector<std::shared_ptr<QTemporaryFile>> texts;
};

/// How libmariadb connects as `options` say. Of two that name the same, dialectOptions count.
/// Throws InvalidConnectionError for options that are unknown, or that cannot be.
[[nodiscard]] Parameters parametersOf(const ConnectionOptions &options);

/// Milliseconds that a statement may take; 0: as long as it wants.
[[nodiscard]] int statementLimit(const ConnectionOptions &options);

/// The statements that set up every new session. Texts of the options stand quoted in them. Throws
/// InvalidConnectionError for what cannot be set.
[[nodiscard]] QStringList setupOf(const ConnectionOptions &options);

/// "The database shop on db.example:3306", for messages; without name and password of the user.
[[nodiscard]] QString placeOf(const ConnectionOptions &options);

} // namespace orm::mysql
