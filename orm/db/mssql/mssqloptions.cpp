#include "orm/db/mssql/mssqloptions.h"

#include "orm/core/error.h"
#include "orm/db/drivererrors.h"

#include <QFileInfo>

#include <algorithm>

namespace orm::mssql {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualPort = 1433;
constexpr int millisecondsPerSecond = 1'000;

[[noreturn]] void refuse(const QString &why)
{
    throw InvalidConnectionError(why);
}

/// `NAME={value};`. FreeTDS takes all up to "};" as it stands, and knows no way to write that.
QString part(QLatin1StringView name, const QString &value, const QString &what)
{
    const bool hasControl = std::ranges::any_of(
        value, [](QChar letter) { return letter.category() == QChar::Other_Control; });
    if (value.contains("};"_L1) || hasControl)
        refuse(
            u"%1 has \"};\" or a control character in it, which the driver cannot be told."_s.arg(
                what));
    return name + "={"_L1 + value + "};"_L1;
}

void refuseUnknown(const QVariantMap &given)
{
    static const QStringList known{u"connectTimeout"_s, u"requestTimeout"_s, u"appName"_s,
                                   u"encrypt"_s,        u"driver"_s,         u"packetSize"_s};
    for (auto each = given.begin(); each != given.end(); ++each)
        if (!known.contains(each.key()))
            refuse(u"The option %1 is unknown here; known are %2."_s.arg(each.key(),
                                                                         known.join(", "_L1)));
}

} // namespace

int connectLimit(const ConnectionOptions &options)
{
    const int asked = millisecondsOf(options, "connectTimeout"_L1, options.timeouts.connect);
    return asked > 0 ? asked : Timeouts().connect;
}

int statementLimit(const ConnectionOptions &options)
{
    return millisecondsOf(options, "requestTimeout"_L1, options.timeouts.statement);
}

QString connectionText(const ConnectionOptions &options)
{
    const QVariantMap &given = options.dialectOptions;
    refuseUnknown(given);
    // FreeTDS encrypts, and looks at certificates only as its own file of settings says, so that
    // what is meant by `ssl` cannot be promised.
    if (options.ssl)
        refuse(u"The certificate of an SQL Server cannot be checked by this driver, so that ssl "
               "cannot be kept. dialectOptions.encrypt encrypts without looking at it."_s);
    const QString driver = given.value(u"driver"_s, u"FreeTDS"_s).toString();
    const QString host = options.host.isEmpty() ? u"127.0.0.1"_s : QString(options.host);
    const int port = options.port > 0 ? options.port : usualPort;
    QString text = part("DRIVER"_L1, driver, u"The name of the driver"_s)
                   + part("SERVER"_L1, host, u"The host"_s) + u"PORT=%1;"_s.arg(port)
                   + u"TDS_Version=7.4;ClientCharset=UTF-8;"_s
                   + part("APP"_L1, given.value(u"appName"_s, u"Bookstore"_s).toString(),
                          u"The option appName"_s)
                   + part("UID"_L1, options.username, u"The name of the user"_s)
                   + part("PWD"_L1, options.password, u"The password"_s);
    if (!options.database.isEmpty())
        text += part("DATABASE"_L1, options.database, u"The name of the database"_s);
    if (given.value(u"encrypt"_s).toBool())
        text += u"Encryption=require;"_s;
    if (const int size = given.value(u"packetSize"_s).toInt(); size > 0)
        text += u"PacketSize=%1;"_s.arg(size);
    return text;
}

QString connectOptions(const ConnectionOptions &options)
{
    // It counts in seconds, of which a part is a whole one.
    const int seconds = (connectLimit(options) + millisecondsPerSecond - 1) / millisecondsPerSecond;
    return u"SQL_ATTR_LOGIN_TIMEOUT=%1"_s.arg(seconds);
}

QStringList setupOf(const ConnectionOptions &options)
{
    static const QStringList utc{u"+00:00"_s, u"-00:00"_s, u"Z"_s, u"UTC"_s, u"Etc/UTC"_s};
    if (!options.keepDefaultTimezone && !utc.contains(options.timezone))
        refuse(u"The time zone of a connection must be +00:00: sessions of this database have "
               "none, and moments are kept with their offset."_s);
    if (options.timeouts.idleInTransaction > 0)
        refuse(u"SQL Server has no limit for a transaction that waits for its next statement."_s);
    // As the standard has it, which indexes on calculated columns need, too: NULL is equal to
    // nothing, a value that does not fit is refused. Dates in texts are year, month, day whatever
    // the login's language is. Statements tell how many rows they changed. A statement that fails
    // takes itself back and leaves the transaction, as on the other servers.
    QStringList statements{
        u"SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, "
        "QUOTED_IDENTIFIER ON"_s,
        u"SET NUMERIC_ROUNDABORT, IMPLICIT_TRANSACTIONS, NOCOUNT, XACT_ABORT OFF"_s,
        u"SET DATEFORMAT ymd"_s, u"SET TRANSACTION ISOLATION LEVEL READ COMMITTED"_s,
        u"SET TEXTSIZE 2147483647"_s};
    if (options.timeouts.lock > 0)
        statements += u"SET LOCK_TIMEOUT %1"_s.arg(options.timeouts.lock);
    return statements;
}

QString placeOf(const ConnectionOptions &options)
{
    return orm::placeOf(options, usualPort);
}

} // namespace orm::mssql
