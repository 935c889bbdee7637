#pragma once

#include "orm/db/postgres/postgresrunner.h"
#include "orm/db/statementstop.h"

class QSqlQuery;

namespace orm {

class QtDatabase;

/// PostgreSQL's statements through QSqlQuery, row by row. QPSQL has no parameters: it writes values
/// into the text of an EXECUTE by rules of its own, and takes every question mark for the place of
/// one. So values are literals of ours in a text that it sends as it stands. What it makes of a
/// moment, a time or a day loses digits, so that cells are read from the result that it holds; so
/// are the words of an error.
class PostgresQtRunner final : public PostgresRunner
{
public:
    /// Opens the connection as `options` say by Qt's plug-in and runs the statements of `setup`.
    /// Throws ConnectionError and its kin, as openPostgres() does, and when Qt has no such plug-in.
    [[nodiscard]] static std::unique_ptr<StatementRunner> open(const ConnectionOptions &options,
                                                               const QStringList &setup);

    Result run(const Statement &statement, const QVariantList &binds,
               const std::shared_ptr<RowHead> &head) override;
    Result runBlock(const Statement &statement, const BlockCells &cells,
                    const std::shared_ptr<RowHead> &head) override;
    [[nodiscard]] bool insertsAtOnce(int) const override { return false; }
    qint64 runKeys(const Statement &statement, const QVariantList &binds,
                   const TakeKey &take) override;
    void setCancelCheck(std::function<bool()> isCancelled) override;
    void interrupt() override;
    /// There is nothing: no statement stays prepared.
    void reset() override {}

private:
    PostgresQtRunner(const std::shared_ptr<QtDatabase> &database, PostgresConnection connection,
                     const ConnectionOptions &options);

    Result send(const Statement &statement, const PostgresValues &values, const BindsOf &bindsOf,
                const std::shared_ptr<RowHead> &head);
    void begin();
    void throwUnlessOne(const Statement &statement) const;
    static bool read(QSqlQuery &query, const Statement &statement,
                     const std::shared_ptr<RowHead> &head, Result &result);
    static bool readRows(QSqlQuery &query, bool isAboutOneRow, const std::shared_ptr<RowHead> &head,
                         RowSet &rows);

    std::shared_ptr<QtDatabase> m_database;
    StatementStop m_stop; ///< Last, so that it ends first.
};

} // namespace orm
