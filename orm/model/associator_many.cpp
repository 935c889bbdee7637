#include "orm/core/error.h"
#include "orm/core/naming.h"
#include "orm/model/associator.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/model.h"
#include "orm/model/sequelize.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// The options of a junction model that is only named. What belongs to the rows of `source` (its
/// comment, version and indexes) is not taken over.
ModelOptions junctionOptions(const ModelData &source, const BelongsToManyOptions &options)
{
    const ModelOptions &own = source.options;
    return {.tableName = Text(options.through.name),
            .timestamps = options.timestamps.value_or(true),
            .createdAt = own.createdAt,
            .updatedAt = own.updatedAt,
            .underscored = own.underscored,
            .paranoid = options.through.paranoid,
            .schema = own.schema,
            .schemaDelimiter = own.schemaDelimiter,
            .engine = own.engine,
            .charset = own.charset,
            .collate = own.collate};
}

/// One of both keys of the junction rows.
struct JunctionKey
{
    QString name;
    const ForeignKey &told;
    const ModelData &referred;
    QString referredKey;
    bool isOwn; ///< Of the source; the other side's own words come first otherwise.
};

Text action(const Text &told, const Text &known, bool isOwn)
{
    const Text &first = isOwn ? told : known;
    const Text &second = isOwn ? known : told;
    return !first.isEmpty() ? first : !second.isEmpty() ? second : Text("CASCADE");
}

void addKey(ModelData &junction, const JunctionKey &key, const BelongsToManyOptions &told,
            const Unique &unique)
{
    const int known = junction.indexOf(key.name);
    AttributeOptions options =
        known < 0 ? AttributeOptions() : junction.attributes[size_t(known)].options;
    const AttributeOptions wanted = key.told.options.value_or(AttributeOptions());
    const int referred = key.referred.indexOf(key.referredKey);
    options.type = wanted.type != DataType() ? wanted.type : key.referred.type(referred);
    if (wanted.allowNull.isSaid)
        options.allowNull = wanted.allowNull;
    if (!wanted.field.isEmpty())
        options.field = wanted.field;
    if (!wanted.comment.isEmpty())
        options.comment = wanted.comment;
    options.primaryKey |= junction.isKeyPair;
    options.sensitive |= key.referred.attributes[size_t(referred)].options.sensitive;
    if (!junction.isKeyPair && unique)
        options.unique = unique;
    if (told.constraints) {
        options.references = References{.model = key.referred.table,
                                        .key = key.referred.table.columns[size_t(referred)].name};
        options.onDelete = action(told.onDelete, options.onDelete, key.isOwn);
        options.onUpdate = action(told.onUpdate, options.onUpdate, key.isOwn);
    }
    junction.setAttribute(AttributeDefinition(Text(key.name), options));
}

} // namespace

ModelData &Associator::junctionModel(const BelongsToManyOptions &options)
{
    if (options.through.model)
        return *options.through.model->d;
    const Text name(options.through.name);
    if (ModelData *known = m_source.manager.find(name))
        return *known;
    return *m_source.model->sequelize()
                .define(name, std::vector<AttributeDefinition>(),
                        junctionOptions(m_source, options))
                .d;
}

Association *Associator::pairOf(const ModelData &junction) const
{
    const auto pair = std::ranges::find_if(m_target.associations, [&](const auto &each) {
        return each->kind == Association::Kind::BelongsToMany && each->target == &m_source
               && each->through == &junction;
    });
    return pair == m_target.associations.end() ? nullptr : pair->get();
}

void Associator::chooseKeys(Association &association)
{
    const BelongsToManyOptions &told = *association.told;
    const bool isSelf = association.source == association.target;
    association.foreignKey = told.foreignKey.name;
    if (association.foreignKey.isEmpty())
        association.foreignKey =
            camelized(association.source->singular() + u'_' + association.sourceKey);
    association.isOtherKeyUsual = told.otherKey.name.isEmpty();
    association.otherKey = told.otherKey.name;
    if (association.isOtherKeyUsual)
        association.otherKey =
            camelized((isSelf ? singularize(association.as) : association.target->singular()) + u'_'
                      + association.targetKey);
}

/// Two associations that are one seen from both sides use the same keys.
void Associator::agree(Association &association, Association &pair)
{
    bool isPairChanged = false;
    ModelData &junction = *association.through;
    if (association.isTargetKeyUsual) {
        association.targetKey = pair.sourceKey;
        chooseKeys(association);
    }
    if (pair.isTargetKeyUsual && pair.targetKey != association.sourceKey) {
        junction.removeAttribute(pair.otherKey);
        pair.targetKey = association.sourceKey;
        chooseKeys(pair);
        isPairChanged = true;
    }
    if (association.isOtherKeyUsual)
        association.otherKey = pair.foreignKey;
    if (pair.isOtherKeyUsual && pair.otherKey != association.foreignKey) {
        junction.removeAttribute(pair.otherKey);
        pair.otherKey = association.foreignKey;
        isPairChanged = true;
    }
    if (isPairChanged)
        addJunctionKeys(pair);
}

void Associator::addJunctionKeys(Association &association)
{
    ModelData &junction = *association.through;
    const BelongsToManyOptions &told = *association.told;
    if (junction.hasGeneratedKey)
        junction.removeGeneratedKey();
    Unique unique(false);
    if (told.through.unique)
        unique = Unique(!told.uniqueKey.isEmpty()
                            ? told.uniqueKey
                            : Text(QStringList{junction.table.name, association.foreignKey,
                                               association.otherKey, u"unique"_s}
                                       .join(u'_')),
                        Text());
    addKey(
        junction,
        {association.foreignKey, told.foreignKey, *association.source, association.sourceKey, true},
        told, unique);
    addKey(junction,
           {association.otherKey, told.otherKey, *association.target, association.targetKey, false},
           told, unique);
    auto row = std::make_shared<Association>();
    row->kind = Association::Kind::HasOne;
    row->source = association.target;
    row->target = &junction;
    row->as = row->singular = row->plural = junction.name;
    row->isAliased = true;
    row->foreignKey = association.otherKey;
    row->sourceKey = association.targetKey;
    association.throughOfTarget = std::move(row);
}

Association &Associator::associateMany(const BelongsToManyOptions &options)
{
    if (!options.through.model && options.through.name.isEmpty())
        throw AssociationError(u"%1 requires through option, pass either a string or a model"_s.arg(
            text(Association::Kind::BelongsToMany)));
    if (&m_source == &m_target && options.as.isEmpty())
        throw AssociationError(u"'as' must be defined for many-to-many self-associations"_s);

    auto made = begun(Association::Kind::BelongsToMany, options.as);
    made->told = std::make_shared<const BelongsToManyOptions>(options);
    made->scope = options.scope;
    made->throughScope = options.through.scope;
    made->constraints = options.constraints;
    made->sourceKey = keyOf(m_source, options.sourceKey, "sourceKey");
    made->isTargetKeyUsual = options.targetKey.isEmpty();
    made->targetKey = keyOf(m_target, options.targetKey, "targetKey");
    chooseKeys(*made);
    made->through = &junctionModel(options);
    if (Association *pair = pairOf(*made->through))
        agree(*made, *pair);
    addJunctionKeys(*made);
    checkCollision(*made);
    const AttributeOptions &key =
        made->through->attributes[size_t(made->through->indexOf(made->foreignKey))].options;
    made->onDelete = key.onDelete;
    made->onUpdate = key.onUpdate;
    return add(std::move(made));
}

} // namespace orm
