#include "rawbook.h"

// The reference: sqlite3 by hand, as well as it can be done. What is read.

namespace bench {

using namespace Qt::StringLiterals;

namespace {

enum class Transaction : bool { EachItsOwn, OneForAll };

Answer findAll(Run &run)
{
    RawDatabase db(run.file, run.mode);
    Reading reading;
    std::vector<RawBook> books;
    run.clock.start();
    RawStatement select(db, selectSql);
    while (select.step())
        books.push_back(readBook(select));
    for (const RawBook &book : books) {
        reading.titles += qint64(book.title.size());
        reading.cents += cents(book.price);
    }
    run.clock.stop();
    reading.titles = 0; // those were bytes
    for (const RawBook &book : books)
        reading.titles += utf16Length(book.title);
    return reading.answer(qint64(books.size()));
}

Answer findByPk(Run &run, Transaction transaction)
{
    RawDatabase db(run.file, run.mode);
    Random random(lookupSeed);
    Reading reading;
    run.clock.start();
    RawStatement select(db, std::string(selectSql) + " WHERE `id` = ?");
    if (transaction == Transaction::OneForAll)
        db.execute("BEGIN");
    for (int i = 0; i < run.n; ++i) {
        select.bind(1, qint64(1 + random.below(quint32(run.rows))));
        select.step();
        const RawBook book = readBook(select);
        select.reset();
        reading.titles += utf16Length(book.title);
        reading.cents += cents(book.price);
        reading.ids += book.id;
    }
    if (transaction == Transaction::OneForAll)
        db.execute("COMMIT");
    run.clock.stop();
    return reading.answer(run.n);
}

Answer findCheap(Run &run)
{
    RawDatabase db(run.file, run.mode);
    Random random(lookupSeed);
    Reading reading;
    run.clock.start();
    RawStatement select(db, std::string(selectSql)
                                + " WHERE `price` < ? ORDER BY `price` DESC LIMIT 50");
    for (int i = 0; i < run.n; ++i) {
        select.bind(1, (200 + random.below(9800)) / 100.0);
        std::vector<RawBook> books;
        while (select.step())
            books.push_back(readBook(select));
        for (const RawBook &book : books) {
            reading.titles += utf16Length(book.title);
            reading.cents += cents(book.price);
            reading.ids += book.id;
        }
    }
    run.clock.stop();
    return reading.answer(run.n);
}

Answer lookUpOnce(Run &run)
{
    RawDatabase db(run.file, run.mode);
    RawStatement select(db, std::string(selectSql) + " WHERE `id` = ?");
    select.bind(1, qint64(1));
    select.step();
    const RawBook book = readBook(select);
    return {1, utf16Length(book.title), book.id};
}

} // namespace

Works rawReaders()
{
    return {
        {u"W3"_s, findAll},
        {u"W3 decoded"_s, findAll},
        {u"W4"_s, [](Run &run) { return findByPk(run, Transaction::EachItsOwn); }},
        {u"W4t"_s, [](Run &run) { return findByPk(run, Transaction::OneForAll); }},
        {u"W4t-autocommit"_s, [](Run &run) { return findByPk(run, Transaction::EachItsOwn); }},
        {u"W5"_s, findCheap},
        {u"W9"_s, [](Run &run) { return findByPk(run, Transaction::EachItsOwn); }},
        {u"start"_s, lookUpOnce},
    };
}

} // namespace bench
