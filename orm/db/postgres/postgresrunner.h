#pragma once

#include "orm/db/postgres/postgrescells.h"
#include "orm/db/postgres/postgresconnection.h"
#include "orm/db/postgres/postgresvalues.h"
#include "orm/db/statementrunner.h"

#include <QDeadlineTimer>
#include <QHash>

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

struct pg_cancel;

namespace orm {

/// Statements through libpq: prepared once a connection with real parameters, results in their
/// binary form where all columns can be read so. What has no values and is about tables or
/// transactions is sent as it stands, and may be several statements.
class PostgresRunner : public StatementRunner
{
public:
    /// `connection` is open and set up, as `options` say.
    PostgresRunner(PostgresConnection connection, const ConnectionOptions &options);
    ~PostgresRunner() override;

    Result run(const Statement &statement, const QVariantList &binds,
               const std::shared_ptr<RowHead> &head) override;
    Result runBlock(const Statement &statement, const BlockCells &cells,
                    const std::shared_ptr<RowHead> &head) override;
    [[nodiscard]] bool insertsAtOnce(int rows) const override { return rows > 1; }
    std::optional<Result> runRows(const Statement &row, const BlockCells &cells,
                                  const std::shared_ptr<RowHead> &head) override;
    qint64 runKeys(const Statement &statement, const QVariantList &binds,
                   const TakeKey &take) override;
    void setCancelCheck(std::function<bool()> isCancelled) override;
    void interrupt() override;
    [[nodiscard]] bool isInTransaction() override;
    [[nodiscard]] bool isAlive() override;
    [[nodiscard]] bool isLost() override;
    void reset() override;

protected:
    /// Gives the values of a statement.
    using BindsOf = std::function<QVariantList()>;

    [[nodiscard]] pg_conn *connection() const { return m_connection.get(); }
    /// The text as libpq takes it, which ends at its first NUL.
    [[nodiscard]] static QByteArray sentText(const QString &text);
    /// Whether a statement is sent as it stands: it has no values, and is about tables or
    /// transactions.
    [[nodiscard]] static bool isPlain(const Statement &statement, qsizetype count);
    static void nameColumns(const pg_result *result, RowHead &head);
    /// Rows that were written; 0 for what only reads.
    [[nodiscard]] static qint64 affectedBy(const pg_result *result);
    /// A transaction in which something failed is rolled back instead, without a word of error.
    static void throwIfRolledBack(const pg_result *result, const Statement &statement);
    [[noreturn]] void fail(const pg_result *result, const Statement &statement,
                           const QVariantList &binds);
    /// Called where a statement begins and where it is stopped, and not at once.
    void noteBegin();
    void noteStopped() { m_isStopped = true; }
    void noteLate();

    const std::shared_ptr<pg_cancel> &cancel() const { return m_cancel; }
    [[nodiscard]] int limit() const { return m_limit; }
    [[nodiscard]] int patience() const { return m_patience; }

private:
    /// A prepared statement: that of a text for values of these types.
    struct Kept
    {
        QString text;
        std::vector<Oid> types;
        QByteArray name;
        std::shared_ptr<RowHead> head;      ///< Of its rows, once they came for a block's cells.
        std::optional<PostgresCells> cells; ///< Readers of its columns; each result is set first.
        /// Whether its result is asked for in binary form; the first one, as a text, tells of which
        /// types the columns are.
        bool isBinary = false;
    };
    struct Prepared
    {
        Kept *statement = nullptr;
        bool wasKept = false; ///< From an earlier run, so that it may be out of date.
    };

    /// How many rows of an INSERT are sent at once.
    struct RowsForm
    {
        Statement statement;
        std::vector<Oid> elements; ///< Of the arrays; empty: they are not sent so.
    };
    static constexpr qsizetype mostForms = 100;

    [[nodiscard]] const RowsForm &rowsForm(const Statement &row);
    [[nodiscard]] std::vector<Oid> columnTypes(const Statement &row);
    PostgresResult execute(const Statement &statement, const QVariantList &binds);
    PostgresResult executeText(const Statement &statement);
    /// `bindsOf` gives the values, should it fail.
    PostgresResult executePrepared(const Statement &statement, const PostgresValues &values,
                                   const BindsOf &bindsOf);
    PostgresResult send(const Kept &kept, const PostgresValues &values);
    Prepared prepared(const Statement &statement, std::span<const Oid> types,
                      const BindsOf &bindsOf);
    [[nodiscard]] Kept *kept(const QString &text, std::span<const Oid> types);
    PostgresResult prepare(Kept &kept);
    void drop(const Kept &kept);
    void forgetAll();
    [[nodiscard]] bool isOutOfDate(const pg_result *failed) const;

    /// Waits for the answer to what was sent, the last one where it has several parts or the first
    /// failure, and stops it when the caller does not want it any more. Gives the connection up
    /// when nothing comes within `limit` milliseconds; 0: waits as long as it takes.
    PostgresResult answer(bool wasSent, int limit);
    /// The same for a statement, for which the server has the limit and some time to say so.
    PostgresResult answer(bool wasSent);
    /// False when nothing came in time.
    [[nodiscard]] bool awaitInput();
    [[nodiscard]] int untilNextLook();
    void stop();
    void refuseCopy(const pg_result *result);

    void throwIfFailed(const PostgresResult &result, const Statement &statement,
                       const BindsOf &bindsOf);
    [[noreturn]] void throwSilent(const Statement &statement, const QVariantList &binds) const;
    [[nodiscard]] static const PostgresCells &cellsOf(Kept &used, const pg_result *answered);
    static Result resultOf(const pg_result *answered, const Statement &statement,
                           const PostgresCells &cells, const std::shared_ptr<RowHead> &head);
    static RowSet readRows(const pg_result *result, bool isAboutOneRow, const PostgresCells &cells,
                           const std::shared_ptr<RowHead> &head);

    PostgresConnection m_connection;
    std::shared_ptr<pg_cancel> m_cancel;
    const int m_limit;    ///< Milliseconds of a statement; 0: none.
    const int m_patience; ///< Milliseconds to wait for an answer that is due.
    bool m_isLost = false;
    std::mutex m_cancelMutex; ///< Held where a statement begins, ends, or is stopped.
    bool m_isRunning = false; ///< A statement that may be stopped.
    bool m_isStopped = false; ///< By us, and not by a limit of the server's.
    bool m_isLate = false;    ///< No answer came in time.
    QDeadlineTimer m_deadline;
    std::function<bool()> m_isCancelled;
    std::list<Kept> m_kept; ///< The statement used last comes first.
    QHash<QString, QList<std::list<Kept>::iterator>> m_byText;
    QHash<QString, RowsForm> m_rowsForms; ///< By the INSERT of one row.
    quint64 m_lastName = 0;
};

} // namespace orm
