#include "orm/db/sqlite/sqliteqtrunner.h"

#include "orm/db/sqlite/sqlitehandle.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <sqlite3.h>

#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Qt's driver hands over texts in UTF-16, from which SQLite takes a byte order mark away. A text
/// that begins with one gets another, so that its own stays.
QVariantList withMarks(const QVariantList &binds)
{
    const auto beginsWithMark = [](const QVariant &value) {
        if (value.typeId() != QMetaType::QString)
            return false;
        const QString text = value.toString();
        return text.startsWith(QChar(QChar::ByteOrderMark))
               || text.startsWith(QChar(QChar::ByteOrderSwapped));
    };
    QVariantList marked = binds;
    for (QVariant &value : marked)
        if (beginsWithMark(std::as_const(value)))
            value = QString(QChar(QChar::ByteOrderMark) + value.toString());
    return marked;
}

} // namespace

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
    return QtRunner::run(statement, withMarks(binds), head);
}

qint64 SqliteQtRunner::runKeys(const Statement &statement, const QVariantList &binds,
                               const TakeKey &take)
{
    return QtRunner::runKeys(statement, withMarks(binds), take);
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
