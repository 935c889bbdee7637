// SQL of one's own.
#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/model/calltext.h"
#include "orm/model/read/finder.h"
#include "orm/model/session.h"
#include "orm/sql/rawquery.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

void refuseWriting(const Text &sql, const QueryOptions &options)
{
    if (kindOfText(sql, options.kind) != StatementKind::Read)
        throw UsageError(
            u"This unit of work only reads. Run \"%1\" in run() or transaction()."_s.arg(sql));
}

} // namespace

RowSet ReadSession::query(const Text &sql, const QueryOptions &options) const
{
    refuseWriting(sql, options);
    return rawQuery(sql, options);
}

QList<Instance> ReadSession::query(const Model &model, const Text &sql,
                                   const QueryOptions &options) const
{
    refuseWriting(sql, options);
    return rawRows(used(model), sql, options);
}

Sql ReadSession::rawSql(const Text &sql, const QueryOptions &options) const
{
    refuseOther(options.transaction);
    return rawStatement(m_connection.generator(),
                        {.sql = sql, .replacements = options.replacements, .bind = options.bind},
                        options.kind);
}

QList<Instance> ReadSession::rawRows(const ModelData &model, const Text &sql,
                                     const QueryOptions &options) const
{
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyCallText(u"sequelize"_s, "query", Operand(sql)) : LazyText(),
        options.logging);
    return Finder(model, m_connection).findBySql(rawSql(sql, options));
}

RowSet ReadSession::rawQuery(const Text &sql, const QueryOptions &options) const
{
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyCallText(u"sequelize"_s, "query", Operand(sql)) : LazyText(),
        options.logging);
    return m_connection.execute(rawSql(sql, options)).rows;
}

} // namespace orm
