#include "qsqldatabase.h"

#include <chrono>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

enum class Transaction : bool { EachItsOwn, OneForAll };

void add(Reading &reading, const QtBook &book)
{
    reading.titles += book.title.size();
    reading.cents += cents(book.price);
    reading.ids += book.id;
}

Answer findAll(Run &job)
{
    QsqlDatabase db(job);
    Reading reading;
    std::vector<QtBook> books;
    job.clock.start();
    QSqlQuery select = db.prepare(selectWhere(""));
    run(select);
    while (select.next())
        books.push_back(readBook(select));
    for (const QtBook &book : books) {
        reading.titles += book.title.size();
        reading.cents += cents(book.price);
    }
    job.clock.stop();
    return reading.answer(qint64(books.size()));
}

Answer findByPk(Run &job, Transaction transaction)
{
    QsqlDatabase db(job);
    Random random(lookupSeed);
    Reading reading;
    job.latencies.reserve(size_t(job.n));
    job.clock.start();
    QSqlQuery select = db.prepare(selectWhere(" WHERE `id` = ?"));
    if (transaction == Transaction::OneForAll)
        db.begin();
    for (int i = 0; i < job.n; ++i) {
        const auto from = std::chrono::steady_clock::now();
        select.bindValue(0, qint64(1 + random.below(quint32(job.rows))));
        run(select);
        select.next();
        add(reading, readBook(select));
        select.finish();
        const std::chrono::duration<double, std::micro> took =
            std::chrono::steady_clock::now() - from;
        job.latencies.push_back(took.count());
    }
    if (transaction == Transaction::OneForAll)
        db.commit();
    job.clock.stop();
    return reading.answer(job.n);
}

Answer findCheap(Run &job)
{
    QsqlDatabase db(job);
    Random random(lookupSeed);
    Reading reading;
    job.clock.start();
    QSqlQuery select = db.prepare(selectWhere(" WHERE `price` < ? ORDER BY `price` DESC LIMIT 50"));
    for (int i = 0; i < job.n; ++i) {
        select.bindValue(0, (200 + random.below(9800)) / 100.0);
        run(select);
        std::vector<QtBook> books;
        while (select.next())
            books.push_back(readBook(select));
        for (const QtBook &book : books)
            add(reading, book);
    }
    job.clock.stop();
    return reading.answer(job.n);
}

Answer lookUpOnce(Run &job)
{
    QsqlDatabase db(job);
    QSqlQuery select = db.prepare(selectWhere(" WHERE `id` = ?"));
    select.bindValue(0, qint64(1));
    run(select);
    select.next();
    const QtBook book = readBook(select);
    return {1, book.title.size(), book.id};
}

} // namespace

Works qsqlReaders()
{
    return {
        {u"W3"_s, findAll},
        {u"W3 decoded"_s, findAll},
        {u"W4"_s, [](Run &job) { return findByPk(job, Transaction::EachItsOwn); }},
        {u"W4t"_s, [](Run &job) { return findByPk(job, Transaction::OneForAll); }},
        {u"W5"_s, findCheap},
        {u"W9"_s, [](Run &job) { return findByPk(job, Transaction::EachItsOwn); }},
        {u"start"_s, lookUpOnce},
    };
}

} // namespace bench
