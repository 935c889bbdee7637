#pragma once

#include "orm/db/mssql/mssqlodbc.h"
#include "orm/db/qtdatabase.h"
#include "orm/db/statementrunner.h"
#include "orm/db/statementstop.h"

namespace orm {

class Driver;

/// Statements through the ODBC handle of a connection that Qt's plug-in has opened. What has values
/// goes by sp_executesql, whose plans the server keeps by their texts: FreeTDS would prepare a
/// statement anew for each other length of a text. What has none is sent as it stands. QSqlQuery
/// cannot be used: with FreeTDS it sends texts in the code page of the server, and takes a
/// statement whose answer never came for one that went well.
class MsSqlRunner final : public StatementRunner
{
public:
    /// `database` is open and set up, as `options` say; `driver` outlives the runner.
    MsSqlRunner(QtDatabase database, const ConnectionOptions &options, const Driver &driver);
    ~MsSqlRunner() override;

    Result run(const Statement &statement, const QVariantList &binds,
               const std::shared_ptr<RowHead> &head) override;
    void setCancelCheck(std::function<bool()> isCancelled) override;
    void interrupt() override;
    /// As far as statements that were sent tell; after a failure the server is asked.
    [[nodiscard]] bool isInTransaction() override;
    [[nodiscard]] bool isAlive() override;
    /// As far as the driver has noticed, which it does when it sends or reads.
    [[nodiscard]] bool isLost() override;
    /// There is nothing: no statement stays prepared.
    void reset() override {}

private:
    Result runOne(const Statement &statement, const QVariantList &binds,
                  const std::shared_ptr<RowHead> &head, int limit,
                  StatementStop::Ends ends = StatementStop::Ends::Unwanted);
    Result runWhole(const Statement &statement, const QVariantList &binds,
                    const std::shared_ptr<RowHead> &head);
    /// Runs a statement of our own, also when nobody wants what it belongs to any more.
    Result send(const QString &text);
    [[nodiscard]] bool readResults(mssql::Handle handle, const Statement &statement, Result *result,
                                   const std::shared_ptr<RowHead> &head);
    [[nodiscard]] bool readRows(mssql::Handle handle, const Statement &statement, RowSet *rows,
                                const std::shared_ptr<RowHead> &head);
    void throwIfNothingIsTold(const Statement &statement, const QVariantList &binds,
                              const Result &result);
    void noteTransaction(const Statement &statement);
    void notePerhapsDone(const QString &text);
    void restoreLevel();
    [[noreturn]] void fail(mssql::Handle handle, const Statement &statement,
                           const QVariantList &binds);
    [[noreturn]] void throwStopped(StatementStop::Why why, const QString &code,
                                   const QString &words, const Statement &statement,
                                   const QVariantList &binds);
    void markLost();

    const ConnectionOptions m_options;
    const Driver &m_driver;
    const int m_limit; ///< Milliseconds of a statement; 0: none.
    QtDatabase m_database;
    mssql::Handle m_connection;
    bool m_isInTransaction = false;
    bool m_mustAsk = false;  ///< A failure may have ended the transaction.
    bool m_hasLevel = false; ///< The session keeps the isolation level of a transaction.
    bool m_isLost = false;
    StatementStop m_stop; ///< Last, so that it ends first.
};

} // namespace orm
