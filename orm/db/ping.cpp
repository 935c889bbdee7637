#include "orm/db/ping.h"

#include "orm/core/error.h"
#include "orm/db/database.h"

#include <QElapsedTimer>

namespace orm {

using namespace Qt::StringLiterals;

QFuture<std::chrono::nanoseconds> ping(Database &database)
{
    return database.submit(Access::Read, u"ping"_s, [](const Connection &connection) {
        QElapsedTimer clock;
        clock.start();
        if (!connection.isAlive())
            throw ConnectionError(u"The connection to the database has ended."_s);
        return std::chrono::nanoseconds(clock.nsecsElapsed());
    });
}

} // namespace orm
