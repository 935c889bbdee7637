#include "orm/sql/tablegenerator.h"

// What most dialects lack or do without: the generators of the others say how it is done.

namespace orm {

using namespace Qt::StringLiterals;

Sql TableGenerator::changeColumn(const TableName &, const ColumnDef &) const
{
    refuse(u"statement that changes a column"_s);
}

std::vector<Sql> TableGenerator::rebuild(const TableName &, const QList<CatalogueRow> &,
                                         const TableChange &) const
{
    refuse(u"need to rebuild tables"_s);
}

std::vector<Sql> TableGenerator::setAutoIncrement(const TableName &, const QString &, qint64) const
{
    refuse(u"statement here that sets the next key"_s);
}

Sql TableGenerator::createEnum(const TableName &, const ColumnDef &, bool) const
{
    refuse(u"types for the values of an ENUM"_s);
}

Sql TableGenerator::addEnumValue(const TableName &, const ColumnDef &, const QString &,
                                 const QString &, bool) const
{
    refuse(u"types for the values of an ENUM"_s);
}

Sql TableGenerator::renameEnum(const TableName &, const QString &, const QString &,
                               const QString &) const
{
    refuse(u"types for the values of an ENUM"_s);
}

std::optional<Sql> TableGenerator::dropEnum(const TableName &, const ColumnDef &) const
{
    return std::nullopt;
}

// As in Sequelize, only PostgreSQL's are spelled; query() makes those of other databases.

Sql TableGenerator::createFunction(const TableName &, const FunctionOptions &) const
{
    refuse(u"statement here that makes a function"_s);
}

Sql TableGenerator::dropFunction(const TableName &, const std::vector<FunctionParameter> &) const
{
    refuse(u"statement here that drops a function"_s);
}

Sql TableGenerator::renameFunction(const TableName &, const std::vector<FunctionParameter> &,
                                   const QString &) const
{
    refuse(u"statement here that renames a function"_s);
}

Sql TableGenerator::createTrigger(const TableName &, const QString &, const TriggerOptions &) const
{
    refuse(u"statement here that makes a trigger"_s);
}

Sql TableGenerator::dropTrigger(const TableName &, const QString &) const
{
    refuse(u"statement here that drops a trigger"_s);
}

Sql TableGenerator::renameTrigger(const TableName &, const QString &, const QString &) const
{
    refuse(u"statement here that renames a trigger"_s);
}

Sql TableGenerator::createSchema(const QString &) const
{
    refuse(u"schemas"_s);
}

Sql TableGenerator::dropSchema(const QString &) const
{
    refuse(u"schemas"_s);
}

Sql TableGenerator::createDatabase(const QString &, const DatabaseOptions &) const
{
    refuse(u"statement that creates a database"_s);
}

Sql TableGenerator::dropDatabase(const QString &) const
{
    refuse(u"statement that drops a database"_s);
}

std::optional<Sql> TableGenerator::foreignKeyChecks(bool) const
{
    return std::nullopt;
}

std::optional<Sql> TableGenerator::deferForeignKeys(bool) const
{
    return std::nullopt;
}

std::optional<Sql> TableGenerator::showDeferredKeys() const
{
    return std::nullopt;
}

std::optional<Sql> TableGenerator::renameChecks(bool) const
{
    return std::nullopt;
}

} // namespace orm
