#pragma once

#include "orm/sql/tablegenerator.h"

namespace orm {

/// Statements on tables for MySQL.
class MySqlTableGenerator : public TableGenerator
{
public:
    using TableGenerator::TableGenerator;

    [[nodiscard]] Sql removeColumn(const TableName &table, const QString &column) const override;
    [[nodiscard]] Sql addColumn(const TableName &table, const ColumnDef &column) const override;
    [[nodiscard]] Sql changeColumn(const TableName &table, const ColumnDef &column) const override;
    [[nodiscard]] Sql renameColumn(const TableName &table, const QString &before,
                                   const QString &after, const QString &definition) const override;
    [[nodiscard]] Sql removeConstraint(const TableName &table, const QString &constraint,
                                       Constraint::Type type) const override;
    [[nodiscard]] std::vector<Sql> setAutoIncrement(const TableName &table, const QString &column,
                                                    qint64 key) const override;
    [[nodiscard]] Sql createSchema(const QString &schema) const override;
    [[nodiscard]] Sql createDatabase(const QString &database,
                                     const DatabaseOptions &options) const override;
    [[nodiscard]] Sql dropDatabase(const QString &database) const override;

protected:
    [[nodiscard]] QString incrementText(const ColumnDef &column) const override;
    [[nodiscard]] QString defaultText(const ColumnDef &column) const override;
    [[nodiscard]] QString commentText(const ColumnDef &column) const override;
    [[nodiscard]] QString uniqueText(const UniqueKey &key) const override;
    [[nodiscard]] QString tableOptions(const TableDef &table) const override;
    [[nodiscard]] QString indexHead(const TableName &table, const Index &index) const override;
};

} // namespace orm
