#include "orm/sql/mysql/mariadbgenerator.h"

#include <QDateTime>

namespace orm {

using namespace Qt::StringLiterals;

Capabilities MariaDbGenerator::capabilities() const
{
    Capabilities can = MySqlGenerator::capabilities();
    can.schemas = true;
    return can;
}

QString MariaDbGenerator::name() const
{
    return u"mariadb"_s;
}

QString MariaDbGenerator::momentText(const QDateTime &moment, const DataType *) const
{
    return moment.toUTC().toString(u"yyyy-MM-dd HH:mm:ss.zzz");
}

Sql MariaDbGenerator::showTables() const
{
    SqlWriter writer(*this);
    writer.raw("SELECT TABLE_NAME, TABLE_SCHEMA FROM INFORMATION_SCHEMA.TABLES WHERE "
               "TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA "_L1);
    if (database().isEmpty())
        writer.raw("NOT IN ('MYSQL', 'INFORMATION_SCHEMA', 'PERFORMANCE_SCHEMA')"_L1);
    else
        writer.raw("= "_L1).value(database(), nullptr);
    return writer.take(StatementKind::Internal, ";"_L1);
}

Sql MariaDbGenerator::createSchema(const QString &schema) const
{
    return schemaChange("CREATE SCHEMA IF NOT EXISTS "_L1 + quoted(schema));
}

Sql MariaDbGenerator::dropSchema(const QString &schema) const
{
    return schemaChange("DROP SCHEMA IF EXISTS "_L1 + quoted(schema));
}

Sql MariaDbGenerator::showSchemas() const
{
    return catalogue(u"SELECT SCHEMA_NAME as schema_name FROM INFORMATION_SCHEMA.SCHEMATA WHERE "
                     "SCHEMA_NAME NOT IN ('MYSQL', 'INFORMATION_SCHEMA', 'PERFORMANCE_SCHEMA');"_s);
}

} // namespace orm
