#include "orm/db/mysql/mysqlerrors.h"

#include "orm/db/drivererrors.h"

#include <QRegularExpression>

#include <algorithm>
#include <cerrno>
#include <iterator>

namespace orm::mysql {

using namespace Qt::StringLiterals;

namespace {

enum Number : unsigned int {
    TooManyConnections = 1040,
    NoRight = 1044,
    AccessDenied = 1045,
    NoDatabase = 1049,
    Duplicate = 1062,
    CannotDrop = 1091,
    FailedInCommit = 1180,
    TooManyOfUser = 1203,
    NoParentRow = 1216,
    RowIsReferenced = 1217,
    TooManyOfUserAtOnce = 1226,
    DuplicateForKey = 1586,
    RowIsReferencedBy = 1451,
    NoParentRowFor = 1452,
    StatementTime = 1969,
    ExecutionTime = 3024,
    LockNotAvailable = 3572,
    NoServer = 2002,
    NoServerAtPort = 2003,
    NoHost = 2005,
    NoEncryption = 2026,
};

constexpr unsigned int endings[] = {
    1053, // the server stops
    1927, // killed
    2006, // gone
    2013, // lost in mid-statement
    2055, // lost, with the system's reason
    4031, // waited too long
};

/// "Duplicate entry 'Emma-Jane Austen' for key 'books.title_author'": the server tells the index
/// and not its columns. An index of one column has the column's name, unless it was given one.
[[noreturn]] void throwUnique(ErrorFacts facts)
{
    static const QRegularExpression form(u"^Duplicate entry '(.*)' for key '?(.*?)'?$"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = form.match(facts.message);
    if (match.hasMatch()) {
        const QString index = match.captured(2).section(u'.', -1);
        facts.constraint = index;
        facts.fields = {index};
        facts.errors += uniqueItem(index, match.captured(1));
        facts.message = u"Validation error"_s;
    }
    throw UniqueConstraintError(facts);
}

/// A name in backticks, in which one stands twice.
QString unquoted(QString name)
{
    return name.replace("``"_L1, "`"_L1);
}

[[noreturn]] void throwForeignKey(ErrorFacts facts, unsigned int number)
{
    static const QRegularExpression form(
        u"\\(`(?:[^`]|``)*`\\.`((?:[^`]|``)*)`, CONSTRAINT `((?:[^`]|``)*)` FOREIGN KEY \\((.*?)\\) REFERENCES"_s);
    facts.keySide =
        number == NoParentRow || number == NoParentRowFor ? KeySide::Child : KeySide::Parent;
    if (const auto match = form.match(facts.message); match.hasMatch()) {
        facts.table = unquoted(match.captured(1));
        facts.constraint = unquoted(match.captured(2));
        for (const QString &column : match.captured(3).split(", "_L1))
            facts.fields += unquoted(column.mid(1, column.size() - 2));
    }
    throw ForeignKeyConstraintError(facts);
}

void throwIfUnknownConstraint(ErrorFacts facts)
{
    static const QRegularExpression form(
        u"DROP (?:FOREIGN KEY|CONSTRAINT|INDEX) `((?:[^`]|``)*)`"_s);
    const QRegularExpressionMatch match = form.match(facts.message);
    if (!match.hasMatch())
        return;
    facts.constraint = unquoted(match.captured(1));
    throw UnknownConstraintError(facts);
}

/// The system's own number at the end of "Can't connect to server on 'shop.example' (113)".
int systemError(const QString &words)
{
    static const QRegularExpression form(u"\\((\\d+)\\)$"_s);
    return form.match(words).captured(1).toInt();
}

[[noreturn]] void throwNotReached(const QString &host, const QString &code, const QString &words)
{
    const int reason = systemError(words);
    if (reason == EHOSTUNREACH || reason == ENETUNREACH)
        throwAs<HostNotReachableError>(u"No way leads to %1: check the network."_s.arg(host), code,
                                       words);
    throwAs<ConnectionRefusedError>(
        u"No server listens on %1: is it started, and is the port right?"_s.arg(host), code, words);
}

} // namespace

bool hasEnded(unsigned int number, const QString &words)
{
    return std::ranges::find(endings, number) != std::end(endings)
           || (number == FailedInCommit && words.contains("Not connected to Primary Component"_L1));
}

bool isOutOfService(unsigned int number, const QString &words)
{
    return number == NotInService && words.contains("WSREP"_L1);
}

void throwError(const DriverError &error, const Statement &statement, const QVariantList &binds)
{
    ErrorFacts facts = factsOf(error, statement, binds);
    const unsigned int number = error.code.toUInt();
    if (hasEnded(number, error.text))
        throwEnded(std::move(facts));
    if (isOutOfService(number, error.text)) {
        facts.message = u"The server has lost the others of its cluster, and refuses to work: %1 "
                        "The next call connects again."_s.arg(error.text);
        throw ConnectionError(facts);
    }
    switch (number) {
    case Duplicate:
    case DuplicateForKey: throwUnique(std::move(facts));
    case NoParentRow:
    case NoParentRowFor:
    case RowIsReferenced:
    case RowIsReferencedBy: throwForeignKey(std::move(facts), number);
    case CannotDrop: throwIfUnknownConstraint(facts); break;
    case LockWaitTimeout:
    case StatementTime:
    case ExecutionTime:
    case LockNotAvailable: throw TimeoutError(facts);
    default: break;
    }
    throw DatabaseError(facts);
}

void throwCannotConnect(const ConnectionOptions &options, unsigned int number, const QString &words)
{
    const QString code = QString::number(number);
    const QString host = hostOf(options);
    switch (number) {
    case AccessDenied:
    case NoRight:
        throwAs<AccessDeniedError>(
            u"The server refuses %1: check name and password."_s.arg(userOf(options)), code, words);
    case NoDatabase:
        throwAs<ConnectionError>(
            u"The server has no database %1: create it, or check its name."_s.arg(options.database),
            code, words);
    case TooManyConnections:
    case TooManyOfUser:
    case TooManyOfUserAtOnce:
        throwAs<ConnectionError>(
            u"The server has no connection left: close others, or raise its max_connections."_s,
            code, words);
    case NoHost:
        throwAs<HostNotFoundError>(u"No host is called %1: check its name."_s.arg(host), code,
                                   words);
    case NoEncryption:
        throwAs<ConnectionError>(
            u"No encrypted connection to %1 could be made, and it was asked for."_s.arg(host), code,
            words);
    case NoServer:
    case NoServerAtPort: throwNotReached(host, code, words);
    default:
        throwAs<ConnectionError>(u"No connection to %1 could be opened."_s.arg(host), code, words);
    }
}

} // namespace orm::mysql
