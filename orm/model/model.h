#pragma once

#include "orm/expr/description.h"
#include "orm/model/define/association.h"
#include "orm/model/define/findoptions.h"
#include "orm/model/define/instance.h"
#include "orm/schema/attribute.h"

#include <QFuture>

#include <memory>

namespace orm {

class ModelHooks;
class Sequelize;
struct ModelData;

/// What Model::addScope() is told.
struct AddScopeOptions
{
    bool override = false; ///< Replaces the scope of that name.
};

/// A table and what its rows mean. Made by Sequelize::define, constant from then on, and safe to
/// use from every thread.
///
/// Every call that reaches the database answers with a future at once and runs on a pooled
/// connection; on a worker thread (inside transaction() or run()) it runs right there and the
/// future is finished. A cancelled future stops its statement.
class Model
{
public:
    ~Model();
    Model(Model &&) noexcept = default; ///< For what scope() makes.
    Model(const Model &) = delete;
    Model &operator=(const Model &) = delete;

    /// The name that define() was given.
    [[nodiscard]] QString name() const;
    /// The table's name in the database, without a schema.
    [[nodiscard]] QString tableName() const;
    /// Throws UsageError once the Sequelize has gone.
    [[nodiscard]] Sequelize &sequelize() const;
    /// All attributes in order, with the ones the library adds (id, createdAt, updatedAt).
    [[nodiscard]] const std::vector<AttributeDefinition> &attributes() const;
    /// The attribute of that name, or nullptr.
    [[nodiscard]] const AttributeDefinition *attribute(QStringView name) const;
    /// The attribute that is the primary key, or the first of several.
    [[nodiscard]] QString primaryKey() const;
    /// Says how rows of this model and of `target` belong together, after both are defined and
    /// before the first call. Throws AssociationError for what cannot work, such as an alias that
    /// is taken. What they return stays where it is as long as the models.
    Association &hasOne(Model &target, const AssociationOptions &options = {});
    /// The same for a row that refers to one of `target`.
    Association &belongsTo(Model &target, const AssociationOptions &options = {});
    /// The same for a row that several rows of `target` refer to.
    Association &hasMany(Model &target, const AssociationOptions &options = {});
    /// The same by way of a junction table between both.
    Association &belongsToMany(Model &target, const BelongsToManyOptions &options);
    /// Adds a scope, or a default one by the name "defaultScope", before the first call. Throws
    /// UsageError for one that is there, unless it is to be replaced.
    void addScope(const Text &name, const FindOptions &options, const AddScopeOptions &how = {});
    /// The same for a scope that takes arguments.
    void addScope(const Text &name, std::function<FindOptions(const QVariantList &)> make,
                  const AddScopeOptions &how = {});
    /// Takes an attribute away before the first call, such as one that define() adds by itself.
    /// Throws UsageError for the key, for one that an association needs, and for none.
    void removeAttribute(const Text &attribute);
    /// The association of that alias, or nullptr.
    [[nodiscard]] const Association *association(QStringView alias) const;
    /// All associations in the order of their making; they stay as long as the models.
    [[nodiscard]] QList<const Association *> associations() const;
    /// Those of them that lead to `target`.
    [[nodiscard]] QList<const Association *> associations(const Model &target) const;
    /// So that an include may name this model, with its scope.
    [[nodiscard]] Included included() const;

    /// The functions that run around the calls of this model; those of the whole database are
    /// Sequelize::hooks(). Safe on every thread.
    [[nodiscard]] ModelHooks &hooks() const;

    /// Whether attributes that are missing among values are judged as null, or not at all.
    enum class Scope { Whole, GivenOnly };
    /// The broken rules among `values`, without asking the database; empty when there are none.
    /// Safe on every thread.
    [[nodiscard]] QList<ValidationErrorItem> validate(const Values &values, Scope scope) const;

    ///@{
    /// This model with other options to begin with: those of the scopes named, one after another;
    /// `"defaultScope"` is one, too. Without a name: unscoped(). Throws ScopeError for a name that
    /// define() was not told.
    [[nodiscard]] Model scope(const QStringList &names = {}) const;
    [[nodiscard]] Model scope(std::initializer_list<Text> names) const
    {
        return scope(QStringList(names.begin(), names.end()));
    }
    ///@}
    /// The same for one scope.
    [[nodiscard]] Model scope(const char *name) const { return scope(QStringList{Text(name)}); }
    ///@{
    /// A scope that takes arguments.
    [[nodiscard]] Model scope(const Text &name, const QVariantList &arguments) const;
    [[nodiscard]] Model scope(const Text &name, std::initializer_list<Operand> arguments) const;
    ///@}
    /// A scope made on the spot.
    [[nodiscard]] Model scope(const FindOptions &options) const;
    /// This model without its default scope.
    [[nodiscard]] Model unscoped() const;

