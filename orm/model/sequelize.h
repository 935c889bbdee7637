#pragma once

#include "orm/db/connectionoptions.h"
#include "orm/db/job.h"
#include "orm/db/querylog.h"
#include "orm/db/request.h"
#include "orm/db/transaction.h"
#include "orm/model/model.h"
#include "orm/model/session.h"
#include "orm/schema/queryinterface.h"

#include <QFuture>

#include <functional>
#include <initializer_list>
#include <memory>

namespace orm {

class Database;

/// Takes the lines of the log. `benchmark` and `logQueryParameters` say what is in them. Called on
/// the thread that ran the statement, one call at a time.
using Logging = std::function<void(const QString &line)>;
/// Prints to standard output; the default, as in Sequelize.
void toConsole(const QString &line);

/// All that Sequelize is told. Members in the order in which designated initializers name them.
struct Options
{
    Dialect dialect = Dialect::Sqlite;
    Text storage = ":memory:";       ///< SQLite's file, created when missing.
    Text database = {};              ///< The database's name, on a server.
    Logging logging = toConsole;     ///< nullptr: off.
    bool benchmark = false;          ///< Logs after each statement, with its milliseconds.
    bool logQueryParameters = false; ///< Adds the bound values to each line.
    ModelOptions define = {};        ///< Defaults for every model.
    /// Values of the wrong type or too long are refused before anything is sent.
    bool typeValidation = true;
    /// A call of several statements that write (a tree of rows, set() of associated ones) runs in a
    /// transaction: all or nothing. Sequelize opens none by itself.
    bool transactional = true;
    bool readOnly = false;
    bool mustExist = false;
    int busyTimeout = 5'000; ///< Milliseconds.
    Synchronous synchronous = Synchronous::Full;
    TransactionType transactionType = TransactionType::Immediate;
    bool unicodeLike = false;
    bool portable = false;
    PoolOptions pool = {};
    bool quoteIdentifiers = true; ///< False: names stand bare where they can, on PostgreSQL.
    /// Answers instead of a database, for tests; see ConnectionOptions.
    std::function<std::unique_ptr<StatementRunner>()> runner = {};
};

struct QueryOptions
{
    /// Values for `$1`, `$2` … in the text (a QVariantList), or for `$name` (a QVariantMap); `$$`
    /// is a `$` then.
    RawValues bind = {};
    StatementKind kind = StatementKind::Read;
    /// Values for `?` (a QVariantList), or for `:name` (a QVariantMap). A list among them becomes
    /// `1, 2, 3`, as IN (?) needs it. Sent bound, too; only the log shows them in the text.
    RawValues replacements = {};
};

/// A database and its models: the door to everything.
///
/// Nothing is opened before the first call. The destructor waits for what is running and closes;
/// instances may outlive it, their models may not.
class Sequelize
{
public:
    explicit Sequelize(Options options = {});
    ~Sequelize();
    Sequelize(const Sequelize &) = delete;
    Sequelize &operator=(const Sequelize &) = delete;

    [[nodiscard]] const Options &options() const;
    [[nodiscard]] QueryLog &log() const;

    /// Defines a model, before the first query on it. An `id` and the timestamps are added as in
    /// Sequelize. Throws UsageError for a definition that cannot work. A model of the same name is
    /// replaced.
    Model &define(const Text &name, std::initializer_list<AttributeDefinition> attributes,
                  const ModelOptions &options = {});
    Model &define(const Text &name, std::vector<AttributeDefinition> attributes,
                  const ModelOptions &options = {});
    /// The model of that name; throws UsageError when there is none.
    [[nodiscard]] Model &model(const Text &name) const;
    [[nodiscard]] bool isDefined(const Text &name) const;

    /// Opens the database and asks it something. Fails with ConnectionError.
    QFuture<void> authenticate();
    /// Creates the tables of all models.
    QFuture<void> sync(const SyncOptions &options = {});
    /// Drops the tables of all models.
    QFuture<void> drop(const DropOptions &options = {});
    /// Reads and changes tables, schemas and databases, as migrations do.
    [[nodiscard]] QueryInterface queryInterface() const;
    /// Runs SQL of your own; values only through `bind` or `replacements`.
    QFuture<RowSet> query(const Text &sql, const QueryOptions &options = {});
    /// Ends all connections after what is queued; later calls fail with ConnectionError.
    QFuture<void> close();

    /// What a unit of work gives: a function of a `Session &`, or of nothing.
    template<typename Work>
    using ResultOf = typename std::conditional_t<std::is_invocable_v<Work &, Session &>,
                                                 std::invoke_result<Work &, Session &>,
                                                 std::invoke_result<Work &>>::type;

    /// Runs `work` on a worker with a write connection, where calls of the ORM run at once.
    template<typename Work>
    auto run(Work work, const Text &label = {}) -> QFuture<ResultOf<Work>>
    {
        return submit(label, [this, work = std::move(work)](Connection &connection) mutable {
            return perform(work, connection);
        });
    }
    /// Runs `work` on a worker inside a transaction: committed when it returns, rolled back when
    /// it throws (or its future is cancelled), and then the failure is the future's. Inside
    /// another transaction it is a savepoint.
    template<typename Work>
    auto transaction(Work work, const Text &label = "sequelize.transaction(…)")
        -> QFuture<ResultOf<Work>>
    {
        return submit(label, [this, work = std::move(work)](Connection &connection) mutable {
            Transaction transaction(connection, Savepoint::Left);
            if constexpr (std::is_void_v<ResultOf<Work>>) {
                perform(work, connection);
                transaction.commit();
            } else {
                auto result = perform(work, connection);
                transaction.commit();
                return result;
            }
        });
    }
    /// Runs `work`, which only reads, on any worker, and hands its result to `onResult`, or its
    /// failure (a `const BaseError &`) to `onError`, on the thread of `receiver`, which is the
    /// caller's; to nobody when the receiver has gone or the request was cancelled. The quickest
    /// way there and back: no future and no watcher, and the result is moved, not copied.
    ///
    ///     db.read(this, [key](Session &session) { return session.findByPk(Book, key); },
    ///             [this](const std::optional<Instance> &book) { show(book); },
    ///             [this](const BaseError &error) { show(error.message()); });
    template<typename Work, typename OnResult, typename OnError>
    Request read(QObject *receiver, Work work, OnResult onResult, OnError onError,
                 const Text &label = {})
    {
        using Kept = Answer<ResultOf<Work>, OnResult, OnError>;
        const auto answer =
            std::make_shared<Kept>(receiver, std::move(onResult), std::move(onError));
        auto asked = [this, work = std::move(work)](Connection &connection) mutable {
            return perform(work, connection);
        };
        using Asked = decltype(asked);
        submit(Access::Read,
               std::make_unique<AnsweredJob<Asked, Kept>>(label, std::move(asked), answer));
        return Request(answer);
    }

    [[nodiscard]] Database &database() const;

private:
    friend class Model;

    template<typename Work>
    auto submit(const QString &call, Work work)
        -> QFuture<std::invoke_result_t<Work &, Connection &>>
    {
        auto job = std::make_unique<JobOf<Work>>(call, std::move(work));
        auto future = job->future();
        submit(Access::Write, std::move(job));
        return future;
    }
    void submit(Access access, std::unique_ptr<Job> job);
    template<typename Work>
    ResultOf<Work> perform(Work &work, Connection &connection)
    {
        if constexpr (std::is_invocable_v<Work &, Session &>) {
            Session session(*this, connection);
            return work(session);
        } else {
            return work();
        }
    }

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace orm
