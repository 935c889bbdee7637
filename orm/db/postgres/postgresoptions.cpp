#include "orm/db/postgres/postgresoptions.h"

#include "orm/core/error.h"
#include "orm/db/drivererrors.h"
#include "orm/db/ssloptions.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualPort = 5432;

/// A limit in milliseconds, by its name in Sequelize's dialectOptions and on the server.
struct Limit
{
    QLatin1StringView name;
    int Timeouts::*of;
};

constexpr Limit limits[] = {
    {"statement_timeout"_L1, &Timeouts::statement},
    {"lock_timeout"_L1, &Timeouts::lock},
    {"idle_in_transaction_session_timeout"_L1, &Timeouts::idleInTransaction},
};
constexpr auto connectLimit = "connectionTimeoutMillis"_L1;
constexpr auto noticeLevel = "clientMinMessages"_L1;

QString quotedText(QString text)
{
    return u'\'' + text.replace(u'\'', "''"_L1) + u'\'';
}

/// Whether the session itself is told of the option, and not libpq.
bool isOfSession(const QString &name)
{
    const auto isIt = [&name](const Limit &limit) { return name == limit.name; };
    return std::ranges::any_of(limits, isIt) || name == connectLimit || name == noticeLevel
           || name == "ssl"_L1 || name == "keepAlive"_L1;
}

/// libpq would take the weaker of the two, and say nothing.
void refuseWeakerMode(const ConnectionOptions &options, bool isVerified)
{
    static const QStringList unverified{u"require"_s, u"verify-ca"_s};
    const auto mode = "sslmode"_L1;
    const QString given = options.dialectOptions.value(mode, u"verify-full"_s).toString();
    if (given == "verify-full"_L1 || (!isVerified && unverified.contains(given)))
        return;
    if (isVerified)
        throw UsageError(u"The options ssl and sslmode=%1 contradict each other: with ssl the "
                         "server's certificate must hold, and sslmode=%1 takes less. Leave sslmode "
                         "out, or ssl for what sslmode=%1 means to libpq."_s.arg(given));
    throw UsageError(u"The options ssl and sslmode=%1 contradict each other: with ssl the "
                     "connection is encrypted. Leave one of them out."_s.arg(given));
}

/// libpq encrypts nothing over a socket in a file, and says nothing.
void refuseSocketFile(const ConnectionOptions &options)
{
    const QVariantMap &given = options.dialectOptions;
    const QString host = given.value(u"host"_s, QString(options.host)).toString();
    const bool isElsewhere = given.contains(u"hostaddr"_s) || given.contains(u"service"_s)
                             || qEnvironmentVariableIsSet("PGHOST")
                             || qEnvironmentVariableIsSet("PGHOSTADDR")
                             || qEnvironmentVariableIsSet("PGSERVICE");
    if (host.startsWith(u'/') || host.startsWith(u'@') || (host.isEmpty() && !isElsewhere))
        throw UsageError(u"PostgreSQL cannot encrypt a connection over a socket in a file (host "
                         "\"%1\"), and ssl was asked for: leave ssl out, or name a host such as "
                         "localhost."_s.arg(host));
}

/// Without verification no authority is told, since libpq would ask it all the same.
void addSsl(QMap<QString, QString> &parameters, const ConnectionOptions &options,
            const SslOptions &ssl)
{
    if (!ssl.isWanted)
        return;
    refuseSocketFile(options);
    refuseWeakerMode(options, ssl.isVerified);
    parameters.insert(u"sslmode"_s, ssl.isVerified ? u"verify-full"_s : u"require"_s);
    if (ssl.isVerified)
        parameters.insert(u"sslrootcert"_s, ssl.authorities);
    parameters.insert(u"sslcert"_s, ssl.certificate);
    parameters.insert(u"sslkey"_s, ssl.key);
}

QString timezoneOf(const QString &zone)
{
    static const QRegularExpression offset(u"^[+-]\\d\\d:\\d\\d$"_s);
    return offset.match(zone).hasMatch() ? u"INTERVAL '%1' HOUR TO MINUTE"_s.arg(zone)
                                         : quotedText(zone);
}

} // namespace

PostgresParameters postgresParameters(const ConnectionOptions &options)
{
    QMap<QString, QString> parameters{{u"gssencmode"_s, u"disable"_s}};
    const auto add = [&parameters](const QString &name, const QString &value) {
        if (!value.isEmpty())
            parameters.insert(name, value);
    };
    add(u"host"_s, options.host);
    add(u"port"_s, options.port > 0 ? QString::number(options.port) : QString());
    add(u"user"_s, options.username);
    add(u"password"_s, options.password);
    add(u"dbname"_s, options.database);
    const SslOptions ssl = sslOptions(options);
    addSsl(parameters, options, ssl);
    if (options.hasSubstitutes && !options.readOnly)
        add(u"target_session_attrs"_s, u"read-write"_s);
    if (const QVariant keep = options.dialectOptions.value(u"keepAlive"_s); keep.isValid())
        add(u"keepalives"_s, QString::number(int(keep.toBool())));
    for (auto each = options.dialectOptions.begin(); each != options.dialectOptions.end(); ++each)
        if (!isOfSession(each.key()))
            parameters.insert(each.key(), each.value().toString());
    // All texts are UTF-8 here, whatever the database keeps them in.
    parameters.insert(u"client_encoding"_s, u"UTF8"_s);
    PostgresParameters utf8{.told = {}, .texts = ssl.texts};
    for (auto each = parameters.begin(); each != parameters.end(); ++each)
        utf8.told.emplace_back(each.key().toUtf8(), each.value().toUtf8());
    return utf8;
}

int postgresConnectTimeout(const ConnectionOptions &options)
{
    const int asked = millisecondsOf(options, connectLimit, options.timeouts.connect);
    return asked > 0 ? asked : Timeouts().connect;
}

int postgresStatementLimit(const ConnectionOptions &options)
{
    return millisecondsOf(options, limits[0].name, options.timeouts.statement);
}

QStringList postgresSetup(const ConnectionOptions &options)
{
    const QString notices = options.dialectOptions.value(noticeLevel, u"warning"_s).toString();
    QStringList statements{u"SET standard_conforming_strings = on"_s,
                           "SET client_min_messages = "_L1 + quotedText(notices),
                           u"SET datestyle = 'ISO, MDY'"_s, u"SET bytea_output = hex"_s,
                           u"SET extra_float_digits = 1"_s};
    if (!options.keepDefaultTimezone)
        statements += "SET TIME ZONE "_L1 + timezoneOf(options.timezone);
    for (const Limit &limit : limits)
        if (const int most = millisecondsOf(options, limit.name, options.timeouts.*limit.of))
            statements += u"SET %1 = %2"_s.arg(limit.name).arg(most);
    if (options.readOnly)
        statements += u"SET default_transaction_read_only = on"_s;
    return statements;
}

QString placeOf(const ConnectionOptions &options)
{
    return orm::placeOf(options, usualPort);
}

} // namespace orm
