#pragma once

#include "orm/db/connectionoptions.h"
#include "orm/db/job.h"
#include "orm/db/poolstate.h"
#include "orm/db/querylog.h"
#include "orm/db/request.h"
#include "orm/db/transaction.h"
#include "orm/db/unmanagedtransaction.h"
#include "orm/model/changes.h"
#include "orm/model/model.h"
#include "orm/model/session.h"
#include "orm/schema/queryinterface.h"

#include <QFuture>

#include <functional>
#include <initializer_list>
#include <memory>

namespace orm {

class Database;
class ModelManager;
class SequelizeHooks;

/// Takes the lines of the log. `benchmark` and `logQueryParameters` say what is in them. Called on
/// the thread that ran the statement, one call at a time.
using Logging = std::function<void(const QString &line)>;
/// Prints to standard output; the default, as in Sequelize.
void toConsole(const QString &line);

/// What becomes of a name that no attribute of a model has, in set(), get(), create() and update().
/// Refuse: UsageError, with the name that was probably meant. Ignore: nothing, as in Sequelize.
enum class Unknown : quint8 { Refuse, Ignore };

/// All that Sequelize is told. Members in the order in which designated initializers name them.
struct Options
{
    Dialect dialect = Dialect::Sqlite; ///< How SQL is spelled.
    Text storage = ":memory:";         ///< SQLite's file, created when missing.
    Text database = {};                ///< The database's name, on a server.
    Text username = {};                ///< Who asks, on a server.
    Text password = {};                ///< What the user knows; stands in no log and no error.
    /// Where the server is; empty: this machine. Several, as "db1,db2:5433", stand in for each
    /// other: a connection is opened to the first that can do its work, beginning with the one that
    /// did last, and each may take as long as `timeouts.connect`. One that only reads cannot, nor a
    /// node of Galera without the others of its cluster.
    Text host = {};
    int port = 0; ///< Where it listens; 0: where such a server usually does.
    /// Encrypted, and the certificate holds. A weaker sslmode or PostgreSQL's socket is UsageError.
    bool ssl = false;
    /// More by its name in the driver: Sequelize's (`statement_timeout`, `ssl` {ca, cert, key,
    /// rejectUnauthorized} …) and on PostgreSQL all that libpq knows (`keepalives_idle` …).
    QVariantMap dialectOptions = {};
    Text timezone = "+00:00";         ///< Of a session of PostgreSQL (Europe/Rome); else +00:00.
    bool keepDefaultTimezone = false; ///< The server's own time zone stays.
    Text schema = {};                 ///< Of the models that name none.
    Timeouts timeouts = {};           ///< How long a server may take.
    Logging logging = toConsole;      ///< nullptr: off.
    bool benchmark = false;           ///< Logs after each statement, with its milliseconds.
    bool logQueryParameters = false;  ///< Adds the bound values to each line.
    ModelOptions define = {};         ///< Defaults for every model.
    /// Values of the wrong type or too long are refused before anything is sent.
    bool typeValidation = true;
    Unknown unknown = Unknown::Refuse; ///< Names that no attribute has.
    /// A call of several statements that write (a tree of rows, set() of associated ones) runs in a
    /// transaction: all or nothing. Sequelize opens none by itself.
    bool transactional = true;
    bool readOnly = false;   ///< Nothing is written; SQLite opens the file so.
    bool mustExist = false;  ///< A missing file is ConnectionError, and not created.
    int busyTimeout = 5'000; ///< Milliseconds.
    Synchronous synchronous = Synchronous::Full;                  ///< What a power cut may take.
    TransactionType transactionType = TransactionType::Immediate; ///< When SQLite locks.
    bool unicodeLike = false;     ///< LIKE ignores the case of all letters, and accents.
    bool portable = false;        ///< Qt's driver connects and asks, not the database's own client.
    PoolOptions pool = {};        ///< How many connections there are.
    Replication replication = {}; ///< Other servers to read from.
    bool quoteIdentifiers = true; ///< False: names stand bare where they can, on PostgreSQL.
    /// The columns of results get short names ("_0") in the text, since PostgreSQL cuts names at
    /// 63 bytes. Rows have the attributes' names all the same.
    bool minifyAliases = false;
    /// Answers instead of a database, for tests; see ConnectionOptions.
    std::function<std::unique_ptr<StatementRunner>()> runner = {};
};

/// A database and its models: the door to everything.
///
/// Nothing is opened before the first call. The destructor waits for what is queued and closes; on
/// a worker, which cannot wait for itself, the rest of the queue is done behind it. Instances and
/// scoped models may outlive it: they keep their values and attributes, and their calls fail with
/// ConnectionError.
class Sequelize
{
public:
    /// Opens nothing yet. Throws UsageError for a dialect that cannot be used.
    explicit Sequelize(Options options = {});
    /// The same with an address, whose parts come before those of `options`:
    /// "postgres://user:password@host:5432/shop?application_name=till", "sqlite:shop.sqlite",
    /// "sqlite::memory:". What follows the question mark are dialectOptions. Throws UsageError for
    /// an address that cannot be read.
    explicit Sequelize(const Text &url, Options options = {});
    ~Sequelize();
    Sequelize(const Sequelize &) = delete;
    Sequelize &operator=(const Sequelize &) = delete;

