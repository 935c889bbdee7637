#pragma once

#include "orm/core/dialect.h"

#include <QString>
#include <QVariantMap>

namespace orm {

/// What an address of a database says. Parts that it does not have are empty.
struct DatabaseUrl
{
    Dialect dialect = Dialect::Sqlite;
    QString storage; ///< SQLite's file, or ":memory:".
    QString username;
    QString password;
    QString host;
    int port = 0;
    QString database;
    QVariantMap dialectOptions; ///< What follows the question mark.
};

/// The parts of "postgres://user:password@host:5432/shop?application_name=till", or of
/// "sqlite:shop.sqlite". What stands as %41 is decoded. `host`, `port`, `user`, `password` and
/// `dbname` behind the question mark replace what stands before it, as for libpq: a folder with a
/// socket can only stand there. Several hosts, as "db1:5432,db2:5433", are kept as they stand.
/// Throws UsageError, which does not tell the password, for an address that cannot be read.
[[nodiscard]] DatabaseUrl readUrl(const QString &url);

} // namespace orm
