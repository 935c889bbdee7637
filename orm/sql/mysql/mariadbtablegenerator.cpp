#include "orm/sql/mysql/mariadbtablegenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

Sql MariaDbTableGenerator::createSchema(const QString &schema) const
{
    return schemaChange("CREATE SCHEMA IF NOT EXISTS "_L1 + quoted(schema));
}

Sql MariaDbTableGenerator::dropSchema(const QString &schema) const
{
    return schemaChange("DROP SCHEMA IF EXISTS "_L1 + quoted(schema));
}

} // namespace orm
