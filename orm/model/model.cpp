#include "orm/model/model.h"

#include "orm/core/error.h"
#include "orm/db/database.h"
#include "orm/model/calltext.h"
#include "orm/model/finder.h"
#include "orm/model/inserter.h"
#include "orm/model/modeldata.h"
#include "orm/model/schema.h"
#include "orm/model/writer.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Submits `job`. `text` makes the call's text, which only a listening log is worth.
template<typename Text, typename Job>
auto submit(const ModelData &model, Access access, const Text &text, Job job)
{
    return model.database.submit(access, model.database.log().isListening() ? text() : QString(),
                                 std::move(job));
}

} // namespace

Model::Model(std::unique_ptr<ModelData> data)
    : d(std::move(data))
{
    d->model = this;
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

Instance Model::build(const Values &values) const
{
    return Writer::build(*d, values);
}

QFuture<Instance> Model::create(const Values &values, const CreateOptions &options) const
{
    return submit(
        *d, Access::Write, [&] { return callText(d->name, "create", {toText(values)}); },
        [model = d.get(), values, options](Connection &connection) {
            if (Inserter::takes(*model, values) && !connection.log().isListening())
                return Inserter(*model, connection).create(values, options);
            const SaveOptions save{
                .validate = options.validate, .fields = options.fields, .silent = options.silent};
            return Writer(*model, connection).insert(Writer::build(*model, values), save);
        });
}

QFuture<QList<Instance>> Model::bulkCreate(const QList<Values> &rows,
                                           const BulkCreateOptions &options) const
{
    const auto text = [&] {
        const QString shown =
            rows.size() == 1 ? toText(rows.first()) : u"… %1 rows"_s.arg(rows.size());
        return callText(d->name, "bulkCreate", {u'[' + shown + u']'});
    };
    return submit(*d, Access::Write, text,
                  [model = d.get(), rows, options](Connection &connection) {
                      return Inserter(*model, connection).bulkCreate(rows, options);
                  });
}

QFuture<QList<Instance>> Model::findAll(const FindOptions &options) const
{
    return submit(
        *d, Access::Read, [&] { return callText(d->name, "findAll", {toText(options)}); },
        [model = d.get(), options](Connection &connection) {
            return Finder(*model, connection).findAll(options);
        });
}

QFuture<std::optional<Instance>> Model::findOne(const FindOptions &options) const
{
    return submit(
        *d, Access::Read, [&] { return callText(d->name, "findOne", {toText(options)}); },
        [model = d.get(), options](Connection &connection) {
            return Finder(*model, connection).findOne(options);
        });
}

QFuture<std::optional<Instance>> Model::findByPk(const Operand &key,
                                                 const FindOptions &options) const
{
    // As in Sequelize, nothing is asked for no key.
    if (key.isNull() || key.isUndefined())
        return QtFuture::makeReadyFuture(std::optional<Instance>());
    const auto text = [&] { return callText(d->name, "findByPk", {toText(key), toText(options)}); };
    if (key.data() && options.isEmpty())
        return submit(*d, Access::Read, text,
                      [model = d.get(), value = *key.data()](Connection &connection) {
                          return Finder(*model, connection).findByKey(value);
                      });
    FindOptions byKey = options;
    byKey.where = Where{{primaryKey(), key}};
    return submit(*d, Access::Read, text, [model = d.get(), byKey](Connection &connection) {
        return Finder(*model, connection).findOne(byKey);
    });
}

QFuture<RowsAndCount<Instance>> Model::findAndCountAll(const FindOptions &options) const
{
    return submit(
        *d, Access::Read, [&] { return callText(d->name, "findAndCountAll", {toText(options)}); },
        [model = d.get(), options](Connection &connection) {
            const Finder finder(*model, connection);
            RowsAndCount<Instance> found;
            found.count = finder.count({.where = options.where});
            found.rows = finder.findAll(options);
            return found;
        });
}

QFuture<std::vector<qint64>> Model::findKeys(const FindOptions &options) const
{
    return submit(
        *d, Access::Read, [&] { return callText(d->name, "findKeys", {toText(options)}); },
        [model = d.get(), options](Connection &connection) {
            return Finder(*model, connection).findKeys(options);
        });
}

QFuture<qint64> Model::count(const CountOptions &options) const
{
    return submit(
        *d, Access::Read, [&] { return callText(d->name, "count", {whereText(options.where)}); },
        [model = d.get(), options](Connection &connection) {
            return Finder(*model, connection).count(options);
        });
}

QFuture<QVariant> Model::aggregate(const char *function, const Text &attribute,
                                   const AggregateOptions &options) const
{
    return submit(
        *d, Access::Read,
        [&] {
            return callText(d->name, function,
                            {toText(Operand(attribute)), whereText(options.where)});
        },
        [model = d.get(), function, attribute, options](Connection &connection) {
            return Finder(*model, connection).aggregate(function, attribute, options.where);
        });
}

QFuture<QVariant> Model::sum(const Text &attribute, const AggregateOptions &options) const
{
    return aggregate("sum", attribute, options);
}

QFuture<QVariant> Model::min(const Text &attribute, const AggregateOptions &options) const
{
    return aggregate("min", attribute, options);
}

QFuture<QVariant> Model::max(const Text &attribute, const AggregateOptions &options) const
{
    return aggregate("max", attribute, options);
}

QFuture<qint64> Model::update(const Values &values, const UpdateOptions &options) const
{
    return submit(
        *d, Access::Write,
        [&] {
            return callText(d->name, "update", {toText(values), whereText(options.where)});
        },
        [model = d.get(), values, options](Connection &connection) {
            return Writer(*model, connection).update(values, options);
        });
}

QFuture<qint64> Model::destroy(const DestroyOptions &options) const
{
    return submit(
        *d, Access::Write, [&] { return callText(d->name, "destroy", {whereText(options.where)}); },
        [model = d.get(), options](Connection &connection) {
            return Writer(*model, connection).destroy(options);
        });
}

QFuture<void> Model::truncate() const
{
    return submit(
        *d, Access::Write, [&] { return callText(d->name, "truncate"); },
        [model = d.get()](Connection &connection) {
            connection.execute(
                connection.generator().truncate(model->table, QueryGenerator::Log::On));
        });
}

QFuture<qint64> Model::add(const Text &attribute, const IncrementOptions &options,
                           bool isSubtracted) const
{
    return submit(
        *d, Access::Write,
        [&] {
            return callText(d->name, isSubtracted ? "decrement" : "increment",
                            {toText(Operand(attribute)),
                             whereText(options.where, {u"by: %1"_s.arg(options.by)})});
        },
        [model = d.get(), attribute, options, isSubtracted](Connection &connection) {
            return Writer(*model, connection).increment(attribute, options, isSubtracted);
        });
}

QFuture<qint64> Model::increment(const Text &attribute, const IncrementOptions &options) const
{
    return add(attribute, options, false);
}

QFuture<qint64> Model::decrement(const Text &attribute, const IncrementOptions &options) const
{
    return add(attribute, options, true);
}

QFuture<void> Model::sync(const SyncOptions &options) const
{
    return submit(
        *d, Access::Write,
        [&] { return callText(d->name, "sync", {options.force ? u"{force: true}"_s : QString()}); },
        [model = d.get(), options](Connection &connection) {
            syncTable(*model, connection, options);
        });
}

QFuture<void> Model::drop() const
{
    return submit(
        *d, Access::Write, [&] { return callText(d->name, "drop"); },
        [model = d.get()](Connection &connection) {
            connection.execute(connection.generator().dropTable(model->table));
        });
}

// An instance's calls that reach the database.

QFuture<Instance> Instance::save(const SaveOptions &options) const
{
    const ModelData &model = data();
    return submit(
        model, Access::Write,
        [&] {
            Values values;
            const QStringList attributes = isNewRecord() ? QStringList() : changed();
            for (const auto &[name, value] : this->values())
                if (isNewRecord() || attributes.contains(name))
                    values.set(name, value);
            return callText(model.name.toLower(), "save") + " // "_L1 + toText(values);
        },
        [model = &model, instance = *this, options](Connection &connection) {
            return Writer(*model, connection).save(instance, options);
        });
}

QFuture<Instance> Instance::update(const Values &values, const SaveOptions &options) const
{
    const ModelData &model = data();
    SaveOptions only = options;
    for (const Values::Entry &entry : values)
        only.fields += entry.attribute;
    Instance changed = *this;
    changed.set(values);
    return submit(
        model, Access::Write,
        [&] { return callText(model.name.toLower(), "update", {toText(values)}); },
        [model = &model, changed, only](Connection &connection) {
            return Writer(*model, connection).save(changed, only);
        });
}

QFuture<void> Instance::destroy() const
{
    const ModelData &model = data();
    const Where where = Writer::whereKey(model, stored(model.primaryKey));
    return submit(
        model, Access::Write,
        [&] { return callText(model.name.toLower(), "destroy") + " // "_L1 + toText(where); },
        [model = &model, where](Connection &connection) {
            (void)Writer(*model, connection).destroy({.where = where});
        });
}

QFuture<Instance> Instance::reload() const
{
    const ModelData &model = data();
    const FindOptions byKey{.where = Writer::whereKey(model, stored(model.primaryKey))};
    return submit(
        model, Access::Read,
        [&] { return callText(model.name.toLower(), "reload") + " // "_L1 + toText(byKey.where); },
        [model = &model, byKey](Connection &connection) {
            auto fresh = Finder(*model, connection).findOne(byKey);
            if (!fresh)
                throw InstanceError(
                    u"Instance could not be reloaded because it does not exist anymore (find call "
                    "returned null)"_s);
            return *std::move(fresh);
        });
}

QFuture<Instance> Instance::add(const Text &attribute, double by, bool isSubtracted) const
{
    const ModelData &model = data();
    const IncrementOptions options{.by = by,
                                   .where = Writer::whereKey(model, stored(model.primaryKey))};
    return submit(
        model, Access::Write,
        [&] {
            return callText(model.name.toLower(), isSubtracted ? "decrement" : "increment",
                            {toText(Operand(attribute)), u"{by: %1}"_s.arg(by)});
        },
        [model = &model, instance = *this, attribute, options,
         isSubtracted](Connection &connection) {
            (void)Writer(*model, connection).increment(attribute, options, isSubtracted);
            return instance.withSum(attribute, isSubtracted ? -options.by : options.by);
        });
}

QFuture<Instance> Instance::increment(const Text &attribute, double by) const
{
    return add(attribute, by, false);
}

QFuture<Instance> Instance::decrement(const Text &attribute, double by) const
{
    return add(attribute, by, true);
}

} // namespace orm
