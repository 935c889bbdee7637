#include "orm/db/mysql/mysqlconnection.h"

#include "orm/core/error.h"
#include "orm/db/drivererrors.h"
#include "orm/db/mysql/mysqlerrors.h"
#include "orm/db/mysql/mysqloptions.h"
#include "orm/db/mysql/mysqlwait.h"

#include <mysql.h>

#include <QDeadlineTimer>
#include <QHash>

#include <mutex>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

const char *orNull(const QByteArray &text)
{
    return text.isEmpty() ? nullptr : text.constData();
}

MySqlConnection fresh()
{
    // What the library keeps for all connections is made once.
    static std::once_flag once;
    std::call_once(once, [] { mysql_server_init(0, nullptr, nullptr); });
    MySqlConnection connection(mysql_init(nullptr), MySqlDeleter());
    if (!connection)
        throw ConnectionError(u"There is no memory for a connection to the database."_s);
    return connection;
}

void setSsl(MYSQL *connection, const mysql::Parameters &parameters)
{
    const my_bool on = 1;
    const my_bool isVerified = parameters.isVerified ? 1 : 0;
    mysql_options(connection, MYSQL_OPT_SSL_ENFORCE, &on);
    mysql_options(connection, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &isVerified);
    mysql_ssl_set(connection, orNull(parameters.key), orNull(parameters.certificate),
                  orNull(parameters.authorities), nullptr, nullptr);
}

void setOptions(MYSQL *connection, const mysql::Parameters &parameters)
{
    // A server may ask for any file of the client's, unless it is told that there are none.
    const unsigned int noFiles = 0;
    const unsigned int protocol =
        parameters.socket.isEmpty() ? MYSQL_PROTOCOL_TCP : MYSQL_PROTOCOL_SOCKET;
    const unsigned long anyPacket = 1UL << 30;
    mysql_options(connection, MYSQL_OPT_LOCAL_INFILE, &noFiles);
    mysql_options(connection, MYSQL_OPT_PROTOCOL, &protocol);
    mysql_options(connection, MYSQL_OPT_MAX_ALLOWED_PACKET, &anyPacket);
    mysql_options(connection, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    makeWaiting(connection);
    if (parameters.isCompressed)
        mysql_options(connection, MYSQL_OPT_COMPRESS, nullptr);
    if (parameters.isEncrypted)
        setSsl(connection, parameters);
}

void refuseClearText(MYSQL *connection, const ConnectionOptions &options,
                     const mysql::Parameters &parameters)
{
    if (parameters.isEncrypted && !mysql_get_ssl_cipher(connection))
        throw ConnectionError(
            u"%1 offers no encryption, and it was asked for."_s.arg(mysql::placeOf(options)));
}

/// Connects within the time that the options allow.
MySqlConnection connected(const ConnectionOptions &options)
{
    const mysql::Parameters parameters = mysql::parametersOf(options);
    MySqlConnection connection = fresh();
    setOptions(connection.get(), parameters);
    const QDeadlineTimer deadline(parameters.connectTimeout);
    const mysql::Wait wait([&deadline] { return !deadline.hasExpired(); });
    const mysql::Wait::Scope scope(wait);
    const MYSQL *done =
        mysql_real_connect(connection.get(), orNull(parameters.host), orNull(parameters.user),
                           orNull(parameters.password), orNull(parameters.database),
                           parameters.port, orNull(parameters.socket), CLIENT_FOUND_ROWS);
    if (!done && deadline.hasExpired())
        throwNoAnswer(mysql::placeOf(options), parameters.connectTimeout);
    if (!done)
        mysql::throwCannotConnect(options, mysql_errno(connection.get()),
                                  QString::fromUtf8(mysql_error(connection.get())));
    refuseClearText(connection.get(), options, parameters);
    return connection;
}

bool run(MYSQL *connection, const QByteArray &statement)
{
    return mysql_real_query(connection, statement.constData(), ulong(statement.size())) == 0;
}

[[noreturn]] void throwNotSetUp(MYSQL *connection, const ConnectionOptions &options,
                                const QDeadlineTimer &deadline)
{
    const QString words = QString::fromUtf8(mysql_error(connection));
    const unsigned int number = mysql_errno(connection);
    if (deadline.hasExpired())
        throwNoAnswer(mysql::placeOf(options), mysql::parametersOf(options).connectTimeout);
    if (mysql::hasEnded(number, words) || mysql::isOutOfService(number, words))
        throwEndedInSetup(mysql::placeOf(options), QString::number(number), words);
    throw InvalidConnectionError(u"%1 refuses a setting: %2"_s.arg(mysql::placeOf(options), words));
}

/// What SHOW tells, by its names.
QHash<QByteArray, QByteArray> shown(MYSQL *connection, const QByteArray &statement)
{
    QHash<QByteArray, QByteArray> values;
    if (!run(connection, statement))
        return values;
    const MySqlResult result(mysql_store_result(connection));
    while (const MYSQL_ROW row = result ? mysql_fetch_row(result.get()) : nullptr)
        values.insert(row[0], row[1]);
    return values;
}

} // namespace

