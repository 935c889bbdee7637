#include "orm/db/postgres/postgresqtrunner.h"

#include "orm/core/error.h"
#include "orm/db/drivererrors.h"
#include "orm/db/postgres/postgrescells.h"
#include "orm/db/postgres/postgreserrors.h"
#include "orm/db/postgres/postgresoptions.h"
#include "orm/db/postgres/postgresqttext.h"
#include "orm/db/qtdatabase.h"
#include "orm/db/statementvalues.h"

#include <libpq-fe.h>

#include <QElapsedTimer>
#include <QScopeGuard>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlResult>

#include <sys/socket.h>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr auto plugin = "QPSQL"_L1;

// Opening

using Parameters = QMap<QString, QString>;

/// What libpq is told by itself, with the time that it may take.
Parameters byName(const PostgresParameters &parameters, const ConnectionOptions &options)
{
    constexpr int millisecondsPerSecond = 1'000;
    const int seconds =
        (postgresConnectTimeout(options) + millisecondsPerSecond - 1) / millisecondsPerSecond;
    Parameters named{{u"connect_timeout"_s, QString::number(seconds)}};
    for (const auto &[name, value] : parameters.told)
        named.insert(QString::fromUtf8(name), QString::fromUtf8(value));
    return named;
}

/// All in libpq's form; Qt parts them at semicolons, wherever they stand.
QString connectOptions(const Parameters &parameters)
{
    QStringList parts;
    for (auto each = parameters.begin(); each != parameters.end(); ++each) {
        if (each->contains(u';') || each.key().contains(u';'))
            throw InvalidConnectionError(
                u"Qt's driver cannot be told the option %1, since a semicolon stands in it."_s.arg(
                    each.key()));
        QString text = *each;
        text.replace(u'\\', "\\\\"_L1).replace(u'\'', "\\'"_L1);
        parts += each.key() + "='"_L1 + text + u'\'';
    }
    return parts.join(u';');
}

/// QPSQL tells the words of libpq and no code. So libpq is asked itself, which knows the code.
[[noreturn]] void throwNotOpened(const ConnectionOptions &options, const QStringList &setup,
                                 const QString &words, qint64 elapsed)
{
    const int limit = postgresConnectTimeout(options);
    if (elapsed >= limit || words.contains("timeout expired"_L1))
        throwNoAnswer(placeOf(options), limit);
    (void)openPostgres(options, setup);
    throwCannotConnect(options, words);
}

void connect(const QtDatabase &own, const ConnectionOptions &options, const QStringList &setup)
{
    QSqlDatabase database = own.handle();
    const PostgresParameters told = postgresParameters(options);
    Parameters parameters = byName(told, options);
    database.setHostName(parameters.take(u"host"_s));
    database.setDatabaseName(parameters.take(u"dbname"_s));
    const QString user = parameters.take(u"user"_s);
    const QString password = parameters.take(u"password"_s);
    database.setConnectOptions(connectOptions(parameters));
    QElapsedTimer timer;
    timer.start();
    if (!database.open(user, password))
        throwNotOpened(options, setup, database.lastError().databaseText(), timer.elapsed());
}

PGconn *handleOf(const QtDatabase &own)
{
    const QVariant handle = own.handle().driver()->handle();
    if (!own.hasFunction("PQexec") || handle.typeName() != QByteArrayView("pg_conn*"))
        throwOwnLibrary(plugin);
    return *static_cast<PGconn *const *>(handle.constData());
}

// Results

/// What a query holds at the moment: a row, what stands behind the last one, or an error.
const PGresult *heldBy(const QSqlQuery &query)
{
    const QVariant handle = query.result()->handle();
    return handle.isValid() ? *static_cast<PGresult *const *>(handle.constData()) : nullptr;
}

} // namespace

std::unique_ptr<StatementRunner> PostgresQtRunner::open(const ConnectionOptions &options,
                                                        const QStringList &setup)
{
    const auto own = std::make_shared<QtDatabase>(plugin, u"libqt6sql6-psql"_s);
    connect(*own, options, setup);
    PGconn *const handle = handleOf(*own);
    refuseClearText(handle, options);
    PQsetNoticeReceiver(
        handle, [](void *, const PGresult *) {}, nullptr);
    // Qt calls the encoding by another name.
    const QStringList settings = setup + QStringList{u"SET client_encoding = 'UTF8'"_s};
    if (const QSqlError error = own->setUp(settings); error.isValid())
        throwNotSetUp(handle, options, error.databaseText());
    return std::unique_ptr<StatementRunner>(
        new PostgresQtRunner(own, PostgresConnection(own, handle), options));
}

