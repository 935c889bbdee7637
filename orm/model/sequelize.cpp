#include "orm/model/sequelize.h"

#include "orm/core/error.h"
#include "orm/model/calltext.h"
#include "orm/model/modeldata.h"
#include "orm/model/schema.h"
#include "orm/sql/querygenerator.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <map>
#include <thread>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

ConnectionOptions connectionOptions(const Options &options)
{
    return {.dialect = options.dialect,
            .storage = options.storage,
            .readOnly = options.readOnly,
            .mustExist = options.mustExist,
            .busyTimeout = options.busyTimeout,
            .synchronous = options.synchronous,
            .transactionType = options.transactionType,
            .unicodeLike = options.unicodeLike,
            .portable = options.portable,
            .pool = options.pool,
            .runner = options.runner};
}

/// The bound values behind a line, as Sequelize's logQueryParameters adds them.
QString parametersText(const QueryEvent &event)
{
    if (event.binds.isEmpty())
        return {};
    QJsonObject binds;
    for (qsizetype i = 0; i < event.binds.size(); ++i)
        binds.insert(u'$' + QString::number(i + 1), QJsonValue::fromVariant(event.binds.at(i)));
    const QString json = QString::fromUtf8(QJsonDocument(binds).toJson(QJsonDocument::Compact));
    return (event.sql.endsWith(u';') ? " "_L1 : "; "_L1) + json;
}

/// What a model's own options leave to the defaults of the database.
ModelOptions merged(const ModelOptions &defaults, ModelOptions own)
{
    const ModelOptions untouched;
    own.freezeTableName |= defaults.freezeTableName;
    own.underscored |= defaults.underscored;
    own.timestamps = own.timestamps && defaults.timestamps;
    if (own.createdAt == untouched.createdAt)
        own.createdAt = defaults.createdAt;
    if (own.updatedAt == untouched.updatedAt)
        own.updatedAt = defaults.updatedAt;
    return own;
}

} // namespace

void toConsole(const QString &line)
{
    std::fputs(qUtf8Printable(line + u'\n'), stdout);
    std::fflush(stdout);
}

struct Sequelize::Private
{
    explicit Private(Options given)
        : options(std::move(given))
        , database(connectionOptions(options))
    {
    }

    [[nodiscard]] QString lineFor(const QueryEvent &event) const
    {
        QString line = (options.benchmark ? "Executed ("_L1 : "Executing ("_L1) + event.transaction
                       + "): "_L1 + event.sql;
        if (options.logQueryParameters)
            line += parametersText(event);
        if (options.benchmark)
            line += u" Elapsed time: %1ms"_s.arg(event.nanoseconds / 1'000'000);
        return line;
    }

    [[nodiscard]] std::vector<const ModelData *> modelData() const
    {
        std::vector<const ModelData *> all;
        for (const auto &model : models)
            all.push_back(model->d.get());
        return all;
    }

    Options options;
    Database database;
    std::vector<std::unique_ptr<Model>> models; ///< In the order of their definition.
    QueryLog::Subscription logging;
    std::thread closing;
};

Sequelize::Sequelize(Options options)
    : d(std::make_unique<Private>(std::move(options)))
{
    if (d->options.logging)
        d->logging = d->database.log().listen(
            [p = d.get()](const QueryEvent &event) { p->options.logging(p->lineFor(event)); });
}

Sequelize::~Sequelize()
{
    if (d->closing.joinable())
        d->closing.join();
    d->database.close();
}

const Options &Sequelize::options() const
{
    return d->options;
}

QueryLog &Sequelize::log() const
{
    return d->database.log();
}

Database &Sequelize::database() const
{
    return d->database;
}

Model &Sequelize::define(const Text &name, std::initializer_list<AttributeDefinition> attributes,
                         const ModelOptions &options)
{
    return define(name, std::vector<AttributeDefinition>(attributes), options);
}

Model &Sequelize::define(const Text &name, std::vector<AttributeDefinition> attributes,
                         const ModelOptions &options)
{
    auto data = std::make_unique<ModelData>(*this, name, std::move(attributes),
                                            merged(d->options.define, options));
    // A type that the dialect lacks is refused here and not by the first CREATE TABLE.
    for (const ColumnDef &column : data->table.columns)
        (void)d->database.generator().typeName(column.type);
    std::erase_if(d->models, [&name](const auto &model) { return model->name() == name; });
    d->models.emplace_back(new Model(std::move(data)));
    return *d->models.back();
}

Model &Sequelize::model(const Text &name) const
{
    for (const auto &model : d->models)
        if (model->name() == name)
            return *model;
    throw UsageError(u"%1 has not been defined"_s.arg(name));
}

bool Sequelize::isDefined(const Text &name) const
{
    return std::any_of(d->models.begin(), d->models.end(),
                       [&name](const auto &model) { return model->name() == name; });
}

QFuture<void> Sequelize::authenticate()
{
    return d->database.submit(
        Access::Write, u"sequelize.authenticate()"_s,
        [](Connection &connection) { connection.execute(connection.generator().test()); });
}

QFuture<void> Sequelize::sync(const SyncOptions &options)
{
    const QString call = options.force ? u"sequelize.sync({force: true})"_s : u"sequelize.sync()"_s;
    return d->database.submit(Access::Write, call,
                              [models = d->modelData(), options](Connection &connection) {
                                  if (options.force)
                                      dropTables(models, connection);
                                  for (const ModelData *model : models)
                                      syncTable(*model, connection, options);
                              });
}

QFuture<void> Sequelize::drop()
{
    return d->database.submit(
        Access::Write, u"sequelize.drop()"_s,
        [models = d->modelData()](Connection &connection) { dropTables(models, connection); });
}

QFuture<RowSet> Sequelize::query(const Text &sql, const QueryOptions &options)
{
    const Access access = options.kind == StatementKind::Read ? Access::Read : Access::Write;
    const Sql statement = d->database.generator().verbatim(sql, options.bind, options.kind);
    return d->database.submit(
        access, callText(u"sequelize"_s, "query", {toText(Operand(sql))}),
        [statement](Connection &connection) { return connection.execute(statement).rows; });
}

QFuture<void> Sequelize::close()
{
    // The workers are joined, which takes as long as their last statement: not on the caller's
    // thread.
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    QFuture<void> future = promise->future();
    if (d->closing.joinable())
        d->closing.join();
    d->closing = std::thread([database = &d->database, promise] {
        database->close();
        promise->finish();
    });
    return future;
}

} // namespace orm
