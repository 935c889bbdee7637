#pragma once

#include "books.h"

#include <sqlite3.h>

#include <array>
#include <optional>
#include <string>

namespace bench {

/// How commits last; the same for all contenders of a workload: WAL with synchronous NORMAL or
/// FULL, or the engine's own defaults, which are a rollback journal and FULL.
enum class Mode : quint8 { Normal, Full, Rollback };

/// "wal", "full" or "default".
[[nodiscard]] std::optional<Mode> modeNamed(const QString &name);
[[nodiscard]] QString nameOf(Mode mode);
/// What a connection is told first: how commits last, and the same checks of the file as ours
/// makes, so that a ratio is the price of a layer and not that of a check inside SQLite.
[[nodiscard]] std::array<const char *, 5> pragmasOf(Mode mode);

/// Books generated at a time, with the clock stopped.
inline constexpr int chunkSize = 10'000;

inline constexpr char createTableSql[] = "CREATE TABLE IF NOT EXISTS `books` (`id` INTEGER PRIMARY "
                                         "KEY AUTOINCREMENT, `title` VARCHAR(200)"
                                         " NOT NULL, `author` VARCHAR(100) NOT NULL, `price` "
                                         "DECIMAL(10,2), `createdAt` DATETIME NOT NULL,"
                                         " `updatedAt` DATETIME NOT NULL)";
inline constexpr char selectSql[] =
    "SELECT `id`, `title`, `author`, `price`, `createdAt`, `updatedAt` FROM `books`";

/// INSERT of `rows` rows with five values each.
[[nodiscard]] std::string insertSql(int rows);

/// An SQLite connection without anything between. Stops the program on any failure: a benchmark
/// that goes on after one measures nothing.
class RawDatabase
{
public:
    /// As the file is.
    explicit RawDatabase(const QString &file);
    RawDatabase(const QString &file, Mode mode);
    ~RawDatabase();
    RawDatabase(const RawDatabase &) = delete;
    RawDatabase &operator=(const RawDatabase &) = delete;

    void execute(const std::string &sql);
    [[nodiscard]] sqlite3 *handle() const { return m_handle; }
    [[nodiscard]] qint64 lastId() const { return sqlite3_last_insert_rowid(m_handle); }
    /// Rows that the last statement changed.
    [[nodiscard]] int changed() const { return sqlite3_changes(m_handle); }

private:
    sqlite3 *m_handle = nullptr;
};

/// A prepared statement, kept for many runs.
class RawStatement
{
public:
    RawStatement(RawDatabase &db, const std::string &sql);
    ~RawStatement();
    RawStatement(const RawStatement &) = delete;
    RawStatement &operator=(const RawStatement &) = delete;

    /// Binds the five values of a book as row number `row` of the statement.
    void bindBook(int row, const Book &book);
    void bind(int index, qint64 value) { sqlite3_bind_int64(m_statement, index, value); }
    void bind(int index, double value) { sqlite3_bind_double(m_statement, index, value); }
    void bindText(int index, const char *utf8)
    {
        sqlite3_bind_text(m_statement, index, utf8, -1, SQLITE_STATIC);
    }

    /// The next row; false at the end, where the statement is ready to run again.
    bool step();
    void run()
    {
        while (step()) {
        }
    }

    [[nodiscard]] qint64 integer(int column) const
    {
        return sqlite3_column_int64(m_statement, column);
    }
    [[nodiscard]] double real(int column) const
    {
        return sqlite3_column_double(m_statement, column);
    }
    [[nodiscard]] const char *text(int column) const
    {
        return reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    }
    [[nodiscard]] int size(int column) const { return sqlite3_column_bytes(m_statement, column); }
    void reset() { sqlite3_reset(m_statement); }

private:
    RawDatabase &m_db;
    sqlite3_stmt *m_statement = nullptr;
};

} // namespace bench
