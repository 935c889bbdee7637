#include "orm/db/mysql/mysqloptions.h"

#include "orm/db/drivererrors.h"
#include "orm/db/ssloptions.h"

#include <QRegularExpression>

namespace orm::mysql {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualPort = 3306;
constexpr int millisecondsPerSecond = 1'000;

constexpr auto connectLimit = "connectTimeout"_L1;
constexpr auto queryLimit = "queryTimeout"_L1;
constexpr auto variables = "sessionVariables"_L1;

[[noreturn]] void refuse(const QString &why)
{
    throw InvalidConnectionError(why);
}

/// The server counts in seconds, of which a part is a whole one.
int secondsOf(int milliseconds)
{
    return (milliseconds + millisecondsPerSecond - 1) / millisecondsPerSecond;
}

/// Texts are UTF-8 here, and one statement is one statement.
void refuseUnsafe(const QVariantMap &given)
{
    if (!given.value(u"charset"_s, u"utf8mb4"_s)
             .toString()
             .startsWith("utf8mb4"_L1, Qt::CaseInsensitive))
        refuse(u"The charset of a connection is always utf8mb4; tables may have another one."_s);
    if (given.value(u"multipleStatements"_s).toBool())
        refuse(u"Several statements at once cannot be allowed, since a value that found its way "
               "into a text could bring its own: send them one after the other."_s);
}

void addSsl(Parameters &parameters, const ConnectionOptions &options)
{
    const SslOptions ssl = sslOptions(options);
    parameters.isEncrypted = ssl.isWanted;
    parameters.isVerified = ssl.isVerified;
    parameters.authorities = ssl.authorities.toUtf8();
    parameters.certificate = ssl.certificate.toUtf8();
    parameters.key = ssl.key.toUtf8();
    parameters.texts = ssl.texts;
}

QString quotedText(QString text)
{
    return u'\'' + text.replace(u'\\', "\\\\"_L1).replace(u'\'', "''"_L1) + u'\'';
}

/// A number as it is, anything else as a text.
QString settingOf(const QVariant &value)
{
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    return isNumber ? QString::number(number) : quotedText(value.toString());
}

QStringList givenVariables(const ConnectionOptions &options)
{
    static const QRegularExpression word(u"^\\w+$"_s);
    QStringList settings;
    const QVariantMap given = options.dialectOptions.value(variables).toMap();
    for (auto each = given.begin(); each != given.end(); ++each) {
        if (!word.match(each.key()).hasMatch())
            refuse(u"A variable of a session cannot be called \"%1\"."_s.arg(each.key()));
        settings += u"SESSION %1 = %2"_s.arg(each.key(), settingOf(each.value()));
    }
    return settings;
}

QString zoneSetting(const QString &zone)
{
    static const QStringList utc{u"+00:00"_s, u"-00:00"_s, u"Z"_s, u"UTC"_s, u"Etc/UTC"_s};
    if (!utc.contains(zone))
        refuse(u"The time zone of a connection must be +00:00: a DATETIME of this database has "
               "none, so that moments are kept in UTC."_s);
    return u"SESSION time_zone = '+00:00'"_s;
}

} // namespace

Parameters parametersOf(const ConnectionOptions &options)
{
    const QVariantMap &given = options.dialectOptions;
    refuseUnknownOption(given, {connectLimit, queryLimit, variables, u"socketPath"_s, u"compress"_s,
                                u"ssl"_s, u"charset"_s, u"multipleStatements"_s});
    refuseUnsafe(given);
    const int asked = millisecondsOf(options, connectLimit, options.timeouts.connect);
    const QString socket = options.host.startsWith(u'/') ? QString(options.host)
                                                         : given.value(u"socketPath"_s).toString();
    // libmariadb takes a file only where it knows of no host but this machine.
    const bool isHere = options.host.isEmpty() || !socket.isEmpty();
    Parameters parameters{.host = isHere ? "localhost" : options.host.toUtf8(),
                          .socket = socket.toUtf8(),
                          .port = unsigned(options.port > 0 ? options.port : usualPort),
                          .user = options.username.toUtf8(),
                          .password = options.password.toUtf8(),
                          .database = options.database.toUtf8(),
                          .connectTimeout = asked > 0 ? asked : Timeouts().connect,
                          .isCompressed = given.value(u"compress"_s).toBool(),
                          .authorities = {},
                          .certificate = {},
                          .key = {},
                          .texts = {}};
    addSsl(parameters, options);
    return parameters;
}

int statementLimit(const ConnectionOptions &options)
{
    return millisecondsOf(options, queryLimit, options.timeouts.statement);
}

QStringList setupOf(const ConnectionOptions &options)
{
    // Values are stored as they are or refused, quotes mean what they mean to us, and a backslash
    // in a literal begins an escape. An update reads the values before it, as everywhere else:
    // MariaDB alone can do so, and takes what stands in the comment.
    QStringList settings{u"SESSION sql_mode = CONCAT('STRICT_ALL_TABLES,NO_ZERO_DATE,"
                         "NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'"
                         "/*M!100305 , ',SIMULTANEOUS_ASSIGNMENT'*/)"_s};
    if (!options.keepDefaultTimezone)
        settings += zoneSetting(options.timezone);
    if (const int lock = secondsOf(options.timeouts.lock))
        settings +=
            u"SESSION innodb_lock_wait_timeout = %1, SESSION lock_wait_timeout = %1"_s.arg(lock);
    if (const int idle = secondsOf(options.timeouts.idleInTransaction)) {
        if (options.dialect != Dialect::MariaDb)
            refuse(u"MySQL has no limit for a transaction that waits for its next statement."_s);
        settings += u"SESSION idle_transaction_timeout = %1"_s.arg(idle);
    }
    settings += givenVariables(options);
    QStringList statements{"SET "_L1 + settings.join(", "_L1)};
    if (options.readOnly)
        statements += u"SET SESSION TRANSACTION READ ONLY"_s;
    return statements;
}

QString placeOf(const ConnectionOptions &options)
{
    return orm::placeOf(options, usualPort);
}

} // namespace orm::mysql
