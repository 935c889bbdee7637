#pragma once

#include "orm/db/connection.h"
#include "orm/db/transaction.h"
#include "orm/expr/statement.h"
#include "orm/model/define/modeldata.h"
#include "orm/model/write/newrow.h"
#include "orm/model/write/rowsender.h"
#include "orm/sql/querygenerator.h"

namespace orm {

/// Writes rows of a model, on the thread of a connection. Every write of rows fills a RowImage,
/// which is judged, sent and answered; rows that came with them are written by a TreeWriter, which
/// calls back for the rows of each model. Throws ValidationError, AggregateError for batches,
/// UniqueConstraintError, DatabaseError, and InstanceError for a row that is gone.
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

    /// `values` as the setters of the model make them, and with `hasSideEffects` what else they
    /// set. For what is written without a row: update() and upsert() take such values.
    [[nodiscard]] static Values settled(const ModelData &model, const Values &values,
                                        bool hasSideEffects = true);

    // One row
    [[nodiscard]] Instance create(const Values &values, const CreateOptions &options);
    /// Inserts a new row and those that it was built with, or writes what was changed of a stored
    /// one.
    [[nodiscard]] Instance save(const Instance &instance, const SaveOptions &options);
    /// Saves those of `attributes` that differ from the stored row.
    [[nodiscard]] Instance saveChanged(const Instance &instance, const QStringList &attributes,
                                       SaveOptions options);
    [[nodiscard]] Instance destroy(const Instance &instance, const InstanceDestroyOptions &options);
    [[nodiscard]] Instance restore(const Instance &instance, const InstanceRestoreOptions &options);
    /// The row as it is stored, and whether it is new. Where the database gives written rows back,
    /// it does not tell the latter.
    [[nodiscard]] std::pair<Instance, std::optional<bool>> upsert(const Values &values,
                                                                  const UpsertOptions &options);

    // Many rows
    [[nodiscard]] QList<Instance> bulkCreate(const QList<Values> &rows,
                                             const BulkCreateOptions &options);
    /// The same with rows that were built, by the setters and defaults of the model.
    [[nodiscard]] QList<Instance> bulkCreateBuilt(const QList<Instance> &built,
                                                  const BulkCreateOptions &options);
    [[nodiscard]] qint64 update(const Values &values, const UpdateOptions &options);
    [[nodiscard]] QList<Instance> updateReturning(const Values &values,
                                                  const UpdateOptions &options);
    [[nodiscard]] qint64 destroy(const DestroyOptions &options);
    [[nodiscard]] qint64 restore(const RestoreOptions &options);
    /// Of a paranoid model, the rows of `scope` are marked; every row, if it is empty.
    [[nodiscard]] qint64 truncate(const TruncateOptions &options, const Where &scope);
    /// Throws ValidationError, before anything is changed, when some sum is no value of its
    /// attribute, as create() would refuse it.
    [[nodiscard]] qint64 increment(const Values &amounts, const IncrementOptions &options,
                                   bool isSubtracted);
    /// The amounts as increment() adds them. Throws ValidationError for what can be added to no
    /// value of its attribute, such as half a one to an INTEGER.
    [[nodiscard]] Values judgedAmounts(const Values &amounts) const;

    // Without the rows that came with these
    [[nodiscard]] Instance saveRow(const Instance &instance, const SaveOptions &options);
    [[nodiscard]] QList<Instance> insertRows(const QList<Instance> &built,
                                             const BulkCreateOptions &options);

    /// Whether a hook can add to the `fields` of a call: not to those that the caller named.
    enum class Fields : quint8 { Fixed, Open };
    ///@{
    /// The two halves of saving a row of a model with hooks: what they make of it before it is
    /// written, and what they make of the written one. The rules are asked in the first.
    [[nodiscard]] Instance prepared(Instance row, SaveOptions &options,
                                    Fields kind = Fields::Fixed) const;
    [[nodiscard]] Instance finished(Instance row, const SaveOptions &options, bool wasNew) const;
    ///@}

