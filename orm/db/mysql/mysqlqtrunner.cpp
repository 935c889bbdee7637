#include "orm/db/mysql/mysqlqtrunner.h"

#include "orm/core/error.h"
#include "orm/db/drivererrors.h"
#include "orm/db/mysql/mysqlcells.h"
#include "orm/db/mysql/mysqlerrors.h"
#include "orm/db/mysql/mysqloptions.h"
#include "orm/db/mysql/mysqlvalues.h"
#include "orm/db/qtdatabase.h"
#include "orm/db/statementtext.h"
#include "orm/db/statementvalues.h"

#include <mysql.h>

#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlResult>

#include <array>
#include <charconv>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr auto plugin = "QMYSQL"_L1;

// Opening

/// The files of encryption, of which one must be named, or there is none. Qt's plug-in has no way
/// to say that the certificate must be that of the host.
QStringList sslOptions(const mysql::Parameters &parameters)
{
    if (!parameters.isEncrypted)
        return {};
    if (parameters.isVerified)
        throw InvalidConnectionError(
            u"Qt's driver %1 cannot check whose certificate a server has: leave .portable out, or "
            "say ssl.rejectUnauthorized = false in dialectOptions, which trusts everybody."_s.arg(
                plugin));
    QStringList options{u"SSL_CIPHER=DEFAULT"_s};
    const auto add = [&options](QLatin1StringView name, const QByteArray &file) {
        if (file.contains(';'))
            throw InvalidConnectionError(
                u"Qt's driver cannot be told the file %1, since a semicolon stands in it."_s.arg(
                    QString::fromUtf8(file)));
        if (!file.isEmpty())
            options += name + u'=' + QString::fromUtf8(file);
    };
    add("SSL_CA"_L1, parameters.authorities);
    add("SSL_CERT"_L1, parameters.certificate);
    add("SSL_KEY"_L1, parameters.key);
    return options;
}

QString connectOptions(const mysql::Parameters &parameters)
{
    constexpr int millisecondsPerSecond = 1'000;
    const int seconds =
        (parameters.connectTimeout + millisecondsPerSecond - 1) / millisecondsPerSecond;
    QStringList options{u"CLIENT_FOUND_ROWS=1"_s, u"MYSQL_OPT_CONNECT_TIMEOUT=%1"_s.arg(seconds)};
    if (!parameters.socket.isEmpty())
        options += "UNIX_SOCKET="_L1 + QString::fromUtf8(parameters.socket);
    if (parameters.isCompressed)
        options += u"CLIENT_COMPRESS=1"_s;
    return (options + sslOptions(parameters)).join(u';');
}

void connect(const QtDatabase &own, const ConnectionOptions &options)
{
    const mysql::Parameters parameters = mysql::parametersOf(options);
    QSqlDatabase database = own.handle();
    // libmariadb takes "localhost" for the socket of its own choice.
    const bool isLoopback = parameters.socket.isEmpty() && parameters.host == "localhost";
    database.setHostName(isLoopback ? u"127.0.0.1"_s : QString::fromUtf8(parameters.host));
    database.setPort(int(parameters.port));
    database.setDatabaseName(options.database);
    database.setConnectOptions(connectOptions(parameters));
    QElapsedTimer timer;
    timer.start();
    if (database.open(options.username, options.password))
        return;
    if (timer.elapsed() >= parameters.connectTimeout)
        throwNoAnswer(mysql::placeOf(options), parameters.connectTimeout);
    const QSqlError error = database.lastError();
    mysql::throwCannotConnect(options, error.nativeErrorCode().toUInt(), error.databaseText());
}

MYSQL *handleOf(const QtDatabase &own)
{
    const QVariant handle = own.handle().driver()->handle();
    if (!own.hasFunction("mysql_real_query") || handle.typeName() != QByteArrayView("st_mysql*"))
        throwOwnLibrary(plugin);
    return *static_cast<MYSQL *const *>(handle.constData());
}

/// What Qt allows that we do not: several statements in one text, and files of the client's that
/// the server asks for.
void forbid(MYSQL *connection, const ConnectionOptions &options)
{
    const unsigned int noFiles = 0;
    mysql_options(connection, MYSQL_OPT_LOCAL_INFILE, &noFiles);
    if (mysql_set_server_option(connection, MYSQL_OPTION_MULTI_STATEMENTS_OFF) == 0)
        return;
    const unsigned int number = mysql_errno(connection);
    const QString words = QString::fromUtf8(mysql_error(connection));
    if (mysql::hasEnded(number, words))
        throwEndedInSetup(mysql::placeOf(options), QString::number(number), words);
    throw ConnectionError(u"%1 does not stop taking several statements at once: %2"_s.arg(
        mysql::placeOf(options), words));
}

// Literals

/// A text stays data whatever the session says of backslashes: with one it is written as bytes.
QString textLiteral(QByteArrayView bytes)
{
    if (bytes.contains('\\') || bytes.contains('\0'))
        return " _utf8mb4 x'"_L1 + QLatin1StringView(bytes.toByteArray().toHex()) + u'\'';
    return u'\'' + QString::fromUtf8(bytes).replace(u'\'', "''"_L1) + u'\'';
}

