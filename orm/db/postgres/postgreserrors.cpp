#include "orm/db/postgres/postgreserrors.h"

#include "orm/db/drivererrors.h"
#include "orm/db/postgres/postgresoptions.h"

#include <libpq-fe.h>

#include <QRegularExpression>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// The names and values of "Key (title, author)=(Emma, Jane Austen) already exists.", which has its
/// brackets in every language.
struct Key
{
    QStringList fields;
    QStringList values;
};

Key keyOf(QString detail)
{
    static const QRegularExpression form(u"\\((.*?)\\)=\\((.*)\\)"_s);
    const QRegularExpressionMatch match = form.match(detail.remove(u'"'));
    if (!match.hasMatch())
        return {};
    return {.fields = match.captured(1).split(", "_L1), .values = match.captured(2).split(", "_L1)};
}

/// A detail without the values in it: the server tells those of rows that were there before, too,
/// and some of them nobody is to read.
QString withoutValues(const DriverError &error)
{
    static const QRegularExpression values(u"=\\(.*\\)"_s,
                                           QRegularExpression::DotMatchesEverythingOption);
    const bool isWholeRow = error.code == "23502"_L1 || error.code == "23514"_L1;
    return isWholeRow ? QString() : QString(error.detail).replace(values, u"=(***)"_s);
}

[[noreturn]] void throwUnique(ErrorFacts facts, const DriverError &error)
{
    const Key key = keyOf(error.detail);
    facts.fields = key.fields;
    for (qsizetype i = 0; i < key.fields.size(); ++i)
        facts.errors += uniqueItem(key.fields.at(i), key.values.value(i));
    if (!key.fields.isEmpty())
        facts.message = u"Validation error"_s;
    throw UniqueConstraintError(facts);
}

/// Whether the server ended the connection with these words: it stops, or was told to, or somebody
/// waited too long.
bool hasEnded(const QString &code)
{
    return code.startsWith("08"_L1) || code.startsWith("57P"_L1) || code == "25P03"_L1;
}

QString text(const pg_result *result, int field)
{
    return QString::fromUtf8(PQresultErrorField(result, field));
}

/// The SQLSTATE in libpq's message; empty where the server was not reached.
QString codeIn(const QString &message)
{
    static const QRegularExpression code(u": {2}([0-9A-Z]{5}): "_s);
    return code.match(message).captured(1);
}

bool says(const QString &message, std::initializer_list<QLatin1StringView> words)
{
    return std::ranges::any_of(
        words, [&](QLatin1StringView word) { return message.contains(word, Qt::CaseInsensitive); });
}

/// libpq tells the reason why a certificate does not hold only in part.
void throwIfUntrusted(const QString &message, const QString &host, const QString &code,
                      const QString &words)
{
    if (says(message, {"certificate verify failed"_L1}))
        throwAs<ConnectionError>(
            u"The certificate of %1 does not hold: is it of an authority that is trusted here "
            "(ssl.ca or sslrootcert name others), is it valid today, and is the clock right?"_s.arg(
                host),
            code, words);
    if (says(message, {"does not match host name"_L1}))
        throwAs<ConnectionError>(u"The certificate is of another host than %1: is this the name "
                                 "that stands in it, and the right server?"_s.arg(host),
                                 code, words);
}

} // namespace

bool isGood(const pg_result *result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

DriverError postgresError(const pg_result *result)
{
    return {.code = text(result, PG_DIAG_SQLSTATE),
            .text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)
                        ? text(result, PG_DIAG_MESSAGE_PRIMARY)
                        : QString::fromUtf8(PQresultErrorMessage(result)).trimmed(),
            .detail = text(result, PG_DIAG_MESSAGE_DETAIL),
            .table = text(result, PG_DIAG_TABLE_NAME),
            .constraint = text(result, PG_DIAG_CONSTRAINT_NAME),
            .column = text(result, PG_DIAG_COLUMN_NAME)};
}

QString readableMessage(const QString &message)
{
    static const QRegularExpression code(u": {2}[0-9A-Z]{5}: "_s);
    QStringList lines;
    for (const QString &line : message.split(u'\n', Qt::SkipEmptyParts))
        if (!line.startsWith("LOCATION:"_L1) && line != "invalid socket"_L1)
            lines += QString(line).replace(code, ": "_L1).simplified();
    return lines.join(u' ');
}

