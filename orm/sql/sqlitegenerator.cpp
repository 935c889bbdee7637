#include "orm/sql/sqlitegenerator.h"

#include "orm/core/error.h"

namespace orm {

using namespace Qt::StringLiterals;

Capabilities SqliteGenerator::capabilities() const
{
    return {
        .bulkDefault = false, .savepoints = true, .concurrentReads = true, .limitInUpdate = false};
}

QString SqliteGenerator::driver() const
{
    return u"QSQLITE"_s;
}

QString SqliteGenerator::typeName(const DataType &type) const
{
    using Kind = DataType::Kind;
    const auto withLength = [&type](QLatin1StringView name, int length) {
        return length < 0 ? QString(name) : name + u'(' + QString::number(length) + u')';
    };
    switch (type.kind()) {
    case Kind::String: return withLength("VARCHAR"_L1, type.length() < 0 ? 255 : type.length());
    case Kind::Char: return withLength("CHAR"_L1, type.length() < 0 ? 255 : type.length());
    case Kind::Text: return u"TEXT"_s;
    case Kind::CiText: return u"TEXT COLLATE NOCASE"_s;
    case Kind::Boolean: return u"TINYINT(1)"_s;
    case Kind::TinyInt:
    case Kind::SmallInt:
    case Kind::MediumInt:
    case Kind::Integer:
    case Kind::BigInt:
    case Kind::Float:
    case Kind::Real:
    case Kind::Time:
    case Kind::Uuid:
    case Kind::Blob:
    case Kind::Json:
    case Kind::Jsonb: return withLength(QLatin1StringView(type.name().toLatin1()), type.length());
    case Kind::Double: return u"DOUBLE PRECISION"_s;
    case Kind::Decimal:
        if (type.scale() > 0)
            return u"DECIMAL(%1,%2)"_s.arg(type.length()).arg(type.scale());
        return withLength("DECIMAL"_L1, type.length());
    case Kind::Date: return u"DATETIME"_s;
    case Kind::DateOnly: return u"DATE"_s;
    case Kind::Enum: return u"TEXT"_s;
    case Kind::Now:
    case Kind::UuidV1:
    case Kind::UuidV4:
    case Kind::Array:
    case Kind::Range:
    case Kind::HStore:
    case Kind::Cidr:
    case Kind::Inet:
    case Kind::MacAddr:
    case Kind::TsVector:
    case Kind::Geometry:
    case Kind::Geography:
    case Kind::Virtual: break;
    }
    throw UsageError(
        u"SQLite has no type for %1; TEXT or JSON can hold such values."_s.arg(type.name()));
}

Sql SqliteGenerator::tableExists(const TableDef &table, Log log) const
{
    SqlWriter writer(*this, log);
    writer.raw("SELECT name FROM sqlite_master WHERE type='table' AND name="_L1);
    writer.value(table.name, nullptr);
    return writer.take(StatementKind::Internal, ";"_L1);
}

Sql SqliteGenerator::listIndexColumns(const QString &index) const
{
    return verbatim("PRAGMA INDEX_INFO("_L1 + quoted(index) + u')', {}, StatementKind::Internal);
}

Sql SqliteGenerator::listIndexes(const TableDef &table) const
{
    return verbatim("PRAGMA INDEX_LIST("_L1 + quoted(table.name) + u')', {},
                    StatementKind::Internal);
}

std::optional<Sql> SqliteGenerator::foreignKeyChecks(bool on) const
{
    return verbatim(on ? u"PRAGMA foreign_keys = ON"_s : u"PRAGMA foreign_keys = OFF"_s, {},
                    StatementKind::Internal);
}

Sql SqliteGenerator::begin(const QString &type) const
{
    Sql sql = verbatim("BEGIN "_L1 + type + " TRANSACTION"_L1, {}, StatementKind::Transaction);
    sql.logged += u';';
    return sql;
}

QString SqliteGenerator::keyword(Operator op) const
{
    // LIKE ignores case here, and there is no ILIKE.
    if (op == Operator::ILike)
        return u"LIKE"_s;
    if (op == Operator::NotILike)
        return u"NOT LIKE"_s;
    return QueryGenerator::keyword(op);
}

QLatin1StringView SqliteGenerator::insertIgnore() const
{
    return "OR IGNORE "_L1;
}

QLatin1StringView SqliteGenerator::nextKey() const
{
    return "NULL"_L1;
}

QString SqliteGenerator::columnDefinition(const ColumnDef &column) const
{
    // AUTOINCREMENT is only allowed on a column declared as exactly this.
    if (column.primaryKey && column.autoIncrement)
        return quoted(column.name) + " INTEGER PRIMARY KEY AUTOINCREMENT"_L1;
    return QueryGenerator::columnDefinition(column);
}

void SqliteGenerator::writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                                        qint64 limit) const
{
    // UPDATE and DELETE take no LIMIT here, a subquery on the rowid does.
    writer.raw(" WHERE rowid IN (SELECT rowid FROM "_L1).name(scope.table->name);
    const auto beforeWhere = writer.mark();
    writer.raw(" WHERE "_L1);
    if (!writeWhere(writer, scope, where)) {
        writer.goBack(beforeWhere);
        if (!where.isEmpty())
            throw QueryError(u"The condition on %1 says nothing."_s.arg(scope.table->name));
    }
    writer.raw(" LIMIT "_L1);
    writer.value(limit, nullptr);
    writer.raw(")"_L1);
}

} // namespace orm
