#include "orm/model/associator.h"

#include "orm/core/error.h"
#include "orm/core/naming.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/model.h"

#include <algorithm>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

using Kind = Association::Kind;

void refuseWhenUsed(const ModelData &model)
{
    if (model.isUsed())
        throw UsageError(
            u"%1 has been used already. Associate models before the first call on them."_s.arg(
                model.name));
}

QString primaryKeyOf(const ModelData &model)
{
    return model.primaryKey < 0 ? QString() : model.attributes[size_t(model.primaryKey)].name;
}

} // namespace

Associator::Associator(Model &source, Model &target)
    : m_source(*source.d)
    , m_target(*target.d)
{
    refuseWhenUsed(m_source);
    refuseWhenUsed(m_target);
    if (&m_source.manager != &m_target.manager)
        throw UsageError(
            u"%1 and %2 are models of different databases."_s.arg(m_source.name, m_target.name));
    if (m_target.model.get() != &target)
        m_targetScope = target.m_scope;
}

QString Associator::text(Kind kind) const
{
    const QString method = Association::kindName(kind);
    return m_source.name + u'.' + method.at(0).toLower() + method.mid(1) + u'(' + m_target.name
           + u')';
}

std::unique_ptr<Association> Associator::begun(Kind kind, const AssociationName &as) const
{
    auto association = std::make_unique<Association>();
    association->kind = kind;
    association->source = &m_source;
    association->target = &m_target;
    association->targetScope = m_targetScope;
    association->isAliased = !as.isEmpty();
    if (association->isAliased) {
        association->plural = as.plural;
        association->singular = !as.singular.isEmpty()    ? as.singular
                                : association->isToMany() ? singularize(as.plural)
                                                          : as.plural;
    } else {
        association->plural = m_target.plural();
        association->singular = m_target.singular();
    }
    association->as = association->isToMany() ? association->plural : association->singular;
    if (m_source.association(association->as))
        throw AssociationError(
            u"You have used the alias %1 in two separate associations. Aliased associations must "
            "have unique aliases."_s.arg(association->as));
    return association;
}

QString Associator::keyOf(const ModelData &model, const QString &given, const char *option)
{
    if (given.isEmpty())
        return primaryKeyOf(model);
    if (model.indexOf(given) < 0)
        throw UsageError(
            u"Unknown attribute \"%1\" passed as %2, define this attribute on model \"%3\" first"_s
                .arg(given, QString::fromLatin1(option), model.name));
    return given;
}

ForeignKeyRequest Associator::request(const Association &association,
                                      const AssociationOptions &options) const
{
    const bool belongs = association.kind == Kind::BelongsTo;
    const ModelData &referred = belongs ? m_target : m_source;
    const int key = referred.indexOf(belongs ? association.targetKey : association.sourceKey);
    ForeignKeyRequest request{.name = association.foreignKey,
                              .by = text(association.kind),
                              .options = options.foreignKey.options.value_or(AttributeOptions()),
                              .constraints = options.constraints,
                              .onDeleteOfRequired = belongs ? u"NO ACTION"_s : u"CASCADE"_s};
    // It has the same values.
    request.options.sensitive |= referred.attributes[size_t(key)].options.sensitive;
    request.isTypeSaid = request.options.type != DataType() || options.keyType;
    if (options.keyType)
        request.options.type = *options.keyType;
    else if (!request.isTypeSaid)
        request.options.type = referred.type(key);
    if (!options.onDelete.isEmpty())
        request.options.onDelete = options.onDelete;
    if (!options.onUpdate.isEmpty())
        request.options.onUpdate = options.onUpdate;

    // A part of a key of several columns is nothing that a foreign key can refer to.
    const bool isPart = referred.primaryKeys.size() > 1 && referred.isKey(key);
    const bool isChecked = options.constraints || !request.options.onDelete.isEmpty()
                           || !request.options.onUpdate.isEmpty();
    if (isChecked && !isPart)
        request.options.references =
            References{.model = referred.table, .key = referred.table.columns[size_t(key)].name};
    else
        request.constraints = false;
    return request;
}

Association &Associator::associate(Kind kind, const AssociationOptions &options)
{
    auto made = begun(kind, options.as);
    made->scope = options.scope;
    made->constraints = options.constraints;
    made->hooks = options.hooks;
    made->foreignKey = options.foreignKey.name;
    const bool belongs = kind == Kind::BelongsTo;
    if (belongs)
        made->targetKey = keyOf(m_target, options.targetKey, "targetKey");
    else
        made->sourceKey = keyOf(m_source, options.sourceKey, "sourceKey");
    if (made->foreignKey.isEmpty()) {
        const QString owner = belongs                 ? made->as
                              : kind == Kind::HasMany ? m_source.singular()
                              : made->isAliased       ? singularize(made->as)
                                                      : singularize(m_source.name);
        made->foreignKey = camelized(owner + u'_' + primaryKeyOf(belongs ? m_target : m_source));
    }
    ModelData &referring = belongs ? m_source : m_target;
    addForeignKey(referring, request(*made, options));
    checkCollision(*made);
    const AttributeOptions &key =
        referring.attributes[size_t(referring.indexOf(made->foreignKey))].options;
    made->onDelete = key.onDelete;
    made->onUpdate = key.onUpdate;
    return add(std::move(made));
}

void Associator::checkCollision(const Association &association) const
{
    if (m_source.indexOf(association.as) >= 0)
        throw UsageError(
            u"Naming collision between attribute '%1' and association '%1' on model %2. To remedy "
            "this, change either foreignKey or as in your association definition"_s.arg(
                association.as, m_source.name));
}

Association &Associator::add(std::unique_ptr<Association> association)
{
    m_source.associations.push_back(std::move(association));
    return *m_source.associations.back();
}

namespace {

/// Makes an association, with the hooks of the model around it.
template<typename Make>
Association &hooked(Model &source, Model &target, Kind kind, const ModelData &data,
                    const Make &make)
{
    AssociatedModels models{.source = source, .target = target, .kind = kind};
    runHooks(data, &ModelHooks::beforeAssociate, std::as_const(models));
    Association &association = make(Associator(source, target));
    models.association = &association;
    runHooks(data, &ModelHooks::afterAssociate, std::as_const(models));
    return association;
}

} // namespace

Association &Model::hasOne(Model &target, const AssociationOptions &options)
{
    return hooked(*this, target, Kind::HasOne, *d, [&](Associator associator) -> Association & {
        return associator.associate(Kind::HasOne, options);
    });
}

Association &Model::belongsTo(Model &target, const AssociationOptions &options)
{
    return hooked(*this, target, Kind::BelongsTo, *d, [&](Associator associator) -> Association & {
        return associator.associate(Kind::BelongsTo, options);
    });
}

Association &Model::hasMany(Model &target, const AssociationOptions &options)
{
    return hooked(*this, target, Kind::HasMany, *d, [&](Associator associator) -> Association & {
        return associator.associate(Kind::HasMany, options);
    });
}

Association &Model::belongsToMany(Model &target, const BelongsToManyOptions &options)
{
    return hooked(
        *this, target, Kind::BelongsToMany, *d,
        [&](Associator associator) -> Association & { return associator.associateMany(options); });
}

} // namespace orm
