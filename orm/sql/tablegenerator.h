#pragma once

#include "orm/expr/constraint.h"
#include "orm/expr/description.h"
#include "orm/sql/capabilities.h"
#include "orm/sql/sql.h"

#include <functional>

namespace orm {

/// Names, types, literals, and the statements on tables: what QueryGenerator stands on. Statements
/// on tables cannot bind; what values they have stand in them as literals.
class TableGenerator
{
public:
    virtual ~TableGenerator() = default;

    [[nodiscard]] virtual Capabilities capabilities() const = 0;
    /// Sequelize's name of the dialect, e.g. "postgres", for messages.
    [[nodiscard]] virtual QString name() const = 0;
    /// The database that a server's catalogue is asked about.
    void setDatabase(const QString &database) { m_database = database; }
    /// Whether names are quoted where they need not be; only PostgreSQL can do without.
    void setQuotesNames(bool on) { m_quotesNames = on; }

    // Tables
    [[nodiscard]] virtual Sql createTable(const TableDef &table) const;
    [[nodiscard]] virtual Sql dropTable(const TableName &table, bool cascade = false) const;
    [[nodiscard]] virtual Sql renameTable(const TableName &before, const TableName &after) const;
    /// One row when the table is there, none when it is not.
    [[nodiscard]] virtual Sql tableExists(const TableName &table) const = 0;
    /// One row a table: its name, and its schema where there are schemas.
    [[nodiscard]] virtual Sql showTables() const = 0;
    [[nodiscard]] virtual Sql describeTable(const TableName &table) const = 0;

    // What the catalogue's rows say
    [[nodiscard]] virtual TableName describedTable(const CatalogueRow &row) const = 0;
    [[nodiscard]] virtual ColumnDescription describedColumn(const CatalogueRow &row) const = 0;
    /// Of all rows of showIndexes(); without their fields where showIndexColumns() gives these.
    [[nodiscard]] virtual QList<IndexDescription>
    describedIndexes(const QList<CatalogueRow> &rows) const = 0;
    [[nodiscard]] virtual ForeignKeyDescription
    describedForeignKey(const CatalogueRow &row) const = 0;

    // Columns
    [[nodiscard]] virtual Sql addColumn(const TableName &table, const ColumnDef &column) const;
    [[nodiscard]] virtual Sql removeColumn(const TableName &table, const QString &column) const;
    [[nodiscard]] virtual Sql changeColumn(const TableName &table, const ColumnDef &column) const;
    /// `column` has the new name, and the type as the database calls it in `typeText`.
    [[nodiscard]] virtual Sql renameColumn(const TableName &table, const QString &before,
                                           const ColumnDef &column, const QString &typeText) const;

    // Indexes and constraints
    [[nodiscard]] Sql addIndex(const TableName &table, const Index &index) const;
    [[nodiscard]] virtual Sql removeIndex(const TableName &table, const QString &index,
                                          bool concurrently = false) const;
    /// One row an index, or a column of one.
    [[nodiscard]] virtual Sql showIndexes(const TableName &table) const = 0;
    [[nodiscard]] virtual Sql showIndexColumns(const QString &index) const;
    [[nodiscard]] Sql addConstraint(const TableName &table, const Constraint &constraint) const;
    /// `type` matters where rules of different types are dropped differently.
    [[nodiscard]] virtual Sql removeConstraint(const TableName &table, const QString &constraint,
                                               Constraint::Type type) const;
    /// What must be asked before removeConstraint(): one row when there is such a rule, its type
    /// ("FOREIGN KEY" …) in the fourth column. Nothing where the statement itself finds out.
    [[nodiscard]] virtual std::optional<Sql> findConstraint(const TableName &table,
                                                            const QString &constraint) const;
    [[nodiscard]] virtual Sql showConstraints(const TableName &table,
                                              const QString &constraint) const = 0;
    [[nodiscard]] virtual Sql showForeignKeys(const TableName &table) const = 0;
    /// The name that an index on these columns gets by itself: "shelves_name_width".
    [[nodiscard]] static QString indexName(const TableName &table, const Index &index);

    /// Where a table cannot be changed: what makes a changed one of it, in order. `created` are
    /// the rows of showCreation().
    [[nodiscard]] virtual std::vector<Sql> rebuild(const TableName &table,
                                                   const QList<CatalogueRow> &created,
                                                   const TableChange &change) const;
    [[nodiscard]] virtual Sql showCreation(const TableName &table) const;
    /// One row a table that refers to this one.
    [[nodiscard]] virtual Sql showReferrers(const TableName &table) const;
    /// One row a broken foreign key.
    [[nodiscard]] virtual Sql checkForeignKeys() const;