    /// What it was told.
    [[nodiscard]] const Options &options() const;
    /// Where every statement is told; stays as long as this.
    [[nodiscard]] QueryLog &log() const;

    /// The functions that run around the calls of all models, behind those of the model itself,
    /// and around define() and sync(). Safe on every thread.
    [[nodiscard]] SequelizeHooks &hooks() const;

    /// Defines a model, before the first query on it. An `id` and the timestamps are added as in
    /// Sequelize. Throws UsageError for a definition that cannot work, and for a name that is in
    /// use: references to the model of that name would lose it (Sequelize replaces it).
    Model &define(const Text &name, std::initializer_list<AttributeDefinition> attributes,
                  const ModelOptions &options = {});
    /// The same for attributes that are in a list already.
    Model &define(const Text &name, std::vector<AttributeDefinition> attributes,
                  const ModelOptions &options = {});
    /// The model of that name; throws UsageError when there is none.
    [[nodiscard]] Model &model(const Text &name) const;
    /// Whether there is a model of that name.
    [[nodiscard]] bool isDefined(const Text &name) const;

    /// Opens the database and asks it something. Fails with ConnectionError.
    [[nodiscard]] QFuture<void> authenticate();
    /// Creates the tables of all models.
    [[nodiscard]] QFuture<void> sync(const SyncOptions &options = {});
    /// Drops the tables of all models.
    [[nodiscard]] QFuture<void> drop(const DropOptions &options = {});
    /// Reads and changes tables, schemas and databases, as migrations do.
    [[nodiscard]] QueryInterface queryInterface() const;
    /// Runs SQL of your own; values only through `bind` or `replacements`.
    [[nodiscard]] QFuture<RowSet> query(const Text &sql, const QueryOptions &options = {});
    /// The same, and its rows as instances of `model`, Sequelize's `mapToModel`: columns are found
    /// by their names or by those of their attributes, and others stand beside them.
    [[nodiscard]] QFuture<QList<Instance>> query(const Text &sql, const Model &model,
                                                 const QueryOptions &options = {});
    /// Deletes the rows of all models, those that refer to others first, in one transaction. The
    /// servers refuse it for a table that another one refers to, PostgreSQL unless `cascade` is
    /// set; MySQL and MariaDB commit what was done so far at each table.
    QFuture<void> truncate(const TruncateOptions &options = {});
    /// `value` as the log would show it: a literal of this dialect, in quotes where it needs them.
    [[nodiscard]] QString escape(const Operand &value) const;
    /// The function that makes a random number in this dialect, to order by.
    [[nodiscard]] Function random() const;
    /// How many connections there are, and who waits for one. Safe on every thread.
    [[nodiscard]] PoolState pool() const;
    /// Calls `onChange` on the thread of `receiver`, which is the caller's, when the table of
    /// `model` was changed, and once to begin with. Look what is new: several changes may be told
    /// at once, and one of which nothing is seen. It ends with the receiver or the subscription.
    ///
    /// PostgreSQL tells by itself, over one connection for all changes(), what is sent by NOTIFY or
    /// a trigger (see ChangesOptions); after a loss it is opened again, and `onChange` called,
    /// since something may have been missed. Elsewhere one looks now and then. SQLite tells of
    /// changes of the whole file by others than this Sequelize; MySQL and MariaDB of a number of
    /// rows that is another one, and of an `updatedAt` that is later. Throws UsageError for a
    /// channel that is too long.
    [[nodiscard]] ChangesSubscription changes(const Model &model, QObject *receiver,
                                              std::function<void()> onChange,
                                              const ChangesOptions &options = {});
    /// What became of a transaction that was begun with `askable`, and whose COMMIT was in doubt.
    /// Unknown where TransactionInDoubtError::canBeAsked() is false, and when another server has
    /// taken the place of the one that was asked to commit. Fails with ConnectionError while no
    /// server answers.
    [[nodiscard]] QFuture<CommitOutcome> outcomeOf(const TransactionInDoubtError &error);
    /// Ends all connections after what is queued, and rolls open transactions back; later calls
    /// fail with ConnectionError. Called again, it answers with the same future. Throws UsageError
    /// on a worker, inside run() or transaction(), and in a hook of connections or of the pool,
    /// where it would wait for the work that calls it.
    QFuture<void> close();

    /// What a unit of work gives: a function of a `Session &`, or of nothing.
    template<typename Work>
    using ResultOf = Session::ResultOf<Work>;

