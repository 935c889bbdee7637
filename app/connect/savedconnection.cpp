#include "app/connect/savedconnection.h"

#include "app/connect/connectionaddress.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("SavedConnection", text);
}

QString hostOf(const SavedConnection &connection)
{
    return connection.host.isEmpty() ? translated("this machine") : connection.host;
}

/// Several hosts have their ports with them.
QString portOf(const SavedConnection &connection)
{
    if (connection.port == 0 || connection.host.contains(u','))
        return {};
    return u":%1"_s.arg(connection.port);
}

/// How each driver is told which certificates to trust, and to encrypt without looking at them.
void addTls(const SavedConnection &connection, orm::ConnectionOptions &options)
{
    switch (connection.tls) {
    case SavedConnection::Tls::Off: return;
    case SavedConnection::Tls::Unverified:
        options.dialectOptions.insert(u"encrypt"_s, true);
        return;
    case SavedConnection::Tls::Verified: break;
    }
    options.ssl = true;
    if (connection.authority.isEmpty() || !takesAuthority(connection))
        return;
    if (connection.type == orm::Dialect::Postgres)
        options.dialectOptions.insert(u"sslrootcert"_s, connection.authority);
    else
        options.dialectOptions.insert(u"ssl"_s, QVariantMap{{u"ca"_s, connection.authority}});
}

orm::ConnectionOptions serverOf(const SavedConnection &connection, const QString &password)
{
    orm::ConnectionOptions options;
    options.dialect = connection.type;
    options.database = connection.database;
    options.username = connection.username;
    options.password = password;
    options.host = connection.host;
    options.port = connection.port;
    options.dialectOptions = optionsOf(connection.options);
    options.readOnly = connection.readOnly;
    addTls(connection, options);
    return options;
}

} // namespace

SavedConnection newConnection()
{
    return {.id = QUuid::createUuid().toString(QUuid::WithoutBraces)};
}

bool isBlank(const SavedConnection &connection)
{
    SavedConnection blank = connection;
    blank.id.clear();
    blank.password = SavedConnection::Password::AskEachTime;
    return blank == SavedConnection{.type = connection.type};
}

bool isOnServer(const SavedConnection &connection)
{
    return connection.type != orm::Dialect::Sqlite;
}

QString typeName(orm::Dialect type)
{
    switch (type) {
    case orm::Dialect::Sqlite: return u"SQLite"_s;
    case orm::Dialect::Postgres: return u"PostgreSQL"_s;
    case orm::Dialect::MySql: return u"MySQL"_s;
    case orm::Dialect::MariaDb: return u"MariaDB"_s;
    case orm::Dialect::MsSql: return u"SQL Server"_s;
    }
    Q_UNREACHABLE();
}

int usualPort(orm::Dialect type)
{
    switch (type) {
    case orm::Dialect::Sqlite: return 0;
    case orm::Dialect::Postgres: return 5432;
    case orm::Dialect::MySql:
    case orm::Dialect::MariaDb: return 3306;
    case orm::Dialect::MsSql: return 1433;
    }
    Q_UNREACHABLE();
}

QList<SavedConnection::Tls> tlsChoices(orm::Dialect type)
{
    // The driver of SQL Server looks at no certificate, and says so.
    return {SavedConnection::Tls::Off, type == orm::Dialect::MsSql
                                           ? SavedConnection::Tls::Unverified
                                           : SavedConnection::Tls::Verified};
}

bool takesAuthority(const SavedConnection &connection)
{
    return isOnServer(connection) && connection.type != orm::Dialect::MsSql;
}

QString placeOf(const SavedConnection &connection)
{
    if (!isOnServer(connection))
        return QFileInfo(connection.file).fileName();
    const QString host = hostOf(connection) + portOf(connection);
    return connection.database.isEmpty() ? host
                                         : translated("%1 on %2").arg(connection.database, host);
}

QString titleOf(const SavedConnection &connection)
{
    const QString name = connection.name.trimmed();
    if (!name.isEmpty())
        return name;
    return isBlank(connection) ? translated("New connection") : placeOf(connection);
}

QString problemOf(const SavedConnection &connection)
{
    if (!isOnServer(connection))
        return connection.file.trimmed().isEmpty() ? translated("Which file? Choose one.")
                                                   : QString();
    if (connection.database.isEmpty())
        return translated("Which database on the server? Enter its name.");
    if (!connection.authority.isEmpty() && connection.tls == SavedConnection::Tls::Verified
        && !QFileInfo(connection.authority).isReadable())
        return translated("The file with certificates cannot be read: %1")
            .arg(connection.authority);
    return problemOfOptions(connection.options);
}

SavedConnection connectionOf(const ShopRequest &request)
{
    SavedConnection connection;
    connection.type = request.server ? request.server->dialect : orm::Dialect::Sqlite;
    connection.file = request.file;
    if (!request.server)
        return connection;
    connection.host = request.server->host;
    connection.port = request.server->port;
    connection.database = request.server->database;
    return connection;
}

bool leadsTo(const SavedConnection &connection, const ShopRequest &request)
{
    const SavedConnection asked = connectionOf(request);
    const auto portOf = [](const SavedConnection &one) {
        return one.port ? one.port : usualPort(one.type);
    };
    if (!isOnServer(connection))
        return !request.server && connection.file == request.file;
    return connection.type == asked.type && connection.host == asked.host
           && portOf(connection) == portOf(asked) && connection.database == asked.database
           && connection.username == request.server->username;
}

ShopRequest completed(const ShopRequest &request, const SavedConnection &connection)
{
    ShopRequest known = requestOf(connection, {});
    ShopRequest whole = request;
    whole.connection = known.connection;
    whole.colour = known.colour;
    whole.isProduction = known.isProduction;
    whole.readOnly = request.readOnly || known.readOnly;
    if (!request.server)
        return whole;
    whole.server->readOnly = whole.readOnly;
    whole.server->ssl = request.server->ssl || known.server->ssl;
    // What the caller says comes first.
    QVariantMap options = known.server->dialectOptions;
    options.insert(request.server->dialectOptions);
    whole.server->dialectOptions = options;
    return whole;
}

ShopRequest requestOf(const SavedConnection &connection, const QString &password)
{
    ShopRequest request{.readOnly = connection.readOnly, .mayCreateFile = false};
    request.connection = titleOf(connection);
    request.colour = connection.colour;
    request.isProduction = connection.isProduction;
    if (isOnServer(connection))
        request.server = serverOf(connection, password);
    else
        request.file = connection.file.trimmed();
    return request;
}
