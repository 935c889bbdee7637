#pragma once

#include "orm/db/blockcells.h"
#include "orm/db/connectionoptions.h"
#include "orm/db/lazytext.h"
#include "orm/expr/calllog.h"
#include "orm/sql/sql.h"

#include <QHash>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace orm {

class BaseError;
class Job;
class LentConnection;
class QueryGenerator;
class QueryLog;
class StatementRunner;
class TransactionOutcome;

/// What a statement gave.
struct Result
{
    RowSet rows;
    qint64 affected = 0; ///< Rows inserted, changed or deleted.
    qint64 insertId = 0; ///< The key of the last INSERT, where the database tells it apart.
};

/// What statements have in common that differ in nothing but their values: whose they are, of which
/// kind, and over which columns.
struct StatementKey
{
    enum class Kind : quint8 { Insert, InsertRows, Update, FindByKey };

    const void *owner = nullptr;
    Kind kind = Kind::Insert;
    quint64 columns = 0; ///< Whatever tells the owner's statements of that kind apart.
    int rows = 1;

    bool operator==(const StatementKey &) const = default;
};

[[nodiscard]] inline size_t qHash(const StatementKey &key, size_t seed = 0)
{
    return qHashMulti(seed, quintptr(key.owner), quint8(key.kind), key.columns, key.rows);
}

/// One open connection. It lives in one worker thread and only that thread touches it; every
/// statement passes execute(), which tells the log and turns driver errors into our classes.
class Connection
{
public:
    enum class Role : quint8 { Writer, Reader };