    /// A new instance with default values; nothing is sent.
    [[nodiscard]] Instance build(const Values &values, const BuildOptions &options = {}) const;
    /// The same for many rows.
    [[nodiscard]] QList<Instance> bulkBuild(const QList<Values> &rows,
                                            const BuildOptions &options = {}) const;

    /// Inserts a row, and with `include` the associated rows among its values. Fails with
    /// ValidationError, UniqueConstraintError and DatabaseError.
    QFuture<Instance> create(const Values &values, const CreateOptions &options = {}) const;
    /// Many rows, a hundred a statement, in one transaction: all or none.
    [[nodiscard]] QFuture<QList<Instance>> bulkCreate(const QList<Values> &rows,
                                                      const BulkCreateOptions &options = {}) const;

    /// All rows that match, in the order asked for; of a paranoid model those that are not marked
    /// as deleted.
    [[nodiscard]] QFuture<QList<Instance>> findAll(const FindOptions &options = {}) const;
    /// The first row that matches, or none; fails with EmptyResultError for none when
    /// `rejectOnEmpty` is set.
    [[nodiscard]] QFuture<std::optional<Instance>> findOne(const FindOptions &options = {}) const;
    /// The row of that primary key, or none; asks nothing for a null key.
    [[nodiscard]] QFuture<std::optional<Instance>> findByPk(const Operand &key,
                                                            const FindOptions &options = {}) const;
    ///@{
    /// The first row that matches, and false; or a new one of `defaults` and of what `where` says
    /// attributes are equal to, and true. findOrBuild() stores nothing. findOrCreate() does both in
    /// one transaction, and begins again where another one was quicker: of many that ask for the
    /// same row at once, one makes it, if a unique rule says that there is but one.
    /// findCreateFind() takes no transaction, and looks again when the row turns out to be there.
    /// Fail as findOne() and create() do, and with UsageError without a condition.
    [[nodiscard]] QFuture<std::pair<Instance, bool>>
    findOrBuild(const FindOrCreateOptions &options) const;
    QFuture<std::pair<Instance, bool>> findOrCreate(const FindOrCreateOptions &options) const;
    QFuture<std::pair<Instance, bool>> findCreateFind(const FindOrCreateOptions &options) const;
    ///@}
    /// The rows that match, and how many there are without limit and offset.
    [[nodiscard]] QFuture<RowsAndCount<Instance>>
    findAndCountAll(const FindOptions &options = {}) const;
    ///@{
    /// The rows that findAll() and findOne() find, as names and values instead of instances:
    /// Sequelize's `raw`. What is included stands in the same row, as "books.title", and a row
    /// comes as often as it has such partners; UsageError for an include that is `separate`. A
    /// value has the type of its attribute, as in an instance. No afterFind runs.
    [[nodiscard]] QFuture<RowSet> findAllRaw(const FindOptions &options = {}) const;
    [[nodiscard]] QFuture<std::optional<ResultRow>>
    findOneRaw(const FindOptions &options = {}) const;
    ///@}
    /// The primary keys of the rows that match, in the order asked for: eight bytes a row, for
    /// lists of millions, each once. Only for models with an integer key.
    [[nodiscard]] QFuture<QList<qint64>> findKeys(const FindOptions &options = {}) const;

    /// One attribute of the rows that findAll() would find, for a condition on another model:
    /// `{"id", Op::in(Sale.subquery("bookId", {.where = {{"quantity", Op::gt(9)}}}))}`. Nothing is
    /// asked before that condition is. Knows no include.
    [[nodiscard]] Subquery subquery(const Text &attribute, const FindOptions &options = {}) const;

    /// How many rows match.
    [[nodiscard]] QFuture<qint64> count(const CountOptions &options = {}) const;
    /// The counts of groups: their columns, and `count`.
    [[nodiscard]] QFuture<RowSet> countGroups(const GroupOptions &options) const;
    /// `function` is any that makes one value of many: `aggregate("price", "avg")`.
    [[nodiscard]] QFuture<QVariant> aggregate(const Text &attribute, const Text &function,
                                              const AggregateOptions &options = {}) const;
    /// The same of groups: their columns, and one named like the function.
    [[nodiscard]] QFuture<RowSet> aggregateGroups(const Text &attribute, const Text &function,
                                                  const GroupOptions &options) const;
    /// The sum in the attribute's type; null() for no rows.
    [[nodiscard]] QFuture<QVariant> sum(const Text &attribute,
                                        const AggregateOptions &options = {}) const;
    /// The least value of an attribute; null() for no rows.
    [[nodiscard]] QFuture<QVariant> min(const Text &attribute,
                                        const AggregateOptions &options = {}) const;
    /// The greatest value of an attribute; null() for no rows.
    [[nodiscard]] QFuture<QVariant> max(const Text &attribute,
                                        const AggregateOptions &options = {}) const;

    /// Inserts a row, or changes the one that has its key or another unique value. Answers with the
    /// row and whether it is new. On SQLite the row is read as it is stored then, with all that was
    /// not given; databases that give written rows back do not tell whether they are new.
    QFuture<std::pair<Instance, std::optional<bool>>>
    upsert(const Values &values, const UpsertOptions &options = {}) const;