PostgresQtRunner::PostgresQtRunner(const std::shared_ptr<QtDatabase> &database,
                                   PostgresConnection connection, const ConnectionOptions &options)
    : PostgresRunner(std::move(connection), options)
    , m_database(database)
    , m_stop(postgresConnectTimeout(options))
{
}

Result PostgresQtRunner::run(const Statement &statement, const QVariantList &binds,
                             const std::shared_ptr<RowHead> &head)
{
    return send(
        statement, PostgresValues(statement, binds), [&binds] { return binds; }, head);
}

Result PostgresQtRunner::runBlock(const Statement &statement, const BlockCells &cells,
                                  const std::shared_ptr<RowHead> &head)
{
    const auto bindsOf = [&] { return StatementValues(cells, statement.dialect).binds(statement); };
    return send(statement, PostgresValues(statement, cells), bindsOf,
                head ? head : std::make_shared<RowHead>());
}

qint64 PostgresQtRunner::runKeys(const Statement &statement, const QVariantList &binds,
                                 const TakeKey &take)
{
    return StatementRunner::runKeys(statement, binds, take);
}

Result PostgresQtRunner::send(const Statement &statement, const PostgresValues &values,
                              const BindsOf &bindsOf, const std::shared_ptr<RowHead> &head)
{
    if (!isPlain(statement, values.count()))
        throwUnlessOne(statement);
    const QString text = postgresText(statement, values);
    (void)sentText(text);
    QSqlQuery query(m_database->handle());
    query.setForwardOnly(true);
    begin();
    Result result;
    const bool isDone = [&] {
        const auto ended = qScopeGuard([this] { m_stop.end(); });
        return query.exec(text) && read(query, statement, head, result);
    }();
    if (!isDone)
        fail(heldBy(query), statement, bindsOf());
    return result;
}

void PostgresQtRunner::begin()
{
    noteBegin();
    const auto callOff = [this](StatementStop::Why why) {
        if (why == StatementStop::Why::Unwanted) {
            noteStopped();
            (void)stopPostgres(cancel(), patience());
            return;
        }
        // Nothing else ends the waiting of libpq.
        noteLate();
        shutdown(PQsocket(connection()), SHUT_RDWR);
    };
    m_stop.begin(callOff, limit() > 0 ? limit() + patience() : 0);
}

/// A text that goes as it stands may be several statements to the server. One that is to read or to
/// write rows is a single one, as it is where it is prepared; and COPY would have Qt wait for ever.
void PostgresQtRunner::throwUnlessOne(const Statement &statement) const
{
    const char *setting = PQparameterStatus(connection(), "standard_conforming_strings");
    const bool isKnown = QByteArrayView(setting) == "on" || !statement.text.contains(u'\\');
    const bool isOne =
        isOneStatement(statement.text) && (isKnown || !statement.text.contains(u';'));
    if (isOne && !statement.text.trimmed().startsWith("COPY"_L1, Qt::CaseInsensitive))
        return;
    throwPostgresError(
        {.code = u"42601"_s,
         .text = u"This can only be one statement of SQL that is no COPY: send several one after "
                 "the other."_s},
        statement, {});
}

/// Reads all that a text has given: the last result counts, as it does for libpq.
bool PostgresQtRunner::read(QSqlQuery &query, const Statement &statement,
                            const std::shared_ptr<RowHead> &head, Result &result)
{
    do {
        result = {};
        if (query.isSelect() && !readRows(query, statement.isAboutOneRow, head, result.rows))
            return false;
        if (const PGresult *held = heldBy(query)) {
            result.affected = affectedBy(held);
            throwIfRolledBack(held, statement);
        }
    } while (query.nextResult());
    return !query.lastError().isValid();
}

bool PostgresQtRunner::readRows(QSqlQuery &query, bool isAboutOneRow,
                                const std::shared_ptr<RowHead> &head, RowSet &rows)
{
    nameColumns(heldBy(query), *head);
    rows.columns = head->columns;
    PostgresCells cells(heldBy(query));
    QExplicitlySharedDataPointer<RowBlock> block;
    while (query.next()) {
        if (isAboutOneRow && block)
            continue; // the rest must be read all the same
        if (!block || block->isFull()) {
            block = new RowBlock(head);
            rows.blocks += RowBlockPointer(block.data());
        }
        cells.setResult(heldBy(query));
        cells.appendRow(*block, 0);
    }
    if (block)
        block->squeeze();
    return !query.lastError().isValid();
}

void PostgresQtRunner::setCancelCheck(std::function<bool()> isCancelled)
{
    m_stop.setCancelCheck(std::move(isCancelled));
}

void PostgresQtRunner::interrupt()
{
    m_stop.callOff();
}

} // namespace orm
