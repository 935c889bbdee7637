#pragma once

#include "orm/db/transaction.h"
#include "orm/model/readsession.h"

#include <functional>
#include <type_traits>

namespace orm {

/// The calls of a unit of work: all that ReadSession reads, and all that writes. What
/// Sequelize::run() and transaction() hand to the work that asks for it:
///
///     db.transaction([&](Session &session) {
///         Instance book = *session.findByPk(Book, 7);
///         book["price"] = 12.50;
///         session.save(book);
///     });
///
/// It makes no future for a result that is there already, which is a sixth of a short call. Every
/// call of the ORM is written here once: those of Model, Instance and Related, which answer with
/// futures, bring a Session to a worker.
class Session : public ReadSession
{
public:
    /// On a connection of these models' database, for the library's own use.
    Session(const ModelManager &models, Connection &connection)
        : ReadSession(models, connection)
    {
    }

    // Rows of a model
    /// Inserts a row, and with `include` the associated rows among its values.
    Instance create(const Model &model, const Values &values,
                    const CreateOptions &options = {}) const;
    /// Many rows, all or none.
    QList<Instance> bulkCreate(const Model &model, const QList<Values> &rows,
                               const BulkCreateOptions &options = {}) const;
    /// The row, and whether it is new where the database tells; see Model::upsert().
    std::pair<Instance, std::optional<bool>> upsert(const Model &model, const Values &values,
                                                    const UpsertOptions &options = {}) const;
    /// The row and whether it was made; see Model::findOrCreate().
    std::pair<Instance, bool> findOrCreate(const Model &model,
                                           const FindOrCreateOptions &options) const;
    /// The same without a transaction; see Model::findCreateFind().
    std::pair<Instance, bool> findCreateFind(const Model &model,
                                             const FindOrCreateOptions &options) const;
    /// The rows changed; see Model::update().
    qint64 update(const Model &model, const Values &values,
                  const UpdateOptions &options = {}) const;
    /// The changed rows themselves. Throws UsageError where the database cannot tell them.
    QList<Instance> updateReturning(const Model &model, const Values &values,
                                    const UpdateOptions &options = {}) const;
    /// The rows deleted; see Model::destroy().
    qint64 destroy(const Model &model, const DestroyOptions &options = {}) const;
    /// The rows whose mark was taken away; see Model::restore().
    qint64 restore(const Model &model, const RestoreOptions &options = {}) const;
    /// The rows deleted; see Model::truncate().
    qint64 truncate(const Model &model, const TruncateOptions &options = {}) const;
    /// The rows of all models; see Sequelize::truncate().
    void truncate(const TruncateOptions &options = {}) const;
    /// Adds in the database; answers with the number of rows. See Model::increment().
    qint64 increment(const Model &model, const Text &attribute,
                     const IncrementOptions &options) const;
    /// The same with the amount taken away.
    qint64 decrement(const Model &model, const Text &attribute,
                     const IncrementOptions &options) const;
    /// Several at once, each by `options.by`.
    qint64 increment(const Model &model, const Names &attributes,
                     const IncrementOptions &options) const;
    /// The same with the amount taken away from each.
    qint64 decrement(const Model &model, const Names &attributes,
                     const IncrementOptions &options) const;
    /// Several at once, each by its own amount.
    qint64 increment(const Model &model, const Values &amounts,
                     const IncrementOptions &options) const;
    /// The same with the amounts taken away.
    qint64 decrement(const Model &model, const Values &amounts,
                     const IncrementOptions &options) const;

    // One row. Each answers with the fresh instance; the one that is given stays as it is, but for
    // that of save().
    ///@{
    /// Inserts a new row with what came along, or writes what changed; see Instance::save(). An
    /// instance that can be changed is the fresh one afterwards; it stays as it is when this
    /// throws.
    Instance save(const Instance &instance, const SaveOptions &options = {}) const;
    Instance &save(Instance &instance, const SaveOptions &options = {}) const;
    ///@}
    /// Sets `values` and saves only these.
    Instance update(const Instance &instance, const Values &values,
                    const SaveOptions &options = {}) const;
    /// Deletes the row; one of a paranoid model is marked as deleted.
    Instance destroy(const Instance &instance, const InstanceDestroyOptions &options = {}) const;
    /// Throws UsageError when the model is not paranoid.
    Instance restore(const Instance &instance, const InstanceRestoreOptions &options = {}) const;
    ///@{
    /// Adds in the database; see Instance::increment().
    Instance increment(const Instance &instance, const Text &attribute, double by = 1) const;
    Instance increment(const Instance &instance, const Text &attribute,
                       const InstanceIncrementOptions &options) const;
    ///@}
    ///@{
    /// The same with the amount taken away.
    Instance decrement(const Instance &instance, const Text &attribute, double by = 1) const;
    Instance decrement(const Instance &instance, const Text &attribute,
                       const InstanceIncrementOptions &options) const;
    ///@}
    /// Several at once, each by its own amount.
    Instance increment(const Instance &instance, const Values &amounts,
                       const InstanceIncrementOptions &options = {}) const;
    /// The same with the amounts taken away.
    Instance decrement(const Instance &instance, const Values &amounts,
                       const InstanceIncrementOptions &options = {}) const;