    /// Runs `work`, a function of a `Session &` or of nothing, on a worker with a write connection,
    /// where calls of the ORM run at once. What it throws is the future's failure; inside another
    /// unit of work it comes through at once, so that a failure stops that, too.
    template<typename Work>
    [[nodiscard]] auto run(Work work, const Text &label = {}) -> QFuture<ResultOf<Work>>
    {
        return submit(label,
                      [models = models(), work = std::move(work)](Connection &connection) mutable {
                          Session session(*models, connection);
                          return Session::perform(work, session);
                      });
    }
    /// Begins a transaction that the caller ends. It takes a connection for itself until then (on
    /// an SQLite file the one that writes), so that other calls wait. Throws UsageError inside
    /// run() and transaction(), which have a connection already.
    [[nodiscard]] QFuture<UnmanagedTransaction> transaction(const TransactionOptions &options = {});
    /// Runs `work` on a worker inside a transaction: committed when it returns, rolled back when
    /// it throws (or its future is cancelled before the commit), and then the failure is the
    /// future's. Inside another one it is a savepoint, and what it throws comes through at once.
    ///
    /// MariaDB and MySQL commit wherever a table is changed, except for a temporary one. So there a
    /// change of a table throws UsageError behind rows that were written in the transaction, and so
    /// does a write behind a change of a table, which stays.
    template<typename Work>
    [[nodiscard]] auto transaction(Work work, const Text &label = "sequelize.transaction(…)")
        -> QFuture<ResultOf<Work>>
    {
        return submit(label,
                      [models = models(), work = std::move(work)](Connection &connection) mutable {
                          return Session(*models, connection).transaction(work);
                      });
    }
    /// The same with a level of isolation and other wishes of its own:
    ///
    ///     db.transaction({.isolationLevel = IsolationLevel::Serializable}, [&] { … });
    template<typename Work>
    [[nodiscard]] auto transaction(const TransactionOptions &options, Work work,
                                   const Text &label = "sequelize.transaction(…)")
        -> QFuture<ResultOf<Work>>
    {
        return submit(
            label,
            [models = models(), options, work = std::move(work)](Connection &connection) mutable {
                return Session(*models, connection).transaction(options, work);
            },
            options.transaction);
    }
    /// Runs `work`, a function of a `ReadSession &` or of nothing, on any worker, and hands its
    /// result to `onResult`, or its failure (a `const BaseError &`; an ExternalError for an
    /// exception of another kind) to `onError`, on the thread of `receiver`, which is the caller's;
    /// to nobody when the receiver has gone or the request was cancelled. The quickest way there
    /// and back: no future and no watcher, and the result is moved, not copied.
    ///
    ///     db.read(this, [key](ReadSession &session) { return session.findByPk(Book, key); },
    ///             [this](const std::optional<Instance> &book) { show(book); },
    ///             [this](const BaseError &error) { show(error.message()); });
    template<typename Work, typename OnResult, typename OnError>
    Request read(QObject *receiver, Work work, OnResult onResult, OnError onError,
                 const Text &label = {})
    {
        static_assert(std::is_invocable_v<Work &, ReadSession &> || std::is_invocable_v<Work &>,
                      "The work of read() takes a ReadSession &, which cannot write, or nothing.");
        using Kept = Answer<Session::ResultOf<Work, ReadSession>, OnResult, OnError>;
        const auto answer =
            std::make_shared<Kept>(receiver, std::move(onResult), std::move(onError));
        auto asked = [models = models(), work = std::move(work)](Connection &connection) mutable {
            ReadSession session(*models, connection);
            return Session::perform(work, session);
        };
        using Asked = decltype(asked);
        (void)submit(Access::Read,
                     std::make_unique<AnsweredJob<Asked, Kept>>(label, std::move(asked), answer));
        return Request(answer);
    }
    /// The same for a caller who has nothing to do about a failure: it is printed as a warning.
    template<typename Work, typename OnResult>
    Request read(QObject *receiver, Work work, OnResult onResult)
    {
        return read(receiver, std::move(work), std::move(onResult), &warnOf);
    }

    /// The connections behind it; for the library's own use.
    [[nodiscard]] Database &database() const;

private:
    friend class Model;

    template<typename Work>
    auto submit(const QString &call, Work work, const TransactionReference &transaction = {})
        -> QFuture<std::invoke_result_t<Work &, Connection &>>
    {
        auto job = std::make_unique<JobOf<Work>>(call, std::move(work));
        auto future = job->future();
        if (submit(Access::Write, std::move(job), transaction) == Submitted::Done)
            future.waitForFinished(); // throws the failure, so that the unit of work stops
        return future;
    }
    Submitted submit(Access access, std::unique_ptr<Job> job,
                     const TransactionReference &transaction = {});
    [[nodiscard]] std::shared_ptr<const ModelManager> models() const;

    struct Private;
    std::shared_ptr<Private> d; ///< Shared with the workers when the last owner goes on one.
};

} // namespace orm
