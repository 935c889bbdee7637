#pragma once

#include "orm/db/rowset.h"
#include "orm/expr/constraint.h"
#include "orm/expr/description.h"
#include "orm/expr/find.h"
#include "orm/expr/routine.h"
#include "orm/schema/attribute.h"

#include <QFuture>

#include <memory>

namespace orm {

class Database;

/// What createTable() is told beside the columns.
struct CreateTableOptions
{
    std::vector<UniqueKey> uniqueKeys = {}; ///< Of several columns; one without a name gets one.
    Text schema = {};    ///< Where the table's name has none; empty: the usual one.
    Text comment = {};   ///< Stored with the table, on servers.
    Text engine = {};    ///< MySQL's; default: InnoDB.
    Text charset = {};   ///< MySQL's.
    Text collate = {};   ///< MySQL's.
    Text rowFormat = {}; ///< MySQL's.
    std::optional<qint64> initialAutoIncrement = {}; ///< MySQL's: the first key that is made.
};

/// Values of one row, by the names of the columns, in their order.
using RowValues = std::vector<std::pair<QString, Operand>>;

/// Reads and changes tables without a model, as migrations do. Names are those of the database.
/// Every call answers with a future at once, as Model's do; it fails with UsageError for what the
/// dialect cannot do, and with DatabaseError. Safe on every thread; all but
/// select() run on a connection that writes.
class QueryInterface
{
public:
    /// On a database that it keeps; Sequelize::queryInterface() makes one. Its calls fail with
    /// ConnectionError when that Sequelize has gone.
    explicit QueryInterface(std::shared_ptr<Database> database)
        : m_database(std::move(database))
    {
    }

    // Tables

    /// Makes the table and, on PostgreSQL, its enums. Does nothing where there is one of that name.
    QFuture<void> createTable(const TableName &table,
                              const std::vector<AttributeDefinition> &attributes,
                              const CreateTableOptions &options = {}) const;
    /// Deletes the table with all rows, if there is one. `cascade`: also what refers to it, on
    /// PostgreSQL.
    QFuture<void> dropTable(const TableName &table, bool cascade = false) const;
    /// Deletes every table but those named in `skip`, whatever refers to them.
    QFuture<void> dropAllTables(const Names &skip = {}) const;
    /// Gives a table another name; what refers to it follows.
    QFuture<void> renameTable(const TableName &before, const TableName &after) const;
    /// The tables of the database, without those of the database's own.
    QFuture<QList<TableName>> showAllTables() const;
    /// Whether there is a table of that name.
    QFuture<bool> tableExists(const TableName &table) const;
    /// The columns of a table; fails with UsageError when there is none of that name.
    QFuture<TableDescription> describeTable(const TableName &table) const;

    // Columns. On SQLite, where a table cannot change, it is made anew in one transaction that
    // keeps its rows, keys, indexes, triggers and counter.

    /// Adds a column; rows that are there get its default, or NULL.
    QFuture<void> addColumn(const TableName &table, const Text &column,
                            const AttributeOptions &attribute) const;
    /// Removes a column with its values. On SQLite it fails inside a transaction when other tables
    /// refer to this one; so do changeColumn(), addConstraint() and removeConstraint().
    QFuture<void> removeColumn(const TableName &table, const Text &column) const;
    /// Gives a column another type, NULL rule and default. Keys that it is a part of stay.
    QFuture<void> changeColumn(const TableName &table, const Text &column,
                               const AttributeOptions &attribute) const;
    /// Gives a column another name. Fails with UsageError when there is none of the old one.
    QFuture<void> renameColumn(const TableName &table, const Text &before, const Text &after) const;

    // Indexes and constraints

    /// Makes an index; fails when rows break a unique one.
    QFuture<void> addIndex(const TableName &table, const Index &index) const;
    /// Removes an index by its name. `concurrently`: beside running writers, on PostgreSQL.
    QFuture<void> removeIndex(const TableName &table, const Text &index,
                              bool concurrently = false) const;
    /// Removes the index that addIndex() made on these columns without naming it.
    QFuture<void> removeIndex(const TableName &table, const QStringList &columns,
                              bool concurrently = false) const;
    /// The indexes of a table, those of its keys among them.
    QFuture<QList<IndexDescription>> showIndex(const TableName &table) const;
    /// Adds a rule; fails when rows break it.
    QFuture<void> addConstraint(const TableName &table, const Constraint &constraint) const;
    /// Fails with UnknownConstraintError when there is none of that name.
    QFuture<void> removeConstraint(const TableName &table, const Text &constraint) const;
    /// The catalogue's rows about them, in the database's own words.
    QFuture<RowSet> showConstraint(const TableName &table, const Text &constraint = {}) const;
    /// The foreign keys that the table has, not those that refer to it. Sequelize's name.
    QFuture<QList<ForeignKeyDescription>>
    getForeignKeyReferencesForTable(const TableName &table) const;

