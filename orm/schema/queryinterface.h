#pragma once

#include "orm/db/rowset.h"
#include "orm/expr/constraint.h"
#include "orm/expr/description.h"
#include "orm/expr/find.h"
#include "orm/schema/attribute.h"

#include <QFuture>

#include <memory>

namespace orm {

class Database;

/// What createTable() is told beside the columns.
struct CreateTableOptions
{
    std::vector<UniqueKey> uniqueKeys = {};
    Text schema = {};
    Text comment = {};
    Text engine = {}; ///< MySQL's; default: InnoDB.
    Text charset = {};
    Text collate = {};
    Text rowFormat = {};
    std::optional<qint64> initialAutoIncrement = {};
};

/// Values of one row, by the names of the columns, in their order.
using RowValues = std::vector<std::pair<QString, Operand>>;

/// Reads and changes tables without a model, as migrations do. Names are those of the database.
/// Every call answers with a future at once, as Model's do; it fails with UsageError for what the
/// dialect cannot do, and with DatabaseError.
class QueryInterface
{
public:
    explicit QueryInterface(std::shared_ptr<Database> database)
        : m_database(std::move(database))
    {
    }

    // Tables
    QFuture<void> createTable(const TableName &table,
                              const std::vector<AttributeDefinition> &attributes,
                              const CreateTableOptions &options = {}) const;
    QFuture<void> dropTable(const TableName &table, bool cascade = false) const;
    QFuture<void> dropAllTables(const QStringList &skip = {}) const;
    QFuture<void> renameTable(const TableName &before, const TableName &after) const;
    QFuture<QList<TableName>> showAllTables() const;
    QFuture<bool> tableExists(const TableName &table) const;
    QFuture<TableDescription> describeTable(const TableName &table) const;

    // Columns. On SQLite, where a table cannot change, it is made anew in one transaction that
    // keeps its rows, keys, indexes, triggers and counter.
    QFuture<void> addColumn(const TableName &table, const Text &column,
                            const AttributeOptions &attribute) const;
    QFuture<void> removeColumn(const TableName &table, const Text &column) const;
    /// Gives a column another type, NULL rule and default. Keys that it is a part of stay.
    QFuture<void> changeColumn(const TableName &table, const Text &column,
                               const AttributeOptions &attribute) const;
    QFuture<void> renameColumn(const TableName &table, const Text &before, const Text &after) const;

    // Indexes and constraints
    QFuture<void> addIndex(const TableName &table, const Index &index) const;
    /// `concurrently`: beside running writers, on PostgreSQL.
    QFuture<void> removeIndex(const TableName &table, const Text &index,
                              bool concurrently = false) const;
    /// The index that addIndex() made on these columns without naming it.
    QFuture<void> removeIndex(const TableName &table, const QStringList &columns,
                              bool concurrently = false) const;
    QFuture<QList<IndexDescription>> showIndex(const TableName &table) const;
    QFuture<void> addConstraint(const TableName &table, const Constraint &constraint) const;
    /// Fails with UnknownConstraintError when there is none of that name.
    QFuture<void> removeConstraint(const TableName &table, const Text &constraint) const;
    /// The catalogue's rows about them, in the database's own words.
    QFuture<RowSet> showConstraint(const TableName &table, const Text &constraint = {}) const;
    QFuture<QList<ForeignKeyDescription>>
    getForeignKeyReferencesForTable(const TableName &table) const;

    // Schemas and databases
    QFuture<void> createSchema(const Text &schema) const;
    QFuture<void> dropSchema(const Text &schema) const;
    QFuture<void> dropAllSchemas() const;
    QFuture<QStringList> showAllSchemas() const;
    QFuture<void> createDatabase(const Text &database, const DatabaseOptions &options = {}) const;
    QFuture<void> dropDatabase(const Text &database) const;
    QFuture<QString> databaseVersion() const;

    // Rows; answers with how many were written
    QFuture<qint64> bulkInsert(const TableName &table, const QList<RowValues> &rows) const;
    QFuture<qint64> bulkUpdate(const TableName &table, const RowValues &values,
                               const Where &where) const;
    QFuture<qint64> bulkDelete(const TableName &table, const Where &where) const;
    QFuture<RowSet> select(const TableName &table, const FindOptions &options = {}) const;

private:
    std::shared_ptr<Database> m_database; ///< Closed when its Sequelize has gone.
};

} // namespace orm
