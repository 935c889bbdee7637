#pragma once

#include "orm/sql/catalogue.h"

namespace orm {

/// What PostgreSQL is asked about its tables, and what its answers mean.
class PostgresCatalogue final : public Catalogue
{
public:
    using Catalogue::Catalogue;

    [[nodiscard]] Sql tableExists(const TableName &table) const override;
    [[nodiscard]] Sql showTables() const override;
    [[nodiscard]] Sql describeTable(const TableName &table) const override;
    [[nodiscard]] Sql showIndexes(const TableName &table) const override;
    [[nodiscard]] Sql showConstraints(const TableName &table,
                                      const QString &constraint) const override;
    [[nodiscard]] Sql showForeignKeys(const TableName &table) const override;
    [[nodiscard]] Sql version() const override;
    [[nodiscard]] Sql showAutoIncrement(const TableName &table,
                                        const QString &column) const override;
    [[nodiscard]] TableName describedTable(const CatalogueRow &row) const override;
    [[nodiscard]] ColumnDescription describedColumn(const CatalogueRow &row) const override;
    [[nodiscard]] QList<IndexDescription>
    describedIndexes(const QList<CatalogueRow> &rows) const override;
    [[nodiscard]] ForeignKeyDescription describedForeignKey(const CatalogueRow &row) const override;
    [[nodiscard]] std::optional<Sql> showEnum(const TableName &table,
                                              const ColumnDef &column) const override;
    [[nodiscard]] std::optional<Sql> showEnumsToRename(const TableName &table,
                                                       const EnumRenaming &after) const override;
    [[nodiscard]] QStringList enumValues(const CatalogueRow &row) const override;
    [[nodiscard]] Sql showSchemas() const override;

    /// Whether the values of a column are of an enum's type, alone or in an array.
    [[nodiscard]] static bool isEnum(const DataType &type);
    /// The same table with its schema, which is `public` where none is named.
    [[nodiscard]] static TableName inSchema(const TableName &table);

private:
    [[nodiscard]] static QStringList itemsOf(const QString &array);
    [[nodiscard]] static QStringList indexedColumns(const CatalogueRow &row);
};

} // namespace orm