    // Associated rows: `session.add(author.related("books"), kindred)`
    /// Makes `rows` the associated ones, and no others; nullptr for none.
    Instance set(const Related &related, const RelatedRows &rows,
                 const LinkOptions &options = {}) const;
    /// Associates `rows` beside those that are. For associations to many.
    Instance add(const Related &related, const RelatedRows &rows,
                 const LinkOptions &options = {}) const;
    /// Ends the association of `rows`, which stay. For associations to many.
    Instance remove(const Related &related, const RelatedRows &rows,
                    const UnlinkOptions &options = {}) const;
    /// Inserts a row that is associated, and answers with it.
    Instance create(const Related &related, const Values &values, const CreateOptions &options = {},
                    const LinkOptions &link = {}) const;

    // Tables, and SQL of your own
    /// Creates the tables of all models.
    void sync(const SyncOptions &options = {}) const;
    /// Creates the table of one model.
    void sync(const Model &model, const SyncOptions &options = {}) const;
    /// Drops the tables of all models.
    void drop(const DropOptions &options = {}) const;
    /// Drops the table of one model if it is there.
    void drop(const Model &model, const DropOptions &options = {}) const;
    /// Runs SQL of your own; values only through `bind` or `replacements`.
    RowSet query(const Text &sql, const QueryOptions &options = {}) const;
    /// The same, and its rows as instances of `model`; see Sequelize::query().
    QList<Instance> query(const Model &model, const Text &sql,
                          const QueryOptions &options = {}) const;

    ///@{
    /// Not there: a condition is one of the options, `{.where = {"id", 1}}`, and the values of a
    /// row stand in two braces, `{{"title", "Kindred"}}`.
    void create(const Model &, const BareValue &) const;
    template<typename Row = BareValue>
    void bulkCreate(const Model &, const QList<Row> &) const;
    void upsert(const Model &, const BareValue &) const;
    void findOrCreate(const Model &, const BareCondition &) const;
    void findCreateFind(const Model &, const BareCondition &) const;
    void update(const Model &, const Values &, const BareCondition &) const;
    void update(const Model &, const BareValue &, const UpdateOptions &) const;
    void update(const Instance &, const BareValue &, const SaveOptions & = {}) const;
    void destroy(const Model &, const BareCondition &) const;
    void restore(const Model &, const BareCondition &) const;
    void increment(const Model &, const Text &, const BareCondition &) const;
    void decrement(const Model &, const Text &, const BareCondition &) const;
    ///@}

    /// What a unit of work gives that takes a session `S &`, or nothing.
    template<typename Work, typename S = Session>
    using ResultOf = typename std::conditional_t<std::is_invocable_v<Work &, S &>,
                                                 std::invoke_result<Work &, S &>,
                                                 std::invoke_result<Work &>>::type;
    /// Calls `work` with the session, or without if it takes none.
    template<typename Work, typename S>
    static ResultOf<Work, S> perform(Work &work, S &session)
    {
        if constexpr (std::is_invocable_v<Work &, S &>)
            return work(session);
        else
            return work();
    }

    /// Runs `work`, which takes a Session or nothing, inside a transaction: committed when it
    /// returns, rolled back when it throws, which then comes through. Inside another transaction,
    /// as it mostly is here, it is a savepoint.
    template<typename Work>
    ResultOf<Work> transaction(Work &&work)
    {
        return transaction(TransactionOptions(), std::forward<Work>(work));
    }
    /// The same with a level of isolation and other wishes of its own.
    template<typename Work>
    ResultOf<Work> transaction(const TransactionOptions &options, Work &&work)
    {
        refuseOther(options.transaction);
        if (options.retries <= 0 || isInTransaction())
            return transactionOnce(options, work);
        for (int attempt = 0;; ++attempt) {
            try {
                return transactionOnce(options, work);
            } catch (const DatabaseError &error) {
                if (attempt >= options.retries || !mayRunAgain(m_connection, error, attempt))
                    throw;
            }
        }
    }
    /// Has `done` called, on this thread, when the outermost transaction of this unit of work was
    /// committed; never when that, or the innermost one that is open now, was rolled back. Without
    /// a transaction it is called at once. What it throws is printed as a warning, since what was
    /// committed stays.
    void afterCommit(std::function<void()> done) const;

private:
    /// See transaction().
    template<typename Work>
    ResultOf<Work> transactionOnce(const TransactionOptions &options, Work &work)
    {
        Transaction inner(m_connection, Savepoint::Left, TransactionLog::Told, options);
        if constexpr (std::is_void_v<ResultOf<Work>>) {
            perform(work, *this);
            inner.commit();
        } else {
            auto result = perform(work, *this);
            inner.commit();
            return result;
        }
    }
    [[nodiscard]] bool isInTransaction() const;
    [[nodiscard]] qint64 add(const Model &model, const Values &amounts,
                             const IncrementOptions &options, bool isSubtracted) const;
    [[nodiscard]] Instance add(const Instance &instance, const Values &amounts,
                               const InstanceIncrementOptions &options, bool isSubtracted) const;
};

} // namespace orm
