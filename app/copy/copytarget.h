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
/// Makes the tables that are missing. Those of a file have no indexes of ours, which are made in
/// half the time, and with far less in the journal, when all rows are there (Indexer).
/// Throws orm::BaseError when one cannot be made in `place`.
void makeTables(orm::Session &session, const std::vector<CopiedTable> &tables,
                const QString &place);
/// Has the next key that the database makes for each table come behind the highest one that the
/// shop has ever given; 0: none. Outside of a transaction, which it would end on MariaDB.
void raiseKeyCounters(const std::vector<CopiedTable> &tables, const std::vector<qint64> &highest);
/// Has the next key that the database makes come behind the highest one there is, where it does not
/// look for itself.
void moveKeyCounters(orm::Session &session, const std::vector<CopiedTable> &tables);
