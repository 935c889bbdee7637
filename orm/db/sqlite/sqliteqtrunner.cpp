#include "orm/db/sqlite/sqliteqtrunner.h"

#include "orm/db/sqlite/sqlitehandle.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <sqlite3.h>

#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

SqliteQtRunner::SqliteQtRunner(QtDatabase database, sqlite3 *handle, const Driver &driver)
    : QtRunner(std::move(database), driver)
    , m_handle(handle)
{
}

Result SqliteQtRunner::run(const Statement &statement, const QVariantList &binds,
                           const std::shared_ptr<RowHead> &head)
{
    const bool writes =
        statement.kind == StatementKind::Write || statement.kind == StatementKind::Schema;
    if (m_handle && writes)
        refuseMoved(m_handle);
    return QtRunner::run(statement, binds, head);
}

void SqliteQtRunner::interrupt()
{
    QtRunner::interrupt();
    if (m_handle)
        sqlite3_interrupt(m_handle);
}

bool SqliteQtRunner::isInTransaction()
{
    // SQLite refuses a second BEGIN, and says so, only while a transaction is open.
    QSqlQuery probe(database().handle());
    if (!probe.exec(u"BEGIN"_s))
        return true;
    probe.exec(u"ROLLBACK"_s);
    return false;
}

bool SqliteQtRunner::isAlive()
{
    if (m_handle)
        return hasItsFile(m_handle);
    return !database().setUp({u"PRAGMA schema_version"_s}).isValid();
}

} // namespace orm
