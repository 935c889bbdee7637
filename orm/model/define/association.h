#pragma once

#include "orm/core/text.h"
#include "orm/expr/include.h"
#include "orm/model/define/values.h"
#include "orm/schema/attribute.h"

#include <memory>
#include <optional>

namespace orm {

class Model;
struct ModelData;

/// The name of an association: `"writer"`, or singular and plural: `{"piece", "pieces"}`.
struct AssociationName
{
    AssociationName() = default; ///< Made from the models' names.
    ///@{
    /// One name; of one to many the plural.
    AssociationName(const char *name)
        : plural(Text(name))
    {
    }
    AssociationName(const Text &name)
        : plural(Text(name))
    {
    }
    ///@}
    /// Both names.
    AssociationName(const Text &one, const Text &many)
        : singular(one)
        , plural(many)
    {
    }

    /// Whether no name was given.
    [[nodiscard]] bool isEmpty() const { return plural.isEmpty(); }

    QString singular; ///< Empty: made from `plural`.
    QString plural;   ///< Or the only name.
};

/// The attribute that refers to another model: `"authorId"`, or `{"authorId", {.allowNull =
/// false}}` with the options of an attribute. Its type is that of the key it refers to unless one
/// is given.
struct ForeignKey
{
    ForeignKey() = default; ///< Made from the names of model and key.
    ///@{
    /// The attribute of that name; it is added to the model unless it is there.
    ForeignKey(const char *attribute)
        : name(Text(attribute))
    {
    }
    ForeignKey(const Text &attribute)
        : name(Text(attribute))
    {
    }
    ForeignKey(const Text &attribute, const AttributeOptions &attributeOptions)
        : name(Text(attribute))
        , options(attributeOptions)
    {
    }
    ///@}

    QString name;                                 ///< Empty: made from the names of model and key.
    std::optional<AttributeOptions> options = {}; ///< None: nothing but the name was said.
};

/// What hasOne(), belongsTo() and hasMany() are told.
struct AssociationOptions
{
    AssociationName as = {};    ///< The alias; default: made from the target's name.
    ForeignKey foreignKey = {}; ///< The attribute that refers.
    Text sourceKey = {}; ///< hasOne, hasMany: the attribute that is referred to; default: the key.
    Text targetKey = {}; ///< belongsTo: the same, of the other model.
    Values scope = {};   ///< hasOne, hasMany: values that all associated rows have.
    bool constraints = true; ///< The database checks the foreign key.
    Text onDelete = {};      ///< "CASCADE", "SET NULL"; default: as Sequelize chooses.
    Text onUpdate = {};      ///< The same, when the key that is referred to changes.
    /// hasOne, hasMany with onDelete CASCADE: before an instance is deleted, its associated rows
    /// are read and destroyed one by one, each as its own destroy() does it.
    bool hooks = false;
    std::optional<DataType> keyType = {}; ///< Of the foreign key.
};

/// The junction table between both sides of a belongsToMany: the name of one (it is defined if
/// there is none of that name), or a model.
struct Through
{
    Through() = default; ///< None; belongsToMany() refuses it.
    ///@{
    /// The model of that name.
    Through(const char *modelName)
        : name(Text(modelName))
    {
    }
    Through(const Text &modelName)
        : name(Text(modelName))
    {
    }
    ///@}
    /// A model that is defined already.
    Through(Model &throughModel)
        : model(&throughModel)
    {
    }

