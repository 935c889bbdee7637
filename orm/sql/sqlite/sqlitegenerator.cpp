#include "orm/sql/sqlite/sqlitegenerator.h"
#include "orm/core/error.h"
#include "orm/core/jsontext.h"
#include "orm/sql/logtext.h"
#include "orm/sql/sqlite/sqlitecatalogue.h"

#include <QDateTime>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Whether a text is looked for by a pattern.
bool isPattern(Operator op)
{
    return op >= Operator::Like && op <= Operator::NotIRegexp;
}

} // namespace

Capabilities SqliteGenerator::capabilities() const
{
    return {.regularExpressions = true,
            .alterColumns = false,
            .indexWhere = true,
            .keysDescribedApart = true,
            .switchesForeignKeys = true,
            .insertsBlocks = true,
            .rightJoin = false,
            .unionAll = false,
            .floatingDecimals = true};
}

std::vector<Sql> SqliteGenerator::begin(const Begin &begin) const
{
    return {
        plain("BEGIN "_L1 + begin.type + " TRANSACTION"_L1, StatementKind::Transaction, ";"_L1)};
}

Sql SqliteGenerator::setConstraints(bool areDeferred, const QStringList &names) const
{
    if (!names.isEmpty())
        throw UsageError(u"SQLite puts off the checking of all foreign keys, or of none; it does "
                         "not take their names."_s);
    return plain(areDeferred ? u"PRAGMA defer_foreign_keys = ON"_s
                             : u"PRAGMA defer_foreign_keys = OFF"_s,
                 StatementKind::Transaction, ";"_L1);
}

std::vector<Sql> SqliteGenerator::truncate(const Truncate &truncate) const
{
    std::vector<Sql> statements{
        plain("DELETE FROM "_L1 + quoted(*truncate.table), StatementKind::Write)};
    if (!truncate.restartIdentity)
        return statements;
    // The driver sends one statement at a time; Sequelize prints both on one line.
    SqlWriter counter(*this);
    counter.raw("DELETE FROM "_L1).name(u"sqlite_sequence"_s);
    counter.raw(" WHERE "_L1).name(u"name"_s).raw(" = "_L1);
    counter.value(SqliteCatalogue::tableText(*truncate.table), nullptr);
    statements.push_back(counter.take(StatementKind::Write, ";"_L1));
    statements.front().logEnd = "; "_L1 + logText(statements.back());
    statements.back().isLogged = false;
    return statements;
}

/// Names of indexes mean nothing here, as in Sequelize; that there are to be none does.
void SqliteGenerator::writeHints(SqlWriter &writer, const Select &select) const
{
    const auto usesNone = [](const IndexHint &hint) {
        return hint.type == IndexHint::Type::Use && hint.indexes.isEmpty();
    };
    if (std::ranges::any_of(select.indexHints, usesNone))
        writer.raw(" NOT INDEXED"_L1);
}

QString SqliteGenerator::parametersText(const QVariantList &shown) const
{
    QStringList members;
    for (qsizetype i = 0; i < shown.size(); ++i)
        members += u"\"$%1\":%2"_s.arg(QString::number(i + 1), jsonText(shown.at(i)));
    return u'{' + members.join(u',') + u'}';
}

QString SqliteGenerator::loggedBind(const QString &name, int) const
{
    return u'$' + name;
}

QString SqliteGenerator::sign(Operator op) const
{
    // LIKE ignores case here, and there is no ILIKE.
    if (op == Operator::ILike)
        return u"LIKE"_s;
    if (op == Operator::NotILike)
        return u"NOT LIKE"_s;
    return QueryGenerator::sign(op);
}

QString SqliteGenerator::castType(const QString &type) const
{
    return type.contains("timestamp"_L1, Qt::CaseInsensitive) ? u"datetime"_s : type;
}

