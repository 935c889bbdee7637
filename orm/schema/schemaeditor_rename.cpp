// New names of tables and columns.
#include "orm/core/error.h"
#include "orm/db/transaction.h"
#include "orm/schema/schemaeditor.h"

namespace orm {

using namespace Qt::StringLiterals;

void SchemaEditor::renameTable(const TableName &before, const TableName &after)
{
    renameWithEnums(m_tables->renameTable(before, after), before, {.table = after.name});
}

void SchemaEditor::renameColumn(const TableName &table, const QString &before, const QString &after)
{
    if (!describe(table).find(before) && !hasUntoldColumn(table, before))
        throw UsageError(u"Table %1 doesn't have the column %2"_s.arg(table.name, before));
    renameWithEnums(m_tables->renameColumn(table, before, after, definitionToKeep(table, before)),
                    table, {.table = table.name, .column = before, .columnAfter = after});
}

bool SchemaEditor::hasUntoldColumn(const TableName &table, const QString &column)
{
    const std::optional<Sql> question = m_catalogue->columnExists(table, column);
    return question && !rows(*question).isEmpty();
}

QString SchemaEditor::definitionToKeep(const TableName &table, const QString &column)
{
    const std::optional<Sql> question = m_catalogue->showRenaming();
    if (!question || m_catalogue->renamesColumns(rows(*question).value(0)))
        return {};
    return m_catalogue->columnDefinition(rows(m_catalogue->showCreation(table)).value(0), column);
}

void SchemaEditor::renameWithEnums(const Sql &renaming, const TableName &table,
                                   const EnumRenaming &after)
{
    const std::optional<Sql> question = m_catalogue->showEnumsToRename(table, after);
    const QList<CatalogueRow> enums = question ? rows(*question) : QList<CatalogueRow>();
    if (enums.isEmpty()) {
        execute(renaming);
        return;
    }
    Transaction transaction(m_connection);
    execute(renaming);
    for (const CatalogueRow &row : enums) {
        const QString column = row.value(u"column"_s).toString();
        execute(m_tables->renameEnum(table, column, after.table,
                                     after.column.isEmpty() ? column : after.columnAfter));
    }
    transaction.commit();
}

} // namespace orm