    /// What must go before a column can: `find` gives names, `drop` takes one.
    struct Obstacle
    {
        Sql find;
        int nameColumn = 0; ///< Of what `find` gives.
        std::function<Sql(const QString &name)> drop;
    };
    [[nodiscard]] virtual std::vector<Obstacle> obstacles(const TableName &table,
                                                          const QString &column) const;

    // Types of their own, for the values of an ENUM; nothing in dialects that need none
    /// One row when the type is there, with its values in the second column.
    [[nodiscard]] virtual std::optional<Sql> showEnum(const TableName &table,
                                                      const ColumnDef &column) const;
    /// `replaces`: drops a type of that name first.
    [[nodiscard]] virtual Sql createEnum(const TableName &table, const ColumnDef &column,
                                         bool replaces = false) const;
    /// The values in a row of showEnum().
    [[nodiscard]] virtual QStringList enumValues(const CatalogueRow &row) const;
    /// Adds a value before another one, or behind it.
    [[nodiscard]] virtual Sql addEnumValue(const TableName &table, const ColumnDef &column,
                                           const QString &value, const QString &neighbour,
                                           bool before) const;
    [[nodiscard]] virtual std::optional<Sql> dropEnum(const TableName &table,
                                                      const ColumnDef &column) const;

    // Schemas and databases; they throw UsageError in dialects that have none
    [[nodiscard]] virtual Sql createSchema(const QString &schema) const;
    [[nodiscard]] virtual Sql dropSchema(const QString &schema) const;
    [[nodiscard]] virtual Sql showSchemas() const;
    [[nodiscard]] virtual Sql createDatabase(const QString &database,
                                             const DatabaseOptions &options) const;
    [[nodiscard]] virtual Sql dropDatabase(const QString &database) const;
    [[nodiscard]] virtual Sql version() const = 0;
    /// Switches the checking of foreign keys; nothing for a dialect that cannot.
    [[nodiscard]] virtual std::optional<Sql> foreignKeyChecks(bool on) const;
    /// Switches whether a table can only be renamed while all views and triggers make sense;
    /// nothing for a dialect that cannot.
    [[nodiscard]] virtual std::optional<Sql> renameChecks(bool on) const;

    // Spellings
    /// `identifier` in quotes, every quote in it doubled. Throws UsageError for an empty one, for
    /// NUL, and for more than the dialect's length.
    [[nodiscard]] QString quoted(const QString &identifier) const;
    /// Appends the same to `text`, without a text of its own in between.
    void appendQuoted(QString &text, const QString &identifier) const;
    /// The table's name with its schema.
    [[nodiscard]] QString quoted(const TableName &table) const;
    /// `value` as one of the six types that are bound. Throws UsageError for what cannot be.
    [[nodiscard]] virtual QVariant toBind(const QVariant &value, const DataType *type) const;
    /// The same for a value that is written to a column: a price is rounded to its places.
    [[nodiscard]] QVariant toStored(const QVariant &value, const DataType &type) const;
    /// `value` as a literal.
    [[nodiscard]] virtual QString literal(const QVariant &value, const DataType *type) const;
    /// `spelled`, a placeholder or a literal of `value`, inside what its type needs around it.
    [[nodiscard]] virtual QString wrapped(const QString &spelled, const QVariant &value,
                                          const DataType *type) const;
    /// The column type of `type`. Throws UsageError for a type that the dialect lacks, and names
    /// the nearest one that works.
    [[nodiscard]] QString typeName(const DataType &type) const;

protected:
    [[nodiscard]] virtual QString expressionText(const Operand &operand) const = 0;
    [[nodiscard]] virtual QString conditionText(const Where &where) const = 0;

    [[nodiscard]] const QString &database() const { return m_database; }
    [[nodiscard]] virtual QChar openQuote() const { return u'`'; }
    [[nodiscard]] virtual QChar closeQuote() const { return u'`'; }
    [[nodiscard]] virtual int maxIdentifierLength() const { return 1024; }
    /// Whether `identifier` must stand in quotes even if names are not quoted in general.
    [[nodiscard]] virtual bool needsQuotes(const QString &identifier) const;

