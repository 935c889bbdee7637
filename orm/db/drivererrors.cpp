#include "orm/db/drivererrors.h"

#include "orm/db/driver.h"

namespace orm {

using namespace Qt::StringLiterals;

ErrorFacts factsOf(const DriverError &error, const Statement &statement, const QVariantList &binds)
{
    return {.message = error.text,
            .sql = statement.text,
            .binds = binds,
            .fields = {},
            .driverCode = error.code,
            .driverText = error.text,
            .errors = {},
            .rows = {},
            .table = error.table,
            .constraint = error.constraint};
}

ValidationErrorItem uniqueItem(const QString &column, const QVariant &value)
{
    return {.message = column + " must be unique"_L1,
            .type = u"unique violation"_s,
            .path = column,
            .value = value,
            .validatorKey = u"not_unique"_s,
            .origin = u"DB"_s};
}

QString hostOf(const ConnectionOptions &options)
{
    return options.host.isEmpty() ? u"this machine"_s : QString(options.host);
}

QString userOf(const ConnectionOptions &options)
{
    return options.username.isEmpty() ? u"a connection without a user name"_s
                                      : u"the user "_s + options.username;
}

QString placeOf(const ConnectionOptions &options, int usualPort)
{
    return u"The database %1 on %2:%3"_s.arg(options.database, hostOf(options))
        .arg(options.port > 0 ? options.port : usualPort);
}

int millisecondsOf(const ConnectionOptions &options, QLatin1StringView name, int otherwise)
{
    const QVariant given = options.dialectOptions.value(name);
    if (!given.isValid())
        return otherwise;
    bool isNumber = false;
    const int milliseconds = given.toInt(&isNumber);
    if (!isNumber || milliseconds < 0)
        throw InvalidConnectionError(
            u"The option %1 must be a number of milliseconds."_s.arg(name));
    return milliseconds;
}

void throwNoAnswer(const QString &place, int milliseconds)
{
    throw ConnectionTimedOutError(
        u"%1 did not answer within %2 ms. Is the address right, and does a firewall let it through?"_s
            .arg(place)
            .arg(milliseconds));
}

QString asSentence(const QString &words)
{
    const QString text = words.trimmed();
    const bool isEnded = text.isEmpty() || QStringView(u".!?").contains(text.back());
    return isEnded ? text : text + u'.';
}

void throwEndedInSetup(const QString &place, const QString &code, const QString &words)
{
    throwAs<ConnectionError>(
        place + " was reached, and the connection has ended before the session was set up:"_L1,
        code, words);
}

void throwOwnLibrary(QLatin1StringView driver)
{
    throw ConnectionError(u"Qt's driver %1 brings a client library of its own, so that what it "
                          "loses cannot be read: leave .portable out."_s.arg(driver));
}

void throwEnded(ErrorFacts facts)
{
    facts.message = u"The connection to the database has ended: %1 What was not committed is lost; "
                    "the next call connects again."_s.arg(asSentence(facts.driverText));
    throw ConnectionError(facts);
}

} // namespace orm