    /// The same indexes, each with the name that it gets by itself where it has none.
    [[nodiscard]] static std::vector<Index> nameIndexes(std::vector<Index> indexes,
                                                        const TableName &table);

    // Functions and triggers, on PostgreSQL. Elsewhere they fail with UsageError: query() makes
    // such there. Bodies, which are SQL of your own, are never made of values.

    /// Makes a function.
    QFuture<void> createFunction(const TableName &function, const FunctionOptions &options) const;
    /// Deletes the function with these parameters, which tell it from others of its name; fails
    /// while something needs it.
    QFuture<void> dropFunction(const TableName &function,
                               const std::vector<FunctionParameter> &parameters = {}) const;
    /// Gives it another name.
    QFuture<void> renameFunction(const TableName &before,
                                 const std::vector<FunctionParameter> &parameters,
                                 const Text &after) const;
    /// Has a function called when something happens to rows of a table.
    QFuture<void> createTrigger(const TableName &table, const Text &trigger,
                                const TriggerOptions &options) const;
    /// Ends that.
    QFuture<void> dropTrigger(const TableName &table, const Text &trigger) const;
    /// Gives a trigger another name.
    QFuture<void> renameTrigger(const TableName &table, const Text &before,
                                const Text &after) const;

    // Schemas and databases

    /// Makes a schema, or a database on MariaDB. SQLite and MySQL have none; there nothing is made.
    QFuture<void> createSchema(const Text &schema) const;
    /// Deletes a schema, on PostgreSQL with all that is in it.
    QFuture<void> dropSchema(const Text &schema) const;
    /// Deletes every schema but the usual one; where there are none, every table.
    QFuture<void> dropAllSchemas() const;
    /// The schemas without the usual one and the database's own. SQLite and MySQL, which have none,
    /// tell their tables, as in Sequelize.
    QFuture<QStringList> showAllSchemas() const;
    ///@{
    /// On servers; a file of SQLite is a database by itself.
    QFuture<void> createDatabase(const Text &database, const DatabaseOptions &options = {}) const;
    QFuture<void> dropDatabase(const Text &database) const;
    ///@}
    /// The version in the database's words: "3.40.1".
    QFuture<QString> databaseVersion() const;

    // Rows; answers with how many were written

    /// Inserts rows by one statement; a row that lacks a column of the others gets NULL there.
    QFuture<qint64> bulkInsert(const TableName &table, const QList<RowValues> &rows) const;
    /// Inserts one row.
    QFuture<qint64> insert(const TableName &table, const RowValues &row) const;
    /// Inserts a row, or changes the columns in `updated` of the one that has the same values in
    /// `conflictColumns`, which a unique rule of the table names.
    QFuture<qint64> upsert(const TableName &table, const RowValues &row, const Names &updated,
                           const Names &conflictColumns) const;
    /// Adds to the columns of all rows that `where` holds for, in the database.
    QFuture<qint64> increment(const TableName &table, const RowValues &amounts,
                              const Where &where) const;
    /// The same with the amounts taken away.
    QFuture<qint64> decrement(const TableName &table, const RowValues &amounts,
                              const Where &where) const;
    /// Changes all rows that `where` holds for; an empty one holds for every row.
    QFuture<qint64> bulkUpdate(const TableName &table, const RowValues &values,
                               const Where &where) const;
    /// Deletes all rows that `where` holds for; an empty one holds for every row.
    QFuture<qint64> bulkDelete(const TableName &table, const Where &where) const;
    /// Rows as the database has them. Of the options count where, listed attributes, group, having,
    /// order, limit and offset.
    QFuture<RowSet> select(const TableName &table, const FindOptions &options = {}) const;
    /// The value of a column of the first of these rows; invalid when there is none.
    QFuture<QVariant> rawSelect(const TableName &table, const FindOptions &options,
                                const Text &column) const;

    ///@{
    /// A name in the dialect's quotes; the second of a column with its table, "books.title".
    [[nodiscard]] QString quoteIdentifier(const Text &name) const;
    [[nodiscard]] QString quoteIdentifiers(const Text &names) const;
    ///@}

private:
    QFuture<qint64> add(const TableName &table, const RowValues &amounts, const Where &where,
                        bool isSubtracted) const;

    std::shared_ptr<Database> m_database; ///< Closed when its Sequelize has gone.
};

} // namespace orm
