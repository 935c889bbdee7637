#pragma once

#include "orm/db/rowset.h"
#include "orm/expr/tabledef.h"
#include "orm/model/define/association.h"
#include "orm/model/define/instance.h"
#include "orm/schema/attribute.h"

#include <QByteArray>
#include <QHash>

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace orm {

class BuiltRow;
class Database;
class Model;
class ModelHooks;
class ModelManager;
class TransactionOutcome;

/// Who said what of an attribute that refers to another model, so that two who say different things
/// are told. Empty: nobody did.
struct ForeignKeyOrigin
{
    QString type;
    QString allowNull;
    QString onDelete;
    QString onUpdate;
    QString references;
    bool isDeclared = false; ///< The model's own definition has the attribute.
};

struct ModelRowHead;

/// What a model is made of. Made by define() and completed by associations; constant from the first
/// call on, so that all threads may read it.
struct ModelData
{
    /// Checks a definition and completes it: id, timestamps, table and column names.
    /// Throws UsageError for what cannot work.
    ModelData(ModelManager &owner, const QString &modelName,
              std::vector<AttributeDefinition> definitions, const ModelOptions &modelOptions);
    ~ModelData();

    /// This model, kept alive with all others of its database.
    [[nodiscard]] std::shared_ptr<ModelData> shared() const;

    /// Position of an attribute, or -1.
    [[nodiscard]] int indexOf(QStringView attribute) const;
    [[nodiscard]] int indexOf(const char *attribute) const; ///< UTF-8.
    [[nodiscard]] const DataType &type(int attribute) const
    {
        return table.columns[size_t(attribute)].type;
    }
    /// Throws UsageError, with the name that is probably meant, for a name that no attribute has;
    /// does nothing where such names are ignored.
    void refuseUnknown(const QString &name) const;
    /// Throws UsageError for values of associated rows that no include asks to be written, and that
    /// would be lost; does nothing where unknown names are ignored.
    void refuseNested(const QString &alias) const;
    /// What associations call one row, and several.
    [[nodiscard]] QString singular() const;
    [[nodiscard]] QString plural() const;
    [[nodiscard]] int attributeCount() const { return int(attributes.size()); }
    /// Whether the attribute is a part of the primary key.
    [[nodiscard]] bool isKey(int attribute) const;
    /// Whether nobody is to read values of the attribute in a log or an error; false at -1.
    [[nodiscard]] bool isSensitive(int attribute) const
    {
        return attribute >= 0 && attributes[size_t(attribute)].options.sensitive;
    }
    ///@{
    /// A value of the attribute for people who read a log or an error: `***` when it is sensitive,
    /// unless it is null, which is no secret.
    [[nodiscard]] QVariant shown(int attribute, const QVariant &value) const;
    [[nodiscard]] Operand shown(int attribute, const Operand &value) const;
    ///@}
    /// The key of a row for such people.
    [[nodiscard]] QString keyText(const Instance &row) const;

    /// The default of an attribute for a new row, at this moment; undefined when it has none.
    [[nodiscard]] Operand defaultOf(int attribute) const;
    /// Whether it has one.
    [[nodiscard]] bool hasDefault(int attribute) const;
    ///@{
    /// What get() and set() of an attribute call instead; nullptr: nothing, also at -1.
    [[nodiscard]] const Getter *getterOf(int attribute) const
    {
        return hasGetters && attribute >= 0 ? functionOf(&AttributeOptions::get, attribute)
                                            : nullptr;
    }
    [[nodiscard]] const Setter *setterOf(int attribute) const
    {
        return hasSetters && attribute >= 0 ? functionOf(&AttributeOptions::set, attribute)
                                            : nullptr;
    }
    ///@}
    /// The broken rules of one value, as ValidationErrorItems.
    void validate(int attribute, const Operand &value, QList<ValidationErrorItem> &errors) const;
    /// The same for plain data; an invalid QVariant counts as null.
    void validate(int attribute, const QVariant &value, QList<ValidationErrorItem> &errors) const;
    /// The rules that a row breaks as a whole.
    void validateRow(const Instance &row, QList<ValidationErrorItem> &errors) const;
    /// Whether there are such rules.
    [[nodiscard]] bool judgesRows() const { return !options.validate.empty(); }
    /// Whether there are such rules about a row that is stored, or attributes that keep their
    /// value.
    [[nodiscard]] bool judgesStoredRows() const { return judgesRows() || hasImmutables; }
    /// The rule that such an attribute keeps its value; nullptr: there is none.
    [[nodiscard]] const Validator *immutabilityOf(int attribute) const;
    /// What is said about a row that breaks it.
    [[nodiscard]] ValidationErrorItem immutableItem(int attribute, const QVariant &value) const;
    /// The rules of its type alone. False when it breaks one.
    bool validateType(int attribute, const Operand &value,
                      QList<ValidationErrorItem> &errors) const;

    /// The association of that alias, or nullptr.
    [[nodiscard]] const Association *association(QStringView alias) const;

    // How associations complete a model
    /// Puts an attribute in, or in the place of the one of that name.
    void setAttribute(const AttributeDefinition &attribute);
    void removeAttribute(const QString &attribute);
    /// Takes the `id` away that the model was given because it had no key of its own.
    void removeGeneratedKey();
    /// From now on nothing may change here.
    void markUsed() const
    {
        if (!isUsed())
            m_isUsed.store(true, std::memory_order_relaxed);
    }
    [[nodiscard]] bool isUsed() const { return m_isUsed.load(std::memory_order_relaxed); }

    /// The head of results with all attributes in order. It keeps the model.
    [[nodiscard]] std::shared_ptr<RowHead> wholeHead() const;
    /// The head of rows that have just these attributes.
    [[nodiscard]] std::shared_ptr<RowHead> headOf(std::span<const int> chosen) const;
    /// The rows of `set`, whose head came from headFor().
    [[nodiscard]] static QList<Instance> instances(const RowSet &set);
    /// The head of results that have these attributes, at -1 for columns that are none.
    [[nodiscard]] std::shared_ptr<RowHead> headFor(const QStringList &columns) const;

    ModelManager &manager;
    Database &database;
    std::shared_ptr<Model> model;      ///< What define() answered with.
    std::unique_ptr<ModelHooks> hooks; ///< Never null; may change at any time.
    QString name;
    ModelOptions options;
    std::vector<AttributeDefinition> attributes;
    TableDef table;               ///< One column an attribute, in the same order.
    int primaryKey = -1;          ///< The first of primaryKeys.
    std::vector<int> primaryKeys; ///< Never empty.
    int createdAt = -1;
    int updatedAt = -1;
    int deletedAt = -1; ///< Of a paranoid model.
    int version = -1;
    bool typeValidation = true;
    bool ignoresUnknown = false; ///< See refuseUnknown().
    bool hasDefaults = false;    ///< Some attribute has a default value.
    bool hasGetters = false;     ///< Some attribute has a getter, …
    bool hasSetters = false;     ///< … or a setter.
    bool hasImmutables = false;  ///< Some attribute keeps the value that a row is stored with.
    bool isPlain = true;         ///< One key, no version, not paranoid, nothing virtual.
    std::vector<std::unique_ptr<Association>> associations; ///< In the order of their making.
    QHash<QString, ForeignKeyOrigin> foreignKeys;           ///< By attribute.
    bool hasGeneratedKey = false;                           ///< `id` was not defined but added …
    bool isKeyPair = false; ///< … and gave way to the keys of a belongsToMany.

private:
    /// Makes what follows from the attributes.
    void refresh();
    template<typename Function>
    [[nodiscard]] const Function *functionOf(Function AttributeOptions::*which, int attribute) const
    {
        const Function &function = attributes[size_t(attribute)].options.*which;
        return function ? &function : nullptr;
    }
    /// Takes the value out of what is said about a sensitive attribute from `first` on.
    void cover(int attribute, const QVariant &value, QList<ValidationErrorItem> &errors,
               qsizetype first) const;
    void judge(int attribute, const Operand &value, QList<ValidationErrorItem> &errors) const;
    bool judgeType(int attribute, const Operand &value, QList<ValidationErrorItem> &errors) const;
    void nameTable();
    void addPrimaryKey();
    void addTimestamps();
    void addAttribute(const QString &attribute, const AttributeOptions &attributeOptions);
    [[nodiscard]] int timestampOf(const QString &attribute, bool isKept) const;
    void addColumns();
    void addIndexes();

    [[nodiscard]] std::shared_ptr<ModelRowHead>
    headFor(const QStringList &columns, std::shared_ptr<const ModelData> kept) const;

    std::vector<QByteArray> m_names;      ///< The attributes' names in UTF-8.
    std::shared_ptr<RowHead> m_wholeHead; ///< Does not keep the model, whose part it is.
    mutable std::atomic<bool> m_isUsed = false;
};

/// A RowHead that knows which attribute stands in which column.
struct ModelRowHead : RowHead
{
    std::shared_ptr<const ModelData> data;
    std::vector<int> columnOf; ///< By attribute; -1 when it was not selected.
    /// A column that is no attribute.
    struct Extra
    {
        QString name; ///< In the result.
        int column;
        const DataType *type = nullptr; ///< Of what it is made of; null: nobody knows.
    };
    std::vector<Extra> extras;
    /// By attribute, whether nobody asked for it and it only tells rows apart; perhaps shorter.
    std::vector<bool> hidden;
    /// Of included models: what stands where in the same rows. Their `columns` are empty.
    std::vector<std::unique_ptr<ModelRowHead>> parts;

    /// Hides more of them.
    void hide(const QStringList &names);
    /// The value of a column that is no attribute.
    [[nodiscard]] static QVariant valueOf(const RowBlock &block, int row, const Extra &extra);
    [[nodiscard]] QVariant value(const RowBlock &block, int row, int column) const override;
    /// Of what nobody knows, whether any model has sensitive attributes: it may be made of them.
    [[nodiscard]] bool isSensitive(int column) const override;

    /// The head of rows that a model asked for.
    [[nodiscard]] static const ModelRowHead &of(const RowBlock &block, int part = 0)
    {
        return static_cast<const ModelRowHead &>(block.head()).part(part);
    }
    /// The head of part 0, which is this, or of an included one.
    [[nodiscard]] const ModelRowHead &part(int index) const
    {
        return index == 0 ? *this : *parts[size_t(index) - 1];
    }
};

/// The associated rows that an instance came with.
struct InstanceRelations : QSharedData
{
    /// Aliases, and names of junction models; common to all rows of a result.
    struct Names
    {
        QStringList aliases;
        std::vector<bool> isToMany;
    };

    std::shared_ptr<const Names> names;
    std::vector<QList<Instance>> rows; ///< By position in `names`.
};

struct InsertedRow;

/// The values of an instance that are its own.
struct InstanceChanges : QSharedData
{
    std::shared_ptr<const ModelData> data;       ///< Kept, since the row may outlive its Sequelize.
    std::shared_ptr<BuiltRow> built;             ///< Of a new row; null for a stored one.
    std::shared_ptr<const InsertedRow> inserted; ///< Of a built row that a transaction stored.
    std::vector<Operand> values;                 ///< By attribute; undefined when not set here.
    std::vector<std::optional<QVariant>>
        stored;             ///< By attribute, what was saved from here; or empty.
    std::vector<int> order; ///< Attributes in the order in which they were set.
};

/// Where a built row was stored, so that it is new again when that is rolled back.
struct InsertedRow
{
    std::shared_ptr<const TransactionOutcome> in;      ///< Never null.
    QSharedDataPointer<const InstanceChanges> asBuilt; ///< Never null.
};

/// `cell` in the type of its attribute; see DataType.
[[nodiscard]] QVariant decoded(const RowBlock &block, int row, int column, const DataType &type);

} // namespace orm
