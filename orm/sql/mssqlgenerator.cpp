#include "orm/sql/mssqlgenerator.h"

#include "orm/core/error.h"

namespace orm {

using namespace Qt::StringLiterals;

Capabilities MsSqlGenerator::capabilities() const
{
    return {
        .bulkDefault = true, .savepoints = true, .concurrentReads = true, .limitInUpdate = true};
}

QString MsSqlGenerator::driver() const
{
    return u"QODBC"_s;
}

QString MsSqlGenerator::typeName(const DataType &type) const
{
    return type.name();
}

Sql MsSqlGenerator::tableExists(const TableDef &table, Log log) const
{
    SqlWriter writer(*this, log);
    writer.raw("SELECT table_name FROM information_schema.tables WHERE table_name = "_L1);
    writer.value(table.name, nullptr);
    return writer.take(StatementKind::Internal);
}

Sql MsSqlGenerator::listIndexes(const TableDef &table) const
{
    return verbatim("SHOW INDEX FROM "_L1 + quoted(table.name), {}, StatementKind::Internal);
}

Sql MsSqlGenerator::listIndexColumns(const QString &index) const
{
    return verbatim("SHOW INDEX FROM "_L1 + quoted(index), {}, StatementKind::Internal);
}

QString MsSqlGenerator::loggedPlaceholder(int number) const
{
    return u'@' + QString::number(number - 1);
}

QLatin1StringView MsSqlGenerator::insertIgnore() const
{
    return ""_L1;
}

QLatin1StringView MsSqlGenerator::nextKey() const
{
    return "DEFAULT"_L1;
}

void MsSqlGenerator::writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                                       qint64 limit) const
{
    writeStrictWhere(writer, scope, where, std::nullopt);
    writer.raw(" TOP "_L1);
    writer.value(limit, nullptr);
}

} // namespace orm
