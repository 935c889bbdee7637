#include "orm/core/error.h"
#include "orm/db/database.h"
#include "orm/schema/queryinterface.h"
#include "orm/schema/schemaeditor.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Columns of a table that nobody described: their values are spelled by what they are.
TableDef writableTable(const TableName &table, const QStringList &columns)
{
    TableDef def;
    static_cast<TableName &>(def) = table;
    for (const QString &name : columns) {
        ColumnDef column;
        column.attribute = name;
        column.name = name;
        column.type = DataTypes::VIRTUAL;
        def.columns.push_back(std::move(column));
    }
    return def;
}

TableDef bareTable(const TableName &table)
{
    return writableTable(table, {});
}

/// The columns that any of `rows` has, the first row's first.
QStringList columnsOf(const QList<RowValues> &rows)
{
    QStringList columns;
    for (const RowValues &row : rows)
        for (const auto &[column, value] : row)
            if (!columns.contains(column))
                columns += column;
    return columns;
}

const Operand *valueOf(const RowValues &row, const QString &column)
{
    for (const auto &[name, value] : row)
        if (name == column)
            return &value;
    return nullptr;
}

} // namespace

QFuture<qint64> QueryInterface::bulkInsert(const TableName &table,
                                           const QList<RowValues> &rows) const
{
    return m_database->submit(
        Access::Write, u"queryInterface.bulkInsert(%1)"_s.arg(table.name),
        [table, rows](Connection &connection) -> qint64 {
            if (rows.isEmpty())
                return 0;
            const TableDef def = writableTable(table, columnsOf(rows));
            BulkInsert insert{.table = &def, .columns = {}, .rows = {}};
            for (const ColumnDef &column : def.columns)
                insert.columns.push_back(&column);
            for (const RowValues &row : rows) {
                auto &values = insert.rows.emplace_back();
                for (const ColumnDef &column : def.columns)
                    values.push_back(valueOf(row, column.name));
            }
            SchemaEditor editor(connection);
            return editor.execute(editor.generator().bulkInsert(insert)).affected;
        });
}

QFuture<qint64> QueryInterface::insert(const TableName &table, const RowValues &row) const
{
    return bulkInsert(table, {row});
}

QFuture<qint64> QueryInterface::upsert(const TableName &table, const RowValues &row,
                                       const Names &updated, const Names &conflictColumns) const
{
    return m_database->submit(
        Access::Write, u"queryInterface.upsert(%1)"_s.arg(table.name),
        [table, row, updated, conflictColumns](Connection &connection) -> qint64 {
            const TableDef def = writableTable(table, columnsOf({row}));
            Upsert upsert{.table = &def, .inserted = {}, .updated = {}, .keys = conflictColumns};
            for (size_t i = 0; i < row.size(); ++i) {
                const Assignment value{.column = &def.columns[i], .value = row[i].second};
                upsert.inserted.push_back(value);
                if (updated.contains(row[i].first))
                    upsert.updated.push_back(value);
            }
            SchemaEditor editor(connection);
            return editor.execute(editor.generator().upsert(upsert)).affected;
        });
}

QFuture<qint64> QueryInterface::increment(const TableName &table, const RowValues &amounts,
                                          const Where &where) const
{
    return add(table, amounts, where, false);
}

QFuture<qint64> QueryInterface::decrement(const TableName &table, const RowValues &amounts,
                                          const Where &where) const
{
    return add(table, amounts, where, true);
}

QFuture<qint64> QueryInterface::add(const TableName &table, const RowValues &amounts,
                                    const Where &where, bool isSubtracted) const
{
    const QString call = isSubtracted ? u"decrement"_s : u"increment"_s;
    return m_database->submit(
        Access::Write, u"queryInterface.%1(%2)"_s.arg(call, table.name),
        [table, amounts, where, isSubtracted](Connection &connection) -> qint64 {
            TableDef def = writableTable(table, columnsOf({amounts}));
            Increment increment{.table = &def, .by = {}, .where = where};
            increment.isSubtracted = isSubtracted;
            for (size_t i = 0; i < amounts.size(); ++i)
                increment.by.push_back({.column = &def.columns[i], .value = amounts[i].second});
            SchemaEditor editor(connection);
            return editor.execute(editor.generator().increment(increment)).affected;
        });
}

QFuture<qint64> QueryInterface::bulkUpdate(const TableName &table, const RowValues &values,
                                           const Where &where) const
{
    return m_database->submit(Access::Write, u"queryInterface.bulkUpdate(%1)"_s.arg(table.name),
                              [table, values, where](Connection &connection) -> qint64 {
                                  const TableDef def = writableTable(table, columnsOf({values}));
                                  Update update{.table = &def, .values = {}, .where = where};
                                  for (size_t i = 0; i < values.size(); ++i)
                                      update.values.push_back(
                                          {.column = &def.columns[i], .value = values[i].second});
                                  SchemaEditor editor(connection);
                                  return editor.execute(editor.generator().update(update)).affected;
                              });
}

QFuture<qint64> QueryInterface::bulkDelete(const TableName &table, const Where &where) const
{
    return m_database->submit(Access::Write, u"queryInterface.bulkDelete(%1)"_s.arg(table.name),
                              [table, where](Connection &connection) {
                                  const TableDef def = bareTable(table);
                                  SchemaEditor editor(connection);
                                  const Delete remove{.table = &def, .where = where};
                                  return editor.execute(editor.generator().remove(remove)).affected;
                              });
}

QFuture<RowSet> QueryInterface::select(const TableName &table, const FindOptions &options) const
{
    return m_database->submit(
        Access::Read, u"queryInterface.select(%1)"_s.arg(table.name),
        [table, options](Connection &connection) {
            const TableDef def = bareTable(table);
            Select select{.table = &def, .alias = {}, .columns = options.attributes.only()};
            if (select.columns.empty())
                select.columns.emplace_back(Column{u"*"_s});
            select.where = options.where;
            select.group = options.group;
            select.having = options.having;
            select.order = options.order.terms();
            select.limit = options.limit;
            select.offset = options.offset;
            SchemaEditor editor(connection);
            return editor.execute(editor.generator().select(select)).rows;
        });
}

QFuture<QVariant> QueryInterface::rawSelect(const TableName &table, const FindOptions &options,
                                            const Text &column) const
{
    FindOptions first = options;
    first.limit = 1;
    return select(table, first).then(QtFuture::Launch::Sync, [column](const RowSet &rows) {
        return rows.isEmpty() ? QVariant() : (*rows.begin()).get(column);
    });
}

QString QueryInterface::quoteIdentifier(const Text &name) const
{
    return m_database->generator().quoted(name);
}

QString QueryInterface::quoteIdentifiers(const Text &names) const
{
    QStringList quoted;
    for (const QString &name : names.split(u'.'))
        quoted += quoteIdentifier(name);
    return quoted.join(u'.');
}

} // namespace orm