void MySqlDeleter::operator()(st_mysql *connection) const
{
    mysql_close(connection);
}

void MySqlDeleter::operator()(st_mysql_stmt *statement) const
{
    mysql_stmt_close(statement);
}

void MySqlDeleter::operator()(st_mysql_res *result) const
{
    mysql_free_result(result);
}

MySqlConnection openMySql(const ConnectionOptions &options, const QStringList &setup)
{
    MySqlConnection connection = connected(options);
    setUpMySql(connection.get(), options, setup);
    return connection;
}

void setUpMySql(st_mysql *connection, const ConnectionOptions &options, const QStringList &setup)
{
    const mysql::Parameters parameters = mysql::parametersOf(options);
    refuseClearText(connection, options, parameters);
    const QDeadlineTimer deadline(parameters.connectTimeout);
    const mysql::Wait wait([&deadline] { return !deadline.hasExpired(); });
    const mysql::Wait::Scope scope(wait);
    for (const QString &statement : setup)
        if (!run(connection, statement.toUtf8()))
            throwNotSetUp(connection, options, deadline);
    if (!options.hasSubstitutes)
        return;
    if (const QString lack = lackOfMySql(connection, !options.readOnly); !lack.isEmpty())
        throw ConnectionError(mysql::placeOf(options) + u' ' + lack);
}

void makeWaiting(st_mysql *connection)
{
    mysql_optionsv(connection, MARIADB_OPT_IO_WAIT,
                   reinterpret_cast<void *>(&mysql::Wait::awaitSocket));
}

QString lackOfMySql(st_mysql *connection, bool writes)
{
    const auto settings =
        shown(connection, "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('wsrep_on', 'read_only')");
    if (settings.isEmpty())
        return u"does not say whether it can work."_s;
    if (writes && settings.value("read_only", "OFF") != "OFF")
        return u"only reads, and cannot be written to."_s;
    if (settings.value("wsrep_on") != "ON")
        return {};
    // A node alone still answers SELECT 1.
    const auto state = shown(connection, "SHOW GLOBAL STATUS WHERE Variable_name IN "
                                         "('wsrep_ready', 'wsrep_cluster_status')");
    const bool isPrimary =
        state.value("wsrep_ready") == "ON" && state.value("wsrep_cluster_status") == "Primary";
    return isPrimary ? QString() : u"has lost the others of its cluster, and refuses to work."_s;
}

bool stopMySql(const ConnectionOptions &options, unsigned long connection)
{
    try {
        const MySqlConnection other = connected(options);
        const QDeadlineTimer deadline(mysql::parametersOf(options).connectTimeout);
        const mysql::Wait wait([&deadline] { return !deadline.hasExpired(); });
        const mysql::Wait::Scope scope(wait);
        return run(other.get(), "KILL QUERY " + QByteArray::number(qulonglong(connection)));
    } catch (const BaseError &) {
        return false;
    }
}

} // namespace orm
