#include "orm/sql/mysqlgenerator.h"

#include "orm/core/error.h"

namespace orm {

using namespace Qt::StringLiterals;

Capabilities MySqlGenerator::capabilities() const
{
    return {
        .bulkDefault = true, .savepoints = true, .concurrentReads = true, .limitInUpdate = true};
}

QString MySqlGenerator::driver() const
{
    return u"QMYSQL"_s;
}

QString MySqlGenerator::typeName(const DataType &type) const
{
    return type.name();
}

Sql MySqlGenerator::tableExists(const TableDef &table, Log log) const
{
    SqlWriter writer(*this, log);
    writer.raw("SELECT table_name FROM information_schema.tables WHERE table_name = "_L1);
    writer.value(table.name, nullptr);
    return writer.take(StatementKind::Internal);
}

Sql MySqlGenerator::listIndexes(const TableDef &table) const
{
    return verbatim("SHOW INDEX FROM "_L1 + quoted(table.name), {}, StatementKind::Internal);
}

Sql MySqlGenerator::listIndexColumns(const QString &index) const
{
    return verbatim("SHOW INDEX FROM "_L1 + quoted(index), {}, StatementKind::Internal);
}

QString MySqlGenerator::loggedPlaceholder(int) const
{
    return u"?"_s;
}

QLatin1StringView MySqlGenerator::insertIgnore() const
{
    return "IGNORE "_L1;
}

QLatin1StringView MySqlGenerator::nextKey() const
{
    return "DEFAULT"_L1;
}

void MySqlGenerator::writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                                       qint64 limit) const
{
    writeStrictWhere(writer, scope, where, std::nullopt);
    writer.raw(" LIMIT "_L1);
    writer.value(limit, nullptr);
}

} // namespace orm
