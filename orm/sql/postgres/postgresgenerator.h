#pragma once

#include "orm/sql/querygenerator.h"

namespace orm {

/// PostgreSQL's differences.
class PostgresGenerator final : public QueryGenerator
{
public:
    [[nodiscard]] Dialect dialect() const override { return Dialect::Postgres; }
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
    [[nodiscard]] Sql dropTable(const TableName &table, bool cascade) const override;
    [[nodiscard]] Sql addColumn(const TableName &table, const ColumnDef &column) const override;
    [[nodiscard]] Sql removeColumn(const TableName &table, const QString &column) const override;
    [[nodiscard]] Sql changeColumn(const TableName &table, const ColumnDef &column) const override;
    [[nodiscard]] Sql removeIndex(const TableName &table, const QString &index,
                                  bool concurrently) const override;
    [[nodiscard]] std::optional<Sql> showEnum(const TableName &table,
                                              const ColumnDef &column) const override;
    [[nodiscard]] Sql createEnum(const TableName &table, const ColumnDef &column,
                                 bool replaces) const override;
    [[nodiscard]] QStringList enumValues(const CatalogueRow &row) const override;
    [[nodiscard]] Sql addEnumValue(const TableName &table, const ColumnDef &column,
                                   const QString &value, const QString &neighbour,
                                   bool before) const override;
    [[nodiscard]] std::optional<Sql> dropEnum(const TableName &table,
                                              const ColumnDef &column) const override;
    [[nodiscard]] Sql createSchema(const QString &schema) const override;
    [[nodiscard]] Sql dropSchema(const QString &schema) const override;
    [[nodiscard]] Sql showSchemas() const override;
    [[nodiscard]] Sql createDatabase(const QString &database,
                                     const DatabaseOptions &options) const override;
    [[nodiscard]] Sql dropDatabase(const QString &database) const override;
    [[nodiscard]] QVariant toBind(const QVariant &value, const DataType *type) const override;
    [[nodiscard]] QString literal(const QVariant &value, const DataType *type) const override;
    [[nodiscard]] QString wrapped(const QString &spelled, const QVariant &value,
                                  const DataType *type) const override;
    [[nodiscard]] QString placeholder(int number) const override;
    [[nodiscard]] QString loggedBind(const QString &name, int number) const override;
    [[nodiscard]] bool hasEscapeTexts() const override { return true; }
    [[nodiscard]] std::vector<Sql> truncate(const Truncate &truncate) const override;
    [[nodiscard]] std::optional<Sql> setSearchPath(const QString &path) const override;

protected:
    [[nodiscard]] QString ownTypeName(const DataType &type) const override;
    [[nodiscard]] QString insteadOf(const DataType &type) const override;
    [[nodiscard]] QString bytesLiteral(const QByteArray &bytes) const override;
    [[nodiscard]] QString listLiteral(const QVariantList &list,
                                      const DataType *type) const override;
    [[nodiscard]] QVariant booleanBind(bool value) const override;
    [[nodiscard]] QString columnType(const TableName &table,
                                     const ColumnDef &column) const override;
    [[nodiscard]] QString nullText(const ColumnDef &column) const override;
    [[nodiscard]] QString incrementText(const ColumnDef &column) const override;
    [[nodiscard]] QString commentText(const ColumnDef &column) const override;
    [[nodiscard]] TableName referenced(const TableName &table,
                                       const References &references) const override;
    [[nodiscard]] static QStringList itemsOf(const QString &array);
    [[nodiscard]] QString dropType(const TableName &table, const ColumnDef &column) const;
    [[nodiscard]] QString enumName(const TableName &table, const ColumnDef &column) const;
    [[nodiscard]] QString changedType(const TableName &table, const ColumnDef &column) const;
    [[nodiscard]] QString columnComment(const TableName &table, const ColumnDef &column) const;
    [[nodiscard]] QString rangeBound(const QVariant &bound, const DataType &element) const;
    [[nodiscard]] QString rangeText(const QVariantList &bounds, const DataType &element) const;
    [[nodiscard]] QString arrayText(const QVariantList &list, const DataType *element) const;
    [[nodiscard]] QString deferrableText(Deferrable deferrable) const override;
    [[nodiscard]] QString primaryKeyText(const TableDef &table) const override;
    [[nodiscard]] bool keysStandApart() const override { return false; }
    [[nodiscard]] QString tableOptions(const TableDef &table) const override;
    [[nodiscard]] QString indexHead(const TableName &table, const Index &index) const override;
    [[nodiscard]] QString indexField(const IndexField &field, const Index &index) const override;
    [[nodiscard]] QChar openQuote() const override { return u'"'; }
    [[nodiscard]] QChar closeQuote() const override { return u'"'; }
    [[nodiscard]] int maxIdentifierLength() const override { return 63; }
    [[nodiscard]] bool needsQuotes(const QString &identifier) const override;
    [[nodiscard]] QString sign(Operator op) const override;
    [[nodiscard]] QString behindValue(const TableDef &table,
                                      const ColumnDef &column) const override;
    void writeLimit(SqlWriter &writer, const Scope &scope, const Select &select) const override;
    void writeLock(SqlWriter &writer, const Select &select) const override;
    void writeReturning(SqlWriter &writer, const TableDef &table,
                        const Returning &returning) const override;
    [[nodiscard]] QString jsonKey(const QString &key) const override;
    void writeJsonPath(SqlWriter &writer, const std::function<void()> &writeColumn,
                       const QStringList &path, bool asJson) const override;
    [[nodiscard]] QLatin1StringView nextKey() const override;
    void writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                           qint64 limit) const override;
};

} // namespace orm
