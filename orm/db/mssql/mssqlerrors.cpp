#include "orm/db/mssql/mssqlerrors.h"

#include "orm/db/drivererrors.h"

#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace orm::mssql {

using namespace Qt::StringLiterals;

namespace {

enum Number : int {
    NullRefused = 515,
    BrokenKey = 547,
    LockTimeout = 1222,
    UniqueIndex = 2601,
    UniqueConstraint = 2627,
    CannotDropConstraint = 3728,
    NoDatabase = 4060,
    NoRightToDatabase = 916,
    LoginFailed = 18456,
    LoginUntrusted = 18452,
    StatementEnded = 3621,
    OptionFailed = 5701, // and the three behind it: what the session is told when it begins
    LastOptionFailed = 5704,
    CannotLoadDriver = 0,
    TooLate = 20003, // of FreeTDS, as are those that follow
    NoServer = 20009,
    NoHost = 20013,
};

/// FreeTDS's numbers of a connection that is no more.
constexpr int endings[] = {
    20004, // reading from the server failed
    20006, // writing to it failed
    20017, // it has closed the connection
    20047, // the connection is dead
};

/// "dbo.books" without its schema.
QString tableOf(const QString &name)
{
    return name.section(u'.', -1);
}

/// "Violation of UNIQUE KEY constraint 'uq_title'. Cannot insert duplicate key in object
/// 'dbo.books'. The duplicate key value is (Emma, Jane Austen).", or "Cannot insert duplicate key
/// row in object 'dbo.books' with unique index 'title'. …". The server tells the constraint and not
/// its columns; one of a single column mostly has the column's name.
[[noreturn]] void throwUnique(ErrorFacts facts)
{
    static const QRegularExpression constraint(
        u"^Violation of (?:UNIQUE|PRIMARY) KEY constraint '((?:[^']|'')*)'\\."_s);
    static const QRegularExpression index(u"with unique index '((?:[^']|'')*)'\\."_s);
    static const QRegularExpression object(u"in object '((?:[^']|'')*)'"_s);
    static const QRegularExpression value(u"The duplicate key value is \\((.*)\\)\\."_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    QRegularExpressionMatch rule = constraint.match(facts.message);
    if (!rule.hasMatch())
        rule = index.match(facts.message);
    if (!rule.hasMatch())
        throw UniqueConstraintError(facts);
    facts.constraint = rule.captured(1).replace("''"_L1, "'"_L1);
    facts.table = tableOf(object.match(facts.message).captured(1));
    facts.fields = {facts.constraint};
    const QRegularExpressionMatch given = value.match(facts.message);
    facts.errors +=
        uniqueItem(facts.constraint, given.hasMatch() ? QVariant(given.captured(1)) : QVariant());
    facts.message = u"Validation error"_s;
    throw UniqueConstraintError(facts);
}

/// "The INSERT statement conflicted with the FOREIGN KEY constraint "fk_book". The conflict
/// occurred in database "shop", table "dbo.publishers", column 'id'." REFERENCE stands there when
/// rows refer to what was deleted, and CHECK for another rule.
[[noreturn]] void throwConflict(ErrorFacts facts)
{
    static const QRegularExpression form(
        u"conflicted with the (?:SAME TABLE )?(FOREIGN KEY|REFERENCE|CHECK) constraint \"([^\"]*)\""_s);
    static const QRegularExpression place(u"table \"([^\"]*)\"(?:, column '([^']*)')?"_s);
    const QRegularExpressionMatch match = form.match(facts.message);
    facts.constraint = match.captured(2);
    if (match.captured(1) == "CHECK"_L1)
        throw DatabaseError(facts);
    facts.keySide = match.captured(1) == "REFERENCE"_L1 ? KeySide::Parent : KeySide::Child;
    // The place is that of the other side when a row refers to nothing.
    const QRegularExpressionMatch where = place.match(facts.message);
    if (facts.keySide == KeySide::Parent && where.hasMatch()) {
        facts.table = tableOf(where.captured(1));
        if (!where.captured(2).isEmpty())
            facts.fields = {where.captured(2)};
    }
    throw ForeignKeyConstraintError(facts);
}

/// "Cannot insert the value NULL into column 'title', table 'shop.dbo.books'; column does not allow
/// nulls. INSERT fails."
[[noreturn]] void throwNull(ErrorFacts facts)
{
    static const QRegularExpression form(u"into column '([^']*)', table '([^']*)'"_s);
    if (const QRegularExpressionMatch match = form.match(facts.message); match.hasMatch()) {
        facts.table = tableOf(match.captured(2));
        facts.fields = {match.captured(1)};
        facts.errors = {notNullItem(match.captured(1))};
    }
    throw DatabaseError(facts);
}

/// "'fk_book' is not a constraint."
[[noreturn]] void throwUnknownConstraint(ErrorFacts facts)
{
    static const QRegularExpression form(u"^'([^']*)' is not a constraint"_s);
    facts.constraint = form.match(facts.message).captured(1);
    throw UnknownConstraintError(facts);
}

bool onlyFollows(int number)
{
    return number == StatementEnded || (number >= OptionFailed && number <= LastOptionFailed);
}

} // namespace

Diagnostic mainOf(const QList<Diagnostic> &all)
{
    const auto found = std::ranges::find_if(
        all, [](const Diagnostic &each) { return each.number != 0 && !onlyFollows(each.number); });
    if (found != all.end())
        return *found;
    return all.isEmpty() ? Diagnostic{.state = {}, .text = u"The driver does not say why."_s}
                         : all.first();
}

bool hasEnded(int number)
{
    return std::ranges::find(endings, number) != std::end(endings);
}

void throwError(const DriverError &error, const Statement &statement, const QVariantList &binds)
{
    ErrorFacts facts = factsOf(error, statement, binds);
    const int number = error.code.toInt();
    if (hasEnded(number))
        throwEnded(std::move(facts));
    switch (number) {
    case UniqueConstraint:
    case UniqueIndex: throwUnique(std::move(facts));
    case BrokenKey: throwConflict(std::move(facts));
    case NullRefused: throwNull(std::move(facts));
    case CannotDropConstraint: throwUnknownConstraint(std::move(facts));
    case LockTimeout:
    case TooLate: throw TimeoutError(facts);
    default: throw DatabaseError(facts);
    }
}

void throwCannotConnect(const ConnectionOptions &options, const QString &code, QString words)
{
    const QString password = options.password;
    if (!password.isEmpty())
        words.replace(password, "***"_L1);
    const QString host = options.host.isEmpty() ? u"this machine"_s : QString(options.host);
    switch (code.toInt()) {
    case LoginFailed:
    case LoginUntrusted:
        throwAs<AccessDeniedError>(
            u"The server refuses %1: check name and password."_s.arg(userOf(options)), code, words);
    case NoDatabase:
    case NoRightToDatabase:
        throwAs<ConnectionError>(
            u"The server has no database %1 for this user: create it, or check its name."_s.arg(
                options.database),
            code, words);
    case TooLate:
        throwAs<ConnectionTimedOutError>(
            u"%1 did not answer in time. Is the address right, and does a firewall let it through?"_s
                .arg(host),
            code, words);
    case NoHost:
        throwAs<HostNotFoundError>(u"No host is called %1: check its name."_s.arg(host), code,
                                   words);
    case NoServer:
        throwAs<ConnectionRefusedError>(
            u"No server listens on %1: is it started, and is the port right?"_s.arg(host), code,
            words);
    case CannotLoadDriver:
        if (words.contains("Can't open lib"_L1) || words.contains("Data source name not found"_L1))
            throwAs<ConnectionError>(
                u"ODBC has no driver for SQL Server; install the package tdsodbc."_s, code, words);
        [[fallthrough]];
    default:
        throwAs<ConnectionError>(u"No connection to %1 could be opened."_s.arg(host), code, words);
    }
}

} // namespace orm::mssql
