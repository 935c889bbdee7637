#include "orm/model/sequelize.h"

#include "orm/core/error.h"
#include "orm/db/database.h"
#include "orm/model/calltext.h"
#include "orm/model/define/modeldata.h"
#include "orm/model/schema.h"
#include "orm/sql/querygenerator.h"
#include "orm/sql/rawquery.h"

#include <cstdio>
#include <thread>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

ConnectionOptions connectionOptions(const Options &options)
{
    return {.dialect = options.dialect,
            .storage = options.storage,
            .database = options.database,
            .readOnly = options.readOnly,
            .mustExist = options.mustExist,
            .busyTimeout = options.busyTimeout,
            .synchronous = options.synchronous,
            .transactionType = options.transactionType,
            .unicodeLike = options.unicodeLike,
            .portable = options.portable,
            .pool = options.pool,
            .quoteIdentifiers = options.quoteIdentifiers,
            .runner = options.runner};
}

/// What a model's own options leave to the defaults of the database.
ModelOptions merged(const ModelOptions &defaults, ModelOptions own)
{
    const ModelOptions untouched;
    own.freezeTableName |= defaults.freezeTableName;
    own.underscored |= defaults.underscored;
    own.paranoid |= defaults.paranoid;
    own.timestamps = own.timestamps && defaults.timestamps;
    for (const auto text :
         {&ModelOptions::createdAt, &ModelOptions::updatedAt, &ModelOptions::deletedAt,
          &ModelOptions::version, &ModelOptions::schema, &ModelOptions::schemaDelimiter,
          &ModelOptions::comment, &ModelOptions::engine, &ModelOptions::charset,
          &ModelOptions::collate, &ModelOptions::rowFormat})
        if (own.*text == untouched.*text)
            own.*text = defaults.*text;
    if (!own.initialAutoIncrement)
        own.initialAutoIncrement = defaults.initialAutoIncrement;
    own.indexes.insert(own.indexes.begin(), defaults.indexes.begin(), defaults.indexes.end());
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
                       + "): "_L1 + event.sql();
        if (options.logQueryParameters)
            if (const QString parameters = event.parameters(); !parameters.isEmpty())
                line += (line.endsWith(u';') ? " "_L1 : "; "_L1) + parameters;
        if (options.benchmark)
            line += u" Elapsed time: %1ms"_s.arg(event.nanoseconds / 1'000'000);
        return line;
    }

    /// All models, about to be used.
    [[nodiscard]] std::vector<const ModelData *> modelData() const
    {
        std::vector<const ModelData *> all;
        for (const auto &model : models) {
            model->d->markUsed();
            all.push_back(model->d.get());
        }
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

void Sequelize::submit(Access access, std::unique_ptr<Job> job)
{
    d->database.submit(access, std::move(job));
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
        if (column.isStored())
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
                                  syncTables(models, connection, options);
                              });
}

QFuture<void> Sequelize::drop(const DropOptions &options)
{
    return d->database.submit(Access::Write, u"sequelize.drop()"_s,
                              [models = d->modelData(), options](Connection &connection) {
                                  dropTables(models, connection, options);
                              });
}

QueryInterface Sequelize::queryInterface() const
{
    return QueryInterface(d->database);
}

QFuture<RowSet> Sequelize::query(const Text &sql, const QueryOptions &options)
{
    const Access access = options.kind == StatementKind::Read ? Access::Read : Access::Write;
    const Sql statement = rawStatement(
        d->database.generator(),
        {.sql = sql, .replacements = options.replacements, .bind = options.bind}, options.kind);
    return d->database.submit(
        access, lazyCallText(u"sequelize"_s, "query", Operand(sql)),
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