    // Types and literals
    /// The type's spelling where it is the dialect's own; empty: the common one.
    [[nodiscard]] virtual QString ownTypeName(const DataType &type) const;
    /// The spelling that most dialects share.
    [[nodiscard]] static QString commonName(const DataType &type);
    /// `name(length,scale)`, as far as they are given.
    [[nodiscard]] static QString withNumbers(const QString &name, const DataType &type);
    /// " UNSIGNED ZEROFILL", as far as they are given.
    [[nodiscard]] static QString signText(const DataType &type);
    /// The nearest type that works, for one that the dialect lacks; empty when it has it.
    [[nodiscard]] virtual QString insteadOf(const DataType &type) const = 0;
    [[nodiscard]] virtual QString textLiteral(const QString &text) const;
    [[nodiscard]] virtual QString bytesLiteral(const QByteArray &bytes) const;
    [[nodiscard]] virtual QString booleanLiteral(bool value) const;
    /// A list that is no column's value, e.g. an argument.
    [[nodiscard]] virtual QString listLiteral(const QVariantList &list, const DataType *type) const;
    [[nodiscard]] virtual QVariant decimalBind(const Decimal &value) const;
    [[nodiscard]] virtual QVariant booleanBind(bool value) const;
    /// Infinity and NaN are bound as the database takes them. Throws UsageError where it cannot.
    [[nodiscard]] virtual QVariant realBind(double value) const;
    /// The text of a moment. Throws UsageError for one that is not storable.
    [[nodiscard]] QString momentBind(const QDateTime &moment, const DataType *type) const;
    /// A moment as text; `type` is the column's, or nullptr.
    [[nodiscard]] virtual QString momentText(const QDateTime &moment, const DataType *type) const;
    /// Whether a number that is held against a text is spelled as a text.
    [[nodiscard]] virtual bool quotesNumbersAsText() const { return false; }
    /// Text in apostrophes for the catalogue, without a dialect's prefix or escapes.
    [[nodiscard]] static QString apostrophed(const QString &text);

    // Pieces of a column's definition, each with a blank in front
    [[nodiscard]] virtual QString columnType(const TableName &table, const ColumnDef &column) const;
    [[nodiscard]] virtual QString nullText(const ColumnDef &column) const;
    [[nodiscard]] virtual QString incrementText(const ColumnDef &column) const = 0;
    [[nodiscard]] virtual QString defaultText(const ColumnDef &column) const;
    [[nodiscard]] virtual QString commentText(const ColumnDef &column) const;
    [[nodiscard]] QString referencesText(const TableName &table, const ColumnDef &column) const;
    /// Type, NULL, default, UNIQUE: all but keys and references.
    [[nodiscard]] QString definition(const TableName &table, const ColumnDef &column) const;
    /// The table that a reference without a schema means.
    [[nodiscard]] virtual TableName referenced(const TableName &table,
                                               const References &references) const;

    // Pieces of CREATE TABLE
    [[nodiscard]] virtual QString createHead(const TableName &table) const;
    [[nodiscard]] virtual QString columnInTable(const TableDef &table,
                                                const ColumnDef &column) const;
    [[nodiscard]] virtual QString uniqueText(const UniqueKey &key) const;
    /// PRIMARY KEY behind the columns; empty when it stands with its column.
    [[nodiscard]] static QStringList primaryKeys(const TableDef &table);
    [[nodiscard]] virtual QString primaryKeyText(const TableDef &table) const;
    /// Whether foreign keys stand behind the columns.
    [[nodiscard]] virtual bool keysStandApart() const { return true; }
    /// What follows the closing parenthesis.
    [[nodiscard]] virtual QString tableOptions(const TableDef &table) const;

    // Pieces of CREATE INDEX
    [[nodiscard]] virtual QString indexHead(const TableName &table, const Index &index) const;
    [[nodiscard]] virtual QString indexField(const IndexField &field, const Index &index) const;
    [[nodiscard]] QString kindOf(const Index &index) const;
    [[nodiscard]] QString constraintText(const TableName &table,
                                         const Constraint &constraint) const;
    [[nodiscard]] QString constraintRule(const Constraint &constraint) const;
    [[nodiscard]] QString foreignKeyText(const Constraint &constraint) const;
    /// "CASCADE", "SET NULL" …: checked, since they cannot be quoted.
    [[nodiscard]] static QString actionText(const QString &action);
    [[nodiscard]] virtual QString deferrableText(Deferrable deferrable) const;
    /// `words` when that is what they are; throws UsageError otherwise: they cannot be quoted.
    [[nodiscard]] static QString checkedWords(const QString &words);
    /// " PRIMARY KEY" where a column is added or changed.
    [[nodiscard]] virtual QString keyText(const ColumnDef &column) const;

    [[nodiscard]] Sql plain(const QString &text, StatementKind kind,
                            QLatin1StringView logEnd = {}) const;
    [[nodiscard]] Sql schemaChange(const QString &text,
                                   QLatin1StringView logEnd = QLatin1StringView(";")) const;
    [[nodiscard]] Sql catalogue(const QString &text) const;
    [[nodiscard]] QString namesIn(const QStringList &columns) const;
    [[noreturn]] void refuse(const QString &what) const;

private:
    QString m_database;
    bool m_quotesNames = true;
};

} // namespace orm
