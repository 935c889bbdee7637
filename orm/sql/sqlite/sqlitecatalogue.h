#pragma once

#include "orm/sql/catalogue.h"

namespace orm {

/// What SQLite is asked about its tables, and what its answers mean.
class SqliteCatalogue final : public Catalogue
{
public:
    using Catalogue::Catalogue;

    [[nodiscard]] Sql tableExists(const TableName &table) const override;
    [[nodiscard]] Sql showTables() const override;
    [[nodiscard]] Sql describeTable(const TableName &table) const override;
    [[nodiscard]] std::optional<Sql> columnExists(const TableName &table,
                                                  const QString &column) const override;
    [[nodiscard]] Sql showIndexes(const TableName &table) const override;
    [[nodiscard]] Sql showConstraints(const TableName &table,
                                      const QString &constraint) const override;
    [[nodiscard]] Sql showForeignKeys(const TableName &table) const override;
    [[nodiscard]] Sql version() const override;
    [[nodiscard]] std::optional<TableName> autoIncrementNotes() const override;
    [[nodiscard]] Sql showAutoIncrement(const TableName &table,
                                        const QString &column) const override;
    [[nodiscard]] TableName describedTable(const CatalogueRow &row) const override;
    [[nodiscard]] ColumnDescription describedColumn(const CatalogueRow &row) const override;
    [[nodiscard]] QList<IndexDescription>
    describedIndexes(const QList<CatalogueRow> &rows) const override;
    [[nodiscard]] ForeignKeyDescription describedForeignKey(const CatalogueRow &row) const override;
    [[nodiscard]] Sql showCreation(const TableName &table) const override;
    [[nodiscard]] Sql showReferrers(const TableName &table) const override;
    [[nodiscard]] Sql checkForeignKeys() const override;
    [[nodiscard]] Sql showIndexColumns(const QString &index) const override;
    [[nodiscard]] Sql showSchemas() const override;

    /// The table's name with its schema, which is a part of it here.
    [[nodiscard]] static QString tableText(const TableName &table);
};

} // namespace orm
