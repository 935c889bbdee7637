#include "orm/sql/querygenerator.h"

#include "orm/core/error.h"

#include <QSet>

namespace orm {

using namespace Qt::StringLiterals;
using Shown = SqlWriter::Shown;

namespace {

/// A direction as it may be sent, or a refusal: it is the one word of ORDER BY that cannot be
/// quoted.
QString checkedDirection(const QString &direction)
{
    static const QSet<QString> known{u"ASC"_s,
                                     u"DESC"_s,
                                     u"ASC NULLS LAST"_s,
                                     u"DESC NULLS LAST"_s,
                                     u"ASC NULLS FIRST"_s,
                                     u"DESC NULLS FIRST"_s,
                                     u"NULLS FIRST"_s,
                                     u"NULLS LAST"_s};
    if (!known.contains(direction.toUpper()))
        throw QueryError(
            u"Order direction \"%1\" is not one of ASC, DESC, NULLS FIRST, NULLS LAST."_s.arg(
                direction));
    return direction;
}

} // namespace

QString QueryGenerator::quoted(const QString &identifier) const
{
    if (identifier.isEmpty() || identifier.size() > maxIdentifierLength()
        || identifier.contains(QChar(u'\0')))
        throw UsageError(
            u"\"%1\" cannot be the name of a table or column: it is empty, too long or holds NUL."_s
                .arg(identifier.left(80)));
    QString name;
    name.reserve(identifier.size() + 2);
    name += openQuote();
    if (identifier.contains(closeQuote()))
        name += QString(identifier).replace(closeQuote(), QString(2, closeQuote()));
    else
        name += identifier;
    name += closeQuote();
    return name;
}

QString QueryGenerator::placeholder(int) const
{
    return u"?"_s;
}

QString QueryGenerator::loggedPlaceholder(int number) const
{
    return u'$' + QString::number(number);
}

Sql QueryGenerator::plain(const QString &text, StatementKind kind, QLatin1StringView logEnd) const
{
    return {.text = text, .binds = {}, .logged = text + logEnd, .kind = kind, .dateColumns = {}};
}

Sql QueryGenerator::verbatim(const QString &sql, const QVariantList &binds,
                             StatementKind kind) const
{
    Sql statement = plain(sql, kind);
    for (const QVariant &value : binds)
        statement.binds += toBind(value, nullptr);
    return statement;
}

void QueryGenerator::writeColumn(SqlWriter &writer, const Scope &scope, const QString &path) const
{
    if (const ColumnDef *column = scope.table ? scope.table->find(path) : nullptr) {
        writer.name(column->name);
        return;
    }
    const QStringList parts = path.split(u'.');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i > 0)
            writer.raw(u".");
        if (parts.at(i) == u"*")
            writer.raw(u"*");
        else
            writer.name(parts.at(i));
    }
}

void QueryGenerator::writeOrder(SqlWriter &writer, const Scope &scope,
                                const std::vector<OrderTerm> &order) const
{
    bool first = true;
    for (const OrderTerm &term : order) {
        writer.raw(first ? " ORDER BY "_L1 : ", "_L1);
        first = false;
        const Column *column = std::get_if<Column>(&term.what.node());
        if (column && !scope.prefix.isEmpty() && !column->path.contains(u'.'))
            writer.name(scope.prefix).raw(u".");
        writeExpression(writer, scope, term.what);
        if (!term.direction.isEmpty())
            writer.raw(u" ").raw(checkedDirection(term.direction));
    }
}

void QueryGenerator::writeLimit(SqlWriter &writer, const Select &select) const
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

