#pragma once

#include "orm/db/connectionoptions.h"

#include <QStringList>

#include <memory>
#include <vector>

class QTemporaryFile;

namespace orm {

/// What is asked of encryption: by `ssl` of the options, and by that in dialectOptions, which is
/// true or has Sequelize's names.
struct SslOptions
{
    bool isWanted = false;   ///< Encrypted, or there is no connection.
    bool isVerified = false; ///< The server's certificate must hold.
    QString authorities;     ///< Files; empty where none is given.
    QString certificate;
    QString key;
    /// What was given as text, as files that only this user can read. They go with this.
    std::vector<std::shared_ptr<QTemporaryFile>> texts;
};

/// Reads what `options` say. `ca`, `cert` and `key` are files, or texts that begin with
/// "-----BEGIN" (of `ca` also several). Where `ca` is not given the authorities are those of the
/// system, if the certificate must hold. Throws InvalidConnectionError for a name that is unknown,
/// and for a file that cannot be read.
[[nodiscard]] SslOptions sslOptions(const ConnectionOptions &options);

/// Throws InvalidConnectionError for a name among those `given` that is not `known`. `prefix`
/// stands before it.
void refuseUnknownOption(const QVariantMap &given, const QStringList &known,
                         const QString &prefix = {});

} // namespace orm
