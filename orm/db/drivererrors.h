#pragma once

#include "orm/core/error.h"
#include "orm/db/connectionoptions.h"
#include "orm/sql/sql.h"

namespace orm {

struct DriverError;

/// What an error tells that means a failure of `statement`, which ran with `binds`.
[[nodiscard]] ErrorFacts factsOf(const DriverError &error, const Statement &statement,
                                 const QVariantList &binds);

/// What is wrong when a database refuses a second row with that value in a column.
[[nodiscard]] ValidationErrorItem uniqueItem(const QString &column, const QVariant &value = {});

/// "till.example", or "this machine" where none is given, for messages.
[[nodiscard]] QString hostOf(const ConnectionOptions &options);

/// "the user till", or "a connection without a user name", for messages.
[[nodiscard]] QString userOf(const ConnectionOptions &options);

/// "The database shop on till.example:5432", for messages. `usualPort`: where none is given.
[[nodiscard]] QString placeOf(const ConnectionOptions &options, int usualPort);

/// The option `name` among the dialectOptions, in milliseconds; `otherwise` where it is not given.
/// Throws InvalidConnectionError for what is no number, or below 0.
[[nodiscard]] int millisecondsOf(const ConnectionOptions &options, QLatin1StringView name,
                                 int otherwise);

/// A driver's own words with a full stop behind them, for messages that go on.
[[nodiscard]] QString asSentence(const QString &words);

/// Throws that nobody at `place` has answered within so many milliseconds.
[[noreturn]] void throwNoAnswer(const QString &place, int milliseconds);

/// Throws that the connection to `place` ended while its session was set up: ConnectionError, as
/// for one that could not be opened, so that another server is asked.
[[noreturn]] void throwEndedInSetup(const QString &place, const QString &code,
                                    const QString &words);

/// Throws that Qt's plug-in `driver` cannot be used for `portable`, since it brings a copy of the
/// client library for itself.
[[noreturn]] void throwOwnLibrary(QLatin1StringView driver);

/// Throws that a statement ended because its connection did, with what that means for the data.
[[noreturn]] void throwEnded(ErrorFacts facts);

/// Throws an error as `Class` whose message is `what` and then the driver's own words.
template<typename Class>
[[noreturn]] void throwAs(const QString &what, const QString &code, const QString &words)
{
    ErrorFacts facts;
    facts.message = what + u' ' + words;
    facts.driverCode = code;
    facts.driverText = words;
    throw Class(facts);
}

} // namespace orm
