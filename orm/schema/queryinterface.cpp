#include "orm/schema/queryinterface.h"

#include "orm/core/error.h"
#include "orm/db/database.h"
#include "orm/schema/deferredkeys.h"
#include "orm/schema/definition.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Runs `job` with an editor on a connection that writes. `name` is the call's, for the log.
template<typename Job>
auto submit(Database &database, const char *name, const QString &on, Job job)
{
    const QString call = u"queryInterface.%1(%2)"_s.arg(QString::fromLatin1(name), on);
    return database.submit(Access::Write, call,
                           [job = std::move(job)](Connection &connection) mutable {
                               SchemaEditor editor(connection);
                               return job(editor);
                           });
}

ColumnDef columnOf(const Text &name, const AttributeOptions &attribute)
{
    return columnOf(AttributeDefinition(name, attribute), name);
}

} // namespace

// Tables

QFuture<void> QueryInterface::createTable(const TableName &table,
                                          const std::vector<AttributeDefinition> &attributes,
                                          const CreateTableOptions &options) const
{
    TableDef def;
    static_cast<TableName &>(def) = table;
    if (def.schema.isEmpty())
        def.schema = options.schema;
    for (const AttributeDefinition &attribute : attributes)
        orm::addColumn(def, attribute,
                       attribute.options.field.isEmpty() ? attribute.name
                                                         : QString(attribute.options.field));
    for (UniqueKey key : options.uniqueKeys) {
        if (key.name.isEmpty())
            key.name = "uniq_"_L1 + table.name + u'_' + key.columns.join(u'_');
        def.uniqueKeys.push_back(std::move(key));
    }
    def.comment = options.comment;
    def.engine = options.engine;
    def.charset = options.charset;
    def.collate = options.collate;
    def.rowFormat = options.rowFormat;
    def.initialAutoIncrement = options.initialAutoIncrement;
    return submit(*m_database, "createTable", table.name,
                  [def](SchemaEditor &editor) { editor.createTable(def); });
}

QFuture<void> QueryInterface::dropTable(const TableName &table, bool cascade) const
{
    return submit(*m_database, "dropTable", table.name, [table, cascade](SchemaEditor &editor) {
        DeferredKeys step(editor);
        editor.dropTable(table, cascade);
        step.finish();
    });
}

QFuture<void> QueryInterface::dropAllTables(const Names &skip) const
{
    return submit(*m_database, "dropAllTables", {}, [skip](SchemaEditor &editor) {
        const bool switches = editor.generator().capabilities().switchesForeignKeys;
        const QList<TableName> tables = editor.tables();
        DeferredKeys step(editor);
        if (switches)
            editor.switchForeignKeyChecks(false);
        else
            for (const TableName &table : tables)
                for (const ForeignKeyDescription &key : editor.foreignKeys(table))
                    editor.removeConstraint(table, key.constraint);
        for (const TableName &table : tables)
            if (!skip.contains(table.name))
                editor.dropTable(table, true);
        if (switches)
            editor.switchForeignKeyChecks(true);
        step.finish();
    });
}

QFuture<void> QueryInterface::renameTable(const TableName &before, const TableName &after) const
{
    return submit(*m_database, "renameTable", before.name + ", "_L1 + after.name,
                  [before, after](SchemaEditor &editor) { editor.renameTable(before, after); });
}

QFuture<QList<TableName>> QueryInterface::showAllTables() const
{
    return submit(*m_database, "showAllTables", {},
                  [](SchemaEditor &editor) { return editor.tables(); });
}

QFuture<bool> QueryInterface::tableExists(const TableName &table) const
{
    return submit(*m_database, "tableExists", table.name,
                  [table](SchemaEditor &editor) { return editor.tableExists(table); });
}

QFuture<TableDescription> QueryInterface::describeTable(const TableName &table) const
{
    return submit(*m_database, "describeTable", table.name,
                  [table](SchemaEditor &editor) { return editor.describe(table); });
}

// Columns

QFuture<void> QueryInterface::addColumn(const TableName &table, const Text &column,
                                        const AttributeOptions &attribute) const
{
    return submit(*m_database, "addColumn", table.name + ", "_L1 + column,
                  [table, def = columnOf(column, attribute)](SchemaEditor &editor) {
                      editor.addColumn(table, def);
                  });
}

QFuture<void> QueryInterface::removeColumn(const TableName &table, const Text &column) const
{
    return submit(*m_database, "removeColumn", table.name + ", "_L1 + column,
                  [table, column](SchemaEditor &editor) { editor.removeColumn(table, column); });
}

QFuture<void> QueryInterface::changeColumn(const TableName &table, const Text &column,
                                           const AttributeOptions &attribute) const
{
    return submit(*m_database, "changeColumn", table.name + ", "_L1 + column,
                  [table, def = columnOf(column, attribute)](SchemaEditor &editor) {
                      editor.changeColumn(table, def);
                  });
}

