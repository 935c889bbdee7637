#pragma once

#include "orm/sql/querygenerator.h"

namespace orm {

/// SQL Server's differences.
class MsSqlGenerator final : public QueryGenerator
{
public:
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] QString driver() const override;
    [[nodiscard]] QString typeName(const DataType &type) const override;
    [[nodiscard]] Sql tableExists(const TableDef &table, Log log) const override;
    [[nodiscard]] Sql listIndexes(const TableDef &table) const override;
    [[nodiscard]] Sql listIndexColumns(const QString &index) const override;
    [[nodiscard]] QString loggedPlaceholder(int number) const override;

protected:
    [[nodiscard]] QChar openQuote() const override { return u'['; }
    [[nodiscard]] QChar closeQuote() const override { return u']'; }
    [[nodiscard]] int maxIdentifierLength() const override { return 128; }
    [[nodiscard]] QLatin1StringView insertIgnore() const override;
    [[nodiscard]] QLatin1StringView nextKey() const override;
    void writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                           qint64 limit) const override;
};

} // namespace orm
