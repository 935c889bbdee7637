#include "orm/model/sequelize.h"

#include "orm/core/error.h"
#include "orm/db/database.h"
#include "orm/db/databaseurl.h"
#include "orm/db/runninghooks.h"
#include "orm/model/connecthooks.h"
#include "orm/model/define/hooks.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/submit.h"

#include <cstdio>
#include <mutex>
#include <thread>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

ConnectionOptions connectionOptions(const Options &options)
{
    return {.dialect = options.dialect,
            .storage = options.storage,
            .database = options.database,
            .username = options.username,
            .password = options.password,
            .host = options.host,
            .port = options.port,
            .ssl = options.ssl,
            .dialectOptions = options.dialectOptions,
            .timezone = options.timezone,
            .keepDefaultTimezone = options.keepDefaultTimezone,
            .timeouts = options.timeouts,
            .readOnly = options.readOnly,
            .mustExist = options.mustExist,
            .busyTimeout = options.busyTimeout,
            .synchronous = options.synchronous,
            .transactionType = options.transactionType,
            .unicodeLike = options.unicodeLike,
            .portable = options.portable,
            .pool = options.pool,
            .replication = options.replication,
            .quoteIdentifiers = options.quoteIdentifiers,
            .minifyAliases = options.minifyAliases,
            .runner = options.runner};
}

/// `options` with what the address says in its place.
Options withUrl(const QString &url, Options options)
{
    const DatabaseUrl parts = readUrl(url);
    options.dialect = parts.dialect;
    const auto take = [](Text &option, const QString &part) {
        if (!part.isEmpty())
            option = part;
    };
    take(options.storage, parts.storage);
    take(options.database, parts.database);
    take(options.username, parts.username);
    take(options.password, parts.password);
    take(options.host, parts.host);
    options.port = parts.port > 0 ? parts.port : options.port;
    options.dialectOptions.insert(parts.dialectOptions);
    return options;
}

/// `options` whose models have its schema where they name none.
Options withSchema(Options options)
{
    if (options.define.schema.isEmpty())
        options.define.schema = options.schema;
    return options;
}

/// What a model's own options leave to the defaults of the database.
ModelOptions merged(const ModelOptions &defaults, ModelOptions own)
{
    const ModelOptions untouched;
    own.freezeTableName |= defaults.freezeTableName;
    own.underscored |= defaults.underscored;
    own.paranoid |= defaults.paranoid;
    own.timestamps = own.timestamps && defaults.timestamps;
    if (own.whereMergeStrategy == untouched.whereMergeStrategy)
        own.whereMergeStrategy = defaults.whereMergeStrategy;
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
        : options(withSchema(std::move(given)))
        , models(std::make_shared<ModelManager>(
              std::make_shared<Database>(connectionOptions(options)),
              ModelManager::Settings{.typeValidation = options.typeValidation,
                                     .ignoresUnknown = options.unknown == Unknown::Ignore,
                                     .transactional = options.transactional}))
        , database(models->database())
    {
        runConnectHooks(*models);
    }
    ~Private() { endConnectHooks(*models); }
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    [[nodiscard]] QString lineFor(const QueryEvent &event, bool isBenchmarked) const
    {
        QString line = (isBenchmarked ? "Executed ("_L1 : "Executing ("_L1) + event.transaction
                       + "): "_L1 + event.sql();
        if (options.logQueryParameters)
            if (const QString parameters = event.parameters(); !parameters.isEmpty())
                line += (line.endsWith(u';') ? " "_L1 : "; "_L1) + parameters;
        if (isBenchmarked)
            line += u" Elapsed time: %1ms"_s.arg(event.nanoseconds / 1'000'000);
        return line;
    }

    Options options;
    std::shared_ptr<ModelManager> models;
    Database &database;
    QueryLog::Subscription logging;
    std::once_flag isClosing;
    std::thread closing;
    QFuture<void> closed;
};

