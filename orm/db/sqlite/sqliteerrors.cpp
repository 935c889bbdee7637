#include "orm/db/sqlite/sqliteerrors.h"

#include "orm/db/drivererrors.h"

#include <sqlite3.h>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// "title" and "author" of "UNIQUE constraint failed: books.title, books.author".
QStringList columnsOf(const QString &text)
{
    QStringList columns;
    const QStringList names = text.section(": "_L1, 1).split(", "_L1, Qt::SkipEmptyParts);
    for (const QString &name : names)
        columns += name.section(u'.', -1);
    return columns;
}

ErrorFacts factsOf(int code, const QString &text, const Statement &statement,
                   const QVariantList &binds)
{
    ErrorFacts facts;
    facts.sql = statement.text;
    facts.binds = binds;
    facts.driverCode = QString::number(code);
    facts.driverText = text;
    return facts;
}

[[noreturn]] void throwUnique(ErrorFacts facts)
{
    facts.message = u"Validation error"_s;
    facts.fields = columnsOf(facts.driverText);
    for (const QString &field : std::as_const(facts.fields))
        facts.errors += uniqueItem(field);
    throw UniqueConstraintError(facts);
}

[[noreturn]] void throwNull(ErrorFacts facts)
{
    facts.fields = columnsOf(facts.driverText);
    for (const QString &field : std::as_const(facts.fields))
        facts.errors += notNullItem(field);
    throw DatabaseError(facts);
}

QString prefixOf(int code)
{
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT: return u"SQLITE_CONSTRAINT: "_s;
    case SQLITE_BUSY: return u"SQLITE_BUSY: "_s;
    case SQLITE_LOCKED: return u"SQLITE_LOCKED: "_s;
    case SQLITE_READONLY: return u"SQLITE_READONLY: "_s;
    case SQLITE_FULL: return u"SQLITE_FULL: "_s;
    case SQLITE_CORRUPT: return u"SQLITE_CORRUPT: "_s;
    case SQLITE_NOTADB: return u"SQLITE_NOTADB: "_s;
    case SQLITE_IOERR: return u"SQLITE_IOERR: "_s;
    case SQLITE_CANTOPEN: return u"SQLITE_CANTOPEN: "_s;
    case SQLITE_MISMATCH: return u"SQLITE_MISMATCH: "_s;
    default: return u"SQLITE_ERROR: "_s;
    }
}

} // namespace

void throwSqliteError(int code, const QString &text, const Statement &statement,
                      const QVariantList &binds)
{
    ErrorFacts facts = factsOf(code, text, statement, binds);
    facts.message = prefixOf(code) + text;
    if (text == "parser stack overflow"_L1)
        facts.message +=
            ": a condition is nested too deeply; its terms of one kind belong in one list"_L1;
    if ((code & 0xff) == SQLITE_READONLY && statement.kind == StatementKind::Read)
        facts.message += ": what changes something needs .kind = StatementKind::Write"_L1;
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: throwUnique(std::move(facts));
    case SQLITE_CONSTRAINT_NOTNULL: throwNull(std::move(facts));
    case SQLITE_CONSTRAINT_FOREIGNKEY: throw ForeignKeyConstraintError(facts);
    case SQLITE_INTERRUPT:
        facts.message = u"The statement was cancelled."_s;
        throw CancelledError(facts);
    case SQLITE_CONSTRAINT_TRIGGER: // what RESTRICT says by
        if (text == "FOREIGN KEY constraint failed"_L1)
            throw ForeignKeyConstraintError(facts);
        break;
    default: break;
    }
    if ((code & 0xff) == SQLITE_BUSY)
        throw TimeoutError(facts);
    throw DatabaseError(facts);
}

} // namespace orm