    QString name;           ///< Of the model; empty where `model` is given.
    Model *model = nullptr; ///< nullptr: the one of that name.
    bool unique = true;     ///< A pair may stand there once only.
    bool paranoid = false;  ///< Of a table that is defined by its name: rows are marked as deleted.
    Values scope = {};      ///< Values that all its rows have.
};

/// What belongsToMany() is told.
struct BelongsToManyOptions
{
    Through through;            ///< Required.
    AssociationName as = {};    ///< The alias; default: made from the target's name.
    ForeignKey foreignKey = {}; ///< Refers to the source.
    ForeignKey otherKey = {};   ///< Refers to the target.
    Text sourceKey = {}; ///< The attribute of the source that is referred to; default: its key.
    Text targetKey = {}; ///< The same, of the target.
    Text uniqueKey = {}; ///< The name of the rule that a pair may stand there once.
    std::optional<bool> timestamps = {}; ///< Of a table that is defined by its name.
    Values scope = {};                   ///< Values that all rows of the target have.
    bool constraints = true;             ///< The database checks both foreign keys.
    Text onDelete = {};                  ///< Of both foreign keys; default: "CASCADE".
    Text onUpdate = {};                  ///< Of both foreign keys; default: "CASCADE".
};

/// How rows of one model belong to rows of another. Made by Model::hasOne() and its like; constant
/// from the first call on.
struct Association
{
    /// Which side has the foreign key, and how many rows there may be on the other.
    enum class Kind : quint8 { HasOne, BelongsTo, HasMany, BelongsToMany };

    Kind kind = Kind::HasMany;   ///< How the rows belong together.
    ModelData *source = nullptr; ///< The model that has it.
    ModelData *target = nullptr; ///< The model it leads to.
    /// What all associated rows are found with when the target was a scoped model; null: nothing.
    std::shared_ptr<const FindOptions> targetScope = {};
    QString as;             ///< The name under which associated rows are found, set and included.
    QString singular;       ///< The name of one associated row.
    QString plural;         ///< The name of several.
    bool isAliased = false; ///< `as` was given, and must be named in an include.

    /// The attribute that refers: of the target for hasOne and hasMany, of the source for
    /// belongsTo, of the junction table for belongsToMany (where it refers to the source).
    QString foreignKey;
    /// The attribute that foreignKey refers to. Of the source; for belongsTo unused.
    QString sourceKey;
    /// belongsTo: the attribute of the target that foreignKey refers to. belongsToMany: the one
    /// that otherKey refers to.
    QString targetKey;

    ModelData *through = nullptr; ///< belongsToMany: the junction model.
    QString otherKey;             ///< belongsToMany: the attribute of `through` for the target.
    Values throughScope;          ///< Values that all rows of `through` have.

    Values scope;            ///< Values that all associated rows have.
    bool constraints = true; ///< The database checks the foreign key.
    QString onDelete;        ///< Of foreignKey; empty: nothing is checked.
    QString onUpdate;        ///< The same, when the key that is referred to changes.
    bool hooks = false;      ///< Rows are destroyed one by one; see AssociationOptions.

    /// belongsToMany: what it was told, and whether the keys of the target are the usual ones,
    /// which give way to what the same association says from the other side.
    std::shared_ptr<const BelongsToManyOptions> told = {};
    bool isOtherKeyUsual = false;  ///< Nobody named otherKey.
    bool isTargetKeyUsual = false; ///< Nobody named targetKey.
    /// belongsToMany: how a row of the target has the one junction row; named like the model
    /// between.
    std::shared_ptr<const Association> throughOfTarget = {};

    /// "BelongsTo" and so on, as messages and Include::all() name it.
    [[nodiscard]] static QString kindName(Kind kind);
    /// Whether a row of the source may have several.
    [[nodiscard]] bool isToMany() const
    {
        return kind == Kind::HasMany || kind == Kind::BelongsToMany;
    }
    /// The attribute of the source by which its associated rows are found.
    [[nodiscard]] const QString &sourceAttribute() const
    {
        return kind == Kind::BelongsTo ? foreignKey : sourceKey;
    }
    /// The attribute that has the same value on the other side: of the target, or, for
    /// belongsToMany, of the junction table.
    [[nodiscard]] const QString &targetAttribute() const
    {
        return kind == Kind::BelongsTo ? targetKey : foreignKey;
    }
    /// Whether destroy() of an instance destroys its associated rows one by one.
    [[nodiscard]] bool destroysEach() const;
    /// So that an include may name it.
    [[nodiscard]] Included included() const;
};

} // namespace orm
