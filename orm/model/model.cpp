#include "orm/model/model.h"

#include "orm/core/error.h"
#include "orm/db/database.h"
#include "orm/model/calltext.h"
#include "orm/model/define/columns.h"
#include "orm/model/define/modeldata.h"
#include "orm/model/define/scope.h"
#include "orm/model/read/finder.h"
#include "orm/model/schema.h"
#include "orm/model/submit.h"
#include "orm/model/write/writer.h"
#include "orm/schema/schemaeditor.h"

namespace orm {

using namespace Qt::StringLiterals;

Model::Model(std::unique_ptr<ModelData> data)
    : d(std::move(data))
    , m_scope(std::make_shared<const FindOptions>(d->options.defaultScope))
{
    d->model = this;
}

Model::Model(std::shared_ptr<ModelData> data, const FindOptions &scope)
    : d(std::move(data))
    , m_scope(std::make_shared<const FindOptions>(scope))
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
    return d->sequelize;
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

QList<ValidationErrorItem> Model::validate(const Values &values, Scope scope) const
{
    QList<ValidationErrorItem> errors;
    for (int i = 0; i < d->attributeCount(); ++i) {
        const Operand *given = values.find(d->attributes[size_t(i)].name);
        if (given && !given->isUndefined())
            d->validate(i, given->data() ? Operand(d->type(i).fromUser(*given->data())) : *given,
                        errors);
        else if (scope == Scope::Whole && d->defaultOf(i).isUndefined())
            d->validate(i, null(), errors);
    }
    return errors;
}

std::optional<FindOptions> Model::scopeNamed(const QString &name,
                                             const QVariantList &arguments) const
{
    if (name == "defaultScope"_L1)
        return d->options.defaultScope;
    for (const ModelScope &each : d->options.scopes)
        if (each.name == name)
            return each.make ? each.make(arguments) : each.options;
    return std::nullopt;
}

Model Model::scope(const QStringList &names) const
{
    FindOptions all;
    for (const QString &name : names) {
        const std::optional<FindOptions> options = scopeNamed(name, {});
        if (!options)
            throw ScopeError(u"Invalid scope %1 called."_s.arg(name));
        all = merged(all, *options, d->options.whereMergeStrategy);
    }
    return {d, all};
}

Model Model::scope(const Text &name, const QVariantList &arguments) const
{
    const std::optional<FindOptions> options = scopeNamed(name, arguments);
    if (!options)
        throw ScopeError(u"Invalid scope %1 called."_s.arg(name));
    return {d, *options};
}

Model Model::scope(const FindOptions &options) const
{
    return {d, options};
}

Model Model::unscoped() const
{
    return {d, FindOptions()};
}

FindOptions Model::scoped(const FindOptions &options) const
{
    return merged(*m_scope, options, d->options.whereMergeStrategy);
}

Where Model::scoped(const Where &where) const
{
    return merged(m_scope->where, where, d->options.whereMergeStrategy);
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
    return {std::make_shared<const Select>(select),
            callText(name(), "subquery", {toText(Operand(attribute)), toText(options)})};
}

QFuture<void> Model::sync(const SyncOptions &options) const
{
    return submit(
        *d, Access::Write,
        [&] { return callText(d->name, "sync", {options.force ? u"{force: true}"_s : QString()}); },
        [model = d.get(), options](Connection &connection) {
            syncTable(model->table, connection, options);
        });
}

QFuture<void> Model::drop(const DropOptions &options) const
{
    return submit(
        *d, Access::Write, [&] { return callText(d->name, "drop"); },
        [model = d.get(), options](Connection &connection) {
            SchemaEditor(connection).dropTable(model->table, options.cascade);
        });
}

} // namespace orm
