#pragma once

#include "app/shop/shoprequest.h"

#include <QDateTime>
#include <QString>

/// How a shop is reached, under a name of the user's own: all but the password, so that it may be
/// kept in a file.
struct SavedConnection
{
    /// Whether what is sent can be read on the way.
    enum class Tls : quint8 {
        Off,       ///< Whatever the server does by itself.
        Verified,  ///< Encrypted, to a server whose certificate holds, or not at all.
        Unverified ///< Encrypted, to whoever answers; where the driver can do no better.
    };
    /// Where the password comes from.
    enum class Password : quint8 { AskEachTime, Keychain };

    QString id = {};     ///< In the settings and the keychain; shown to nobody.
    QString name = {};   ///< May be empty: see titleOf().
    QString colour = {}; ///< "#rrggbb"; empty: none.
    orm::Dialect type = orm::Dialect::Postgres;
    QString file = {}; ///< SQLite's; the rest down to `password` is about servers.
    QString host =
        {};       ///< Empty: this machine. Several, as "db1,db2:5433", stand in for each other.
    int port = 0; ///< 0: where such a server usually listens.
    QString database = {};
    QString username = {};
    Tls tls = Tls::Off;
    QString authority = {}; ///< A file with the certificates to trust; empty: those of the system.
    QString options = {};   ///< "application_name=till&…", as in an address; see optionsOf().
    Password password = Password::AskEachTime;
    bool readOnly = false;
    bool isProduction = false;
    QDateTime lastUsed = {}; ///< UTC; invalid: never.

    /// Equal in every member.
    bool operator==(const SavedConnection &) const = default;
};

/// A blank one with an id of its own.
[[nodiscard]] SavedConnection newConnection();
/// Whether nobody has entered anything, so that it is not worth keeping.
[[nodiscard]] bool isBlank(const SavedConnection &connection);
[[nodiscard]] bool isOnServer(const SavedConnection &connection);
/// "PostgreSQL"
[[nodiscard]] QString typeName(orm::Dialect type);
/// The port where such a server usually listens; 0 for SQLite.
[[nodiscard]] int usualPort(orm::Dialect type);
/// How that type of database can be encrypted, the safest last.
[[nodiscard]] QList<SavedConnection::Tls> tlsChoices(orm::Dialect type);
/// Whether a file with certificates can be named.
[[nodiscard]] bool takesAuthority(const SavedConnection &connection);
/// "shop on db1.example:5432", or a file's name.
[[nodiscard]] QString placeOf(const SavedConnection &connection);
/// Its name; without one, its place.
[[nodiscard]] QString titleOf(const SavedConnection &connection);
/// Why it cannot be used as it is, for the user; empty: it can.
[[nodiscard]] QString problemOf(const SavedConnection &connection);
/// Where that request leads, as a connection without a name.
[[nodiscard]] SavedConnection connectionOf(const ShopRequest &request);
/// Whether it leads to the same database as `request`, and as the same user.
[[nodiscard]] bool leadsTo(const SavedConnection &connection, const ShopRequest &request);
/// `request`, which names no connection, with all that is known of `connection`, which leads there,
/// too: its name, its colour and its warnings, and how it is encrypted.
[[nodiscard]] ShopRequest completed(const ShopRequest &request, const SavedConnection &connection);
/// What to open. Where problemOf() is not empty, that cannot work.
[[nodiscard]] ShopRequest requestOf(const SavedConnection &connection, const QString &password);
