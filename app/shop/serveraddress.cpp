#include "app/shop/serveraddress.h"

#include "orm/core/error.h"
#include "orm/db/databaseurl.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ServerAddress)
};

QString schemeOf(orm::Dialect dialect)
{
    switch (dialect) {
    case orm::Dialect::Postgres: return u"postgres"_s;
    case orm::Dialect::MySql: return u"mysql"_s;
    case orm::Dialect::MariaDb: return u"mariadb"_s;
    case orm::Dialect::MsSql: return u"mssql"_s;
    case orm::Dialect::Sqlite: break;
    }
    return u"sqlite"_s;
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

/// A folder with a socket, or several hosts with ports of their own, are no host of an address.
bool isPlainHost(const QString &host)
{
    return !host.startsWith(u'/');
}

/// Options that the address tells again; what may be a secret is none of them.
QString queryOf(const orm::ConnectionOptions &server)
{
    QUrlQuery query;
    const QString host = server.host;
    if (!isPlainHost(host))
        query.addQueryItem(u"host"_s, encoded(host));
    if (server.ssl)
        query.addQueryItem(u"ssl"_s, u"true"_s);
    const QVariantMap &options = server.dialectOptions;
    for (auto option = options.begin(); option != options.end(); ++option)
        if (!option.key().contains("pass"_L1, Qt::CaseInsensitive)
            && option.value().canConvert<QString>() && !query.hasQueryItem(option.key()))
            query.addQueryItem(encoded(option.key()), encoded(option.value().toString()));
    return query.isEmpty() ? QString() : u'?' + query.query(QUrl::FullyEncoded);
}

} // namespace

bool isServerAddress(const QString &text)
{
    // One of no kind that is known is refused, and makes no file of that name.
    static const QRegularExpression scheme(u"^[a-z][a-z0-9+.-]+://"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    return scheme.match(text).hasMatch();
}

orm::ConnectionOptions serverAt(const QString &address)
{
    const orm::DatabaseUrl parts = orm::readUrl(address);
    if (parts.dialect == orm::Dialect::Sqlite)
        throw orm::UsageError(Texts::tr("A shop in a file is named by its path alone."));
    if (parts.database.isEmpty())
        throw orm::UsageError(
            Texts::tr("The address of a shop names its database at the end, as in "
                      "postgres://user@host:5432/shop."));
    orm::ConnectionOptions server;
    server.dialect = parts.dialect;
    server.database = parts.database;
    server.username = parts.username;
    server.password = parts.password;
    server.host = parts.host;
    server.port = parts.port;
    server.dialectOptions = parts.dialectOptions;
    if (parts.password.isEmpty())
        server.password = qEnvironmentVariable(passwordVariable(server).toLatin1().constData());
    return server;
}

ShopRequest requestFor(const QString &place)
{
    ShopRequest request;
    if (place.startsWith("file://"_L1, Qt::CaseInsensitive))
        request.file = QUrl(place).toLocalFile();
    else if (isServerAddress(place))
        request.server = serverAt(place);
    else
        request.file = place;
    return request;
}

QString addressOf(const orm::ConnectionOptions &server)
{
    const QString user = server.username;
    const QString host = server.host;
    QString address = schemeOf(server.dialect) + u"://"_s;
    if (!user.isEmpty())
        address += encoded(user) + u'@';
    if (isPlainHost(host))
        address += host.contains(u':') && !host.contains(u',') && !host.startsWith(u'[')
                       ? u'[' + host + u']' // of IPv6
                       : host;
    else
        address += u"localhost"_s;
    if (server.port > 0)
        address += u':' + QString::number(server.port);
    return address + u'/' + encoded(server.database) + queryOf(server);
}

orm::Options optionsFor(const orm::ConnectionOptions &server)
{
    orm::Options options{.logging = nullptr};
    options.dialect = server.dialect;
    options.storage = orm::Text();
    options.database = server.database;
    options.username = server.username;
    options.password = server.password;
    options.host = server.host;
    options.port = server.port;
    options.ssl = server.ssl;
    options.dialectOptions = server.dialectOptions;
    options.timeouts = server.timeouts;
    // MySQL's tables are as a file is: texts differ when any of their letters does.
    options.define.charset = "utf8mb4";
    options.define.collate = "utf8mb4_bin";
    // MySQL 5.6 has no index on long texts in rows of its usual form; newer ones make these anyway.
    options.define.rowFormat = "DYNAMIC";
    return options;
}

QString serverLack(const orm::BaseError &error)
{
    static const QStringList tooLongForAnIndex{u"1071"_s, u"1709"_s}; // MySQL's numbers
    if (!tooLongForAnIndex.contains(error.driverCode()))
        return {};
    return Texts::tr("This server has no index on titles of 200 letters. MySQL 5.7, MariaDB 10.2 "
                     "and newer ones have; MySQL 5.6 has, once it is set to innodb_large_prefix=ON "
                     "and innodb_file_format=Barracuda.");
}

QString nameOf(const orm::ConnectionOptions &server)
{
    const QString host = server.host;
    return Texts::tr("%1 on %2").arg(server.database, host.isEmpty() ? u"localhost"_s : host);
}

QString passwordVariable(const orm::ConnectionOptions &server)
{
    return server.dialect == orm::Dialect::Postgres ? u"PGPASSWORD"_s : u"MYSQL_PWD"_s;
}
