#include "orm/model/model.h"

#include "orm/core/error.h"
#include "orm/model/calltext.h"
#include "orm/model/define/columns.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/define/namedscope.h"
#include "orm/model/define/scope.h"
#include "orm/model/write/writer.h"

namespace orm {

using namespace Qt::StringLiterals;

Model::Model(ModelData &data)
    : d(std::shared_ptr<void>(), &data)
    , m_scope(std::make_shared<const FindOptions>(data.options.defaultScope))
{
}

Model::Model(std::shared_ptr<ModelData> data, std::shared_ptr<const FindOptions> scope)
    : d(std::move(data))
    , m_scope(std::move(scope))
{
}

Model::Model(std::shared_ptr<ModelData> data, const FindOptions &scope)
    : Model(std::move(data), std::make_shared<const FindOptions>(scope))
{
}

Model::~Model() = default;

QString Model::name() const
{
    return d->name;
}

QString Model::tableName() const
{
    return d->table.name;
}

Sequelize &Model::sequelize() const
{
    if (Sequelize *sequelize = d->manager.sequelize())
        return *sequelize;
    throw UsageError(u"The Sequelize that %1 was defined with has gone."_s.arg(d->name));
}

ModelHooks &Model::hooks() const
{
    return *d->hooks;
}

const std::vector<AttributeDefinition> &Model::attributes() const
{
    return d->attributes;
}

const AttributeDefinition *Model::attribute(QStringView name) const
{
    const int index = d->indexOf(name);
    return index < 0 ? nullptr : &d->attributes[size_t(index)];
}

QString Model::primaryKey() const
{
    return d->attributes[size_t(d->primaryKey)].name;
}

const Association *Model::association(QStringView alias) const
{
    return d->association(alias);
}

QList<const Association *> Model::associations() const
{
    QList<const Association *> all;
    for (const auto &each : d->associations)
        all += each.get();
    return all;
}

Included Model::included() const
{
    const bool isScoped = d->model.get() != this;
    return {.kind = Included::Kind::Model,
            .name = d->name,
            .scope = isScoped ? m_scope : std::shared_ptr<const FindOptions>()};
}

QList<const Association *> Model::associations(const Model &target) const
{
    QList<const Association *> all = associations();
    all.removeIf([&](const Association *each) { return each->target != target.d.get(); });
    return all;
}

QList<ValidationErrorItem> Model::validate(const Values &values, Scope scope) const
{
    const Operand nothing(nullptr);
    QList<ValidationErrorItem> errors;
    for (int i = 0; i < d->attributeCount(); ++i) {
        const Operand *given = values.find(d->attributes[size_t(i)].name);
        const DataType &type = d->type(i);
        if (given && !given->isUndefined()) {
            const QVariant *data = given->data();
            const bool isTyped = !data || type.takesAsIs(*data);
            d->validate(i, isTyped ? *given : Operand(type.fromUser(*data)), errors);
        } else if (scope == Scope::Whole && !d->hasDefault(i)) {
            d->validate(i, nothing, errors);
        }
    }
    return errors;
}

Model Model::scope(const QStringList &names) const
{
    return {d->shared(), scopesNamed(*d, names)};
}

Model Model::scope(const Text &name, const QVariantList &arguments) const
{
    const std::optional<FindOptions> options = scopeNamed(*d, name, arguments);
    if (!options)
        throw ScopeError(u"Invalid scope %1 called."_s.arg(name));
    return {d->shared(), *options};
}

Model Model::scope(const Text &name, std::initializer_list<Operand> arguments) const
{
    QVariantList values;
    for (const Operand &each : arguments)
        values.append(each.toData().value_or(QVariant()));
    return scope(name, values);
}

Model Model::scope(const FindOptions &options) const
{
    return {d->shared(), options};
}

Model Model::unscoped() const
{
    return {d->shared(), FindOptions()};
}

Model takenAlong(const Model &model)
{
    return {model.d->shared(), model.m_scope};
}

FindOptions Model::scoped(const FindOptions &options) const
{
    return merged(*m_scope, options, d->options.whereMergeStrategy);
}

Where Model::scoped(const Where &where) const
{
    return merged(m_scope->where, where, d->options.whereMergeStrategy);
}

UpdateOptions Model::scoped(const UpdateOptions &options) const
{
    UpdateOptions found = options;
    found.where = scoped(options.where);
    found.order = scoped(FindOptions{.order = options.order}).order;
    found.limit = options.limit ? options.limit : m_scope->limit;
    return found;
}

DestroyOptions Model::scoped(const DestroyOptions &options) const
{
    DestroyOptions found = options;
    found.where = scoped(options.where);
    found.order = scoped(FindOptions{.order = options.order}).order;
    found.limit = options.limit ? options.limit : m_scope->limit;
    return found;
}

Includes Model::scoped(const Includes &includes) const
{
    FindOptions options;
    options.include = includes;
    return scoped(options).include;
}

Instance Model::build(const Values &values, const BuildOptions &options) const
{
    d->markUsed();
    return Writer::build(*d, values, options);
}

QList<Instance> Model::bulkBuild(const QList<Values> &rows, const BuildOptions &options) const
{
    QList<Instance> built;
    for (const Values &values : rows)
        built += build(values, options);
    return built;
}

Subquery Model::subquery(const Text &attribute, const FindOptions &options) const
{
    if (!this->attribute(attribute))
        throw UsageError(u"%1 has no attribute \"%2\"."_s.arg(name(), attribute));
    if (!options.include.isEmpty())
        throw UsageError(u"A sub-query of %1 takes no include."_s.arg(name()));
    const FindOptions found = scoped(options);
    const Select select{.table = &d->table,
                        .alias = d->name,
                        .columns = {Selected(attribute)},
                        .where = found.paranoid ? notDeleted(*d, found.where) : found.where,
                        .order = found.order.terms(),
                        .limit = found.limit,
                        .offset = found.offset};
    return {
        std::make_shared<const Select>(select),
        callText(name(), "subquery", {toText(Operand(attribute)), CallTarget(*d).text(options)})};
}

} // namespace orm
