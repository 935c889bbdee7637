#include "orm/sql/mssql/mssqlgenerator.h"
#include "orm/core/error.h"
#include "orm/core/jsontext.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Words that may stand in WITH (…), as they cannot be quoted.
QString checkedHint(const QString &hint)
{
    static const QStringList known{u"NOLOCK"_s,         u"READUNCOMMITTED"_s,   u"UPDLOCK"_s,
                                   u"REPEATABLEREAD"_s, u"SERIALIZABLE"_s,      u"READCOMMITTED"_s,
                                   u"TABLOCK"_s,        u"TABLOCKX"_s,          u"PAGLOCK"_s,
                                   u"ROWLOCK"_s,        u"READCOMMITTEDLOCK"_s, u"READPAST"_s,
                                   u"XLOCK"_s,          u"SNAPSHOT"_s,          u"NOWAIT"_s};
    if (!known.contains(hint))
        throw QueryError(u"\"%1\" is no table hint."_s.arg(hint));
    return hint;
}

/// The server takes 32 letters for the name of a savepoint; its end tells it from others.
QString shortened(const QString &savepoint)
{
    constexpr int most = 32;
    return savepoint.right(most);
}

} // namespace

Capabilities MsSqlGenerator::capabilities() const
{
    return {.schemas = true,
            .returning = true,
            .setIdentity = false,
            .indexWhere = true,
            .indexType = true,
            .maxValues = 1'500,
            .sortsUnions = true,
            .defaultConstraints = true,
            .random = "RAND"};
}

QVariant MsSqlGenerator::booleanBind(bool value) const
{
    return value;
}

QString MsSqlGenerator::loggedPlaceholder(int number) const
{
    return u'@' + QString::number(number - 1);
}

QString MsSqlGenerator::loggedBind(const QString &name, int) const
{
    bool isPosition = false;
    const int position = name.toInt(&isPosition);
    return isPosition ? loggedPlaceholder(position) : u'@' + name;
}

QString MsSqlGenerator::parametersText(const QVariantList &shown) const
{
    QStringList members;
    for (qsizetype i = 0; i < shown.size(); ++i)
        members += u"\"%1\":%2"_s.arg(QString::number(i), jsonText(shown.at(i)));
    return u'{' + members.join(u',') + u'}';
}

void MsSqlGenerator::writeFolded(SqlWriter &writer, const std::function<void()> &writeText,
                                 const QString &) const
{
    writeText();
    writer.raw(" COLLATE Latin1_General_100_CI_AI"_L1);
}

QString MsSqlGenerator::sign(Operator op) const
{
    // Whether LIKE minds case is a matter of the column's collation; there is no ILIKE.
    if (op == Operator::ILike)
        return u"LIKE"_s;
    if (op == Operator::NotILike)
        return u"NOT LIKE"_s;
    return QueryGenerator::sign(op);
}

QLatin1StringView MsSqlGenerator::wildcards() const
{
    return "%_[\\"_L1;
}

void MsSqlGenerator::writeTop(SqlWriter &writer, const Select &select) const
{
    // FETCH NEXT takes no 0.
    if (select.limit == 0)
        writer.raw("TOP 0 "_L1);
}

void MsSqlGenerator::writeHints(SqlWriter &writer, const Select &select) const
{
    if (!select.tableHint.isEmpty())
        writer.raw(" WITH ("_L1).raw(checkedHint(select.tableHint)).raw(u")");
}

/// Whether rows are sorted where OFFSET stands, which is a part of ORDER BY. With joins there is
/// always the key among what sorts them.
bool MsSqlGenerator::isSorted(const Select &select, const ColumnDef &key)
{
    if (!select.isPrefixed)
        return !select.order.empty();
    if (select.hasSubQuery && !std::ranges::all_of(select.order, [&](const OrderTerm &term) {
            return isOfJoin(*select.table, term);
        }))
        return true;
    return std::ranges::any_of(select.order, [&](const OrderTerm &term) {
        const auto *column = std::get_if<Column>(&term.what.node());
        return column
               && (column->path == key.name || column->path == key.attribute
                   || column->path == select.alias + u'.' + key.name);
    });
}

void MsSqlGenerator::writeLimit(SqlWriter &writer, const Scope &scope, const Select &select) const
{
    const qint64 offset = select.offset.value_or(0);
    if (select.limit == 0 || (!select.limit && offset == 0))
        return;
    const auto key = std::ranges::find_if(select.table->columns, &ColumnDef::primaryKey);
    if (key == select.table->columns.end() && select.order.empty())
        throw QueryError(u"limit and offset need an order where there is no primary key."_s);
    if (key != select.table->columns.end() && !isSorted(select, *key)) {
        const bool isMore = !select.hasSubQuery && !select.order.empty();
        writer.raw(isMore ? ", "_L1 : " ORDER BY "_L1);
        writePrefix(writer, scope);
        writer.name(key->name);
    }
    writer.raw(" OFFSET "_L1);
    writer.value(offset, nullptr);
    writer.raw(" ROWS"_L1);
    if (select.limit) {
        writer.raw(" FETCH NEXT "_L1);
        writer.value(*select.limit, nullptr);
        writer.raw(" ROWS ONLY"_L1);
    }
}