Sql QueryGenerator::select(const Select &select, Log log) const
{
    SqlWriter writer(*this, log);
    const Scope columns{.table = select.table, .prefix = {}};
    const Scope conditions{.table = select.table, .prefix = select.alias};

    writer.raw("SELECT "_L1);
    QList<int> dateColumns;
    for (size_t i = 0; i < select.columns.size(); ++i) {
        const Selected &selected = select.columns[i];
        if (i > 0)
            writer.raw(", "_L1);
        writeExpression(writer, columns, selected.what);
        const Column *column = std::get_if<Column>(&selected.what.node());
        const ColumnDef *definition = column ? select.table->find(column->path) : nullptr;
        if (definition && definition->type.kind() == DataType::Kind::Date)
            dateColumns += int(i);
        if (!selected.alias.isEmpty())
            writer.raw(" AS "_L1).name(selected.alias);
        else if (definition && definition->name != definition->attribute)
            writer.raw(" AS "_L1).name(definition->attribute);
    }
    writer.raw(" FROM "_L1).name(select.table->name).raw(" AS "_L1).name(select.alias);

    const auto beforeWhere = writer.mark();
    writer.raw(" WHERE "_L1);
    if (!writeWhere(writer, conditions, select.where))
        writer.goBack(beforeWhere);
    writeOrder(writer, conditions, select.order);
    writeLimit(writer, select);

    Sql sql = writer.take(StatementKind::Read, ";"_L1);
    sql.dateColumns = dateColumns;
    return sql;
}

Sql QueryGenerator::insert(const Insert &insert, Log log) const
{
    SqlWriter writer(*this, log);
    const Scope scope{.table = insert.table, .prefix = {}};
    writer.raw("INSERT INTO "_L1).name(insert.table->name);
    if (insert.values.empty()) {
        writer.raw(" DEFAULT VALUES"_L1);
        return writer.take(StatementKind::Write, ";"_L1);
    }

    writer.raw(" ("_L1);
    for (size_t i = 0; i < insert.values.size(); ++i)
        writer.raw(i > 0 ? ","_L1 : ""_L1).name(insert.values[i].column->name);
    writer.raw(") VALUES ("_L1);
    for (size_t i = 0; i < insert.values.size(); ++i) {
        const Assignment &assignment = insert.values[i];
        writer.raw(i > 0 ? ","_L1 : ""_L1);
        if (assignment.column->autoIncrement && assignment.value.isNull())
            writer.raw(nextKey());
        else if (const QVariant *data = assignment.value.data())
            writer.stored(*data, assignment.column->type, Shown::AsBind);
        else
            writeExpression(writer, scope, assignment.value);
    }
    writer.raw(")"_L1);
    return writer.take(StatementKind::Write, ";"_L1);
}

Sql QueryGenerator::bulkInsert(const BulkInsert &insert, bool ignoreDuplicates, Log log) const
{
    SqlWriter writer(*this, log);
    writer.raw("INSERT "_L1)
        .raw(ignoreDuplicates ? insertIgnore() : ""_L1)
        .raw("INTO "_L1)
        .name(insert.table->name);
    writer.raw(" ("_L1);
    for (size_t i = 0; i < insert.columns.size(); ++i)
        writer.raw(i > 0 ? ","_L1 : ""_L1).name(insert.columns[i]->name);
    writer.raw(") VALUES "_L1);

    for (size_t r = 0; r < insert.rows.size(); ++r) {
        const std::vector<QVariant> &row = insert.rows[r];
        if (row.size() != insert.columns.size())
            throw UsageError(u"Row %1 of a bulk insert has %2 values for %3 columns."_s.arg(r)
                                 .arg(row.size())
                                 .arg(insert.columns.size()));
        writer.raw(r > 0 ? ",("_L1 : "("_L1);
        for (size_t i = 0; i < row.size(); ++i) {
            writer.raw(i > 0 ? ","_L1 : ""_L1);
            if (insert.columns[i]->autoIncrement && row[i].isNull())
                writer.raw(nextKey());
            else
                writer.stored(row[i], insert.columns[i]->type, Shown::Inline);
        }
        writer.raw(")"_L1);
    }
    return writer.take(StatementKind::Write, ";"_L1);
}

