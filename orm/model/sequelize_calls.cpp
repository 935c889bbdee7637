// Calls about the database, about all models, and with SQL of one's own.
#include "orm/db/database.h"
#include "orm/model/sequelize.h"
#include "orm/model/submit.h"
#include "orm/sql/querygenerator.h"
#include "orm/sql/rawquery.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

Access accessOf(const Text &sql, const QueryOptions &options)
{
    return kindOfText(sql, options.kind) == StatementKind::Read ? Access::Read : Access::Write;
}

} // namespace

QFuture<void> Sequelize::authenticate()
{
    return database().submit(
        Access::Write, u"sequelize.authenticate()"_s,
        [](Connection &connection) { connection.execute(connection.generator().test()); });
}

QFuture<void> Sequelize::sync(const SyncOptions &options)
{
    return orm::submit(
        *models(), Access::Write,
        [](const Session &session, const SyncOptions &how) { session.sync(how); }, options);
}

QFuture<void> Sequelize::drop(const DropOptions &options)
{
    return orm::submit(
        *models(), Access::Write,
        [](const Session &session, const DropOptions &how) { session.drop(how); }, options);
}

QFuture<RowSet> Sequelize::query(const Text &sql, const QueryOptions &options)
{
    return orm::submit(
        *models(), accessOf(sql, options),
        [](const Session &session, const auto &...told) { return session.query(told...); }, sql,
        options);
}

QFuture<QList<Instance>> Sequelize::query(const Text &sql, const Model &model,
                                          const QueryOptions &options)
{
    return orm::submit(
        *models(), accessOf(sql, options),
        [](const Session &session, const auto &...told) { return session.query(told...); }, model,
        sql, options);
}

QFuture<void> Sequelize::truncate(const TruncateOptions &options)
{
    return orm::submit(
        *models(), Access::Write,
        [](const Session &session, const TruncateOptions &how) { session.truncate(how); }, options);
}

QString Sequelize::escape(const Operand &value) const
{
    return database().generator().expressionText(value);
}

Function Sequelize::random() const
{
    return fn(database().generator().capabilities().random);
}

} // namespace orm