QLatin1StringView MsSqlGenerator::nextKey() const
{
    return {};
}

void MsSqlGenerator::writeOutput(SqlWriter &writer, const TableDef &table,
                                 const Returning &returning) const
{
    if (!returning.isWanted)
        return;
    writer.raw(" OUTPUT "_L1).raw(returned(table, returning, "INSERTED."_L1));
    if (table.hasTrigger)
        writer.raw(" INTO @tmp"_L1);
}

/// A table with triggers gives nothing back but into a variable, whose rows are asked for behind.
void MsSqlGenerator::writeTriggerTable(SqlWriter &writer, const TableDef &table,
                                       const Returning &returning) const
{
    if (!returning.isWanted || !table.hasTrigger)
        return;
    QStringList columns;
    for (const ColumnDef &column : table.columns)
        if (column.isStored()
            && (returning.columns.isEmpty() || returning.columns.contains(column.name)
                || returning.columns.contains(u"*"_s)))
            columns += quoted(column.name) + u' ' + typeName(column.type);
    writer.raw("DECLARE @tmp TABLE ("_L1).raw(columns.join(u',')).raw("); "_L1);
}

void MsSqlGenerator::writeReturning(SqlWriter &writer, const TableDef &table,
                                    const Returning &returning) const
{
    if (returning.isWanted && table.hasTrigger)
        writer.raw("; SELECT * FROM @tmp"_L1);
}

void MsSqlGenerator::writeUpdate(SqlWriter &writer, const Update &update) const
{
    writeTriggerTable(writer, *update.table, update.returning);
    writer.raw("UPDATE "_L1);
    if (update.limit && update.order.empty())
        writeFirst(writer, *update.limit);
}

void MsSqlGenerator::writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                                       const std::vector<OrderTerm> &order, qint64 limit) const
{
    if (order.empty()) { // TOP has said how many
        writeStrictWhere(writer, scope, where);
        return;
    }
    // TOP of UPDATE and DELETE knows no order, that of a sub-query does.
    QStringList keys;
    QStringList same;
    for (const ColumnDef &column : scope.table->columns) {
        if (!column.primaryKey)
            continue;
        keys += quoted(column.name);
        same += u"[chosen].%1 = %2.%1"_s.arg(keys.last(), quoted(*scope.table));
    }
    writer.raw(" WHERE EXISTS (SELECT 1 FROM (SELECT "_L1);
    writeFirst(writer, limit);
    writer.raw(keys.join(u',')).raw(" FROM "_L1).table(*scope.table);
    writeStrictWhere(writer, scope, where);
    writeOrder(writer, scope, order);
    writer.raw(") AS [chosen] WHERE "_L1).raw(same.join(" AND "_L1)).raw(u")");
}

void MsSqlGenerator::writeFirst(SqlWriter &writer, qint64 limit) const
{
    writer.raw("TOP("_L1);
    writer.value(limit, nullptr);
    writer.raw(") "_L1);
}

Sql MsSqlGenerator::remove(const Delete &remove) const
{
    SqlWriter writer(*this);
    writer.raw("DELETE "_L1);
    if (remove.limit && remove.order.empty())
        writeFirst(writer, *remove.limit);
    writer.raw("FROM "_L1).table(*remove.table);
    writeRowsOf(writer, {.table = remove.table}, remove);
    writer.raw("; SELECT @@ROWCOUNT AS AFFECTEDROWS;"_L1);
    return writer.take(StatementKind::Write);
}

std::vector<Sql> MsSqlGenerator::truncate(const Truncate &truncate) const
{
    return {plain("TRUNCATE TABLE "_L1 + quoted(*truncate.table), StatementKind::Write)};
}

std::vector<Sql> MsSqlGenerator::begin(const Begin &begin) const
{
    std::vector<Sql> statements;
    if (!begin.isolationLevel.isEmpty())
        statements.push_back(plain("SET TRANSACTION ISOLATION LEVEL "_L1 + begin.isolationLevel,
                                   StatementKind::Transaction, ";"_L1));
    statements.push_back(plain(u"BEGIN TRANSACTION"_s, StatementKind::Transaction, ";"_L1));
    return statements;
}

Sql MsSqlGenerator::commit() const
{
    return plain(u"COMMIT TRANSACTION"_s, StatementKind::Transaction, ";"_L1);
}

Sql MsSqlGenerator::rollback() const
{
    return plain(u"ROLLBACK TRANSACTION"_s, StatementKind::Transaction, ";"_L1);
}

Sql MsSqlGenerator::savepoint(const QString &name) const
{
    return plain("SAVE TRANSACTION "_L1 + quoted(shortened(name)), StatementKind::Transaction,
                 ";"_L1);
}

Sql MsSqlGenerator::rollbackTo(const QString &name) const
{
    return plain("ROLLBACK TRANSACTION "_L1 + quoted(shortened(name)), StatementKind::Transaction,
                 ";"_L1);
}

std::optional<Sql> MsSqlGenerator::release(const QString &) const
{
    return std::nullopt;
}

void MsSqlGenerator::writeJsonPath(SqlWriter &, const std::function<void()> &, const QStringList &,
                                   bool) const
{
    throw UsageError(u"Unsupported mssql for JSON operations"_s);
}

} // namespace orm
