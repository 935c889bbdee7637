#pragma once

#include "orm/db/connection.h"
#include "orm/expr/statement.h"
#include "orm/model/define/modeldata.h"
#include "orm/sql/querygenerator.h"

namespace orm {

/// Makes rows of instances, on the thread of a connection: validation, timestamps, the statement,
/// and the fresh instance afterwards.
class Writer
{
public:
    Writer(const ModelData &model, Connection &connection)
        : m_model(model)
        , m_connection(connection)
    {
    }

    /// An instance with the defaults and then `values`; nothing is sent.
    [[nodiscard]] static Instance build(const ModelData &model, const Values &values,
                                        const BuildOptions &options = {});

    // One row
    [[nodiscard]] Instance save(const Instance &instance, const SaveOptions &options);
    /// Inserts a new row; `options.silent` keeps a given updatedAt.
    [[nodiscard]] Instance insert(const Instance &instance, const SaveOptions &options);
    /// Saves those of `attributes` that differ from the stored row.
    [[nodiscard]] Instance saveChanged(const Instance &instance, const QStringList &attributes,
                                       SaveOptions options);
    [[nodiscard]] Instance destroy(const Instance &instance, const InstanceDestroyOptions &options);
    [[nodiscard]] Instance restore(const Instance &instance);
    /// The instance as it was given, or as the database made it; and whether it is a new row, where
    /// the database tells.
    [[nodiscard]] std::pair<Instance, std::optional<bool>> upsert(const Instance &instance,
                                                                  const UpsertOptions &options);

    // Many rows
    /// How many rows of that many columns one INSERT takes; at least 1.
    [[nodiscard]] static int rowsPerStatement(size_t columns);
    [[nodiscard]] QList<Instance> bulkCreate(const QList<Values> &rows,
                                             const BulkCreateOptions &options);
    /// New instances from `rows`, judged as the options say; nothing is sent.
    [[nodiscard]] QList<Instance> built(const QList<Values> &rows,
                                        const BulkCreateOptions &options) const;
    /// Inserts what built() made.
    [[nodiscard]] QList<Instance> bulkInsert(QList<Instance> instances,
                                             const BulkCreateOptions &options);
    [[nodiscard]] qint64 update(const Values &values, const UpdateOptions &options);
    [[nodiscard]] QList<Instance> updateReturning(const Values &values,
                                                  const UpdateOptions &options);
    [[nodiscard]] qint64 destroy(const DestroyOptions &options);
    [[nodiscard]] qint64 restore(const RestoreOptions &options);
    void truncate(const TruncateOptions &options);
    [[nodiscard]] qint64 increment(const Values &amounts, const IncrementOptions &options,
                                   bool isSubtracted);

    /// The condition that names one stored row. Throws UsageError for a row without a key.
    [[nodiscard]] static Where whereKey(const Instance &instance);

private:
    void validate(const Instance &instance, const QStringList &fields) const;
    Result execute(const Sql &sql) const { return m_connection.execute(sql); }
    [[nodiscard]] const ColumnDef *column(int attribute) const
    {
        return &m_model.table.columns[size_t(attribute)];
    }
    [[nodiscard]] bool isStored(int attribute) const { return column(attribute)->isStored(); }
    [[nodiscard]] Returning returning(bool isWanted, const QStringList &only) const;
    /// The moment for createdAt or updatedAt: now, unless the attribute has a default of its own.
    [[nodiscard]] Operand timestamp(int attribute, const QDateTime &now) const;
    /// The attributes that an INSERT or UPDATE of `fields` writes, in Sequelize's order.
    [[nodiscard]] std::vector<int> insertedAttributes(const QStringList &fields,
                                                      bool keepUpdatedAt) const;
    [[nodiscard]] Instance updateAttributes(const Instance &instance, std::vector<int> attributes,
                                            const SaveOptions &options);
    /// Deletes a row, and before it what destroysEach().
    void remove(const Instance &instance, const InstanceDestroyOptions &options);
    void destroyAssociated(const Association &association, const Instance &instance,
                           const InstanceDestroyOptions &options) const;
    [[nodiscard]] Update updateFor(const Values &values, const UpdateOptions &options);
    [[nodiscard]] std::vector<Assignment> updateAssignments(const Values &values,
                                                            const UpdateOptions &options) const;

    // Pieces of bulkCreate and upsert
    [[nodiscard]] std::vector<int> bulkAttributes(const QList<Instance> &instances,
                                                  const QStringList &fields) const;
    [[nodiscard]] OnDuplicate onDuplicate(const BulkCreateOptions &options) const;
    void insertBulk(BulkInsert &insert, const std::vector<int> &attributes,
                    QList<Instance> &instances, qsizetype from, qsizetype to) const;
    [[nodiscard]] QStringList columnNames(const QStringList &attributes) const;
    [[nodiscard]] QStringList keyColumns() const;
    [[nodiscard]] QStringList conflictColumns(const QStringList &updated) const;

    const ModelData &m_model;
    Connection &m_connection;
};

/// Throws ValidationError for `errors`, if there are any.
void throwIfInvalid(const QList<ValidationErrorItem> &errors);
/// Throws InstanceError: a row that was to be saved is not there any more.
[[noreturn]] void throwGone(const Instance &instance);
/// "notNull Violation: Book.title cannot be null", a line for each.
[[nodiscard]] QString validationText(const QList<ValidationErrorItem> &errors);

} // namespace orm
