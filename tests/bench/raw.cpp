#include "contender.h"

// The reference: sqlite3 by hand, as well as it can be done.

namespace bench {

using namespace Qt::StringLiterals;

namespace {

struct RawBook
{
    qint64 id = 0;
    std::string title;
    std::string author;
    double price = 0;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
};

RawBook read(const RawStatement &row)
{
    return {row.integer(0),
            std::string(row.text(1), size_t(row.size(1))),
            std::string(row.text(2), size_t(row.size(2))),
            row.real(3),
            parseMoment(row.text(4)),
            parseMoment(row.text(5))};
}

qint64 create(Run &run, bool inOneTransaction)
{
    RawDatabase db(run.file, run.mode);
    Random random(createSeed);
    const std::vector<Book> books = inventBooks(random, run.n);
    qint64 ids = 0;
    run.clock.start();
    if (inOneTransaction)
        db.execute("BEGIN");
    RawStatement insert(db, insertSql(1));
    for (const Book &book : books) {
        insert.bindBook(0, book);
        insert.run();
        ids += db.lastId();
    }
    if (inOneTransaction)
        db.execute("COMMIT");
    run.clock.stop();
    return ids + tableCheck(run.file);
}

qint64 bulkCreate(Run &run, int rowsAtOnce)
{
    RawDatabase db(run.file, run.mode);
    Random random(createSeed);
    RawStatement insert(db, insertSql(rowsAtOnce));
    db.execute("BEGIN");
    for (int done = 0; done < run.n; done += chunkSize) {
        const std::vector<Book> books = inventBooks(random, std::min(chunkSize, run.n - done));
        run.clock.start();
        for (size_t i = 0; i < books.size(); i += size_t(rowsAtOnce)) {
            for (int row = 0; row < rowsAtOnce; ++row)
                insert.bindBook(row, books[i + size_t(row)]);
            insert.run();
        }
        run.clock.stop();
    }
    run.clock.start();
    db.execute("COMMIT");
    run.clock.stop();
    return tableCheck(run.file);
}

qint64 findAll(Run &run)
{
    RawDatabase db(run.file, run.mode);
    run.clock.start();
    std::vector<RawBook> books;
    RawStatement select(db, selectSql);
    while (select.step())
        books.push_back(read(select));
    qint64 check = 0;
    for (const RawBook &book : books)
        check += qint64(book.title.size()) + cents(book.price);
    run.clock.stop();
    return check;
}

qint64 findByPk(Run &run)
{
    RawDatabase db(run.file, run.mode);
    Random random(lookupSeed);
    qint64 check = 0;
    run.clock.start();
    RawStatement select(db, std::string(selectSql) + " WHERE `id` = ?");
    for (int i = 0; i < run.n; ++i) {
        select.bind(1, qint64(1 + random.below(quint32(run.rows))));
        select.step();
        const RawBook book = read(select);
        select.reset();
        check += book.id + qint64(book.title.size()) + cents(book.price);
    }
    run.clock.stop();
    return check;
}

qint64 findCheap(Run &run)
{
    RawDatabase db(run.file, run.mode);
    Random random(lookupSeed);
    qint64 check = 0;
    run.clock.start();
    RawStatement select(db, std::string(selectSql)
                                + " WHERE `price` < ? ORDER BY `price` DESC LIMIT 50");
    for (int i = 0; i < run.n; ++i) {
        select.bind(1, (200 + random.below(9800)) / 100.0);
        std::vector<RawBook> books;
        while (select.step())
            books.push_back(read(select));
        for (const RawBook &book : books)
            check += book.id + cents(book.price);
    }
    run.clock.stop();
    return check;
}

qint64 findAndSave(Run &run)
{
    RawDatabase db(run.file, run.mode);
    Random random(lookupSeed);
    run.clock.start();
    RawStatement select(db, std::string(selectSql) + " WHERE `id` = ?");
    RawStatement update(db, "UPDATE `books` SET `price` = ?, `updatedAt` = ? WHERE `id` = ?");
    db.execute("BEGIN");
    for (int i = 0; i < run.n; ++i) {
        select.bind(1, qint64(1 + random.below(quint32(run.rows))));
        select.step();
        const RawBook book = read(select);
        select.reset();
        update.bind(1, book.price + 1);
        update.bindText(2, moment);
        update.bind(3, book.id);
        update.run();
    }
    db.execute("COMMIT");
    run.clock.stop();
    return tableCheck(run.file);
}

qint64 executeOnce(Run &run, const std::string &sql)
{
    RawDatabase db(run.file, run.mode);
    run.clock.start();
    db.execute(sql);
    run.clock.stop();
    return tableCheck(run.file);
}

qint64 lookUpOnce(Run &run)
{
    RawDatabase db(run.file, run.mode);
    RawStatement select(db, std::string(selectSql) + " WHERE `id` = ?");
    select.bind(1, qint64(1));
    select.step();
    return read(select).id;
}

} // namespace

const std::map<QString, Work> &rawWorks()
{
    static const std::map<QString, Work> works{
        {u"W1a"_s, [](Run &run) { return create(run, false); }},
        {u"W1b"_s, [](Run &run) { return create(run, true); }},
        {u"W2"_s, [](Run &run) { return bulkCreate(run, 1); }},
        {u"W2-100"_s, [](Run &run) { return bulkCreate(run, 100); }},
        {u"W3"_s, findAll},
        {u"W4"_s, findByPk},
        {u"W5"_s, findCheap},
        {u"W6"_s, findAndSave},
        {u"W7u"_s,
         [](Run &run) {
             return executeOnce(
                 run, std::string("UPDATE `books` SET `price` = price * 1.1, `updatedAt` = '")
                          + moment + "' WHERE `price` < 30");
         }},
        {u"W7d"_s,
         [](Run &run) { return executeOnce(run, "DELETE FROM `books` WHERE `price` >= 90"); }},
        {u"W9"_s, findByPk},
        {u"start"_s, lookUpOnce},
    };
    return works;
}

} // namespace bench