QFuture<void> QueryInterface::renameColumn(const TableName &table, const Text &before,
                                           const Text &after) const
{
    return submit(*m_database, "renameColumn", table.name + ", "_L1 + before + ", "_L1 + after,
                  [table, before, after](SchemaEditor &editor) {
                      editor.renameColumn(table, before, after);
                  });
}

// Indexes and constraints

QFuture<void> QueryInterface::addIndex(const TableName &table, const Index &index) const
{
    return submit(*m_database, "addIndex", table.name,
                  [table, index](SchemaEditor &editor) { editor.addIndex(table, index); });
}

QFuture<void> QueryInterface::removeIndex(const TableName &table, const Text &index,
                                          bool concurrently) const
{
    return submit(*m_database, "removeIndex", table.name + ", "_L1 + index,
                  [table, index, concurrently](SchemaEditor &editor) {
                      editor.execute(
                          editor.tableGenerator().removeIndex(table, index, concurrently));
                  });
}

QFuture<void> QueryInterface::removeIndex(const TableName &table, const QStringList &columns,
                                          bool concurrently) const
{
    Index index;
    for (const QString &column : columns)
        index.fields.emplace_back(Text(column));
    return removeIndex(table, Text(TableGenerator::indexName(table, index)), concurrently);
}

QFuture<QList<IndexDescription>> QueryInterface::showIndex(const TableName &table) const
{
    return submit(*m_database, "showIndex", table.name,
                  [table](SchemaEditor &editor) { return editor.indexes(table); });
}

QFuture<void> QueryInterface::addConstraint(const TableName &table,
                                            const Constraint &constraint) const
{
    return submit(
        *m_database, "addConstraint", table.name,
        [table, constraint](SchemaEditor &editor) { editor.addConstraint(table, constraint); });
}

QFuture<void> QueryInterface::removeConstraint(const TableName &table, const Text &constraint) const
{
    return submit(
        *m_database, "removeConstraint", table.name + ", "_L1 + constraint,
        [table, constraint](SchemaEditor &editor) { editor.removeConstraint(table, constraint); });
}

QFuture<RowSet> QueryInterface::showConstraint(const TableName &table, const Text &constraint) const
{
    return submit(
        *m_database, "showConstraint", table.name, [table, constraint](SchemaEditor &editor) {
            return editor.execute(editor.catalogue().showConstraints(table, constraint)).rows;
        });
}

QFuture<QList<ForeignKeyDescription>>
QueryInterface::getForeignKeyReferencesForTable(const TableName &table) const
{
    return submit(*m_database, "getForeignKeyReferencesForTable", table.name,
                  [table](SchemaEditor &editor) { return editor.foreignKeys(table); });
}

// Schemas and databases

QFuture<void> QueryInterface::createSchema(const Text &schema) const
{
    return submit(*m_database, "createSchema", schema, [schema](SchemaEditor &editor) {
        editor.execute(editor.tableGenerator().createSchema(schema));
    });
}

QFuture<void> QueryInterface::dropSchema(const Text &schema) const
{
    return submit(*m_database, "dropSchema", schema, [schema](SchemaEditor &editor) {
        editor.execute(editor.tableGenerator().dropSchema(schema));
    });
}

QFuture<void> QueryInterface::dropAllSchemas() const
{
    if (!m_database->generator().capabilities().schemas)
        return dropAllTables();
    return submit(*m_database, "dropAllSchemas", {}, [](SchemaEditor &editor) {
        for (const QString &schema : editor.schemas())
            editor.execute(editor.tableGenerator().dropSchema(schema));
    });
}

QFuture<QStringList> QueryInterface::showAllSchemas() const
{
    return submit(*m_database, "showAllSchemas", {},
                  [](SchemaEditor &editor) { return editor.schemas(); });
}

QFuture<void> QueryInterface::createDatabase(const Text &database,
                                             const DatabaseOptions &options) const
{
    return submit(*m_database, "createDatabase", database,
                  [database, options](SchemaEditor &editor) {
                      editor.execute(editor.tableGenerator().createDatabase(database, options));
                  });
}

QFuture<void> QueryInterface::dropDatabase(const Text &database) const
{
    return submit(*m_database, "dropDatabase", database, [database](SchemaEditor &editor) {
        editor.execute(editor.tableGenerator().dropDatabase(database));
    });
}

QFuture<QString> QueryInterface::databaseVersion() const
{
    return submit(*m_database, "databaseVersion", {}, [](SchemaEditor &editor) {
        return editor.execute(editor.catalogue().version()).rows.first().toString();
    });
}

} // namespace orm
