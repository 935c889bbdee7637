#pragma once

#include "orm/expr/statement.h"
#include "orm/sql/spelling.h"
#include "orm/sql/sqlwriter.h"

namespace orm {

class MinifiedAliases;

/// How a transaction begins.
struct Begin
{
    QString type = {};           ///< SQLite's DEFERRED, IMMEDIATE or EXCLUSIVE.
    QString isolationLevel = {}; ///< "READ COMMITTED" …; empty: the database's own.
    bool readOnly = false;
    bool deferrable = false;
};

/// The statements of all dialects, from data to text. A dialect overrides the spellings in which it
/// differs, and answers what it can do. Values are always bound in what is sent (see SqlWriter).
class QueryGenerator : public Spelling
{
public:
    /// Whether the columns of results have short names in the text; see MinifiedAliases.
    void setMinifiesAliases(bool on) { m_minifiesAliases = on; }

    // Statements
    [[nodiscard]] Sql select(const Select &select) const;
    [[nodiscard]] virtual Sql insert(const Insert &insert) const;
    /// Throws UsageError when a row's length differs from the columns'.
    [[nodiscard]] virtual Sql bulkInsert(const BulkInsert &insert) const;
    [[nodiscard]] virtual Sql upsert(const Upsert &upsert) const;
    /// Throws QueryError when a condition was given and nothing is left of it: all rows are never
    /// hit by mistake. The same for remove() and increment().
    [[nodiscard]] Sql update(const Update &update) const;
    [[nodiscard]] virtual Sql remove(const Delete &remove) const;
    [[nodiscard]] Sql increment(const Increment &increment) const;
    /// Asks which sums of `increment` would be no values of their columns: a row with a 1 for each
    /// of `by` of which one is not. Nothing where the database refuses such sums by itself.
    [[nodiscard]] virtual std::optional<Sql> refusedSums(const Increment &increment) const;
    /// More than one statement where the keys' counter is set back by another; the first one's
    /// text in the log tells of all.
    [[nodiscard]] virtual std::vector<Sql> truncate(const Truncate &truncate) const;

    /// SELECT 1+1.
    [[nodiscard]] Sql test() const;

    /// Sets the schemas to look in ("a, b"; empty: as usual); nothing where there is no such thing.
    [[nodiscard]] virtual std::optional<Sql> setSearchPath(const QString &path) const;

    // Transactions
    /// In the order in which they are sent; the first or last one begins it.
    [[nodiscard]] virtual std::vector<Sql> begin(const Begin &begin) const;
    /// Has deferrable rules checked at the end of the transaction, or at once; without names all.
    /// Throws UsageError where there are none.
    [[nodiscard]] virtual Sql setConstraints(bool areDeferred, const QStringList &names) const;
    [[nodiscard]] virtual Sql commit() const;
    [[nodiscard]] virtual Sql rollback() const;
    [[nodiscard]] virtual Sql savepoint(const QString &name) const;
    [[nodiscard]] virtual Sql rollbackTo(const QString &name) const;
    /// Nothing where a savepoint goes with its transaction only.
    [[nodiscard]] virtual std::optional<Sql> release(const QString &name) const;
    /// Asks for the number of the open transaction, an empty text where it has none; nothing where
    /// the database cannot be asked what became of a transaction.
    [[nodiscard]] virtual std::optional<Sql> transactionNumber() const;
    /// Asks what became of the transaction of that number: "committed", "aborted", "in progress",
    /// or null for one that is not known.
    [[nodiscard]] virtual std::optional<Sql> transactionStatus(const QString &number) const;

    // Spellings of statements
    [[nodiscard]] virtual QString placeholder(int number) const;
    [[nodiscard]] virtual QString loggedPlaceholder(int number) const;
    /// How the log shows what the caller's own SQL calls `$name`.
    [[nodiscard]] virtual QString loggedBind(const QString &name, int number) const;
    /// Whether a backslash in a text takes the next character's meaning away.
    [[nodiscard]] virtual bool textHasEscapes() const { return false; }
    /// The same in texts that begin with E.
    [[nodiscard]] virtual bool hasEscapeTexts() const { return false; }
    /// The values behind `$1` … of a line in the log, as Sequelize's logQueryParameters prints
    /// them.
    [[nodiscard]] virtual QString parametersText(const QVariantList &shown) const;
    [[nodiscard]] QString expressionText(const Operand &operand) const;
    [[nodiscard]] QString conditionText(const Where &where) const;

