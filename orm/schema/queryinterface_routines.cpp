// Functions and triggers of the database, and the names that indexes get.
#include "orm/db/database.h"
#include "orm/schema/queryinterface.h"
#include "orm/schema/schemaeditor.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Runs the statement that `spell` makes.
template<typename Spell>
QFuture<void> run(Database &database, const char *name, const QString &on, Spell spell)
{
    return database.submit(Access::Write,
                           u"queryInterface.%1(%2)"_s.arg(QString::fromLatin1(name), on),
                           [spell = std::move(spell)](Connection &connection) {
                               SchemaEditor editor(connection);
                               editor.execute(spell(editor.tableGenerator()));
                           });
}

} // namespace

QFuture<void> QueryInterface::createFunction(const TableName &function,
                                             const FunctionOptions &options) const
{
    return run(*m_database, "createFunction", function.name,
               [function, options](const TableGenerator &generator) {
                   return generator.createFunction(function, options);
               });
}

QFuture<void> QueryInterface::dropFunction(const TableName &function,
                                           const std::vector<FunctionParameter> &parameters) const
{
    return run(*m_database, "dropFunction", function.name,
               [function, parameters](const TableGenerator &generator) {
                   return generator.dropFunction(function, parameters);
               });
}

QFuture<void> QueryInterface::renameFunction(const TableName &before,
                                             const std::vector<FunctionParameter> &parameters,
                                             const Text &after) const
{
    return run(*m_database, "renameFunction", before.name + ", "_L1 + after,
               [before, parameters, after](const TableGenerator &generator) {
                   return generator.renameFunction(before, parameters, after);
               });
}

QFuture<void> QueryInterface::createTrigger(const TableName &table, const Text &trigger,
                                            const TriggerOptions &options) const
{
    return run(*m_database, "createTrigger", table.name + ", "_L1 + trigger,
               [table, trigger, options](const TableGenerator &generator) {
                   return generator.createTrigger(table, trigger, options);
               });
}

QFuture<void> QueryInterface::dropTrigger(const TableName &table, const Text &trigger) const
{
    return run(*m_database, "dropTrigger", table.name + ", "_L1 + trigger,
               [table, trigger](const TableGenerator &generator) {
                   return generator.dropTrigger(table, trigger);
               });
}

QFuture<void> QueryInterface::renameTrigger(const TableName &table, const Text &before,
                                            const Text &after) const
{
    return run(*m_database, "renameTrigger", table.name + ", "_L1 + before + ", "_L1 + after,
               [table, before, after](const TableGenerator &generator) {
                   return generator.renameTrigger(table, before, after);
               });
}

std::vector<Index> QueryInterface::nameIndexes(std::vector<Index> indexes, const TableName &table)
{
    for (Index &index : indexes)
        if (index.name.isEmpty())
            index.name = TableGenerator::indexName(table, index);
    return indexes;
}

} // namespace orm