void QueryGenerator::writeAssignments(SqlWriter &writer, const Scope &scope,
                                      const std::vector<Assignment> &values, Shown shown) const
{
    for (size_t i = 0; i < values.size(); ++i) {
        const Assignment &assignment = values[i];
        writer.raw(i > 0 ? ","_L1 : ""_L1).name(assignment.column->name).raw("="_L1);
        if (const QVariant *data = assignment.value.data())
            writer.stored(*data, assignment.column->type, shown);
        else
            writeExpression(writer, scope, assignment.value);
    }
}

void QueryGenerator::writeStrictWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                                      const std::optional<qint64> &limit) const
{
    if (limit) {
        writeLimitedWhere(writer, scope, where, *limit);
        return;
    }
    if (where.isEmpty())
        return;
    writer.raw(" WHERE "_L1);
    if (!writeWhere(writer, scope, where))
        throw QueryError(u"The condition on %1 says nothing (an empty notIn or and?), so that "
                         u"every row would be hit. "
                         "Say allRows if that is meant."_s.arg(scope.table->name));
}

Sql QueryGenerator::update(const Update &update, Log log) const
{
    SqlWriter writer(*this, log);
    const Scope scope{.table = update.table, .prefix = {}, .shown = Shown::AsBind};
    writer.raw("UPDATE "_L1).name(update.table->name).raw(" SET "_L1);
    writeAssignments(writer, scope, update.values, Shown::AsBind);
    writeStrictWhere(writer, scope, update.where, update.limit);
    return writer.take(StatementKind::Write);
}

Sql QueryGenerator::remove(const Delete &remove, Log log) const
{
    SqlWriter writer(*this, log);
    writer.raw("DELETE FROM "_L1).name(remove.table->name);
    writeStrictWhere(writer, {.table = remove.table, .prefix = {}}, remove.where, remove.limit);
    return writer.take(StatementKind::Write);
}

Sql QueryGenerator::increment(const Increment &increment, Log log) const
{
    SqlWriter writer(*this, log);
    const Scope scope{.table = increment.table, .prefix = {}};
    writer.raw("UPDATE "_L1).name(increment.table->name).raw(" SET "_L1);
    for (size_t i = 0; i < increment.by.size(); ++i) {
        const Assignment &assignment = increment.by[i];
        writer.raw(i > 0 ? ","_L1 : ""_L1).name(assignment.column->name).raw("="_L1);
        writer.name(assignment.column->name).raw(assignment.isSubtracted ? "- "_L1 : "+ "_L1);
        writer.value(*assignment.value.data(), nullptr);
    }
    if (!increment.set.empty()) {
        writer.raw(","_L1);
        writeAssignments(writer, scope, increment.set, Shown::Inline);
    }
    writeStrictWhere(writer, scope, increment.where, std::nullopt);
    return writer.take(StatementKind::Write);
}

Sql QueryGenerator::truncate(const TableDef &table, Log) const
{
    return plain("DELETE FROM "_L1 + quoted(table.name), StatementKind::Write);
}

Sql QueryGenerator::test() const
{
    return plain(u"SELECT 1+1 AS result"_s, StatementKind::Internal);
}

Sql QueryGenerator::begin(const QString &) const
{
    return plain(u"START TRANSACTION"_s, StatementKind::Transaction, ";"_L1);
}

Sql QueryGenerator::commit() const
{
    return plain(u"COMMIT"_s, StatementKind::Transaction, ";"_L1);
}

Sql QueryGenerator::rollback() const
{
    return plain(u"ROLLBACK"_s, StatementKind::Transaction, ";"_L1);
}

Sql QueryGenerator::savepoint(const QString &name) const
{
    return plain("SAVEPOINT "_L1 + quoted(name), StatementKind::Transaction, ";"_L1);
}

Sql QueryGenerator::rollbackTo(const QString &name) const
{
    return plain("ROLLBACK TO SAVEPOINT "_L1 + quoted(name), StatementKind::Transaction, ";"_L1);
}

} // namespace orm
