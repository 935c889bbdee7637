#pragma once

#include "orm/expr/constraint.h"
#include "orm/expr/description.h"
#include "orm/expr/routine.h"
#include "orm/sql/schematext.h"

namespace orm {

/// The statements that make and change tables. They cannot bind; what values they have stand in
/// them as literals. A dialect overrides the spellings in which it differs.
class TableGenerator : protected SchemaText
{
public:
    using SchemaText::SchemaText;
    virtual ~TableGenerator() = default;
    TableGenerator(const TableGenerator &) = delete;
    TableGenerator &operator=(const TableGenerator &) = delete;

    // Tables
    [[nodiscard]] virtual Sql createTable(const TableDef &table) const;
    [[nodiscard]] virtual Sql dropTable(const TableName &table, bool cascade = false) const;
    [[nodiscard]] virtual Sql renameTable(const TableName &before, const TableName &after) const;

    // Columns
    [[nodiscard]] virtual Sql addColumn(const TableName &table, const ColumnDef &column) const;
    [[nodiscard]] virtual Sql removeColumn(const TableName &table, const QString &column) const;
    [[nodiscard]] virtual Sql changeColumn(const TableName &table, const ColumnDef &column) const;
    /// `definition` is the column's, word for word, where the server must be told it again; empty
    /// where it renames a column and leaves the rest of it alone.
    [[nodiscard]] virtual Sql renameColumn(const TableName &table, const QString &before,
                                           const QString &after,
                                           const QString &definition = {}) const;

    // Indexes and constraints
    [[nodiscard]] Sql addIndex(const TableName &table, const Index &index) const;
    [[nodiscard]] virtual Sql removeIndex(const TableName &table, const QString &index,
                                          bool concurrently = false) const;
    [[nodiscard]] Sql addConstraint(const TableName &table, const Constraint &constraint) const;
    /// `type` matters where rules of different types are dropped differently.
    [[nodiscard]] virtual Sql removeConstraint(const TableName &table, const QString &constraint,
                                               Constraint::Type type) const;
    /// The name that an index on these columns gets by itself: "shelves_name_width".
    [[nodiscard]] static QString indexName(const TableName &table, const Index &index);

    /// Where a table cannot be changed: what makes a changed one of it, in order. `created` are
    /// the rows of showCreation().
    [[nodiscard]] virtual std::vector<Sql> rebuild(const TableName &table,
                                                   const QList<CatalogueRow> &created,
                                                   const TableChange &change) const;

    /// Has the keys that the database makes for a column go on behind `key`.
    [[nodiscard]] virtual std::vector<Sql>
    setAutoIncrement(const TableName &table, const QString &column, qint64 key) const;

    // Types of their own, for the values of an ENUM; nothing in dialects that need none
    /// `replaces`: drops a type of that name first.
    [[nodiscard]] virtual Sql createEnum(const TableName &table, const ColumnDef &column,
                                         bool replaces = false) const;
    /// Adds a value before another one, or behind it.
    [[nodiscard]] virtual Sql addEnumValue(const TableName &table, const ColumnDef &column,
                                           const QString &value, const QString &neighbour,
                                           bool before) const;
    /// Gives an enum the name of another table and column.
    [[nodiscard]] virtual Sql renameEnum(const TableName &table, const QString &column,
                                         const QString &tableAfter,
                                         const QString &columnAfter) const;
    [[nodiscard]] virtual std::optional<Sql> dropEnum(const TableName &table,
                                                      const ColumnDef &column) const;

    // Functions and triggers; they throw UsageError in dialects without
    [[nodiscard]] virtual Sql createFunction(const TableName &function,
                                             const FunctionOptions &told) const;
    [[nodiscard]] virtual Sql dropFunction(const TableName &function,
                                           const std::vector<FunctionParameter> &parameters) const;
    [[nodiscard]] virtual Sql renameFunction(const TableName &before,
                                             const std::vector<FunctionParameter> &parameters,
                                             const QString &after) const;
    [[nodiscard]] virtual Sql createTrigger(const TableName &table, const QString &trigger,
                                            const TriggerOptions &told) const;
    [[nodiscard]] virtual Sql dropTrigger(const TableName &table, const QString &trigger) const;
    [[nodiscard]] virtual Sql renameTrigger(const TableName &table, const QString &before,
                                            const QString &after) const;

    // Schemas and databases; they throw UsageError in dialects that have none
    [[nodiscard]] virtual Sql createSchema(const QString &schema) const;
    [[nodiscard]] virtual Sql dropSchema(const QString &schema) const;
    [[nodiscard]] virtual Sql createDatabase(const QString &database,
                                             const DatabaseOptions &options) const;
    [[nodiscard]] virtual Sql dropDatabase(const QString &database) const;
    /// Switches the checking of foreign keys; nothing for a dialect that cannot.
    [[nodiscard]] virtual std::optional<Sql> foreignKeyChecks(bool on) const;
    /// Puts the checking of foreign keys, RESTRICT among them, off until the transaction ends, or
    /// no longer; nothing for a dialect that cannot.
    [[nodiscard]] virtual std::optional<Sql> deferForeignKeys(bool on) const;
    /// Asks whether it is put off: 1 or 0.
    [[nodiscard]] virtual std::optional<Sql> showDeferredKeys() const;
    /// Switches whether a table can only be renamed while all views and triggers make sense;
    /// nothing for a dialect that cannot.
    [[nodiscard]] virtual std::optional<Sql> renameChecks(bool on) const;

protected:
    // Pieces of a column's definition, each with a blank in front
    [[nodiscard]] virtual QString columnType(const TableName &table, const ColumnDef &column) const;
    [[nodiscard]] virtual QString nullText(const ColumnDef &column) const;
    [[nodiscard]] virtual QString incrementText(const ColumnDef &column) const = 0;
    [[nodiscard]] virtual QString defaultText(const ColumnDef &column) const;
    void hideDefaults(Sql &sql, const TableDef &table) const;
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
};

} // namespace orm
