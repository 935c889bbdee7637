#include "orm/sql/postgresgenerator.h"

#include "orm/core/error.h"

namespace orm {

using namespace Qt::StringLiterals;

Capabilities PostgresGenerator::capabilities() const
{
    return {
        .bulkDefault = true, .savepoints = true, .concurrentReads = true, .limitInUpdate = false};
}

QString PostgresGenerator::driver() const
{
    return u"QPSQL"_s;
}

QString PostgresGenerator::typeName(const DataType &type) const
{
    return type.name();
}

Sql PostgresGenerator::tableExists(const TableDef &table, Log log) const
{
    SqlWriter writer(*this, log);
    writer.raw("SELECT table_name FROM information_schema.tables WHERE table_name = "_L1);
    writer.value(table.name, nullptr);
    return writer.take(StatementKind::Internal);
}

Sql PostgresGenerator::listIndexes(const TableDef &table) const
{
    return verbatim("SHOW INDEX FROM "_L1 + quoted(table.name), {}, StatementKind::Internal);
}

Sql PostgresGenerator::listIndexColumns(const QString &index) const
{
    return verbatim("SHOW INDEX FROM "_L1 + quoted(index), {}, StatementKind::Internal);
}

QString PostgresGenerator::placeholder(int number) const
{
    return u'$' + QString::number(number);
}

QLatin1StringView PostgresGenerator::insertIgnore() const
{
    return ""_L1;
}

QLatin1StringView PostgresGenerator::nextKey() const
{
    return "DEFAULT"_L1;
}

void PostgresGenerator::writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                                          qint64 limit) const
{
    writeStrictWhere(writer, scope, where, std::nullopt);
    writer.raw(" LIMIT "_L1);
    writer.value(limit, nullptr);
}

} // namespace orm