    /// Opens it. Throws ConnectionError (missing file, no database, no permission …).
    Connection(const ConnectionOptions &options, const QueryGenerator &generator, QueryLog &log,
               Role role, const QString &label);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] const ConnectionOptions &options() const { return m_options; }
    [[nodiscard]] const QueryGenerator &generator() const { return m_generator; }
    [[nodiscard]] QueryLog &log() const { return m_log; }
    [[nodiscard]] const QString &label() const { return m_label; }

    /// Runs one statement. Throws DatabaseError and its kin.
    Result execute(const Sql &sql);
    /// The same with a head of the caller's own for the rows, which may know their columns already.
    Result execute(const Sql &sql, const std::shared_ptr<RowHead> &head);
    /// The same for a statement that is kept, whose values travel apart from it.
    Result execute(const StatementPointer &statement, const BoundValues &values,
                   const std::shared_ptr<RowHead> &head);
    /// The same for one whose values are cells of a block. Null as a head: one of the statement's
    /// own, whose columns have the database's names.
    Result execute(const StatementPointer &statement, const BlockCells &cells,
                   const std::shared_ptr<RowHead> &head = nullptr);
    /// Whether statements that follow `error`, which one of this connection's has thrown, still
    /// reach the database, and stand where that one stood: false when the connection was lost, the
    /// caller cancelled, or the database took the transaction back.
    [[nodiscard]] bool canGoOnAfter(const BaseError &error) const;
    /// Whether executeRows() may do better with so many rows than execute(). Where somebody wants
    /// to be asked before each statement it does not.
    [[nodiscard]] bool insertsAtOnce(int rows) const;
    /// How the log tells of rows that were inserted at once: as several statements.
    struct ToldRows
    {
        int rowsEach; ///< Fewer in the last one.
        std::function<StatementPointer(int rows)> statement;
    };
    /// Inserts the rows of a block at once, where the driver can; `row` is the INSERT of one of
    /// them. Nothing: the driver cannot, or the database left some out, refused them, or stopped
    /// them for the time they took; who asks takes back to before it and inserts them with
    /// execute(), which says what is wrong. Throws what ends that, too: see canGoOnAfter().
    std::optional<Result> executeRows(const StatementPointer &row, const BlockCells &cells,
                                      const std::shared_ptr<RowHead> &head, const ToldRows &told);
    /// The statement of that key, which `spell` makes, as an Sql with any values, the first time
    /// only: it is kept for this connection's calls.
    template<typename Spell>
    [[nodiscard]] StatementPointer cachedStatement(const StatementKey &key, const Spell &spell)
    {
        if (!m_lastStatement || m_lastKey != key) {
            m_lastStatement = m_statements.value(key);
            m_lastKey = key;
        }
        if (!m_lastStatement)
            remember(std::make_shared<const Statement>(spell()));
        return m_lastStatement;
    }
    /// Hands out the first column of a SELECT as integers.
    void executeKeys(const Sql &sql, const TakeKey &take);

    /// The innermost open transaction's id, or "default".
    [[nodiscard]] QString transactionId() const;
    [[nodiscard]] bool inTransaction() const { return m_depth > 0; }
    /// The server's number of the transaction that is about to be committed; empty: nobody asked.
    [[nodiscard]] const QString &transactionNumber() const { return m_transactionNumber; }
    /// How the innermost open transaction will have ended; null outside of one.
    [[nodiscard]] const std::shared_ptr<TransactionOutcome> &outcome() const { return m_outcome; }
    /// Whether the connection is known to have ended, or its server cannot work any more, so that
    /// another one must be opened.
    [[nodiscard]] bool isLost() const;
    /// Asks the database whether it is there.
    [[nodiscard]] bool isAlive() const;
    /// Whether it is in a transaction that is none of ours, such as a BEGIN that a caller sent as a
    /// statement: nobody else may have it then.
    [[nodiscard]] bool isInForeignTransaction() const;

    /// Has `done` called when the outermost open transaction was committed, and never when that or
    /// the innermost one was rolled back; at once where none is open. What it throws is printed as
    /// a warning, since what was committed stays.
    void afterCommit(std::function<void()> done);

    /// Keeps the worker of this for `lent`, when the present job has ended.
    void lend(std::shared_ptr<LentConnection> lent) { m_lent = std::move(lent); }
    [[nodiscard]] std::shared_ptr<LentConnection> takeLent() { return std::exchange(m_lent, {}); }

    /// Does a job: its promise is kept, or broken. Does not throw.
    void perform(Job &job);
    /// The statement that was sent last since the present call began, for those who wait; empty on
    /// SQLite. Safe on every thread.
    [[nodiscard]] QString lastStatement() const;

    /// What the job that runs now is about, for the log; and how to see that it was cancelled.
    struct Call
    {
        LazyText text;
        quint64 id = 0;
        std::function<bool()> isCancelled;
        CallLog log = {}; ///< Who is told of its statements.
    };
    void beginCall(Call call);
    void endCall();
    [[nodiscard]] const Call &call() const { return m_call; }
    /// Throws CancelledError when the caller has cancelled what runs now.
    void throwIfCancelled() const;

    /// Names the call that runs inside the present one (a findAll in a transaction) while it lives,
    /// and those who are told of its statements, where it says who.
    class NestedCall
    {
    public:
        NestedCall(Connection &connection, LazyText text, const CallLog &log = {});
        ~NestedCall();
        NestedCall(const NestedCall &) = delete;
        NestedCall &operator=(const NestedCall &) = delete;

    private:
        Connection &m_connection;
        bool m_isNamed;
        bool m_hasLog;
        LazyText m_outer;
        CallLog m_outerLog;
    };

private:
    friend class Transaction;

    /// Ends it, and tells those who watch. What they throw is printed as a warning.
    void disconnect() noexcept;
    /// Keeps `statement` under the key that was asked for last.
    void remember(StatementPointer statement);
    /// Sets where names without a schema are looked for; empty: as usual.
    void lookIn(const QString &searchPath) noexcept;
    void noteStatement(const QString &text);
    void runAfterCommit();

    struct AfterCommit
    {
        std::shared_ptr<TransactionOutcome> outcome; ///< Of where it was asked for.
        std::function<void()> done;
    };

    ConnectionOptions m_options;
    const QueryGenerator &m_generator;
    QueryLog &m_log;
    QString m_label;
    std::unique_ptr<StatementRunner> m_runner;
    QHash<StatementKey, StatementPointer> m_statements;
    StatementKey m_lastKey; ///< The one asked for last: calls in a loop ask for one.
    StatementPointer m_lastStatement;
    const bool m_isWaitedFor; ///< Others ask what it does.
    mutable std::mutex m_textMutex;
    QString m_lastText; ///< Of the statement sent last, while a job runs.
    std::vector<AfterCommit> m_afterCommit;
    std::shared_ptr<LentConnection> m_lent;
    Call m_call;
    int m_depth = 0; ///< Open transaction and savepoints.
    QString m_transactionId;
    QString m_transactionNumber;
    std::shared_ptr<TransactionOutcome> m_outcome; ///< Of the innermost; null: none is open.
};

} // namespace orm
