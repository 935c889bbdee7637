#pragma once

#include "orm/sql/catalogue.h"

namespace orm {

/// What MySQL is asked about its tables, and what its answers mean.
class MySqlCatalogue : public Catalogue
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
    [[nodiscard]] std::optional<Sql> showRenaming() const override;
    [[nodiscard]] bool renamesColumns(const CatalogueRow &row) const override;
    [[nodiscard]] Sql showCreation(const TableName &table) const override;
    [[nodiscard]] QString columnDefinition(const CatalogueRow &created,
                                           const QString &column) const override;
    [[nodiscard]] Sql showAutoIncrement(const TableName &table,
                                        const QString &column) const override;
    [[nodiscard]] std::optional<qint64>
    describedAutoIncrement(const CatalogueRow &row) const override;
    [[nodiscard]] TableName describedTable(const CatalogueRow &row) const override;
    [[nodiscard]] ColumnDescription describedColumn(const CatalogueRow &row) const override;
    [[nodiscard]] QList<IndexDescription>
    describedIndexes(const QList<CatalogueRow> &rows) const override;
    [[nodiscard]] ForeignKeyDescription describedForeignKey(const CatalogueRow &row) const override;
    [[nodiscard]] std::optional<Sql> findConstraint(const TableName &table,
                                                    const QString &constraint) const override;
    [[nodiscard]] std::vector<Obstacle> obstacles(const TableName &table,
                                                  const QString &column) const override;
    [[nodiscard]] Sql showSchemas() const override;

protected:
    [[nodiscard]] static QString foreignKeyFields();
};

} // namespace orm
