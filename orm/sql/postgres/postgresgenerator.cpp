#include "orm/sql/postgres/postgresgenerator.h"

#include <QRegularExpression>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

bool PostgresGenerator::needsQuotes(const QString &identifier) const
{
    static const QStringList reserved =
        QString::fromLatin1(
            "all analyse analyze and any array as asc asymmetric authorization binary both "
            "case cast check collate collation column concurrently constraint create cross "
            "current_catalog current_date current_role current_schema current_time "
            "current_timestamp current_user default deferrable desc distinct do else end "
            "except false fetch for foreign freeze from full grant group having ilike in "
            "initially inner intersect into is isnull join lateral leading left like limit "
            "localtime localtimestamp natural not notnull null offset on only or order "
            "outer overlaps placing primary references returning right select session_user "
            "similar some symmetric system_user table tablesample then to trailing true "
            "union unique user using variadic verbose when where window with")
            .split(u' ');
    static const QRegularExpression word(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    return !word.match(identifier).hasMatch() || reserved.contains(identifier.toLower());
}

Capabilities PostgresGenerator::capabilities() const
{
    return {.schemas = true,
            .returning = true,
            .regularExpressions = true,
            .caselessRegularExpressions = true,
            .arrays = true,
            .indexWhere = true,
            .caselessAliases = false};
}

QString PostgresGenerator::placeholder(int number) const
{
    return u'$' + QString::number(number);
}

QString PostgresGenerator::loggedBind(const QString &name, int number) const
{
    return name.at(0).isDigit() ? u'$' + name : loggedPlaceholder(number);
}

std::vector<Sql> PostgresGenerator::truncate(const Truncate &truncate) const
{
    QString text = "TRUNCATE "_L1 + quoted(*truncate.table);
    if (truncate.restartIdentity)
        text += " RESTART IDENTITY"_L1;
    if (truncate.cascade)
        text += " CASCADE"_L1;
    return {plain(text, StatementKind::Write)};
}

std::vector<Sql> PostgresGenerator::begin(const Begin &begin) const
{
    std::vector<Sql> statements = QueryGenerator::begin(begin);
    const auto set = [&](const QString &what) {
        statements.push_back(
            plain("SET TRANSACTION "_L1 + what, StatementKind::Transaction, ";"_L1));
    };
    if (!begin.isolationLevel.isEmpty())
        set("ISOLATION LEVEL "_L1 + begin.isolationLevel);
    if (begin.readOnly)
        set(u"READ ONLY"_s);
    if (begin.deferrable)
        set(u"DEFERRABLE"_s);
    return statements;
}

Sql PostgresGenerator::setConstraints(bool areDeferred, const QStringList &names) const
{
    QStringList quotedNames;
    for (const QString &name : names)
        quotedNames += quoted(name);
    return plain("SET CONSTRAINTS "_L1 + (names.isEmpty() ? u"ALL"_s : quotedNames.join(", "_L1))
                     + (areDeferred ? " DEFERRED"_L1 : " IMMEDIATE"_L1),
                 StatementKind::Transaction, ";"_L1);
}

// A server that takes over from another one gives numbers of transactions again that the other one
// had given. It begins a new timeline, so that both together are given once. A server that only
// follows another one has no numbers, and would end the transaction when it is asked for one.

std::optional<Sql> PostgresGenerator::transactionNumber() const
{
    return plain(u"SELECT CASE WHEN NOT pg_is_in_recovery() THEN "
                 "left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) || ':' || "
                 "txid_current_if_assigned() END"_s,
                 StatementKind::Internal);
}

std::optional<Sql> PostgresGenerator::transactionStatus(const QString &number) const
{
    SqlWriter writer(*this);
    writer.raw("SELECT CASE WHEN pg_is_in_recovery() THEN NULL "
               "WHEN left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) = "_L1);
    writer.value(number.section(u':', 0, 0), nullptr);
    writer.raw(" THEN txid_status("_L1);
    writer.value(number.section(u':', 1).toLongLong(), nullptr);
    writer.raw(") END"_L1);
    return writer.take(StatementKind::Internal);
}

std::optional<Sql> PostgresGenerator::setSearchPath(const QString &path) const
{
    QStringList schemas;
    for (const QString &schema : path.split(u',', Qt::SkipEmptyParts))
        schemas += quoted(schema.trimmed());
    const QString text = schemas.isEmpty() ? u"DEFAULT"_s : schemas.join(u',');
    return plain("SET search_path TO "_L1 + text, StatementKind::Internal);
}

QString PostgresGenerator::sign(Operator op) const
{
    if (op == Operator::Regexp)
        return u"~"_s;
    if (op == Operator::NotRegexp)
        return u"!~"_s;
    return QueryGenerator::sign(op);
}

/// A database's own collation may know the letters of ASCII alone, and its extension for accents is
/// seldom there: these are taken off as marks of their own. Most texts have none.
void PostgresGenerator::writeFolded(SqlWriter &writer, const std::function<void()> &writeText,
                                    const QString &pattern) const
{
    // LOWER makes another letter of a capital sigma where a word ends. Where a database has no
    // sigma at all, it cannot even be named.
    const bool hasSigma = pattern.contains(u'\u03c3');
    writer.raw("CASE WHEN octet_length("_L1);
    writeText();
    writer.raw(") = char_length("_L1);
    writeText();
    writer.raw(") THEN LOWER("_L1);
    writeText();
    writer.raw(") ELSE normalize("_L1);
    writer.raw(hasSigma ? "translate("_L1 : ""_L1).raw("regexp_replace(normalize("_L1);
    writeLower(writer, writeText);
    // What is no accent is put together again, such as Korean syllables.
    writer.raw(", NFD), '[\\u0300-\\u036F]', '', 'g')"_L1);
    writer.raw(hasSigma ? ", U&'\\03C2', U&'\\03C3')"_L1 : ""_L1).raw(", NFC) END"_L1);
}

/// As texts are put together: a few letters never are, such as Hindi's with a dot.
QString PostgresGenerator::foldedPattern(const QString &pattern) const
{
    return QueryGenerator::foldedPattern(pattern).normalized(QString::NormalizationForm_C);
}

void PostgresGenerator::writeLower(SqlWriter &writer, const std::function<void()> &writeText) const
{
    writer.raw("LOWER("_L1);
    writeText();
    writer.raw(" COLLATE \"und-x-icu\")"_L1);
}

QString PostgresGenerator::behindValue(const TableDef &table, const ColumnDef &column) const
{
    // A list of an enumeration's values would be a list of texts.
    using Kind = DataType::Kind;
    const bool isList =
        column.type.kind() == Kind::Array && column.type.element().kind() == Kind::Enum;
    return isList ? "::"_L1 + quoted("enum_"_L1 + table.name + u'_' + column.name) + "[]"_L1
                  : QString();
}

void PostgresGenerator::writeLimit(SqlWriter &writer, const Scope &, const Select &select) const
{
    if (select.limit) {
        writer.raw(" LIMIT "_L1);
        writer.value(*select.limit, nullptr);
    }
    if (select.offset) {
        writer.raw(" OFFSET "_L1);
        writer.value(*select.offset, nullptr);
    }
}

void PostgresGenerator::writeLock(SqlWriter &writer, const Select &select) const
{
    switch (select.lock) {
    case Lock::None: return;
    case Lock::Update: writer.raw(" FOR UPDATE"_L1); break;
    case Lock::Share: writer.raw(" FOR SHARE"_L1); break;
    case Lock::KeyShare: writer.raw(" FOR KEY SHARE"_L1); break;
    case Lock::NoKeyUpdate: writer.raw(" FOR NO KEY UPDATE"_L1); break;
    }
    if (!select.lockOf.isEmpty())
        writer.raw(" OF "_L1).name(select.lockOf);
    if (select.skipLocked)
        writer.raw(" SKIP LOCKED"_L1);
}

QLatin1StringView PostgresGenerator::nextKey() const
{
    return "DEFAULT"_L1;
}

void PostgresGenerator::writeReturning(SqlWriter &writer, const TableDef &table,
                                       const Returning &returning) const
{
    if (returning.isWanted)
        writer.raw(" RETURNING "_L1).raw(returned(table, returning, {}));
}

void PostgresGenerator::writeLimitedWhere(SqlWriter &writer, const Scope &scope, const Where &where,
                                          const std::vector<OrderTerm> &order, qint64 limit) const
{
    // UPDATE and DELETE take no LIMIT here, a sub-query on the keys does. It locks the rows, since
    // what another transaction writes meanwhile is held against the outer condition alone; and it
    // runs once, since it would choose others the next time.
    QStringList keys;
    for (const ColumnDef &column : scope.table->columns)
        if (column.primaryKey)
            keys += quoted(column.name);
    const QString list = keys.join(u',');
    const bool isOne = keys.size() == 1;
    writer.raw(" WHERE "_L1).raw(isOne ? list : u'(' + list + u')');
    writer.raw(isOne ? " = ANY(ARRAY("_L1 : " IN (WITH \"chosen\" AS MATERIALIZED ("_L1);
    writer.raw("SELECT "_L1).raw(list).raw(" FROM "_L1).table(*scope.table);
    writeStrictWhere(writer, scope, where);
    writeOrder(writer, scope, order);
    writer.raw(" LIMIT "_L1);
    writer.value(limit, nullptr);
    writer.raw(" FOR UPDATE"_L1);
    writer.raw(isOne ? "))"_L1 : ") SELECT "_L1);
    if (!isOne)
        writer.raw(list).raw(" FROM \"chosen\")"_L1);
}

QString PostgresGenerator::jsonKey(const QString &key) const
{
    // An element of an array.
    const bool isPlain = !key.isEmpty() && std::ranges::none_of(key, [](QChar c) {
        return c.isSpace() || QStringView(u"{},\"\\").contains(c);
    });
    QString escaped = key;
    return isPlain ? key : u'"' + escaped.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1) + u'"';
}

void PostgresGenerator::writeJsonPath(SqlWriter &writer, const std::function<void()> &writeColumn,
                                      const QStringList &path, bool asJson) const
{
    writer.raw(u"(");
    writeColumn();
    writer.raw(asJson ? "#>"_L1 : "#>>"_L1);
    QStringList keys;
    for (const QString &key : path)
        keys += jsonKey(key);
    writer.value(u'{' + keys.join(u',') + u'}', nullptr);
    writer.raw(u")");
}

void PostgresGenerator::writeJsonDocument(SqlWriter &writer,
                                          const std::function<void()> &writeColumn,
                                          const QStringList &path) const
{
    // As a text it has blanks of the server's, and a column of JSON knows no equality.
    writer.raw("CAST("_L1);
    writeJsonPath(writer, writeColumn, path, true);
    writer.raw(" AS JSONB)"_L1);
}

} // namespace orm