    /// The condition that names one stored row. Throws UsageError for a row without a key.
    [[nodiscard]] static Where whereKey(const Instance &instance);
    /// The version that the row was read with. Throws UsageError when it was read without.
    [[nodiscard]] QVariant versionOf(const Instance &instance) const;

private:
    using Attributes = RowImage::Attributes;

    Result execute(const Sql &sql) const { return RowSender(m_model, m_connection).execute(sql); }
    Result execute(const Sql &sql, const Update &update) const;
    [[nodiscard]] const ColumnDef *column(int attribute) const
    {
        return &m_model.table.columns[size_t(attribute)];
    }
    [[nodiscard]] bool isStored(int attribute) const { return column(attribute)->isStored(); }
    [[nodiscard]] Returning returning(bool isWanted, const QStringList &only) const;
    /// Throws UsageError for a name that no attribute has, unless such names are ignored.
    [[nodiscard]] Attributes indexesOf(const QStringList &attributes) const;
    /// The column that counts the changes of a row; empty where there is none.
    [[nodiscard]] QString versionColumn() const;
    /// What sets that column when several rows are changed; nothing where there is none.
    void addVersion(std::vector<Assignment> &assignments) const;
    /// The moment for createdAt or updatedAt: now, unless the attribute has a default of its own.
    [[nodiscard]] Operand timestamp(int attribute) const;

    // Pieces of calls with hooks
    void validateHooked(Instance &row, SaveOptions &options,
                        const std::optional<QStringList> &fields) const;
    void judgeHooked(Values &values, bool isWanted) const;
    [[nodiscard]] Values taken(const Values &values, const Instance &row) const;
    [[nodiscard]] Instance saveHooked(const Instance &instance, const SaveOptions &options,
                                      Fields kind = Fields::Fixed);
    [[nodiscard]] std::pair<Instance, std::optional<bool>> upsertHooked(Values values,
                                                                        UpsertOptions options);
    [[nodiscard]] QList<Instance> bulkCreateHooked(QList<Instance> built,
                                                   BulkCreateOptions options);
    [[nodiscard]] QList<QList<ValidationErrorItem>>
    judgeEach(QList<Instance> &rows, const BulkCreateOptions &options) const;
    template<typename Plain, typename OfRows>
    [[nodiscard]] auto updateHooked(Values values, UpdateOptions options, const Plain &plain,
                                    const OfRows &ofRows);
    [[nodiscard]] qint64 updateHooked(const Values &values, const UpdateOptions &options);
    [[nodiscard]] QList<Instance> updateReturningHooked(const Values &values,
                                                        const UpdateOptions &options);
    [[nodiscard]] static bool areAlike(const Instance &left, const Instance &right,
                                       const QString &attribute);
    [[nodiscard]] std::optional<Values> commonChange(const QList<Instance> &rows) const;
    [[nodiscard]] QList<Instance> changedEach(const Values &values,
                                              const UpdateOptions &options) const;
    [[nodiscard]] qint64 destroyHooked(DestroyOptions options);
    [[nodiscard]] qint64 truncateHooked(const TruncateOptions &options, const Where &scope);
    [[nodiscard]] qint64 restoreHooked(RestoreOptions options);
    [[nodiscard]] bool takesBack() const;
    [[nodiscard]] Where restoredBy(const RestoreOptions &options) const;

    // Pieces of build
    [[nodiscard]] static Instance emptyRow(const ModelData &model, bool isNew);
    static void take(const ModelData &model, Instance &instance, const Values &values,
                     const BuildOptions &options);
    [[nodiscard]] Instance judgedRow(const Values &values) const;

