#include "orm/db/drivererrors.h"

namespace orm {

using namespace Qt::StringLiterals;

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

QString placeOf(const ConnectionOptions &options, int usualPort)
{
    return u"The database %1 on %2:%3"_s.arg(options.database, hostOf(options))
        .arg(options.port > 0 ? options.port : usualPort);
}

void throwEnded(ErrorFacts facts)
{
    facts.message = u"The connection to the database has ended: %1 What was not committed is lost; "
                    "the next call connects again."_s.arg(facts.driverText.trimmed());
    throw ConnectionError(facts);
}

} // namespace orm
