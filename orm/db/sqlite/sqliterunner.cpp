#include "orm/db/sqlite/sqliterunner.h"

#include "orm/core/error.h"
#include "orm/db/sqlite/sqliteerrors.h"
#include "orm/db/sqlite/sqlitehandle.h"
#include "orm/db/statementvalues.h"

#include <sqlite3.h>

#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t maxKept = 100;
/// Steps of SQLite's machine between two looks at the cancel check: well below a millisecond.
constexpr int stepsPerCheck = 10'000;

/// Lets a statement be used again however its run ends.
class Reset
{
public:
    explicit Reset(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }
    ~Reset() { sqlite3_reset(m_statement); }
    Reset(const Reset &) = delete;
    Reset &operator=(const Reset &) = delete;

private:
    sqlite3_stmt *m_statement;
};

void checkCount(sqlite3_stmt *statement, const Statement &sql, int given)
{
    const int wanted = sqlite3_bind_parameter_count(statement);
    if (given != wanted)
        throw DatabaseError(
            u"%1 values were given for %2 placeholders: %3"_s.arg(given).arg(wanted).arg(
                sql.text.left(200)));
}

} // namespace

SqliteRunner::SqliteRunner(QtDatabase database, sqlite3 *handle)
    : m_database(std::move(database))
    , m_handle(handle)
{
    const auto check = [](void *self) {
        const auto &isCancelled = static_cast<SqliteRunner *>(self)->m_isCancelled;
        return isCancelled && isCancelled() ? 1 : 0;
    };
    sqlite3_progress_handler(m_handle, stepsPerCheck, check, this);
}

SqliteRunner::~SqliteRunner()
{
    sqlite3_progress_handler(m_handle, 0, nullptr, nullptr);
    reset();
}

void SqliteRunner::fail(const Statement &sql, const QVariantList &binds)
{
    throwSqliteError(sqlite3_extended_errcode(m_handle),
                     QString::fromUtf8(sqlite3_errmsg(m_handle)), sql, binds);
}

SqliteRunner::Kept &SqliteRunner::prepared(const Statement &sql)
{
    // What was used last is mostly used again, by the very same text.
    constexpr int usedLast = 3;
    auto kept = m_kept.begin();
    for (int i = 0; i < usedLast && kept != m_kept.end(); ++i, ++kept) {
        if (kept->text.constData() != sql.text.constData())
            continue;
        m_kept.splice(m_kept.begin(), m_kept, kept);
        return *kept;
    }
    if (const auto found = m_byText.constFind(sql.text); found != m_byText.cend()) {
        m_kept.splice(m_kept.begin(), m_kept, *found);
        return m_kept.front();
    }
    const QByteArray utf8 = sql.text.toUtf8();
    sqlite3_stmt *statement = nullptr;
    const char *rest = nullptr;
    if (sqlite3_prepare_v3(m_handle, utf8.constData(), int(utf8.size()) + 1,
                           SQLITE_PREPARE_PERSISTENT, &statement, &rest)
        != SQLITE_OK)
        fail(sql, {});
    if (!statement || !QByteArrayView(rest).trimmed().isEmpty()) {
        sqlite3_finalize(statement);
        throw DatabaseError(u"Only one statement can run at a time: %1"_s.arg(sql.text.left(200)));
    }
    if (m_kept.size() >= maxKept) {
        sqlite3_finalize(m_kept.back().statement);
        m_byText.remove(m_kept.back().text);
        m_kept.pop_back();
    }
    m_kept.push_front({.text = sql.text, .statement = statement});
    m_byText.insert(sql.text, m_kept.begin());
    return m_kept.front();
}

sqlite3_stmt *SqliteRunner::bound(const Statement &sql, const QVariantList &binds)
{
    Kept &kept = prepared(sql);
    checkCount(kept.statement, sql, int(binds.size()));
    bindValues(kept, binds);
    return kept.statement;
}

Result SqliteRunner::run(const Statement &sql, const QVariantList &binds,
                         const std::shared_ptr<RowHead> &head)
{
    sqlite3_stmt *statement = bound(sql, binds);
    const Reset reset(statement);
    if (sqlite3_column_count(statement) > 0) {
        Result result;
        result.rows = readRows(statement, sql, binds, head);
        return result;
    }
    return finish(statement, sql, [&binds] { return binds; });
}

template<typename BindsOf>
Result SqliteRunner::finish(sqlite3_stmt *statement, const Statement &sql, const BindsOf &bindsOf)
{
    // Inside a transaction, its BEGIN has looked.
    if (sqlite3_get_autocommit(m_handle) != 0)
        refuseMoved(m_handle);
    if (sqlite3_step(statement) != SQLITE_DONE)
        fail(sql, bindsOf());
    return {.rows = {},
            .affected = sqlite3_changes64(m_handle),
            .insertId = sqlite3_last_insert_rowid(m_handle)};
}

Result SqliteRunner::runBlock(const Statement &sql, const BlockCells &cells,
                              const std::shared_ptr<RowHead> &)
{
    Kept &kept = prepared(sql);
    const Reset reset(kept.statement);
    checkCount(kept.statement, sql, cells.size());
    bindCells(kept, cells);
    return finish(kept.statement, sql,
                  [&] { return StatementValues(cells, sql.dialect).binds(sql); });
}

qint64 SqliteRunner::runKeys(const Statement &sql, const QVariantList &binds, const TakeKey &take)
{
    sqlite3_stmt *statement = bound(sql, binds);
    const Reset reset(statement);
    qint64 count = 0;
    int status = SQLITE_DONE;
    for (; (status = sqlite3_step(statement)) == SQLITE_ROW; ++count)
        take(sqlite3_column_int64(statement, 0));
    if (status != SQLITE_DONE)
        fail(sql, binds);
    return count;
}

void SqliteRunner::setCancelCheck(std::function<bool()> isCancelled)
{
    m_isCancelled = std::move(isCancelled);
}

void SqliteRunner::interrupt()
{
    sqlite3_interrupt(m_handle);
}

bool SqliteRunner::isInTransaction()
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

bool SqliteRunner::isAlive()
{
    return hasItsFile(m_handle);
}

void SqliteRunner::reset()
{
    for (const Kept &kept : m_kept)
        sqlite3_finalize(kept.statement);
    m_kept.clear();
    m_byText.clear();
}

} // namespace orm
