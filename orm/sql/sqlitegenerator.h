#pragma once

#include "orm/sql/querygenerator.h"

namespace orm {

/// SQLite's differences.
class SqliteGenerator final : public QueryGenerator
{
public:
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] QString driver() const override;
    [[nodiscard]] QString typeName(const DataType &type) const override;
    [[nodiscard]] Sql tableExists(const TableDef &table, Log log) const override;
    [[nodiscard]] Sql listIndexes(const TableDef &table) const override;
    [[nodiscard]] Sql listIndexColumns(const QString &index) const override;
    [[nodiscard]] std::optional<Sql> foreignKeyChecks(bool on) const override;
    [[nodiscard]] Sql begin(const QString &type) const override;

protected:
    [[nodiscard]] QString keyword(Operator op) const override;
    [[nodiscard]] QLatin1StringView insertIgnore() const override;
    [[nodiscard]] QLatin1StringView nextKey() const override;
    [[nodiscard]] QString columnDefinition(const ColumnDef &column) const override;
    void writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                           qint64 limit) const override;
};

} // namespace orm