    /// Changes all rows that match; answers how many.
    QFuture<qint64> update(const Values &values, const UpdateOptions &options) const;
    /// The same, and answers with the rows. Fails where the database cannot tell them.
    QFuture<QList<Instance>> updateReturning(const Values &values,
                                             const UpdateOptions &options) const;
    /// Deletes all rows that match, or marks them in a paranoid model; answers how many.
    QFuture<qint64> destroy(const DestroyOptions &options) const;
    /// Takes the marks away that destroy() set; answers how many rows matched.
    QFuture<qint64> restore(const RestoreOptions &options = {}) const;
    /// Deletes all rows, or marks those of the scope in a paranoid model; answers how many, where
    /// the database counts them (SQLite does).
    QFuture<qint64> truncate(const TruncateOptions &options = {}) const;
    /// Adds `options.by` in the database to all rows that match, so that other writers lose
    /// nothing; answers how many rows. Fails with ValidationError, and changes nothing, when a sum
    /// would be no value of its attribute. On SQLite a sum of a DECIMAL is rounded to its scale;
    /// what a literal computes, such as `literal("price * 1.1")`, stays as it is, and is read
    /// rounded.
    QFuture<qint64> increment(const Text &attribute, const IncrementOptions &options) const;
    /// The same with the amount taken away.
    QFuture<qint64> decrement(const Text &attribute, const IncrementOptions &options) const;
    /// Several at once, each by `options.by`.
    QFuture<qint64> increment(const Names &attributes, const IncrementOptions &options) const;
    /// The same with the amount taken away from each.
    QFuture<qint64> decrement(const Names &attributes, const IncrementOptions &options) const;
    /// Several at once, each by its own amount.
    QFuture<qint64> increment(const Values &amounts, const IncrementOptions &options) const;
    /// The same with the amounts taken away.
    QFuture<qint64> decrement(const Values &amounts, const IncrementOptions &options) const;

    /// The columns of the table as the database has them; fails with UsageError when there is no
    /// such table.
    [[nodiscard]] QFuture<TableDescription> describe() const;
    /// Creates the table if it is missing; with `force`, drops it first.
    [[nodiscard]] QFuture<void> sync(const SyncOptions &options = {}) const;
    /// Drops the table if it is there.
    [[nodiscard]] QFuture<void> drop(const DropOptions &options = {}) const;

    ///@{
    /// Not there: a condition is one of the options, `{.where = {"id", 1}}`, and the values of a
    /// row stand in two braces, `{{"title", "Kindred"}}`.
    void findAll(const BareCondition &) const;
    void findOne(const BareCondition &) const;
    void findAndCountAll(const BareCondition &) const;
    void findKeys(const BareCondition &) const;
    void findOrBuild(const BareCondition &) const;
    void findOrCreate(const BareCondition &) const;
    void findCreateFind(const BareCondition &) const;
    void count(const BareCondition &) const;
    void sum(const Text &, const BareCondition &) const;
    void min(const Text &, const BareCondition &) const;
    void max(const Text &, const BareCondition &) const;
    void aggregate(const Text &, const Text &, const BareCondition &) const;
    void restore(const BareCondition &) const;
    void increment(const Text &, const BareCondition &) const;
    void decrement(const Text &, const BareCondition &) const;
    void update(const Values &, const BareCondition &) const;
    void destroy(const BareCondition &) const;
    void build(const BareValue &) const;
    void create(const BareValue &) const;
    template<typename Row = BareValue>
    void bulkCreate(const QList<Row> &) const;
    void upsert(const BareValue &) const;
    void update(const BareValue &, const UpdateOptions &) const;
    ///@}

private:
    friend class Associator;
    friend class Mapping;
    friend class ReadSession;
    friend class Sequelize;
    friend class Session;
    friend Model takenAlong(const Model &model);

    /// What define() answers with: a part of `data`, which it does not keep.
    explicit Model(ModelData &data);
    Model(std::shared_ptr<ModelData> data, std::shared_ptr<const FindOptions> scope);
    Model(std::shared_ptr<ModelData> data, const FindOptions &scope);

    void addScope(const ModelScope &scope, const AddScopeOptions &how);
    /// `options`, or `where`, on top of the scope.
    [[nodiscard]] FindOptions scoped(const FindOptions &options) const;
    [[nodiscard]] Where scoped(const Where &where) const;
    [[nodiscard]] UpdateOptions scoped(const UpdateOptions &options) const;
    [[nodiscard]] DestroyOptions scoped(const DestroyOptions &options) const;
    [[nodiscard]] Includes scoped(const Includes &includes) const;

    std::shared_ptr<ModelData> d;               ///< Kept by the scopes of a model.
    std::shared_ptr<const FindOptions> m_scope; ///< Null: none.
};

} // namespace orm
