#include "orm/sql/sqlite/sqlitegenerator.h"
#include "orm/core/error.h"
#include "orm/core/jsontext.h"
#include "orm/sql/logtext.h"

#include <QDateTime>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

Capabilities SqliteGenerator::capabilities() const
{
    return {.ignoreDuplicates = true,
            .updateOnDuplicate = true,
            .conflictWhere = true,
            .regularExpressions = true,
            .alterColumns = false,
            .indexWhere = true,
            .keysDescribedApart = true,
            .switchesForeignKeys = true,
            .insertsBlocks = true,
            .rightJoin = false,
            .unionAll = false};
}

QString SqliteGenerator::driver() const
{
    return u"QSQLITE"_s;
}

Sql SqliteGenerator::begin(const QString &type) const
{
    return plain("BEGIN "_L1 + type + " TRANSACTION"_L1, StatementKind::Transaction, ";"_L1);
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
    counter.value(truncate.table->name, nullptr);
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

QVariant SqliteGenerator::jsonComparand(const QVariant &value) const
{
    // JSON keeps moments as texts.
    return value.typeId() == QMetaType::QDateTime
               ? value.toDateTime().toUTC().toString(Qt::ISODateWithMs)
               : value;
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
                                        qint64 limit) const
{
    // UPDATE and DELETE take no LIMIT here, a subquery on the rowid does.
    writer.raw(" WHERE rowid IN (SELECT rowid FROM "_L1).table(*scope.table);
    writeStrictWhere(writer, scope, where, std::nullopt);
    writer.raw(where.isEmpty() ? "  LIMIT "_L1 : " LIMIT "_L1); // a gap, as in Sequelize
    writer.value(limit, nullptr);
    writer.raw(u")");
}

} // namespace orm