    /// Throws QueryError for a condition that is not empty and yet holds for every row.
    void refuseVanished(const TableDef &table, const Where &where) const;

protected:
    /// Columns by name, and how they are written in this statement.
    struct Scope
    {
        const TableDef *table = nullptr;
        QString prefix = {}; ///< Alias in front of each column; empty: none.
        /// Without an alias, the table's own name stands in front.
        bool isPrefixedByTable = false;
        /// Whether the log shows plain values of the condition as binds.
        SqlWriter::Shown shown = SqlWriter::Shown::Inline;
        /// Whether a name is an attribute's, or (in HAVING) that of a column of the result.
        bool namesAttributes = true;
        /// Whether the log's literals are those of the columns' types.
        bool showsTypes = true;
        const std::vector<Join> *joins = nullptr; ///< The other tables of the query.
        /// The names of columns of the result where a name may be one of those.
        const MinifiedAliases *aliases = nullptr;
    };

    [[nodiscard]] virtual QString sign(Operator op) const;
    /// Throws QueryError for an operator that the dialect lacks.
    void checkCan(Operator op) const;
    /// The characters that LIKE does not take as they are, and how it is told of a backslash
    /// before them.
    [[nodiscard]] virtual QLatin1StringView wildcards() const;
    [[nodiscard]] virtual QLatin1StringView escapeClause() const;
    /// What `writeText` writes, so that LIKE finds nothing of case and accents in it; the pattern,
    /// which is foldedPattern()'s, has neither.
    virtual void writeFolded(SqlWriter &writer, const std::function<void()> &writeText,
                             const QString &pattern) const;
    /// The pattern for what writeFolded() writes.
    [[nodiscard]] virtual QString foldedPattern(const QString &pattern) const;
    /// Whether the database has tables of its own of which letters are the same, so that a text
    /// with letters beyond ASCII may not be found by itself. It is held as writeLower() writes it
    /// against the pattern, too.
    [[nodiscard]] virtual bool foldsOtherwise() const { return false; }
    /// What `writeText` writes in lower case; all else of it counts.
    virtual void writeLower(SqlWriter &writer, const std::function<void()> &writeText) const;

    // SELECT
    /// What stands before the columns: nothing, but TOP where there is no LIMIT 0.
    virtual void writeTop(SqlWriter &writer, const Select &select) const;
    /// What stands behind the table's alias: hints of any kind.
    virtual void writeHints(SqlWriter &writer, const Select &select) const;
    virtual void writeLimit(SqlWriter &writer, const Scope &scope, const Select &select) const;
    virtual void writeLock(SqlWriter &writer, const Select &select) const;
    /// Whether a name in a condition or an order is that of a column of another table:
    /// `$Author.name$`.
    [[nodiscard]] static bool isJoinedColumn(const QString &path);
    /// Whether `term` sorts the rows of `table` by a column of another one, which a sub-query does
    /// not know.
    [[nodiscard]] static bool isOfJoin(const TableDef &table, const OrderTerm &term);

    // INSERT, UPDATE, DELETE
    /// Sequelize binds nothing beside a search path.
    [[nodiscard]] static SqlWriter::Shown shownWith(const QString &searchPath);
    /// "OR IGNORE " between INSERT and INTO, where the dialect leaves rows out that way.
    [[nodiscard]] virtual QLatin1StringView insertIgnore() const { return {}; }
    [[nodiscard]] virtual QLatin1StringView noValues() const;
    /// What stands for an auto-incremented key among VALUES; empty: the column is left out.
    [[nodiscard]] virtual QLatin1StringView nextKey() const = 0;
    /// The same in an INSERT of many rows.
    [[nodiscard]] virtual QLatin1StringView bulkNextKey() const { return nextKey(); }
    virtual void writeUpdate(SqlWriter &writer, const Update &update) const;
    static void writeCounted(SqlWriter &writer, const Scope &scope, const OnDuplicate &onDuplicate);
    virtual void writeOnDuplicate(SqlWriter &writer, const Scope &scope,
                                  const OnDuplicate &onDuplicate) const;
    /// RETURNING, behind everything; or OUTPUT, before VALUES or WHERE. Nothing by default.
    virtual void writeReturning(SqlWriter &writer, const TableDef &table,
                                const Returning &returning) const;
    virtual void writeOutput(SqlWriter &writer, const TableDef &table,
                             const Returning &returning) const;
    /// The columns that `returning` means, in quotes, each with `before` in front.
    [[nodiscard]] QString returned(const TableDef &table, const Returning &returning,
                                   QLatin1StringView before) const;
    /// LIMIT of an UPDATE or DELETE together with its condition, and with the order that says which
    /// rows come first.
    virtual void writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                                   const std::vector<OrderTerm> &order, qint64 limit) const = 0;
    /// ORDER BY, or nothing.
    void writeOrder(SqlWriter &writer, const Scope &scope,
                    const std::vector<OrderTerm> &order) const;
    void writeInsert(SqlWriter &writer, const Insert &insert) const;
    void writeBulkHead(SqlWriter &writer, const BulkInsert &insert) const;
    void writeBulkRow(SqlWriter &writer, const BulkInsert &insert, size_t row) const;
    virtual void writeBulkValue(SqlWriter &writer, const QVariant &value,
                                const DataType &type) const;
    static void checkRows(const BulkInsert &insert);
    void writeValue(SqlWriter &writer, const Scope &scope, const Assignment &assignment,
                    SqlWriter::Shown shown) const;