QString SqliteGenerator::jsonKey(const QString &key) const
{
    if (key.contains(u'"'))
        throw QueryError(u"The JSON key %1 cannot be asked for: SQLite has no words for one with "
                         u"quotes in it."_s.arg(key));
    const bool isPlain =
        std::ranges::none_of(key, [](QChar c) { return QStringView(u".[]").contains(c); });
    return isPlain ? key : u'"' + key + u'"';
}

QVariant SqliteGenerator::jsonComparand(const QVariant &value) const
{
    // JSON keeps moments as texts.
    return value.typeId() == QMetaType::QDateTime
               ? value.toDateTime().toUTC().toString(Qt::ISODateWithMs)
               : value;
}

void SqliteGenerator::writeJsonComparable(SqlWriter &writer,
                                          const std::function<void()> &writeColumn,
                                          const QStringList &path, Operator op,
                                          const Operand &value) const
{
    // What is taken out of JSON no longer tells true from 1, and a cast does not tell 1 from "1".
    const auto writeType = [&] {
        writer.raw("json_type("_L1);
        writeColumn();
        writer.raw(u",");
        writer.value(jsonPathText(path), nullptr);
        writer.raw(u")");
    };
    const QVariant *data = value.data();
    const bool isBool = data && data->typeId() == QMetaType::Bool;
    const bool isNumber = data && (holdsNumber(*data) || holdsDecimal(*data));
    const bool isEquality = op == Operator::Eq || op == Operator::Ne || op == Operator::In
                            || op == Operator::NotIn || op == Operator::Is || op == Operator::Not;
    if (isPattern(op)) {
        writer.raw("CASE "_L1);
        writeType();
        writer.raw(" WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE "_L1);
        writeJsonPath(writer, writeColumn, path, false);
        writer.raw(" END"_L1);
        return;
    }
    if (!isBool && !isNumber)
        return writeJsonPath(writer, writeColumn, path, false);
    writer.raw("CASE "_L1);
    if (isBool) {
        writeType();
        writer.raw(" WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE CAST("_L1);
        writeJsonPath(writer, writeColumn, path, false);
        writer.raw(" AS TEXT) END"_L1);
    } else {
        writer.raw("WHEN "_L1);
        writeType();
        // Other values are unequal to a number, but neither less nor greater.
        writer.raw(isEquality ? " NOT IN ('true', 'false') THEN "_L1
                              : " IN ('integer', 'real') THEN "_L1);
        writeJsonPath(writer, writeColumn, path, false);
        if (isEquality) {
            writer.raw(" ELSE CAST("_L1);
            writeJsonPath(writer, writeColumn, path, false);
            writer.raw(" AS TEXT)"_L1);
        }
        writer.raw(" END"_L1);
    }
}

void SqliteGenerator::writeSum(SqlWriter &writer, const ColumnDef &column,
                               const std::function<void()> &write) const
{
    // A DECIMAL is a floating number here, and 0.1 + 0.2 is not the number that 0.3 is.
    const bool isRounded =
        column.type.kind() == DataType::Kind::Decimal && column.type.scale() >= 0;
    if (isRounded)
        writer.raw("ROUND("_L1);
    write();
    if (isRounded)
        writer.raw(", "_L1).raw(QString::number(column.type.scale())).raw(u")");
}

QLatin1StringView SqliteGenerator::insertIgnore() const
{
    return "OR IGNORE "_L1;
}

QLatin1StringView SqliteGenerator::nextKey() const
{
    return "NULL"_L1;
}

void SqliteGenerator::writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                                        const std::vector<OrderTerm> &order, qint64 limit) const
{
    // UPDATE and DELETE take no LIMIT here, a subquery on the rowid does.
    writer.raw(" WHERE rowid IN (SELECT rowid FROM "_L1).table(*scope.table);
    writeStrictWhere(writer, scope, where);
    writeOrder(writer, scope, order);
    writer.raw(where.isEmpty() && order.empty() ? "  LIMIT "_L1 : " LIMIT "_L1); // as in Sequelize
    writer.value(limit, nullptr);
    writer.raw(u")");
}

} // namespace orm
