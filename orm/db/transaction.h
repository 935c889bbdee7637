#pragma once

#include "orm/db/connectionoptions.h"
#include "orm/expr/calllog.h"
#include "orm/expr/transactionreference.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace orm {

class Connection;
class TransactionOutcome;
struct Sql;

/// What becomes of the savepoint of an inner transaction that is committed. Sequelize leaves a
/// caller's to the outer COMMIT; one that a call opened for itself is released, or the database
/// would go on noting down how to get back to it.
enum class Savepoint : bool { Left, Released };

/// Whether the log tells of a transaction. It does not of one that a call opens for itself, so that
/// nobody else writes between its statement and what it looks up for that: the line of the
/// statement tells of all.
enum class TransactionLog : bool { Untold, Told };

/// How far a transaction is kept from what others do meanwhile. Default leaves it to the database;
/// SQLite has one kind, which is the strictest.
enum class IsolationLevel : quint8 {
    Default,
    ReadUncommitted,
    ReadCommitted,
    RepeatableRead,
    Serializable
};

/// What became of a transaction whose COMMIT was in doubt.
enum class CommitOutcome : quint8 {
    Unknown,   ///< The server cannot tell, or does not know any more: look yourself.
    Running,   ///< The server is still at it: ask again.
    Committed, ///< All of it was kept.
    RolledBack ///< Nothing of it was kept; it may be repeated.
};

/// When rules that are DEFERRABLE are checked in a transaction; Sequelize's SET_DEFERRED and
/// SET_IMMEDIATE.
struct ConstraintChecks
{
    /// At the end of the transaction, or behind each statement.
    enum class When : quint8 { Usual, Deferred, Immediate };

    ///@{
    /// Of the rules of these names; without a name, of all.
    [[nodiscard]] static ConstraintChecks deferred(const QStringList &names = {})
    {
        return {When::Deferred, names};
    }
    [[nodiscard]] static ConstraintChecks immediate(const QStringList &names = {})
    {
        return {When::Immediate, names};
    }
    ///@}

    When when = When::Usual; ///< Usual: as each rule says.
    QStringList names = {};  ///< Of which rules; empty: of all.
};

/// How a transaction begins. For one inside another, which is a savepoint, all but `logging` is
/// left out.
struct TransactionOptions
{
    IsolationLevel isolationLevel = IsolationLevel::Default; ///< What it sees of others.
    std::optional<TransactionType> type = {}; ///< When SQLite locks; empty: as the options say.
    bool readOnly = false;   ///< The database refuses to write, where it can be told so.
    bool deferrable = false; ///< Waits until it can read alone, on PostgreSQL.
    /// When rules are checked: on PostgreSQL those that are DEFERRABLE, on SQLite all foreign keys,
    /// none by its name. Elsewhere it throws UsageError.
    ConstraintChecks constraints = {};
    /// How often the whole unit of work is run again when the database gave it up for others' sake
    /// (a deadlock, a serialization failure). Only for one that can be run again: what it did
    /// beside the database is done again, too.
    int retries = 0;
    /// On PostgreSQL: when the answer to the COMMIT is lost, the server can be asked what became of
    /// it; see Sequelize::outcomeOf(). Costs a round trip before each COMMIT of what was written.
    bool askable = false;
    /// The one around it, which was begun by `db.transaction()`: this is a savepoint in it.
    TransactionReference transaction = {};
    /// Who is told of its own statements (BEGIN, COMMIT, ROLLBACK, savepoints), in place of the
    /// database's `logging`. Calls in it say for themselves.
    CallLog logging = {};
};

class BaseError;

/// Whether a unit of work that failed with `error` may succeed when it is run again: nothing was
/// wrong with it, and the database took it back. Then waits a moment, longer after each `attempt`,
/// so that the same two do not meet again.
[[nodiscard]] bool mayRunAgain(const Connection &connection, const BaseError &error, int attempt);

/// What became of the transaction that the server knows by `number`; see
/// Sequelize::outcomeOf(). Unknown for an empty number.
[[nodiscard]] CommitOutcome outcomeOf(Connection &connection, const QString &number);

/// A transaction on a connection, from construction to commit(); destroyed without it, everything
/// is rolled back. Inside another one it is a savepoint. Lives on the connection's thread.
class Transaction
{
public:
    /// Begins it. Throws TimeoutError when another program writes longer than the busy timeout, and
    /// DatabaseError; nothing has begun then.
    explicit Transaction(Connection &connection, Savepoint savepoint = Savepoint::Released,
                         TransactionLog log = TransactionLog::Told,
                         const TransactionOptions &options = {});
    /// Rolls back what was not committed; a connection that is broken by now is no error.
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    /// Makes it last. Throws when the database cannot, or has rolled back by itself.
    void commit();
    /// Takes everything back; does nothing when it has ended already. Throws DatabaseError.
    void rollback();
    /// A UUID, as the log shows it; that of the outermost transaction.
    [[nodiscard]] QString id() const;

private:
    void begin(const TransactionOptions &options);
    /// The server's number of it; empty where it has none, or need not be known.
    [[nodiscard]] QString askNumber() const;
    /// Rolls back without a word about failures.
    void abandon() noexcept;
    void execute(Sql sql) const;
    void close();
    void forgetAfterCommit();

    Connection &m_connection;
    std::shared_ptr<TransactionOutcome> m_outer;   ///< Of the one around it; null: none is.
    std::shared_ptr<TransactionOutcome> m_outcome; ///< For what is written in it.
    QString m_savepoint;                           ///< Empty for an outermost transaction.
    bool m_isReleased;                             ///< Once it is committed.
    bool m_isLogged;
    CallLog m_log; ///< Who is told, beside those who listen.
    bool m_isAskable = false;
    bool m_open = false;
};

} // namespace orm