    // Conditions and expressions; each says whether it wrote anything.
    /// Whether an expression is made of a sensitive column, so that values beside it are, too.
    [[nodiscard]] static bool isSensitive(const Scope &scope, const Operand &value);
    bool writeWhere(SqlWriter &writer, const Scope &scope, const Where &where) const;
    /// WHERE with a condition that must not vanish.
    void writeStrictWhere(SqlWriter &writer, const Scope &scope, const Where &where) const;
    /// Which rows `statement` is about, an Update or a Delete.
    template<typename Statement>
    void writeRowsOf(SqlWriter &writer, const Scope &scope, const Statement &statement) const
    {
        if (statement.limit)
            writeLimitedWhere(writer, scope, statement.where, statement.order, *statement.limit);
        else
            writeStrictWhere(writer, scope, statement.where);
    }
    void writeExpression(SqlWriter &writer, const Scope &scope, const Operand &operand) const;
    void writeComparison(SqlWriter &writer, const Scope &scope, const Comparison &comparison) const;
    /// The alias or table in front of a column, with a point behind it; perhaps nothing.
    static void writePrefix(SqlWriter &writer, const Scope &scope);
    /// `a.b.c`, as col() takes it.
    void writePath(SqlWriter &writer, const QString &path) const;
    /// The same, where `a.b` may also be the name of a column, or the path of a table that has
    /// another alias.
    void writeColumnPath(SqlWriter &writer, const Scope &scope, const QString &path) const;
    [[nodiscard]] virtual QString castType(const QString &type) const { return type; }
    /// What must stand behind a column's value in a condition or list of rows, beside what its type
    /// alone asks for.
    [[nodiscard]] virtual QString behindValue(const TableDef &table, const ColumnDef &column) const;

    /// The items of a long list otherwise than each as a value, if the dialect can; false, and
    /// nothing written, if they must be values.
    virtual bool writeLongList(SqlWriter &writer, const QVariantList &values,
                               const DataType *type) const;
    /// The sum that `by`, one of the amounts of `increment`, makes.
    void writeSumWith(SqlWriter &writer, const Scope &scope, const Increment &increment,
                      const Assignment &by) const;
    /// What `write` writes, a sum that becomes the value of `column`.
    virtual void writeSum(SqlWriter &writer, const ColumnDef &column,
                          const std::function<void()> &write) const;

    // JSON
    /// A key as it stands in a path.
    [[nodiscard]] virtual QString jsonKey(const QString &key) const { return key; }
    /// The parts of `data.size."a.b"`: a key that has a point in it stands in quotes.
    [[nodiscard]] static QStringList keysOf(const QString &path);
    /// `$.size.w`, `$.tags[0]`
    [[nodiscard]] QString jsonPathText(const QStringList &path) const;
    /// The value at `path` inside the column that `writeColumn` writes.
    virtual void writeJsonPath(SqlWriter &writer, const std::function<void()> &writeColumn,
                               const QStringList &path, bool asJson) const;
    /// The same, as it can be held against a JSON array or object.
    virtual void writeJsonDocument(SqlWriter &writer, const std::function<void()> &writeColumn,
                                   const QStringList &path) const;
    /// The type to which a value inside JSON is cast to be compared with `value`; empty: none.
    [[nodiscard]] virtual QString jsonCast(const QVariant &value) const;
    /// The value at `path` inside a JSON column, as `op` can hold it against `value`.
    virtual void writeJsonComparable(SqlWriter &writer, const std::function<void()> &writeColumn,
                                     const QStringList &path, Operator op,
                                     const Operand &value) const;
    /// `value` as what is taken out of JSON is compared with it.
    [[nodiscard]] virtual QVariant jsonComparand(const QVariant &value) const { return value; }

private:
    friend class ConditionWriter;
    friend class SelectWriter;

    [[nodiscard]] static const Join *joinNamed(const Scope &scope, const QString &path);
    /// `$Author.name$`, a column of another table of the query.
    void writeJoinedColumn(SqlWriter &writer, const Scope &scope, const QString &path) const;
    void writeAssignments(SqlWriter &writer, const Scope &scope,
                          const std::vector<Assignment> &values, SqlWriter::Shown shown) const;

    bool m_minifiesAliases = false;
};

} // namespace orm
