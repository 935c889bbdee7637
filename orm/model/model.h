#pragma once

#include "orm/model/attribute.h"
#include "orm/model/findoptions.h"
#include "orm/model/instance.h"

#include <QFuture>

#include <memory>

namespace orm {

class Sequelize;
struct ModelData;

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
    Model(const Model &) = delete;
    Model &operator=(const Model &) = delete;

    [[nodiscard]] QString name() const;
    [[nodiscard]] QString tableName() const;
    [[nodiscard]] Sequelize &sequelize() const;
    /// All attributes in order, with the ones the library adds (id, createdAt, updatedAt).
    [[nodiscard]] const std::vector<AttributeDefinition> &attributes() const;
    /// The attribute of that name, or nullptr.
    [[nodiscard]] const AttributeDefinition *attribute(QStringView name) const;
    [[nodiscard]] QString primaryKey() const;
    /// The broken rules among `values`, without asking the database. Attributes that are missing
    /// in `values` are judged as null when `whole`, else not at all.
    enum class Scope { Whole, GivenOnly };
    [[nodiscard]] QList<ValidationErrorItem> validate(const Values &values, Scope scope) const;

    /// A new instance with default values; nothing is sent.
    [[nodiscard]] Instance build(const Values &values) const;

    QFuture<Instance> create(const Values &values, const CreateOptions &options = {}) const;
    /// Many rows, a hundred a statement, in one transaction: all or none.
    QFuture<QList<Instance>> bulkCreate(const QList<Values> &rows,
                                        const BulkCreateOptions &options = {}) const;

    [[nodiscard]] QFuture<QList<Instance>> findAll(const FindOptions &options = {}) const;
    [[nodiscard]] QFuture<std::optional<Instance>> findOne(const FindOptions &options = {}) const;
    [[nodiscard]] QFuture<std::optional<Instance>> findByPk(const Operand &key,
                                                            const FindOptions &options = {}) const;
    [[nodiscard]] QFuture<RowsAndCount<Instance>>
    findAndCountAll(const FindOptions &options = {}) const;
    /// The primary keys of the rows that match, in the order asked for: eight bytes a row, for
    /// lists of millions. Only for models with an integer key.
    [[nodiscard]] QFuture<std::vector<qint64>> findKeys(const FindOptions &options = {}) const;

    [[nodiscard]] QFuture<qint64> count(const CountOptions &options = {}) const;
    /// The sum in the attribute's type; null() for no rows.
    [[nodiscard]] QFuture<QVariant> sum(const Text &attribute,
                                        const AggregateOptions &options = {}) const;
    [[nodiscard]] QFuture<QVariant> min(const Text &attribute,
                                        const AggregateOptions &options = {}) const;
    [[nodiscard]] QFuture<QVariant> max(const Text &attribute,
                                        const AggregateOptions &options = {}) const;

    /// Changes all rows that match; answers how many.
    QFuture<qint64> update(const Values &values, const UpdateOptions &options) const;
    /// Deletes all rows that match; answers how many.
    QFuture<qint64> destroy(const DestroyOptions &options) const;
    QFuture<void> truncate() const;
    QFuture<qint64> increment(const Text &attribute, const IncrementOptions &options) const;
    QFuture<qint64> decrement(const Text &attribute, const IncrementOptions &options) const;

    /// Creates the table if it is missing; with `force`, drops it first.
    QFuture<void> sync(const SyncOptions &options = {}) const;
    QFuture<void> drop() const;

private:
    friend class Sequelize;
    friend class Instance;

    explicit Model(std::unique_ptr<ModelData> data);

    [[nodiscard]] QFuture<QVariant> aggregate(const char *function, const Text &attribute,
                                              const AggregateOptions &options) const;
    QFuture<qint64> add(const Text &attribute, const IncrementOptions &options,
                        bool isSubtracted) const;

    std::unique_ptr<ModelData> d;
};

} // namespace orm
