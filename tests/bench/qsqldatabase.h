#pragma once

#include "contender.h"

#include <QSqlDatabase>
#include <QSqlQuery>

namespace bench {

/// A book as a program with Qt keeps it.
struct QtBook
{
    qint64 id = 0;
    QString title;
    QString author;
    double price = 0;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
};

/// The book in the present row of a query that begins with `selectSql`.
[[nodiscard]] QtBook readBook(const QSqlQuery &row);
/// Runs a query. Stops the program when it fails.
void run(QSqlQuery &query);
[[nodiscard]] QString selectWhere(const char *condition);

/// QSqlQuery at its portable best: prepared once, forward-only, read by position, dates by hand.
class QsqlDatabase
{
public:
    explicit QsqlDatabase(const Run &run);
    ~QsqlDatabase();
    QsqlDatabase(const QsqlDatabase &) = delete;
    QsqlDatabase &operator=(const QsqlDatabase &) = delete;

    [[nodiscard]] QSqlQuery prepare(const QString &sql) const;
    void begin() { m_db.transaction(); }
    void commit() { m_db.commit(); }

private:
    QSqlDatabase m_db;
};

} // namespace bench
