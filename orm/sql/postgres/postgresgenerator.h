#pragma once

#include "orm/sql/querygenerator.h"

namespace orm {

/// PostgreSQL's differences.
class PostgresGenerator final : public QueryGenerator
{
public:
    [[nodiscard]] Dialect dialect() const override { return Dialect::Postgres; }
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] QString name() const override { return QStringLiteral("postgres"); }
    [[nodiscard]] QVariant toBind(const QVariant &value, const DataType *type) const override;
    [[nodiscard]] QString literal(const QVariant &value, const DataType *type) const override;
    [[nodiscard]] QString wrapped(const QString &spelled, const QVariant &value,
                                  const DataType *type) const override;
    [[nodiscard]] QString placeholder(int number) const override;
    [[nodiscard]] QString loggedBind(const QString &name, int number) const override;
    [[nodiscard]] bool hasEscapeTexts() const override { return true; }
    [[nodiscard]] std::vector<Sql> truncate(const Truncate &truncate) const override;
    [[nodiscard]] std::vector<Sql> begin(const Begin &begin) const override;
    [[nodiscard]] Sql setConstraints(bool areDeferred, const QStringList &names) const override;
    [[nodiscard]] std::optional<Sql> transactionNumber() const override;
    [[nodiscard]] std::optional<Sql> transactionStatus(const QString &number) const override;
    [[nodiscard]] std::optional<Sql> setSearchPath(const QString &path) const override;

protected:
    [[nodiscard]] QString ownTypeName(const DataType &type) const override;
    [[nodiscard]] QString insteadOf(const DataType &type) const override;
    [[nodiscard]] QString bytesLiteral(const QByteArray &bytes) const override;
    [[nodiscard]] QString listLiteral(const QVariantList &list,
                                      const DataType *type) const override;
    [[nodiscard]] QVariant booleanBind(bool value) const override;
    [[nodiscard]] QString rangeBound(const QVariant &bound, const DataType &element) const;
    [[nodiscard]] QString rangeText(const QVariantList &bounds, const DataType &element) const;
    [[nodiscard]] QString arrayText(const QVariantList &list, const DataType *element) const;
    [[nodiscard]] QChar openQuote() const override { return u'"'; }
    [[nodiscard]] QChar closeQuote() const override { return u'"'; }
    [[nodiscard]] int maxIdentifierLength() const override { return 63; }
    [[nodiscard]] bool needsQuotes(const QString &identifier) const override;
    [[nodiscard]] QString sign(Operator op) const override;
    [[nodiscard]] QString behindValue(const TableDef &table,
                                      const ColumnDef &column) const override;
    void writeFolded(SqlWriter &writer, const std::function<void()> &writeText,
                     const QString &pattern) const override;
    [[nodiscard]] QString foldedPattern(const QString &pattern) const override;
    [[nodiscard]] bool foldsOtherwise() const override { return true; }
    void writeLower(SqlWriter &writer, const std::function<void()> &writeText) const override;
    void writeLimit(SqlWriter &writer, const Scope &scope, const Select &select) const override;
    void writeLock(SqlWriter &writer, const Select &select) const override;
    void writeReturning(SqlWriter &writer, const TableDef &table,
                        const Returning &returning) const override;
    [[nodiscard]] QString jsonKey(const QString &key) const override;
    void writeJsonPath(SqlWriter &writer, const std::function<void()> &writeColumn,
                       const QStringList &path, bool asJson) const override;
    void writeJsonDocument(SqlWriter &writer, const std::function<void()> &writeColumn,
                           const QStringList &path) const override;
    [[nodiscard]] QLatin1StringView nextKey() const override;
    void writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                           const std::vector<OrderTerm> &order, qint64 limit) const override;
};

} // namespace orm
