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
    [[nodiscard]] std::vector<Sql> begin(const Begin &begin) const override;
    [[nodiscard]] Sql setConstraints(bool areDeferred, const QStringList &names) const override;
    [[nodiscard]] std::vector<Sql> truncate(const Truncate &truncate) const override;
    [[nodiscard]] std::optional<Sql> refusedSums(const Increment &increment) const override;
    [[nodiscard]] QString parametersText(const QVariantList &shown) const override;
    [[nodiscard]] QString loggedBind(const QString &name, int number) const override;

protected:
    void writeRefusal(SqlWriter &writer, const DataType &type,
                      const std::function<void()> &writeSum) const;
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
    [[nodiscard]] QString sign(Operator op) const override;
    [[nodiscard]] QString castType(const QString &type) const override;
    [[nodiscard]] QString jsonKey(const QString &key) const override;
    [[nodiscard]] QVariant jsonComparand(const QVariant &value) const override;
    [[nodiscard]] QLatin1StringView insertIgnore() const override;
    [[nodiscard]] QLatin1StringView nextKey() const override;
    void writeHints(SqlWriter &writer, const Select &select) const override;
    void writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                           const std::vector<OrderTerm> &order, qint64 limit) const override;
};

} // namespace orm
