#pragma once

#include "orm/sql/querygenerator.h"

namespace orm {

/// SQL Server's differences.
class MsSqlGenerator final : public QueryGenerator
{
public:
    [[nodiscard]] Dialect dialect() const override { return Dialect::MsSql; }
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] QString name() const override { return QStringLiteral("mssql"); }
    [[nodiscard]] QString loggedPlaceholder(int number) const override;
    [[nodiscard]] QString loggedBind(const QString &name, int number) const override;
    [[nodiscard]] QString parametersText(const QVariantList &shown) const override;
    [[nodiscard]] Sql insert(const Insert &insert) const override;
    [[nodiscard]] Sql bulkInsert(const BulkInsert &insert) const override;
    [[nodiscard]] Sql upsert(const Upsert &upsert) const override;
    [[nodiscard]] Sql remove(const Delete &remove) const override;
    [[nodiscard]] std::vector<Sql> truncate(const Truncate &truncate) const override;
    [[nodiscard]] std::vector<Sql> begin(const Begin &begin) const override;
    [[nodiscard]] Sql commit() const override;
    [[nodiscard]] Sql rollback() const override;
    [[nodiscard]] Sql savepoint(const QString &name) const override;
    [[nodiscard]] Sql rollbackTo(const QString &name) const override;
    [[nodiscard]] std::optional<Sql> release(const QString &name) const override;

protected:
    [[nodiscard]] QString ownTypeName(const DataType &type) const override;
    [[nodiscard]] QString insteadOf(const DataType &type) const override;
    [[nodiscard]] QString textLiteral(const QString &text) const override;
    [[nodiscard]] QString bytesLiteral(const QByteArray &bytes) const override;
    [[nodiscard]] QVariant booleanBind(bool value) const override;
    [[nodiscard]] QString booleanLiteral(bool value) const override;
    [[nodiscard]] QChar openQuote() const override { return u'['; }
    [[nodiscard]] QChar closeQuote() const override { return u']'; }
    [[nodiscard]] int maxIdentifierLength() const override { return 128; }
    [[nodiscard]] QString sign(Operator op) const override;
    void writeFolded(SqlWriter &writer, const std::function<void()> &writeText,
                     const QString &pattern) const override;
    [[nodiscard]] QLatin1StringView wildcards() const override;
    void writeTop(SqlWriter &writer, const Select &select) const override;
    void writeHints(SqlWriter &writer, const Select &select) const override;
    void writeLimit(SqlWriter &writer, const Scope &scope, const Select &select) const override;
    [[nodiscard]] static bool isSorted(const Select &select, const ColumnDef &key);
    void writeUpdate(SqlWriter &writer, const Update &update) const override;
    void writeOnDuplicate(SqlWriter &writer, const Scope &scope,
                          const OnDuplicate &onDuplicate) const override;
    void writeTriggerTable(SqlWriter &writer, const TableDef &table,
                           const Returning &returning) const;
    void writeReturning(SqlWriter &writer, const TableDef &table,
                        const Returning &returning) const override;
    void writeOutput(SqlWriter &writer, const TableDef &table,
                     const Returning &returning) const override;
    void writeBulkValue(SqlWriter &writer, const QVariant &value,
                        const DataType &type) const override;
    void writeJsonPath(SqlWriter &writer, const std::function<void()> &writeColumn,
                       const QStringList &path, bool asJson) const override;
    [[nodiscard]] QLatin1StringView nextKey() const override;
    void writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                           const std::vector<OrderTerm> &order, qint64 limit) const override;

private:
    void writeFirst(SqlWriter &writer, qint64 limit) const;
    template<typename Write>
    void withIdentity(SqlWriter &writer, const TableDef &table, bool isSet,
                      const Write &write) const;
    void writeBatches(SqlWriter &writer, const BulkInsert &insert, bool setsIdentity) const;
    void writeMerge(SqlWriter &writer, const Upsert &upsert) const;
};

} // namespace orm
