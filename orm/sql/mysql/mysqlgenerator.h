#pragma once

#include "orm/sql/querygenerator.h"

namespace orm {

/// MySQL's differences.
class MySqlGenerator : public QueryGenerator
{
public:
    [[nodiscard]] Dialect dialect() const override { return Dialect::MySql; }
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
    [[nodiscard]] Sql removeColumn(const TableName &table, const QString &column) const override;
    [[nodiscard]] Sql addColumn(const TableName &table, const ColumnDef &column) const override;
    [[nodiscard]] Sql changeColumn(const TableName &table, const ColumnDef &column) const override;
    [[nodiscard]] Sql renameColumn(const TableName &table, const QString &before,
                                   const ColumnDef &column, const QString &typeText) const override;
    [[nodiscard]] Sql removeConstraint(const TableName &table, const QString &constraint,
                                       Constraint::Type type) const override;
    [[nodiscard]] std::optional<Sql> findConstraint(const TableName &table,
                                                    const QString &constraint) const override;
    [[nodiscard]] std::vector<Obstacle> obstacles(const TableName &table,
                                                  const QString &column) const override;
    [[nodiscard]] Sql createSchema(const QString &schema) const override;
    [[nodiscard]] Sql showSchemas() const override;
    [[nodiscard]] Sql createDatabase(const QString &database,
                                     const DatabaseOptions &options) const override;
    [[nodiscard]] Sql dropDatabase(const QString &database) const override;
    [[nodiscard]] QVariant toBind(const QVariant &value, const DataType *type) const override;
    [[nodiscard]] QString wrapped(const QString &spelled, const QVariant &value,
                                  const DataType *type) const override;
    [[nodiscard]] QString loggedPlaceholder(int number) const override;

protected:
    [[nodiscard]] QString ownTypeName(const DataType &type) const override;
    [[nodiscard]] QString insteadOf(const DataType &type) const override;
    [[nodiscard]] QString textLiteral(const QString &text) const override;
    [[nodiscard]] QString momentText(const QDateTime &moment, const DataType *type) const override;
    [[nodiscard]] bool quotesNumbersAsText() const override { return true; }
    [[nodiscard]] QString incrementText(const ColumnDef &column) const override;
    [[nodiscard]] QString defaultText(const ColumnDef &column) const override;
    [[nodiscard]] QString commentText(const ColumnDef &column) const override;
    [[nodiscard]] QString uniqueText(const UniqueKey &key) const override;
    [[nodiscard]] QString tableOptions(const TableDef &table) const override;
    [[nodiscard]] QString indexHead(const TableName &table, const Index &index) const override;
    [[nodiscard]] static QString foreignKeyFields();
    [[nodiscard]] int maxIdentifierLength() const override { return 64; }
    [[nodiscard]] bool textHasEscapes() const override { return true; }
    [[nodiscard]] QString sign(Operator op) const override;
    [[nodiscard]] QLatin1StringView escapeClause() const override;
    [[nodiscard]] QString castType(const QString &type) const override;
    void writeHints(SqlWriter &writer, const Select &select) const override;
    void writeLock(SqlWriter &writer, const Select &select) const override;
    [[nodiscard]] QLatin1StringView insertIgnore() const override;
    [[nodiscard]] QLatin1StringView noValues() const override;
    [[nodiscard]] QLatin1StringView nextKey() const override;
    [[nodiscard]] QLatin1StringView bulkNextKey() const override;
    void writeOnDuplicate(SqlWriter &writer, const Scope &scope,
                          const OnDuplicate &onDuplicate) const override;
    void writeJsonPath(SqlWriter &writer, const std::function<void()> &writeColumn,
                       const QStringList &path, bool asJson) const override;
    [[nodiscard]] QString jsonKey(const QString &key) const override;
    [[nodiscard]] QVariant jsonComparand(const QVariant &value) const override;
    void writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                           qint64 limit) const override;
};

} // namespace orm
