#pragma once

#include "orm/sql/querygenerator.h"

namespace orm {

class SqliteTable;

/// SQLite's differences.
class SqliteGenerator final : public QueryGenerator
{
public:
    [[nodiscard]] Dialect dialect() const override { return Dialect::Sqlite; }
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] Sql tableExists(const TableName &table) const override;
    [[nodiscard]] Sql showTables() const override;
    [[nodiscard]] Sql describeTable(const TableName &table) const override;
    [[nodiscard]] Sql showIndexes(const TableName &table) const override;
    [[nodiscard]] Sql showConstraints(const TableName &table,
                                      const QString &constraint) const override;
    [[nodiscard]] Sql showForeignKeys(const TableName &table) const override;
    [[nodiscard]] Sql version() const override;
    [[nodiscard]] TableName describedTable(const CatalogueRow &row) const override;
    [[nodiscard]] ColumnDescription describedColumn(const CatalogueRow &row) const override;
    [[nodiscard]] QList<IndexDescription>
    describedIndexes(const QList<CatalogueRow> &rows) const override;
    [[nodiscard]] ForeignKeyDescription describedForeignKey(const CatalogueRow &row) const override;
    [[nodiscard]] std::vector<Sql> rebuild(const TableName &table,
                                           const QList<CatalogueRow> &created,
                                           const TableChange &change) const override;
    [[nodiscard]] Sql showCreation(const TableName &table) const override;
    [[nodiscard]] Sql showReferrers(const TableName &table) const override;
    [[nodiscard]] Sql checkForeignKeys() const override;
    [[nodiscard]] Sql showIndexColumns(const QString &index) const override;
    [[nodiscard]] Sql removeIndex(const TableName &table, const QString &index,
                                  bool concurrently) const override;
    [[nodiscard]] Sql createSchema(const QString &schema) const override;
    [[nodiscard]] Sql showSchemas() const override;
    [[nodiscard]] std::optional<Sql> foreignKeyChecks(bool on) const override;
    [[nodiscard]] std::optional<Sql> renameChecks(bool on) const override;
    [[nodiscard]] Sql begin(const QString &type) const override;
    [[nodiscard]] std::vector<Sql> truncate(const Truncate &truncate) const override;
    [[nodiscard]] QString parametersText(const QVariantList &shown) const override;
    [[nodiscard]] QString loggedBind(const QString &name, int number) const override;

protected:
    /// The table's name with its schema, which is a part of it here.
    [[nodiscard]] static QString tableText(const TableName &table);
    void apply(const TableName &table, const TableChange &change, SqliteTable &parsed) const;
    [[nodiscard]] QString ownTypeName(const DataType &type) const override;
    [[nodiscard]] QString insteadOf(const DataType &type) const override;
    [[nodiscard]] QString booleanLiteral(bool value) const override;
    [[nodiscard]] QVariant decimalBind(const Decimal &value) const override;
    [[nodiscard]] QVariant realBind(double value) const override;
    void writeJsonComparable(SqlWriter &writer, const std::function<void()> &writeColumn,
                             const QStringList &path, Operator op,
                             const Operand &value) const override;
    bool writeLongList(SqlWriter &writer, const QVariantList &values,
                       const DataType *type) const override;
    void writeSum(SqlWriter &writer, const ColumnDef &column,
                  const std::function<void()> &write) const override;
    [[nodiscard]] QString incrementText(const ColumnDef &column) const override;
    [[nodiscard]] QString columnInTable(const TableDef &table,
                                        const ColumnDef &column) const override;
    [[nodiscard]] QString keyedDefinition(const TableDef &table, const ColumnDef &column) const;
    [[nodiscard]] QString primaryKeyText(const TableDef &table) const override;
    [[nodiscard]] bool keysStandApart() const override { return false; }
    [[nodiscard]] QString indexField(const IndexField &field, const Index &index) const override;
    [[nodiscard]] QString sign(Operator op) const override;
    [[nodiscard]] QString castType(const QString &type) const override;
    [[nodiscard]] QString jsonKey(const QString &key) const override;
    [[nodiscard]] QVariant jsonComparand(const QVariant &value) const override;
    [[nodiscard]] QLatin1StringView insertIgnore() const override;
    [[nodiscard]] QLatin1StringView nextKey() const override;
    void writeHints(SqlWriter &writer, const Select &select) const override;
    void writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                           qint64 limit) const override;
};

} // namespace orm
