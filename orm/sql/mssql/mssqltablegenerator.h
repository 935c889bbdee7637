#pragma once

#include "orm/sql/tablegenerator.h"

namespace orm {

/// Statements on tables for SQL Server.
class MsSqlTableGenerator final : public TableGenerator
{
public:
    using TableGenerator::TableGenerator;

    [[nodiscard]] Sql createTable(const TableDef &table) const override;
    [[nodiscard]] Sql dropTable(const TableName &table, bool cascade) const override;
    [[nodiscard]] Sql renameTable(const TableName &before, const TableName &after) const override;
    [[nodiscard]] Sql addColumn(const TableName &table, const ColumnDef &column) const override;
    [[nodiscard]] Sql changeColumn(const TableName &table, const ColumnDef &column) const override;
    [[nodiscard]] Sql renameColumn(const TableName &table, const QString &before,
                                   const QString &after, const QString &definition) const override;
    [[nodiscard]] Sql createSchema(const QString &schema) const override;
    [[nodiscard]] Sql dropSchema(const QString &schema) const override;
    [[nodiscard]] Sql createDatabase(const QString &database,
                                     const DatabaseOptions &options) const override;
    [[nodiscard]] Sql dropDatabase(const QString &database) const override;

protected:
    [[nodiscard]] QString columnType(const TableName &table,
                                     const ColumnDef &column) const override;
    [[nodiscard]] QString nullText(const ColumnDef &column) const override;
    [[nodiscard]] QString incrementText(const ColumnDef &column) const override;
    [[nodiscard]] QString defaultText(const ColumnDef &column) const override;
    [[nodiscard]] QString columnComment(const TableName &table, const ColumnDef &column) const;
    [[nodiscard]] QString createHead(const TableName &table) const override;
    [[nodiscard]] QString uniqueText(const UniqueKey &key) const override;
    [[nodiscard]] QString tableOptions(const TableDef &table) const override;
};

} // namespace orm
