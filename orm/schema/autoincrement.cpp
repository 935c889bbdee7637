#include "orm/schema/autoincrement.h"

#include "orm/db/database.h"
#include "orm/schema/schemaeditor.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Whether the database can tell, and be told, of keys.
bool notesKeys(SchemaEditor &editor)
{
    const std::optional<TableName> notes = editor.catalogue().autoIncrementNotes();
    return !notes || editor.tableExists(*notes);
}

std::optional<qint64> lastKey(SchemaEditor &editor, const TableName &table, const QString &column)
{
    if (!notesKeys(editor))
        return std::nullopt;
    const QList<CatalogueRow> rows =
        editor.rows(editor.catalogue().showAutoIncrement(table, column));
    return rows.isEmpty() ? std::nullopt
                          : editor.catalogue().describedAutoIncrement(rows.constFirst());
}

} // namespace

QFuture<std::optional<qint64>> lastAutoIncrement(Database &database, const TableName &table,
                                                 const Text &column)
{
    return database.submit(Access::ReadMaster, u"lastAutoIncrement(%1)"_s.arg(table.name),
                           [table, column](Connection &connection) {
                               SchemaEditor editor(connection);
                               return lastKey(editor, table, column);
                           });
}

QFuture<void> raiseAutoIncrement(Database &database, const TableName &table, const Text &column,
                                 qint64 key)
{
    return database.submit(
        Access::Write, u"raiseAutoIncrement(%1)"_s.arg(table.name),
        [table, column, key](Connection &connection) {
            SchemaEditor editor(connection);
            if (!notesKeys(editor) || lastKey(editor, table, column).value_or(0) >= key)
                return;
            for (const Sql &step : editor.tableGenerator().setAutoIncrement(table, column, key))
                editor.execute(step);
        });
}

} // namespace orm
