#pragma once

#include "orm/expr/statement.h"
#include "orm/sql/sql.h"
#include "orm/sql/sqlwriter.h"

namespace orm {

/// What a database can do, asked instead of its name.
struct Capabilities
{
    bool bulkDefault = false; ///< DEFAULT may stand among the VALUES of an INSERT.
    bool savepoints = true;
    bool concurrentReads = true; ///< Several connections may read while one writes.
    bool limitInUpdate = false;
};

/// The statements of all dialects, from data to text. A dialect overrides the spellings in which it
/// differs, and answers what it can do. Values are always bound in what is sent (see SqlWriter).
class QueryGenerator
{
public:
    using Log = SqlWriter::Log;

    virtual ~QueryGenerator() = default;

    [[nodiscard]] virtual Capabilities capabilities() const = 0;
    /// Qt's name of the driver, e.g. "QSQLITE".
    [[nodiscard]] virtual QString driver() const = 0;

    // Statements
    [[nodiscard]] Sql select(const Select &select, Log log) const;
    [[nodiscard]] Sql insert(const Insert &insert, Log log) const;
    /// Throws UsageError when a row's length differs from the columns'.
    [[nodiscard]] Sql bulkInsert(const BulkInsert &insert, bool ignoreDuplicates, Log log) const;
    /// Throws QueryError when a condition was given and nothing is left of it: all rows are never
    /// hit by mistake. The same for remove() and increment().
    [[nodiscard]] Sql update(const Update &update, Log log) const;
    [[nodiscard]] Sql remove(const Delete &remove, Log log) const;
    [[nodiscard]] Sql increment(const Increment &increment, Log log) const;
    [[nodiscard]] virtual Sql truncate(const TableDef &table, Log log) const;
    /// SQL of the caller's own, with `?` for each of `binds`.
    [[nodiscard]] Sql verbatim(const QString &sql, const QVariantList &binds,
                               StatementKind kind) const;

    // Tables
    [[nodiscard]] Sql createTable(const TableDef &table) const;
    [[nodiscard]] Sql dropTable(const TableDef &table) const;
    /// One row when the table is there, none when it is not.
    [[nodiscard]] virtual Sql tableExists(const TableDef &table, Log log) const = 0;
    /// One row an index, its name in the second column.
    [[nodiscard]] virtual Sql listIndexes(const TableDef &table) const = 0;
    [[nodiscard]] virtual Sql listIndexColumns(const QString &index) const = 0;
    /// Switches the checking of foreign keys; nothing for a dialect that cannot.
    [[nodiscard]] virtual std::optional<Sql> foreignKeyChecks(bool on) const;
    /// SELECT 1+1.
    [[nodiscard]] Sql test() const;

    // Transactions
    [[nodiscard]] virtual Sql begin(const QString &type) const;
    [[nodiscard]] virtual Sql commit() const;
    [[nodiscard]] virtual Sql rollback() const;
    [[nodiscard]] Sql savepoint(const QString &name) const;
    [[nodiscard]] Sql rollbackTo(const QString &name) const;

    // Spellings
    /// `identifier` in quotes, every quote in it doubled. Throws UsageError for an empty one, for
    /// NUL, and for more than the dialect's length.
    [[nodiscard]] QString quoted(const QString &identifier) const;
    [[nodiscard]] virtual QString placeholder(int number) const;
    [[nodiscard]] virtual QString loggedPlaceholder(int number) const;
    /// `value` as one of the six types that are bound. Throws UsageError for what cannot be.
    [[nodiscard]] virtual QVariant toBind(const QVariant &value, const DataType *type) const;
    /// The same for a value that is written to a column: a price is rounded to its places.
    [[nodiscard]] QVariant toStored(const QVariant &value, const DataType &type) const;
    /// `value` as a literal, for the log only.
    [[nodiscard]] virtual QString literal(const QVariant &value, const DataType *type) const;
    /// The column type of `type`.
    [[nodiscard]] virtual QString typeName(const DataType &type) const = 0;

protected:
    /// Columns by name, and how they are written in this statement.
    struct Scope
    {
        const TableDef *table = nullptr;
        QString prefix; ///< Alias in front of each column; empty: none.
        /// Whether the log shows plain values of the condition as binds.
        SqlWriter::Shown shown = SqlWriter::Shown::Inline;
    };

    [[nodiscard]] virtual QChar openQuote() const { return u'`'; }
    [[nodiscard]] virtual QChar closeQuote() const { return u'`'; }
    [[nodiscard]] virtual int maxIdentifierLength() const { return 1024; }
    [[nodiscard]] virtual QString keyword(Operator op) const;
    [[nodiscard]] virtual QLatin1StringView insertIgnore() const = 0;
    /// What stands for an auto-incremented key among VALUES.
    [[nodiscard]] virtual QLatin1StringView nextKey() const = 0;
    [[nodiscard]] virtual QString columnDefinition(const ColumnDef &column) const;
    virtual void writeLimit(SqlWriter &writer, const Select &select) const;
    /// LIMIT of an UPDATE or DELETE together with its condition.
    virtual void writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                                   qint64 limit) const = 0;

    // Conditions and expressions; each says whether it wrote anything.
    bool writeWhere(SqlWriter &writer, const Scope &scope, const Where &where) const;
    /// WHERE with a condition that must not vanish.
    void writeStrictWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                          const std::optional<qint64> &limit) const;
    void writeExpression(SqlWriter &writer, const Scope &scope, const Operand &operand) const;
    void writeComparison(SqlWriter &writer, const Scope &scope, const Comparison &comparison) const;

private:
    friend class ConditionWriter;

    [[nodiscard]] Sql plain(const QString &text, StatementKind kind,
                            QLatin1StringView logEnd = {}) const;
    void writeColumn(SqlWriter &writer, const Scope &scope, const QString &path) const;
    void writeOrder(SqlWriter &writer, const Scope &scope,
                    const std::vector<OrderTerm> &order) const;
    void writeAssignments(SqlWriter &writer, const Scope &scope,
                          const std::vector<Assignment> &values, SqlWriter::Shown shown) const;
};

} // namespace orm
