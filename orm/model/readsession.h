#pragma once

#include "orm/core/error.h"
#include "orm/db/rowset.h"
#include "orm/expr/description.h"
#include "orm/model/define/relatedoptions.h"
#include "orm/sql/sql.h"

#include <optional>

namespace orm {

class Connection;
class Model;
class ModelManager;
class Related;

/// How SQL of one's own is run.
struct QueryOptions
{
    /// Values for `$1`, `$2` … in the text (a QVariantList), or for `$name` (a QVariantMap); `$$`
    /// is a `$` then.
    RawValues bind = {};
    StatementKind kind = StatementKind::Read; ///< Read: as its first word says.
    /// Values for `?` (a QVariantList), or for `:name` (a QVariantMap). A list among them becomes
    /// `1, 2, 3`, as IN (?) needs it. Sent bound, too; only the log shows them in the text.
    RawValues replacements = {};
    bool useMaster = false;                ///< As in FindOptions.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// The calls of a unit of work that only reads, answered by their results themselves, or by an
/// exception. What Sequelize::read() hands to the work that asks for it, and the reading half of a
/// Session:
///
///     db.read(window, [&](ReadSession &session) { return session.findAll(Book); }, onResult);
///
/// Each call does what the call of the same name of Model, Instance and Related does, and throws
/// what its future fails with; UsageError for a model of another database. Good on the thread it
/// was handed out on, while the work runs.
class ReadSession
{
public:
    /// On a connection of these models' database, for the library's own use.
    ReadSession(const ModelManager &models, Connection &connection)
        : m_models(models)
        , m_connection(connection)
    {
    }

    // Rows of a model
    /// All rows that match; see Model::findAll().
    [[nodiscard]] QList<Instance> findAll(const Model &model,
                                          const FindOptions &options = {}) const;
    /// The first row that matches, or none.
    [[nodiscard]] std::optional<Instance> findOne(const Model &model,
                                                  const FindOptions &options = {}) const;
    /// The row of that primary key, or none; asks nothing for a null key.
    [[nodiscard]] std::optional<Instance> findByPk(const Model &model, const Operand &key,
                                                   const FindOptions &options = {}) const;
    /// The row, or a new one that is not stored, and whether it is new; see Model::findOrBuild().
    [[nodiscard]] std::pair<Instance, bool> findOrBuild(const Model &model,
                                                        const FindOrCreateOptions &options) const;
    /// The rows that match, and how many there are without the limit.
    [[nodiscard]] RowsAndCount<Instance> findAndCountAll(const Model &model,
                                                         const FindOptions &options = {}) const;
    /// The rows of findAll() as names and values; see Model::findAllRaw().
    [[nodiscard]] RowSet findAllRaw(const Model &model, const FindOptions &options = {}) const;
    /// The first of them, or none.
    [[nodiscard]] std::optional<ResultRow> findOneRaw(const Model &model,
                                                      const FindOptions &options = {}) const;
    /// The primary keys of the rows that match; see Model::findKeys().
    [[nodiscard]] QList<qint64> findKeys(const Model &model, const FindOptions &options = {}) const;
    /// The same one by one, for who keeps millions of them in less room than a list of eight bytes
    /// each.
    void findKeys(const Model &model, const FindOptions &options, const TakeKey &take) const;

    // Counts, sums and the like
    /// How many rows match.
    [[nodiscard]] qint64 count(const Model &model, const CountOptions &options = {}) const;
    /// The counts of groups: their columns, and `count`.
    [[nodiscard]] RowSet countGroups(const Model &model, const GroupOptions &options) const;
    /// One value made of many by `function`; null() for no rows.
    [[nodiscard]] QVariant aggregate(const Model &model, const Text &attribute,
                                     const Text &function,
                                     const AggregateOptions &options = {}) const;
    /// The same of groups: their columns, and one named like the function.
    [[nodiscard]] RowSet aggregateGroups(const Model &model, const Text &attribute,
                                         const Text &function, const GroupOptions &options) const;
    /// The sum in the attribute's type; null() for no rows.
    [[nodiscard]] QVariant sum(const Model &model, const Text &attribute,
                               const AggregateOptions &options = {}) const;
    /// The least value of an attribute; null() for no rows.
    [[nodiscard]] QVariant min(const Model &model, const Text &attribute,
                               const AggregateOptions &options = {}) const;
    /// The greatest value of an attribute; null() for no rows.
    [[nodiscard]] QVariant max(const Model &model, const Text &attribute,
                               const AggregateOptions &options = {}) const;

