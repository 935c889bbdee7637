#pragma once

#include "orm/sql/querygenerator.h"

namespace orm {

/// MySQL's differences.
class MySqlGenerator : public QueryGenerator
{
public:
    [[nodiscard]] Dialect dialect() const override { return Dialect::MySql; }
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] QString name() const override { return QStringLiteral("mysql"); }
    [[nodiscard]] QVariant toBind(const QVariant &value, const DataType *type) const override;
    [[nodiscard]] QString wrapped(const QString &spelled, const QVariant &value,
                                  const DataType *type) const override;
    [[nodiscard]] QString loggedPlaceholder(int number) const override;
    [[nodiscard]] std::vector<Sql> begin(const Begin &begin) const override;

protected:
    [[nodiscard]] QString ownTypeName(const DataType &type) const override;
    [[nodiscard]] QString insteadOf(const DataType &type) const override;
    [[nodiscard]] QString textLiteral(const QString &text) const override;
    [[nodiscard]] QString momentText(const QDateTime &moment, const DataType *type) const override;
    [[nodiscard]] QVariant realBind(double value) const override;
    [[nodiscard]] bool quotesNumbersAsText() const override { return true; }
    [[nodiscard]] int maxIdentifierLength() const override { return 64; }
    [[nodiscard]] bool textHasEscapes() const override { return true; }
    [[nodiscard]] QString sign(Operator op) const override;
    void writeFolded(SqlWriter &writer, const std::function<void()> &writeText,
                     const QString &pattern) const override;
    [[nodiscard]] QString foldedPattern(const QString &pattern) const override;
    [[nodiscard]] bool foldsOtherwise() const override { return true; }
    void writeLower(SqlWriter &writer, const std::function<void()> &writeText) const override;
    [[nodiscard]] QLatin1StringView escapeClause() const override;
    [[nodiscard]] QString castType(const QString &type) const override;
    [[nodiscard]] QString jsonCast(const QVariant &value) const override;
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
                           const std::vector<OrderTerm> &order, qint64 limit) const override;
};

} // namespace orm