    // Pieces of create and save
    [[nodiscard]] Instance insertRow(const GivenValues &given, const SaveOptions &options,
                                     const std::shared_ptr<const TransactionOutcome> &in);
    /// Inserts a row that was built, once. Throws UsageError when it is stored already.
    [[nodiscard]] static std::optional<QStringList> judgedFields(const Instance &row,
                                                                 const QStringList &fields);
    void throwIfBroken(const Instance &row, const std::optional<QStringList> &fields) const;
    [[nodiscard]] Values givenFor(const Values &values, const QStringList &fields) const;
    [[nodiscard]] Instance saveJudged(const Instance &instance, const SaveOptions &options);
    [[nodiscard]] Instance insertBuilt(const Instance &instance, const SaveOptions &options);
    /// The attributes of a row that an INSERT of `fields` writes, in Sequelize's order.
    [[nodiscard]] Attributes insertedAttributes(const GivenValues &given,
                                                const QStringList &fields) const;
    struct RowChange;
    [[nodiscard]] RowChange changeOf(const Instance &instance, const Attributes &wanted,
                                     const SaveOptions &options) const;
    [[nodiscard]] Instance updateRow(const Instance &instance, const Attributes &wanted,
                                     const SaveOptions &options);

    // Pieces of destroy and update
    void remove(const Instance &instance);
    /// DELETE. A failure says which rows still refer to these.
    qint64 removeRows(const Delete &which) const;
    static void refuseMissingWhere(const UpdateOptions &options);
    [[nodiscard]] Update updateFor(const Values &values, const UpdateOptions &options);
    [[nodiscard]] std::vector<Assignment> updateAssignments(const Values &values,
                                                            const UpdateOptions &options) const;

    // Pieces of bulkCreate
    [[nodiscard]] QList<Instance> buildAll(const QList<Values> &rows,
                                           const BulkCreateOptions &options) const;
    /// `hasHooks`: each row is saved by itself, with its hooks.
    [[nodiscard]] QList<Instance> insertBuiltRows(const QList<Instance> &built,
                                                  BulkCreateOptions options, bool hasHooks);
    template<typename Row>
    [[nodiscard]] QList<Instance> insertAll(const QList<Row> &rows,
                                            const BulkCreateOptions &options);
    template<typename Row>
    [[nodiscard]] Attributes bulkColumns(NewRow &reader, const QList<Row> &rows,
                                         const QStringList &fields, bool &areAlike) const;
    void sendAll(RowImage &image, const InsertRules &rules, int chunk);
    void takeAllStored(RowImage &image, const OnDuplicate &rule) const;
    [[nodiscard]] OnDuplicate onDuplicate(const BulkCreateOptions &options) const;
    [[nodiscard]] QStringList columnNames(const QStringList &attributes) const;
    [[nodiscard]] QStringList keyColumns() const;

    // Pieces of upsert
    [[nodiscard]] QStringList conflictColumns(const QStringList &updated) const;
    [[nodiscard]] bool upsertLookingUp(RowImage &image, const Upsert &upsert);
    [[nodiscard]] std::optional<Where> conflictRule(const RowImage &image, qsizetype row,
                                                    const QStringList &columns) const;
    [[nodiscard]] RowSet rowsOf(const Where &where, const Attributes &attributes,
                                Lock lock = Lock::None) const;
    void takeStored(RowImage &image, qsizetype row, const Where &where) const;
    /// Begins a transaction of which the log does not tell, unless one is open.
    void beginUntold(std::optional<Transaction> &transaction) const;

    // Pieces of increment
    [[nodiscard]] Operand judgedAmount(int attribute, const Operand &amount,
                                       QList<ValidationErrorItem> &errors) const;
    void refuseSums(const Increment &increment, Sql question) const;

    const ModelData &m_model;
    Connection &m_connection;
};

/// `values` without attributes that are not to be written.
[[nodiscard]] Values only(const Values &values, const QStringList &fields);
/// Throws what says that somebody else has written the row since it was read.
[[noreturn]] void throwStale(const ModelData &model);
/// Throws ValidationError for `errors`, if there are any. `rows`: of a batch, the row of each.
void throwIfInvalid(const QList<ValidationErrorItem> &errors, const QList<qint64> &rows = {});
/// Throws AggregateError for the errors of rows, if there are any: an item for each of these rows.
void throwIfAnyInvalid(const QList<QList<ValidationErrorItem>> &rows);
/// "notNull Violation: Book.title cannot be null", a line for each.
[[nodiscard]] QString validationText(const QList<ValidationErrorItem> &errors);

} // namespace orm
