#pragma once

#include "orm/db/postgres/postgresconnection.h"
#include "orm/db/postgres/postgresvalues.h"
#include "orm/db/statementrunner.h"

#include <QHash>

#include <list>
#include <mutex>

struct pg_cancel;

namespace orm {

/// Statements through libpq: prepared once a connection with real parameters, results in their
/// binary form where all columns can be read so. What has no values and is about tables or
/// transactions is sent as it stands, and may be several statements.
class PostgresRunner final : public StatementRunner
{
public:
    /// `connection` is open and set up.
    explicit PostgresRunner(PostgresConnection connection);
    ~PostgresRunner() override;

    Result run(const Statement &statement, const QVariantList &binds,
               const std::shared_ptr<RowHead> &head) override;
    qint64 runKeys(const Statement &statement, const QVariantList &binds,
                   const TakeKey &take) override;
    void setCancelCheck(std::function<bool()> isCancelled) override;
    void interrupt() override;
    [[nodiscard]] bool isInTransaction() override;
    [[nodiscard]] bool isAlive() override;
    [[nodiscard]] bool isLost() override;
    void reset() override;

private:
    /// A prepared statement: that of a text for values of these types.
    struct Kept
    {
        QString text;
        std::vector<Oid> types;
        QByteArray name;
        /// Whether its result is asked for in binary form; the first one, as a text, tells of which
        /// types the columns are.
        bool isBinary = false;
    };
    struct Prepared
    {
        Kept *statement = nullptr;
        bool wasKept = false; ///< From an earlier run, so that it may be out of date.
    };

    PostgresResult execute(const Statement &statement, const QVariantList &binds);
    PostgresResult executeText(const Statement &statement);
    PostgresResult executePrepared(const Statement &statement, const QVariantList &binds);
    PostgresResult send(const Kept &kept, const PostgresValues &values);
    Prepared prepared(const Statement &statement, const std::vector<Oid> &types,
                      const QVariantList &binds);
    PostgresResult prepare(Kept &kept);
    void drop(const Kept &kept);
    void forgetAll();
    [[nodiscard]] bool isOutOfDate(const pg_result *failed) const;

    /// Waits for the answer to what was sent, the last one where it has several parts or the first
    /// failure, and stops it when the caller does not want it any more.
    PostgresResult answer(bool wasSent);
    void awaitInput();
    void stop();
    void refuseCopy(const pg_result *result);

    void throwIfFailed(const PostgresResult &result, const Statement &statement,
                       const QVariantList &binds);
    [[noreturn]] void fail(const pg_result *result, const Statement &statement,
                           const QVariantList &binds);
    RowSet readRows(const pg_result *result, bool isAboutOneRow,
                    const std::shared_ptr<RowHead> &head) const;

    PostgresConnection m_connection;
    pg_cancel *m_cancel;
    std::mutex m_cancelMutex; ///< Held where a statement begins, ends, or is stopped.
    bool m_isRunning = false; ///< A statement that may be stopped.
    bool m_isStopped = false; ///< By us, and not by a limit of the server's.
    std::function<bool()> m_isCancelled;
    std::list<Kept> m_kept; ///< The statement used last comes first.
    QHash<QString, QList<std::list<Kept>::iterator>> m_byText;
    quint64 m_lastName = 0;
};

} // namespace orm