QString literalOf(const st_mysql_bind &value)
{
    constexpr int numberRoom = 40;
    const QByteArrayView bytes(static_cast<const char *>(value.buffer),
                               qsizetype(value.buffer_length));
    switch (value.buffer_type) {
    case MYSQL_TYPE_NULL: return u"NULL"_s;
    case MYSQL_TYPE_LONGLONG: return QString::number(*static_cast<const qint64 *>(value.buffer));
    case MYSQL_TYPE_NEWDECIMAL: return QString::fromLatin1(bytes);
    case MYSQL_TYPE_DOUBLE: {
        std::array<char, numberRoom> room{};
        const double number = *static_cast<const double *>(value.buffer);
        const auto end = std::to_chars(room.data(), room.data() + room.size(), number,
                                       std::chars_format::scientific);
        return QString::fromLatin1(room.data(), end.ptr - room.data());
    }
    // Two thirds of what the digits of the bytes would take.
    case MYSQL_TYPE_BLOB:
        return u"FROM_BASE64('%1')"_s.arg(QLatin1StringView(bytes.toByteArray().toBase64()));
    default: return textLiteral(bytes);
    }
}

} // namespace

std::unique_ptr<StatementRunner> MySqlQtRunner::open(const ConnectionOptions &options,
                                                     const QStringList &setup)
{
    const auto own = std::make_shared<QtDatabase>(plugin, u"libqt6sql6-mysql"_s);
    connect(*own, options);
    MYSQL *const handle = handleOf(*own);
    makeWaiting(handle);
    forbid(handle, options);
    setUpMySql(handle, options, setup);
    return std::unique_ptr<StatementRunner>(
        new MySqlQtRunner(own, MySqlConnection(own, handle), options));
}

MySqlQtRunner::MySqlQtRunner(const std::shared_ptr<QtDatabase> &database,
                             MySqlConnection connection, const ConnectionOptions &options)
    : MySqlRunner(std::move(connection), options)
    , m_database(database)
{
}

Result MySqlQtRunner::run(const Statement &statement, const QVariantList &binds,
                          const std::shared_ptr<RowHead> &head)
{
    return send(
        statement, MySqlValues(binds), [&binds] { return binds; }, head);
}

Result MySqlQtRunner::runBlock(const Statement &statement, const BlockCells &cells,
                               const std::shared_ptr<RowHead> &head)
{
    const auto bindsOf = [&] { return StatementValues(cells, statement.dialect).binds(statement); };
    return send(statement, MySqlValues(statement, cells), bindsOf,
                head ? head : std::make_shared<RowHead>());
}

Result MySqlQtRunner::send(const Statement &statement, const MySqlValues &values,
                           const BindsOf &bindsOf, const std::shared_ptr<RowHead> &head)
{
    const Running running(*this);
    const QString text = textWithLiterals(statement, values.count(), [&values](qsizetype index) {
        return literalOf(values.binds()[index]);
    });
    throwUnlessSendable(text.toUtf8().size());
    QSqlQuery query(m_database->handle());
    query.setForwardOnly(true);
    const auto throwFailed = [&] {
        const QSqlError error = query.lastError();
        fail({error.nativeErrorCode().toUInt(), error.databaseText()}, statement, bindsOf());
    };
    if (!query.exec(text))
        throwFailed();
    // The library forgets the columns when it loses the connection behind them, so that Qt takes
    // the SELECT for a statement without rows.
    if (const Failure lost = failure(); lost.number != 0)
        fail(lost, statement, bindsOf());
    Result result;
    if (query.isSelect()) {
        if (!read(query, statement, head, result.rows))
            throwFailed();
        result.affected = statement.kind == StatementKind::Write ? result.rows.size() : 0;
    } else {
        result.affected = query.numRowsAffected();
        result.insertId = lastKey(statement, query.lastInsertId().toULongLong(), result.affected);
    }
    // A procedure may answer with more; its first rows count.
    while (query.nextResult()) {
    }
    if (query.lastError().isValid())
        throwFailed();
    noteTransaction(statement);
    noteEnd(statement);
    throwIfStopped(statement, bindsOf);
    return result;
}

/// Qt goes from row to row, and the row is read where it lies.
bool MySqlQtRunner::read(QSqlQuery &query, const Statement &statement,
                         const std::shared_ptr<RowHead> &head, RowSet &rows)
{
    const QVariant handle = query.result()->handle();
    if (handle.typeName() != QByteArrayView("st_mysql_res*"))
        throwOwnLibrary(plugin);
    MYSQL_RES *const held = *static_cast<MYSQL_RES *const *>(handle.constData());
    const MySqlCells cells(mysql_fetch_fields(held), mysql_num_fields(held));
    if (head->columns.isEmpty())
        head->columns = cells.names();
    rows.columns = head->columns;
    QExplicitlySharedDataPointer<RowBlock> block;
    while (query.next()) {
        if (!block || block->isFull()) {
            block = new RowBlock(head);
            rows.blocks += RowBlockPointer(block.data());
        }
        cells.appendText(*block, held->current_row, mysql_fetch_lengths(held));
        if (statement.isAboutOneRow)
            break; // the others are here already
    }
    if (block)
        block->squeeze();
    return !query.lastError().isValid();
}

} // namespace orm
