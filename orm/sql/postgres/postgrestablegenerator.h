#pragma once

#include "orm/sql/tablegenerator.h"

namespace orm {

/// Statements on tables for PostgreSQL.
class PostgresTableGenerator final : public TableGenerator
{
public:
    using TableGenerator::TableGenerator;

    [[nodiscard]] Sql dropTable(const TableName &table, bool cascade) const override;
    [[nodiscard]] Sql addColumn(const TableName &table, const ColumnDef &column) const override;
    [[nodiscard]] Sql removeColumn(const TableName &table, const QString &column) const override;
    [[nodiscard]] Sql changeColumn(const TableName &table, const ColumnDef &column) const override;
    [[nodiscard]] std::vector<Sql> setAutoIncrement(const TableName &table, const QString &column,
                                                    qint64 key) const override;
    [[nodiscard]] Sql removeIndex(const TableName &table, const QString &index,
                                  bool concurrently) const override;
    [[nodiscard]] Sql createEnum(const TableName &table, const ColumnDef &column,
                                 bool replaces) const override;
    [[nodiscard]] Sql addEnumValue(const TableName &table, const ColumnDef &column,
                                   const QString &value, const QString &neighbour,
                                   bool before) const override;
    [[nodiscard]] Sql renameEnum(const TableName &table, const QString &column,
                                 const QString &tableAfter,
                                 const QString &columnAfter) const override;
    [[nodiscard]] std::optional<Sql> dropEnum(const TableName &table,
                                              const ColumnDef &column) const override;
    [[nodiscard]] Sql createSchema(const QString &schema) const override;
    [[nodiscard]] Sql dropSchema(const QString &schema) const override;
    [[nodiscard]] Sql createDatabase(const QString &database,
                                     const DatabaseOptions &options) const override;
    [[nodiscard]] Sql dropDatabase(const QString &database) const override;
    [[nodiscard]] Sql createFunction(const TableName &function,
                                     const FunctionOptions &told) const override;
    [[nodiscard]] Sql dropFunction(const TableName &function,
                                   const std::vector<FunctionParameter> &parameters) const override;
    [[nodiscard]] Sql renameFunction(const TableName &before,
                                     const std::vector<FunctionParameter> &parameters,
                                     const QString &after) const override;
    [[nodiscard]] Sql createTrigger(const TableName &table, const QString &trigger,
                                    const TriggerOptions &told) const override;
    [[nodiscard]] Sql dropTrigger(const TableName &table, const QString &trigger) const override;
    [[nodiscard]] Sql renameTrigger(const TableName &table, const QString &before,
                                    const QString &after) const override;

protected:
    [[nodiscard]] QString columnType(const TableName &table,
                                     const ColumnDef &column) const override;
    [[nodiscard]] QString nullText(const ColumnDef &column) const override;
    [[nodiscard]] QString incrementText(const ColumnDef &column) const override;
    [[nodiscard]] QString commentText(const ColumnDef &column) const override;
    [[nodiscard]] TableName referenced(const TableName &table,
                                       const References &references) const override;
    [[nodiscard]] QString dropType(const TableName &table, const ColumnDef &column) const;
    [[nodiscard]] QString enumName(const TableName &table, const QString &column) const;
    [[nodiscard]] QString changedType(const TableName &table, const ColumnDef &column) const;
    [[nodiscard]] QString columnComment(const TableName &table, const ColumnDef &column) const;
    [[nodiscard]] QString parameterText(const FunctionParameter &parameter) const;
    [[nodiscard]] QString signature(const TableName &function,
                                    const std::vector<FunctionParameter> &parameters) const;
    [[nodiscard]] QString eventText(const QString &event) const;
    [[nodiscard]] QString deferrableText(Deferrable deferrable) const override;
    [[nodiscard]] QString primaryKeyText(const TableDef &table) const override;
    [[nodiscard]] bool keysStandApart() const override { return false; }
    [[nodiscard]] QString tableOptions(const TableDef &table) const override;
    [[nodiscard]] QString indexHead(const TableName &table, const Index &index) const override;
    [[nodiscard]] QString indexField(const IndexField &field, const Index &index) const override;
};

} // namespace orm
