#pragma once

#include "orm/sql/tablegenerator.h"

namespace orm {

class SqliteTable;

/// Statements on tables for SQLite.
class SqliteTableGenerator final : public TableGenerator
{
public:
    using TableGenerator::TableGenerator;

    [[nodiscard]] std::vector<Sql> rebuild(const TableName &table,
                                           const QList<CatalogueRow> &created,
                                           const TableChange &change) const override;
    [[nodiscard]] std::vector<Sql> setAutoIncrement(const TableName &table, const QString &column,
                                                    qint64 key) const override;
    [[nodiscard]] Sql removeIndex(const TableName &table, const QString &index,
                                  bool concurrently) const override;
    [[nodiscard]] Sql createSchema(const QString &schema) const override;
    [[nodiscard]] std::optional<Sql> foreignKeyChecks(bool on) const override;
    [[nodiscard]] std::optional<Sql> deferForeignKeys(bool on) const override;
    [[nodiscard]] std::optional<Sql> showDeferredKeys() const override;
    [[nodiscard]] std::optional<Sql> renameChecks(bool on) const override;

protected:
    void apply(const TableName &table, const TableChange &change, SqliteTable &parsed) const;
    [[nodiscard]] QString incrementText(const ColumnDef &column) const override;
    [[nodiscard]] QString columnInTable(const TableDef &table,
                                        const ColumnDef &column) const override;
    [[nodiscard]] QString keyedDefinition(const TableDef &table, const ColumnDef &column) const;
    [[nodiscard]] QString primaryKeyText(const TableDef &table) const override;
    [[nodiscard]] bool keysStandApart() const override { return false; }
    [[nodiscard]] QString indexField(const IndexField &field, const Index &index) const override;
};

} // namespace orm
