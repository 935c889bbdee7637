#pragma once

#include "orm/db/qtrunner.h"

struct sqlite3;

namespace orm {

/// SQLite's statements through QSqlQuery: for a plug-in with an SQLite of its own, and to show that
/// both ways do the same.
class SqliteQtRunner final : public QtRunner
{
public:
    /// `database` is open. `handle` is SQLite's when it may be used, else nullptr: a statement can
    /// then be stopped between its rows only, and a file that has gone is not noticed.
    SqliteQtRunner(QtDatabase database, sqlite3 *handle, const Driver &driver);

    Result run(const Statement &statement, const QVariantList &binds,
               const std::shared_ptr<RowHead> &head) override;
    qint64 runKeys(const Statement &statement, const QVariantList &binds,
                   const TakeKey &take) override;
    void interrupt() override;
    [[nodiscard]] bool isInTransaction() override;
    [[nodiscard]] bool isAlive() override;

private:
    sqlite3 *m_handle;
};

} // namespace orm
