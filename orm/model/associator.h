#pragma once

#include "orm/model/define/association.h"
#include "orm/model/foreignkey.h"

namespace orm {

/// Makes the associations of one model with another: chooses names and keys as Sequelize does, adds
/// the attributes that refer, and defines the model between both sides of a belongsToMany.
class Associator
{
public:
    /// Throws UsageError once one of them was used: models are constant from the first call on.
    Associator(Model &source, Model &target);

    /// hasOne, belongsTo or hasMany.
    Association &associate(Association::Kind kind, const AssociationOptions &options);
    Association &associateMany(const BelongsToManyOptions &options);

private:
    [[nodiscard]] QString text(Association::Kind kind) const;
    [[nodiscard]] std::unique_ptr<Association> begun(Association::Kind kind,
                                                     const AssociationName &as) const;
    /// `given`, or the primary key of `model`. Throws UsageError when there is no such attribute.
    [[nodiscard]] static QString keyOf(const ModelData &model, const QString &given,
                                       const char *option);
    [[nodiscard]] ForeignKeyRequest request(const Association &association,
                                            const AssociationOptions &options) const;
    Association &add(std::unique_ptr<Association> association);
    void checkCollision(const Association &association) const;

    // belongsToMany
    [[nodiscard]] ModelData &junctionModel(const BelongsToManyOptions &options);
    [[nodiscard]] Association *pairOf(const ModelData &junction) const;
    static void chooseKeys(Association &association);
    static void agree(Association &association, Association &pair);
    static void addJunctionKeys(Association &association);

    ModelData &m_source;
    ModelData &m_target;
    std::shared_ptr<const FindOptions> m_targetScope; ///< Null: the target is not scoped.
};

} // namespace orm
