#pragma once

#include <QByteArray>
#include <QMap>
#include <QStringList>

#include <sqlite3.h>

/// A file of SQLite by SQLite's own library, for tests that trust nobody else.
class PlainSqlite
{
public:
    explicit PlainSqlite(const QString &file) { sqlite3_open(file.toUtf8().constData(), &m_file); }
    ~PlainSqlite() { sqlite3_close(m_file); }
    PlainSqlite(const PlainSqlite &) = delete;
    PlainSqlite &operator=(const PlainSqlite &) = delete;

    /// The rows of a statement; each cell as a literal, so that types count, too.
    QList<QByteArrayList> rows(const QByteArray &sql)
    {
        QList<QByteArrayList> rows;
        sqlite3_stmt *statement = nullptr;
        if (sqlite3_prepare_v2(m_file, sql.constData(), -1, &statement, nullptr) != SQLITE_OK)
            return {{sqlite3_errmsg(m_file)}};
        while (sqlite3_step(statement) == SQLITE_ROW) {
            QByteArrayList row;
            for (int i = 0; i < sqlite3_column_count(statement); ++i)
                row += reinterpret_cast<const char *>(sqlite3_column_text(statement, i));
            rows += row;
        }
        sqlite3_finalize(statement);
        return rows;
    }
    /// All rows of a table in the order of their keys.
    QList<QByteArrayList> table(const QByteArray &name)
    {
        QByteArrayList cells;
        for (const QByteArrayList &column :
             rows("SELECT name FROM pragma_table_info('" + name + "') ORDER BY cid"))
            cells += "quote(\"" + column.first() + "\")";
        return rows("SELECT " + cells.join(", ") + " FROM \"" + name + "\" ORDER BY 1, 2");
    }
    /// Says what went wrong; empty: nothing.
    QByteArray run(const QByteArray &sql)
    {
        char *error = nullptr;
        sqlite3_exec(m_file, sql.constData(), nullptr, nullptr, &error);
        const QByteArray text(error);
        sqlite3_free(error);
        return text;
    }

private:
    sqlite3 *m_file = nullptr;
};
