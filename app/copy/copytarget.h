#pragma once

#include "app/copy/copiedtable.h"

namespace orm {
class Session;
}

/// Throws orm::BaseError, with a sentence that says what is there, when a shop cannot be copied to
/// this database, which the user knows as `place`, since it has rows already, or something else
/// under the name of a table.
void refuseUnlessEmpty(orm::Session &session, const std::vector<CopiedTable> &tables,
                       const QString &place);
/// Makes the tables that are missing, without our indexes, which are made in a fraction of the time
/// when all rows are there.
/// Throws orm::BaseError when one cannot be made in `place`.
void makeTables(orm::Session &session, const std::vector<CopiedTable> &tables,
                const QString &place);
/// Makes these indexes on a server; those of a file are made when it is opened (Indexer), as are
/// all that cannot be made now.
void makeIndexes(const std::vector<CopiedTable> &tables);
/// Has the next key that the database makes for each table come behind the highest one that the
/// shop has ever given; 0: none. Outside of a transaction, which it would end on MariaDB.
void raiseKeyCounters(const std::vector<CopiedTable> &tables, const std::vector<qint64> &highest);
/// Has the next key that the database makes come behind the highest one there is, where it does not
/// look for itself.
void moveKeyCounters(orm::Session &session, const std::vector<CopiedTable> &tables);
