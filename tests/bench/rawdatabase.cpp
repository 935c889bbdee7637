#include "rawdatabase.h"

#include <cstdio>
#include <cstdlib>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void stop(sqlite3 *handle)
{
    std::fprintf(stderr, "bench: %s\n", sqlite3_errmsg(handle));
    std::exit(2);
}

} // namespace

std::string insertSql(int rows)
{
    std::string sql =
        "INSERT INTO `books` (`title`,`author`,`price`,`createdAt`,`updatedAt`) VALUES ";
    for (int row = 0; row < rows; ++row)
        sql += row == 0 ? "(?,?,?,?,?)" : ",(?,?,?,?,?)";
    return sql;
}

std::optional<Mode> modeNamed(const QString &name)
{
    for (const Mode mode : {Mode::Normal, Mode::Full, Mode::Rollback})
        if (nameOf(mode) == name)
            return mode;
    return std::nullopt;
}

QString nameOf(Mode mode)
{
    switch (mode) {
    case Mode::Normal: return u"wal"_s;
    case Mode::Full: return u"full"_s;
    case Mode::Rollback: return u"default"_s;
    }
    return {};
}

std::array<const char *, 5> pragmasOf(Mode mode)
{
    return {"PRAGMA foreign_keys = ON", "PRAGMA trusted_schema = OFF",
            "PRAGMA cell_size_check = ON",
            mode == Mode::Rollback ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL",
            mode == Mode::Normal ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL"};
}

RawDatabase::RawDatabase(const QString &file)
{
    if (sqlite3_open(file.toUtf8().constData(), &m_handle) != SQLITE_OK)
        stop(m_handle);
}

RawDatabase::RawDatabase(const QString &file, Mode mode)
    : RawDatabase(file)
{
    for (const char *pragma : pragmasOf(mode))
        execute(pragma);
}

RawDatabase::~RawDatabase()
{
    sqlite3_close(m_handle);
}

void RawDatabase::execute(const std::string &sql)
{
    if (sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        stop(m_handle);
}

RawStatement::RawStatement(RawDatabase &db, const std::string &sql)
    : m_db(db)
{
    if (sqlite3_prepare_v2(db.handle(), sql.c_str(), -1, &m_statement, nullptr) != SQLITE_OK)
        stop(db.handle());
}

RawStatement::~RawStatement()
{
    sqlite3_finalize(m_statement);
}

void RawStatement::bindBook(int row, const Book &book)
{
    const int at = row * 5;
    sqlite3_bind_text(m_statement, at + 1, book.title.data(), int(book.title.size()),
                      SQLITE_STATIC);
    sqlite3_bind_text(m_statement, at + 2, book.author.data(), int(book.author.size()),
                      SQLITE_STATIC);
    sqlite3_bind_double(m_statement, at + 3, book.price);
    bindText(at + 4, moment);
    bindText(at + 5, moment);
}

bool RawStatement::step()
{
    const int answer = sqlite3_step(m_statement);
    if (answer == SQLITE_ROW)
        return true;
    if (answer != SQLITE_DONE)
        stop(m_db.handle());
    sqlite3_reset(m_statement);
    return false;
}

} // namespace bench