void throwPostgresError(const DriverError &error, const Statement &statement,
                        const QVariantList &binds)
{
    static const QRegularExpression unknown(
        u"(?:constraint|index) \"(.*?)\" of relation \"(.*?)\" does not exist"_s);
    ErrorFacts facts = factsOf(error, statement, binds);
    if (const QString detail = withoutValues(error); !detail.isEmpty())
        facts.driverText += u'\n' + detail;
    if (hasEnded(error.code)) {
        facts.driverText = readableMessage(facts.driverText);
        throwEnded(std::move(facts));
    }
    if (error.code == "23505"_L1)
        throwUnique(std::move(facts), error);
    if (error.code == "23502"_L1) {
        facts.fields = {error.column};
        facts.errors = {notNullItem(error.column)};
        throw DatabaseError(facts);
    }
    if (error.code == "23503"_L1)
        throw ForeignKeyConstraintError(facts);
    if (error.code == "23P01"_L1) {
        facts.fields = keyOf(error.detail).fields;
        throw ExclusionConstraintError(facts);
    }
    if (const auto match = unknown.match(error.text);
        error.code == "42704"_L1 && match.hasMatch()) {
        facts.constraint = match.captured(1);
        facts.table = match.captured(2);
        throw UnknownConstraintError(facts);
    }
    if (error.code == "25006"_L1)
        facts.message = u"%1 A replica, and a transaction that only reads, take no writes and no "
                        "locks: useMaster, or .kind = StatementKind::Write, sends a statement to "
                        "the server that is written to."_s.arg(asSentence(error.text));
    // A limit of the session was reached: statement_timeout, lock_timeout, NOWAIT.
    if (error.code == "57014"_L1)
        facts.message = u"The statement took longer than it may, and was stopped: %1. Make it "
                        "quicker, or raise timeouts.statement."_s.arg(error.text);
    if (error.code == "57014"_L1 || error.code == "55P03"_L1)
        throw TimeoutError(facts);
    throw DatabaseError(facts);
}

void throwCannotConnect(const ConnectionOptions &options, const QString &message)
{
    const QString words = readableMessage(message);
    const QString code = codeIn(message);
    const QString host = hostOf(options);
    if (code.startsWith("28"_L1) || code == "42501"_L1
        || says(message, {"no password supplied"_L1}))
        throwAs<AccessDeniedError>(
            u"The server refuses %1: check name and password."_s.arg(userOf(options)), code, words);
    if (code == "3D000"_L1)
        throwAs<ConnectionError>(
            u"The server has no database %1: create it, or check its name."_s.arg(options.database),
            code, words);
    if (code == "53300"_L1)
        throwAs<ConnectionError>(
            u"The server has no connection left: close others, or raise its max_connections."_s,
            code, words);
    if (code.startsWith("57P"_L1))
        throwAs<ConnectionError>(u"The server is starting or stopping: try again soon."_s, code,
                                 words);
    if (says(message, {"invalid connection option"_L1, "invalid sslmode"_L1, "invalid port"_L1,
                       "invalid integer value"_L1}))
        throwAs<InvalidConnectionError>(u"An option of the connection cannot be used."_s, code,
                                        words);
    if (says(message, {"could not translate host name"_L1}))
        throwAs<HostNotFoundError>(u"No host is called %1: check its name."_s.arg(host), code,
                                   words);
    if (says(message, {"connection refused"_L1, "no such file"_L1}))
        throwAs<ConnectionRefusedError>(
            u"No server listens on %1: is it started, and is the port right?"_s.arg(host), code,
            words);
    if (says(message, {"no route to host"_L1, "network is unreachable"_L1}))
        throwAs<HostNotReachableError>(u"No way leads to %1: check the network."_s.arg(host), code,
                                       words);
    throwIfUntrusted(message, host, code, words);
    throwAs<ConnectionError>(u"No connection to %1 could be opened."_s.arg(host), code, words);
}

void throwNotSetUp(const pg_conn *connection, const ConnectionOptions &options,
                   const QString &message)
{
    if (PQstatus(connection) == CONNECTION_BAD)
        throwEndedInSetup(placeOf(options), codeIn(message), readableMessage(message));
    throw InvalidConnectionError(
        u"%1 refuses a setting: %2"_s.arg(placeOf(options), message.trimmed()));
}

} // namespace orm
