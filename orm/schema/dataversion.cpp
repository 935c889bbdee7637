#include "orm/schema/dataversion.h"

#include "orm/db/connection.h"
#include "orm/db/database.h"
#include "orm/sql/sqlite/dataversion.h"

namespace orm {

using namespace Qt::StringLiterals;

QFuture<qint64> dataVersion(Database &database)
{
    // Always the same connection: each has a number of its own.
    return database.submit(Access::Write, u"dataVersion()"_s, [](Connection &connection) {
        return connection.execute(sqliteDataVersion()).rows.first().toLongLong();
    });
}

} // namespace orm
