#include "qsqldatabase.h"

#include <QSqlError>
#include <QVariant>

#include <cstdio>
#include <cstdlib>

namespace bench {

using namespace Qt::StringLiterals;

QtBook readBook(const QSqlQuery &row)
{
    return {row.value(0).toLongLong(),
            row.value(1).toString(),
            row.value(2).toString(),
            row.value(3).toDouble(),
            parseMoment(row.value(4).toString()),
            parseMoment(row.value(5).toString())};
}

void run(QSqlQuery &query)
{
    if (query.exec())
        return;
    std::fprintf(stderr, "bench: %s\n", qPrintable(query.lastError().text()));
    std::exit(2);
}

QString selectWhere(const char *condition)
{
    return QString::fromLatin1(selectSql) + QString::fromLatin1(condition);
}

QsqlDatabase::QsqlDatabase(const Run &run)
    : m_db(QSqlDatabase::addDatabase(u"QSQLITE"_s))
{
    m_db.setDatabaseName(run.file);
    m_db.open();
    for (const char *pragma : pragmasOf(run.mode))
        m_db.exec(QString::fromLatin1(pragma));
}

QsqlDatabase::~QsqlDatabase()
{
    m_db.close();
    m_db = QSqlDatabase();
    QSqlDatabase::removeDatabase(QLatin1StringView(QSqlDatabase::defaultConnection));
}

QSqlQuery QsqlDatabase::prepare(const QString &sql) const
{
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    query.prepare(sql);
    return query;
}

} // namespace bench