    // One row, and those that are associated with it
    /// The row as it is stored now; see Instance::reload(). Throws InstanceError when it is gone.
    [[nodiscard]] Instance reload(const Instance &instance, const FindOptions &options = {}) const;
    /// The rows of `author.related("books")`.
    [[nodiscard]] QList<Instance> get(const Related &related,
                                      const RelatedOptions &options = {}) const;
    /// The first of them, or none.
    [[nodiscard]] std::optional<Instance> one(const Related &related,
                                              const RelatedOptions &options = {}) const;
    /// How many they are.
    [[nodiscard]] qint64 count(const Related &related, const RelatedOptions &options = {}) const;
    /// Whether all of `rows` are associated.
    [[nodiscard]] bool has(const Related &related, const RelatedRows &rows,
                           const RelatedOptions &options = {}) const;

    /// The columns of a model's table; see Model::describe().
    [[nodiscard]] TableDescription describe(const Model &model) const;
    /// Runs SQL of your own that reads; values only through `bind` or `replacements`. Throws
    /// UsageError for another kind.
    [[nodiscard]] RowSet query(const Text &sql, const QueryOptions &options = {}) const;
    /// The same, and its rows as instances of `model`; see Sequelize::query().
    [[nodiscard]] QList<Instance> query(const Model &model, const Text &sql,
                                        const QueryOptions &options = {}) const;

    ///@{
    /// Not there: a condition is one of the options, `{.where = {"id", 1}}`.
    void findAll(const Model &, const BareCondition &) const;
    void findOne(const Model &, const BareCondition &) const;
    void findAndCountAll(const Model &, const BareCondition &) const;
    void findKeys(const Model &, const BareCondition &) const;
    void findOrBuild(const Model &, const BareCondition &) const;
    void count(const Model &, const BareCondition &) const;
    void sum(const Model &, const Text &, const BareCondition &) const;
    void min(const Model &, const Text &, const BareCondition &) const;
    void max(const Model &, const Text &, const BareCondition &) const;
    void aggregate(const Model &, const Text &, const Text &, const BareCondition &) const;
    ///@}

protected:
    /// What `model` is made of, which may not change from now on. Throws UsageError for a model of
    /// another database.
    [[nodiscard]] const ModelData &used(const Model &model) const;
    /// The same of the model of a row.
    [[nodiscard]] const ModelData &used(const Instance &instance) const;
    ///@{
    /// The same for a call whose options name `transaction`. Throws UsageError for another one than
    /// that of this unit of work.
    [[nodiscard]] const ModelData &used(const Model &model,
                                        const TransactionReference &transaction) const;
    [[nodiscard]] const ModelData &used(const Instance &instance,
                                        const TransactionReference &transaction) const;
    void refuseOther(const TransactionReference &transaction) const;
    ///@}
    /// Whether the texts of calls are worth being made.
    [[nodiscard]] bool isLogged() const;
    ///@{
    /// Runs SQL of any kind.
    [[nodiscard]] RowSet rawQuery(const Text &sql, const QueryOptions &options) const;
    [[nodiscard]] QList<Instance> rawRows(const ModelData &model, const Text &sql,
                                          const QueryOptions &options) const;
    ///@}

    const ModelManager &m_models; ///< Of the database of this unit of work.
    Connection &m_connection;     ///< Of the thread that the work runs on.

private:
    [[nodiscard]] Sql rawSql(const Text &sql, const QueryOptions &options) const;
    [[nodiscard]] const ModelData &used(const ModelData &model) const;
};

} // namespace orm
