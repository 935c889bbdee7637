#pragma once

#include "orm/sql/querygenerator.h"

namespace orm {

/// SQLite's differences.
class SqliteGenerator final : public QueryGenerator
{
public:
    [[nodiscard]] Dialect dialect() const override { return Dialect::Sqlite; }
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] QString name() const override { return QStringLiteral("sqlite"); }
    [[nodiscard]] Sql begin(const QString &type) const override;
    [[nodiscard]] std::vector<Sql> truncate(const Truncate &truncate) const override;
    [[nodiscard]] QString parametersText(const QVariantList &shown) const override;
    [[nodiscard]] QString loggedBind(const QString &name, int number) const override;

protected:
    [[nodiscard]] QString ownTypeName(const DataType &type) const override;
    [[nodiscard]] QString insteadOf(const DataType &type) const override;
    [[nodiscard]] QString booleanLiteral(bool value) const override;
    [[nodiscard]] QVariant decimalBind(const Decimal &value) const override;
    [[nodiscard]] QString sign(Operator op) const override;
    [[nodiscard]] QString castType(const QString &type) const override;
    [[nodiscard]] QVariant jsonComparand(const QVariant &value) const override;
    [[nodiscard]] QLatin1StringView insertIgnore() const override;
    [[nodiscard]] QLatin1StringView nextKey() const override;
    void writeHints(SqlWriter &writer, const Select &select) const override;
    void writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                           qint64 limit) const override;
};

} // namespace orm
