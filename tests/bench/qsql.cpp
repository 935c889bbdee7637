#include "contender.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <chrono>
#include <cstdio>
#include <cstdlib>

// QSqlQuery at its portable best: prepared once, forward-only, read by position, dates by hand.

namespace bench {

using namespace Qt::StringLiterals;

namespace {

struct QtBook
{
    qint64 id = 0;
    QString title;
    QString author;
    double price = 0;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
};

QtBook read(const QSqlQuery &row)
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
    if (!query.exec()) {
        std::fprintf(stderr, "bench: %s\n", qPrintable(query.lastError().text()));
        std::exit(2);
    }
}

class Database
{
public:
    explicit Database(const Run &run)
        : m_db(QSqlDatabase::addDatabase(u"QSQLITE"_s))
    {
        m_db.setDatabaseName(run.file);
        m_db.open();
        m_db.exec(u"PRAGMA journal_mode = WAL"_s);
        m_db.exec(run.mode == Mode::Full ? u"PRAGMA synchronous = FULL"_s
                                         : u"PRAGMA synchronous = NORMAL"_s);
    }
    ~Database()
    {
        m_db.close();
        m_db = QSqlDatabase();
        QSqlDatabase::removeDatabase(QLatin1StringView(QSqlDatabase::defaultConnection));
    }
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    [[nodiscard]] QSqlQuery prepare(const QString &sql) const
    {
        QSqlQuery query(m_db);
        query.setForwardOnly(true);
        query.prepare(sql);
        return query;
    }
    void begin() { m_db.transaction(); }
    void commit() { m_db.commit(); }

private:
    QSqlDatabase m_db;
};

QString selectWhere(const char *condition)
{
    return QString::fromLatin1(selectSql) + QString::fromLatin1(condition);
}

void bindBook(QSqlQuery &query, int row, const Book &book)
{
    static const QString now = QString::fromLatin1(moment);
    const int at = row * 5;
    query.bindValue(at, book.qtTitle);
    query.bindValue(at + 1, book.qtAuthor);
    query.bindValue(at + 2, book.price);
    query.bindValue(at + 3, now);
    query.bindValue(at + 4, now);
}

qint64 create(Run &job, bool inOneTransaction)
{
    qint64 ids = 0;
    {
        Database db(job);
        Random random(createSeed);
        const std::vector<Book> books = inventBooks(random, job.n);
        job.clock.start();
        if (inOneTransaction)
            db.begin();
        QSqlQuery insert = db.prepare(QString::fromStdString(insertSql(1)));
        for (const Book &book : books) {
            bindBook(insert, 0, book);
            run(insert);
            ids += insert.lastInsertId().toLongLong();
        }
        if (inOneTransaction)
            db.commit();
        job.clock.stop();
    }
    return ids + tableCheck(job.file);
}

qint64 bulkCreate(Run &job, int rowsAtOnce)
{
    {
        Database db(job);
        Random random(createSeed);
        QSqlQuery insert = db.prepare(QString::fromStdString(insertSql(rowsAtOnce)));
        db.begin();
        for (int done = 0; done < job.n; done += chunkSize) {
            const std::vector<Book> books = inventBooks(random, std::min(chunkSize, job.n - done));
            job.clock.start();
            for (size_t i = 0; i < books.size(); i += size_t(rowsAtOnce)) {
                for (int row = 0; row < rowsAtOnce; ++row)
                    bindBook(insert, row, books[i + size_t(row)]);
                run(insert);
            }
            job.clock.stop();
        }
        job.clock.start();
        db.commit();
        job.clock.stop();
    }
    return tableCheck(job.file);
}

qint64 findAll(Run &job)
{
    Database db(job);
    job.clock.start();
    std::vector<QtBook> books;
    QSqlQuery select = db.prepare(selectWhere(""));
    run(select);
    while (select.next())
        books.push_back(read(select));
    qint64 check = 0;
    for (const QtBook &book : books)
        check += book.title.size() + cents(book.price);
    job.clock.stop();
    return check;
}

qint64 findByPk(Run &job)
{
    Database db(job);
    Random random(lookupSeed);
    qint64 check = 0;
    job.latencies.reserve(size_t(job.n));
    job.clock.start();
    QSqlQuery select = db.prepare(selectWhere(" WHERE `id` = ?"));
    for (int i = 0; i < job.n; ++i) {
        const auto from = std::chrono::steady_clock::now();
        select.bindValue(0, qint64(1 + random.below(quint32(job.rows))));
        run(select);
        select.next();
        const QtBook book = read(select);
        select.finish();
        check += book.id + book.title.size() + cents(book.price);
        const std::chrono::duration<double, std::micro> took =
            std::chrono::steady_clock::now() - from;
        job.latencies.push_back(took.count());
    }
    job.clock.stop();
    return check;
}

qint64 findCheap(Run &job)
{
    Database db(job);
    Random random(lookupSeed);
    qint64 check = 0;
    job.clock.start();
    QSqlQuery select = db.prepare(selectWhere(" WHERE `price` < ? ORDER BY `price` DESC LIMIT 50"));
    for (int i = 0; i < job.n; ++i) {
        select.bindValue(0, (200 + random.below(9800)) / 100.0);
        run(select);
        std::vector<QtBook> books;
        while (select.next())
            books.push_back(read(select));
        for (const QtBook &book : books)
            check += book.id + cents(book.price);
    }
    job.clock.stop();
    return check;
}

qint64 findAndSave(Run &job)
{
    {
        Database db(job);
        Random random(lookupSeed);
        job.clock.start();
        QSqlQuery select = db.prepare(selectWhere(" WHERE `id` = ?"));
        QSqlQuery update =
            db.prepare(u"UPDATE `books` SET `price` = ?, `updatedAt` = ? WHERE `id` = ?"_s);
        db.begin();
        const QString now = QString::fromLatin1(moment);
        for (int i = 0; i < job.n; ++i) {
            select.bindValue(0, qint64(1 + random.below(quint32(job.rows))));
            run(select);
            select.next();
            const QtBook book = read(select);
            select.finish();
            update.bindValue(0, book.price + 1);
            update.bindValue(1, now);
            update.bindValue(2, book.id);
            run(update);
        }
        db.commit();
        job.clock.stop();
    }
    return tableCheck(job.file);
}

qint64 executeOnce(Run &job, const QString &sql)
{
    {
        Database db(job);
        job.clock.start();
        QSqlQuery query = db.prepare(sql);
        run(query);
        job.clock.stop();
    }
    return tableCheck(job.file);
}

qint64 lookUpOnce(Run &job)
{
    Database db(job);
    QSqlQuery select = db.prepare(selectWhere(" WHERE `id` = ?"));
    select.bindValue(0, qint64(1));
    run(select);
    select.next();
    return read(select).id;
}

} // namespace

const std::map<QString, Work> &qsqlWorks()
{
    static const std::map<QString, Work> works{
        {u"W1a"_s, [](Run &job) { return create(job, false); }},
        {u"W1b"_s, [](Run &job) { return create(job, true); }},
        {u"W2"_s, [](Run &job) { return bulkCreate(job, 1); }},
        {u"W2-100"_s, [](Run &job) { return bulkCreate(job, 100); }},
        {u"W3"_s, findAll},
        {u"W4"_s, findByPk},
        {u"W5"_s, findCheap},
        {u"W6"_s, findAndSave},
        {u"W7u"_s,
         [](Run &job) {
             return executeOnce(job,
                                u"UPDATE `books` SET `price` = price * 1.1, `updatedAt` = '%1' "
                                "WHERE `price` < 30"_s.arg(QLatin1StringView(moment)));
         }},
        {u"W7d"_s,
         [](Run &job) { return executeOnce(job, u"DELETE FROM `books` WHERE `price` >= 90"_s); }},
        {u"W9"_s, findByPk},
        {u"start"_s, lookUpOnce},
    };
    return works;
}

} // namespace bench