Sequelize::Sequelize(Options options)
    : d(std::make_shared<Private>(std::move(options)))
{
    d->models->setSequelize(this);
    d->database.log().setFormat([p = d.get()](const QueryEvent &event, bool isBenchmarked) {
        return p->lineFor(event, isBenchmarked || p->options.benchmark);
    });
    if (d->options.logging)
        d->logging = d->database.log().listen([p = d.get()](const QueryEvent &event) {
            if (!event.hasOwnLog)
                p->options.logging(p->lineFor(event, p->options.benchmark));
        });
}

Sequelize::~Sequelize()
{
    std::thread closing = std::move(d->closing);
    if (d->database.connectionOfThisThread()) {
        // The last owner went inside a unit of work, which must not wait for its own end.
        d->models->setSequelize(nullptr);
        joinAtExit(std::move(closing));
        d->database.closeBehind(d);
        return;
    }
    if (closing.joinable())
        closing.join();
    d->database.close();
    d->models->setSequelize(nullptr);
}

const Options &Sequelize::options() const
{
    return d->options;
}

Sequelize::Sequelize(const Text &url, Options options)
    : Sequelize(withUrl(url, std::move(options)))
{
}

QueryLog &Sequelize::log() const
{
    return d->database.log();
}

Database &Sequelize::database() const
{
    return d->database;
}

Submitted Sequelize::submit(Access access, std::unique_ptr<Job> job,
                            const TransactionReference &transaction)
{
    return d->database.submit(access, std::move(job), transaction);
}

QFuture<UnmanagedTransaction> Sequelize::transaction(const TransactionOptions &options)
{
    return d->database.begin(options);
}

PoolState Sequelize::pool() const
{
    return d->database.pool();
}

QFuture<CommitOutcome> Sequelize::outcomeOf(const TransactionInDoubtError &error)
{
    return d->database.submit(Access::ReadMaster, u"sequelize.outcomeOf()"_s,
                              [number = error.facts().transaction](Connection &connection) {
                                  return orm::outcomeOf(connection, number);
                              });
}

ChangesSubscription Sequelize::changes(const Model &model, QObject *receiver,
                                       std::function<void()> onChange,
                                       const ChangesOptions &options)
{
    return subscribeToChanges(d->models, *model.d, receiver, std::move(onChange), options);
}

SequelizeHooks &Sequelize::hooks() const
{
    return d->models->hooks();
}

Model &Sequelize::define(const Text &name, std::initializer_list<AttributeDefinition> attributes,
                         const ModelOptions &options)
{
    return define(name, std::vector<AttributeDefinition>(attributes), options);
}

Model &Sequelize::define(const Text &name, std::vector<AttributeDefinition> attributes,
                         const ModelOptions &options)
{
    ModelOptions whole = merged(d->options.define, options);
    const SequelizeHooks &hooks = d->models->hooks();
    hooks.beforeDefine.run(attributes, whole);
    ModelData &data = d->models->add(name, std::move(attributes), whole);
    data.model.reset(new Model(data));
    hooks.afterDefine.run(*data.model);
    return *data.model;
}

Model &Sequelize::model(const Text &name) const
{
    if (const ModelData *data = d->models->find(name))
        return *data->model;
    throw UsageError(u"%1 has not been defined"_s.arg(name));
}

bool Sequelize::isDefined(const Text &name) const
{
    return d->models->find(name) != nullptr;
}

std::shared_ptr<const ModelManager> Sequelize::models() const
{
    return d->models;
}

QueryInterface Sequelize::queryInterface() const
{
    return QueryInterface(d->models->sharedDatabase());
}

QFuture<void> Sequelize::close()
{
    if (d->database.connectionOfThisThread())
        throw UsageError(
            u"close() waits for the work that runs, and cannot be called inside it."_s);
    RunningHooks::refuse(d->database.hooks().get()); // the work waits for them, too
    // The workers are joined, which takes as long as their last statement: not on the caller's
    // thread.
    std::call_once(d->isClosing, [this] {
        auto promise = std::make_shared<QPromise<void>>();
        promise->start();
        d->closed = promise->future();
        d->database.setClosing();
        d->closing = std::thread([kept = d, promise] {
            kept->database.close();
            promise->finish();
        });
    });
    return d->closed;
}

} // namespace orm
