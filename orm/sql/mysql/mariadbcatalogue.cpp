#include "orm/sql/mysql/mariadbcatalogue.h"

#include "orm/sql/sqlwriter.h"

namespace orm {

using namespace Qt::StringLiterals;

Sql MariaDbCatalogue::showTables() const
{
    SqlWriter writer(generator());
    writer.raw("SELECT TABLE_NAME, TABLE_SCHEMA FROM INFORMATION_SCHEMA.TABLES WHERE "
               "TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA "_L1);
    if (database().isEmpty())
        writer.raw("NOT IN ('MYSQL', 'INFORMATION_SCHEMA', 'PERFORMANCE_SCHEMA')"_L1);
    else
        writer.raw("= "_L1).value(database(), nullptr);
    return writer.take(StatementKind::Internal, ";"_L1);
}

Sql MariaDbCatalogue::showSchemas() const
{
    return catalogue(u"SELECT SCHEMA_NAME as schema_name FROM INFORMATION_SCHEMA.SCHEMATA WHERE "
                     "SCHEMA_NAME NOT IN ('MYSQL', 'INFORMATION_SCHEMA', 'PERFORMANCE_SCHEMA');"_s);
}

} // namespace orm
