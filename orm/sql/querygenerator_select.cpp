#include "orm/core/error.h"
#include "orm/sql/querygenerator.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// A direction as it may be sent, or a refusal: it is the one word of ORDER BY that cannot be
/// quoted.
QString checkedDirection(const QString &direction)
{
    static const QStringList known{u"ASC"_s,
                                   u"DESC"_s,
                                   u"ASC NULLS LAST"_s,
                                   u"DESC NULLS LAST"_s,
                                   u"ASC NULLS FIRST"_s,
                                   u"DESC NULLS FIRST"_s,
                                   u"NULLS FIRST"_s,
                                   u"NULLS LAST"_s};
    const QString upper = direction.toUpper();
    if (!known.contains(upper))
        throw QueryError(
            u"Order direction \"%1\" is not one of ASC, DESC, NULLS FIRST, NULLS LAST."_s.arg(
                direction));
    return upper;
}

/// The name under which `selected` is a column of the result, when it is not the column's own.
QString aliasOf(const Selected &selected, const ColumnDef *column)
{
    if (!selected.alias.isEmpty())
        return selected.alias;
    return column && column->name != column->attribute ? column->attribute : QString();
}

/// The column that `selected` names, or nullptr.
const ColumnDef *columnOf(const Selected &selected, const TableDef &table)
{
    if (!selected.isAttribute)
        return nullptr;
    return table.find(std::get<Column>(selected.what.node()).path);
}

} // namespace

Sql QueryGenerator::select(const Select &select, Log log) const
{
    SqlWriter writer(*this, log);
    const Scope plain{.table = select.table};
    const bool hasAlias = !select.alias.isEmpty();
    const Scope prefixed{.table = select.table, .prefix = select.alias};
    const Scope conditions{
        .table = select.table, .prefix = select.alias, .isPrefixedByTable = true};
    QList<int> dateColumns;

    writer.raw("SELECT "_L1);
    writeTop(writer, select);
    writeColumns(writer, plain, select, dateColumns);
    writer.raw(" FROM "_L1).table(*select.table);
    if (hasAlias)
        writer.raw(" AS "_L1).name(select.alias);
    writeHints(writer, select);

    const auto beforeWhere = writer.mark();
    writer.raw(" WHERE "_L1);
    if (!writeWhere(writer, conditions, select.where))
        writer.goBack(beforeWhere);
    writeGroup(writer, plain, select);
    writeOrder(writer, prefixed, select);
    writeLimit(writer, prefixed, select);
    writeLock(writer, select);

    Sql sql = writer.take(StatementKind::Read, ";"_L1);
    sql.dateColumns = dateColumns;
    sql.searchPath = select.searchPath;
    return sql;
}

void QueryGenerator::writeColumns(SqlWriter &writer, const Scope &scope, const Select &select,
                                  QList<int> &dateColumns) const
{
    for (size_t i = 0; i < select.columns.size(); ++i) {
        const Selected &selected = select.columns[i];
        writer.raw(i > 0 ? ", "_L1 : ""_L1);
        const ColumnDef *column = columnOf(selected, *select.table);
        if (column)
            writer.name(column->name);
        else if (selected.isAttribute && !selected.alias.isEmpty())
            writer.name(std::get<Column>(selected.what.node()).path);
        else
            writeExpression(writer, scope, selected.what);
        if (column && column->type.kind() == DataType::Kind::Date)
            dateColumns += int(i);
        if (const QString alias = aliasOf(selected, column); !alias.isEmpty())
            writer.raw(" AS "_L1).name(alias);
    }
}

void QueryGenerator::writeGroup(SqlWriter &writer, const Scope &scope, const Select &select) const
{
    for (size_t i = 0; i < select.group.size(); ++i) {
        writer.raw(i > 0 ? ", "_L1 : " GROUP BY "_L1);
        const QVariant *name = select.group[i].data();
        if (name)
            writePath(writer, name->toString());
        else
            writeExpression(writer, scope, select.group[i]);
    }
    const auto before = writer.mark();
    writer.raw(" HAVING "_L1);
    const Scope results{.table = scope.table, .namesAttributes = false};
    if (!writeWhere(writer, results, select.having))
        writer.goBack(before);
}

void QueryGenerator::writeOrder(SqlWriter &writer, const Scope &scope, const Select &select) const
{
    bool first = true;
    for (const OrderTerm &term : select.order) {
        writer.raw(first ? " ORDER BY "_L1 : ", "_L1);
        first = false;
        if (term.what.data())
            throw UsageError(
                u"Order must be type of array or instance of a valid sequelize method."_s);
        if (term.isAttribute)
            writeOrderAttribute(writer, scope, select, std::get<Column>(term.what.node()).path);
        else
            writeExpression(writer, scope, term.what);
        if (!term.direction.isEmpty())
            writer.raw(u" ").raw(checkedDirection(term.direction));
    }
}

void QueryGenerator::writeOrderAttribute(SqlWriter &writer, const Scope &scope,
                                         const Select &select, const QString &attribute) const
{
    // A column that has another name in the result is sorted by that name.
    for (const Selected &selected : select.columns) {
        const ColumnDef *column = columnOf(selected, *select.table);
        const QString alias = aliasOf(selected, column);
        const bool isNamed =
            (column && (column->attribute == attribute || column->name == attribute))
            || (selected.isAttribute && std::get<Column>(selected.what.node()).path == attribute);
        if (!alias.isEmpty() && (alias == attribute || isNamed)) {
            writePath(writer, alias);
            return;
        }
    }
    const ColumnDef *column = select.table->find(attribute);
    const QStringList keys = attribute.split(u'.');
    const ColumnDef *json = keys.size() > 1 ? select.table->find(keys.first()) : nullptr;
    const auto writeColumn = [&](const QString &name) {
        writePrefix(writer, scope);
        writer.name(name);
    };
    if (column)
        writeColumn(column->name);
    else if (json && json->type.isJson())
        writeJsonPath(
            writer, [&] { writeColumn(json->name); }, keys.sliced(1), false);
    else {
        writePrefix(writer, scope);
        writePath(writer, attribute);
    }
}

void QueryGenerator::writeTop(SqlWriter &, const Select &) const {}

void QueryGenerator::writeHints(SqlWriter &, const Select &) const {}

void QueryGenerator::writeLock(SqlWriter &, const Select &) const {}

void QueryGenerator::writeLimit(SqlWriter &writer, const Scope &, const Select &select) const
{
    if (select.offset) {
        // A database that knows an offset only beside a limit gets one that nobody reaches.
        writer.raw(" LIMIT "_L1);
        writer.value(*select.offset, nullptr);
        writer.raw(", "_L1);
        writer.value(select.limit.value_or(10'000'000'000'000), nullptr);
    } else if (select.limit) {
        writer.raw(" LIMIT "_L1);
        writer.value(*select.limit, nullptr);
    }
}

} // namespace orm
