#pragma once

#include "orm/db/connection.h"

#include <memory>
#include <span>
#include <vector>

namespace orm {

/// Sends statements to an open database, keeps them prepared, and reads rows. Two kinds do the same
/// and pass the same tests: QtRunner goes through QSqlQuery and serves every driver, SqliteRunner
/// uses SQLite's own interface. A runner belongs to one thread.
class StatementRunner
{
public:
    StatementRunner() = default;
    StatementRunner(const StatementRunner &) = delete;
    StatementRunner &operator=(const StatementRunner &) = delete;
    virtual ~StatementRunner() = default;

    /// Runs `statement` with one of `binds` for each slot. Rows go into blocks under `head`, whose
    /// columns it fills in when they are empty. Throws DatabaseError and its kin.
    virtual Result run(const Statement &statement, const QVariantList &binds,
                       const std::shared_ptr<RowHead> &head) = 0;
    /// Runs an INSERT of `count` rows whose values are those of `block` from row `first` on, in the
    /// order of its columns.
    virtual Result runRows(const Statement &statement, const RowBlock &block, int first, int count);
    /// Runs a statement that gives no rows and whose values are these cells of the first row of
    /// `block`, by their columns.
    virtual Result runCells(const Statement &statement, const RowBlock &block,
                            std::span<const int> columns);
    /// Hands out the first column of a SELECT as integers, and says how many there were.
    virtual qint64 runKeys(const Statement &statement, const QVariantList &binds,
                           const TakeKey &take) = 0;
    /// Asked now and then while a statement runs; true stops it with a CancelledError.
    virtual void setCancelCheck(std::function<bool()> isCancelled) = 0;
    /// Whether the database itself says that a transaction is open. An error may have ended it.
    [[nodiscard]] virtual bool isInTransaction() = 0;

protected:
    /// Notes for each column of a result whether its texts may be moments.
    void markDates(const Statement &statement, int columnCount);

    std::vector<char> m_isDate;
};

/// Opens the database of `options`, sets the connection up and picks the runner.
/// Throws ConnectionError: no such file or folder, no permission, not a database, locked.
[[nodiscard]] std::unique_ptr<StatementRunner>
openRunner(const ConnectionOptions &options, const QString &driver, Connection::Role role);

} // namespace orm
