#pragma once

#include "orm/db/connection.h"
#include "orm/expr/constraint.h"
#include "orm/expr/description.h"
#include "orm/sql/catalogue.h"
#include "orm/sql/dialects.h"
#include "orm/sql/tablegenerator.h"

namespace orm {

/// Reads and changes tables, on the thread of a connection.
class SchemaEditor
{
public:
    explicit SchemaEditor(Connection &connection)
        : m_connection(connection)
        , m_tables(makeTableGenerator(connection.generator()))
        , m_catalogue(makeCatalogue(connection.generator()))
    {
    }

    // Tables
    /// Unless there is one of that name. `replacesTypes`: its ENUMs' types are made anew.
    void createTable(const TableDef &table, bool replacesTypes = false);
    /// Gives the types of the table's ENUMs the values that they lack.
    void completeEnums(const TableDef &table);
    void dropTable(const TableName &table, bool cascade = false);
    /// The same, together with the types that its ENUMs have.
    void dropTable(const TableDef &table, bool cascade);
    void renameTable(const TableName &before, const TableName &after);
    [[nodiscard]] bool tableExists(const TableName &table);
    [[nodiscard]] QList<TableName> tables();
    /// Throws UsageError when there is no such table.
    [[nodiscard]] TableDescription describe(const TableName &table);

    // Columns, indexes, constraints
    /// Whether the table has that column, though describe() does not tell it.
    [[nodiscard]] bool hasUntoldColumn(const TableName &table, const QString &column);
    void addColumn(const TableName &table, const ColumnDef &column);
    void removeColumn(const TableName &table, const QString &column);
    void changeColumn(const TableName &table, const ColumnDef &column);
    void renameColumn(const TableName &table, const QString &before, const QString &after);
    void addIndex(const TableName &table, const Index &index);
    [[nodiscard]] QList<IndexDescription> indexes(const TableName &table);
    void addConstraint(const TableName &table, const Constraint &constraint);
    void removeConstraint(const TableName &table, const QString &constraint);
    [[nodiscard]] QList<ForeignKeyDescription> foreignKeys(const TableName &table);

    [[nodiscard]] QStringList schemas();
    void switchForeignKeyChecks(bool on);
    Result execute(const Sql &sql) { return m_connection.execute(sql); }
    [[nodiscard]] QList<CatalogueRow> rows(const Sql &sql);
    [[nodiscard]] Connection &connection() const { return m_connection; }
    [[nodiscard]] const QueryGenerator &generator() const { return m_connection.generator(); }
    [[nodiscard]] const TableGenerator &tableGenerator() const { return *m_tables; }
    [[nodiscard]] const Catalogue &catalogue() const { return *m_catalogue; }

private:
    using FoundEnums = std::vector<std::pair<const ColumnDef *, QList<CatalogueRow>>>;

    [[nodiscard]] FoundEnums findEnums(const TableDef &table);
    void addMissingValues(const TableName &table, const ColumnDef &column,
                          const QStringList &known);
    /// Renames a table or a column by `renaming`, and the enums that are named after it.
    void renameWithEnums(const Sql &renaming, const TableName &table, const EnumRenaming &after);
    /// What a server that cannot rename a column alone must be told of it again; empty for others.
    [[nodiscard]] QString definitionToKeep(const TableName &table, const QString &column);
    void rebuild(const TableName &table, const TableChange &change);
    void switchChecks(bool on);
    void rebuildUnchecked(const TableName &table, const TableChange &change);

    Connection &m_connection;
    const std::unique_ptr<TableGenerator> m_tables;
    const std::unique_ptr<Catalogue> m_catalogue;
};

} // namespace orm
