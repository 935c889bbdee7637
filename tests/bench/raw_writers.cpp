#include "rawbook.h"

// The reference: sqlite3 by hand, as well as it can be done. What is written.

namespace bench {

using namespace Qt::StringLiterals;

namespace {

enum class Transaction : bool { EachItsOwn, OneForAll };

Answer create(Run &run, Transaction transaction)
{
    RawDatabase db(run.file, run.mode);
    Random random(createSeed);
    const std::vector<Book> books = inventBooks(random, run.n);
    qint64 ids = 0;
    run.clock.start();
    if (transaction == Transaction::OneForAll)
        db.execute("BEGIN");
    RawStatement insert(db, insertSql(1));
    for (const Book &book : books) {
        insert.bindBook(0, book);
        insert.run();
        ids += db.lastId();
    }
    if (transaction == Transaction::OneForAll)
        db.execute("COMMIT");
    run.clock.stop();
    return {run.n, ids, tableCheck(run.file)};
}

Answer bulkCreate(Run &run, int rowsAtOnce)
{
    const qint64 before = lastId(run.file);
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
    return {run.n, sumOfIdsAfter(run.file, before), tableCheck(run.file)};
}

Answer findAndSave(Run &run)
{
    RawDatabase db(run.file, run.mode);
    Random random(lookupSeed);
    qint64 changed = 0;
    run.clock.start();
    RawStatement select(db, std::string(selectSql) + " WHERE `id` = ?");
    RawStatement update(db, "UPDATE `books` SET `price` = ?, `updatedAt` = ? WHERE `id` = ?");
    db.execute("BEGIN");
    for (int i = 0; i < run.n; ++i) {
        select.bind(1, qint64(1 + random.below(quint32(run.rows))));
        select.step();
        const RawBook book = readBook(select);
        select.reset();
        update.bind(1, book.price + 1);
        update.bindText(2, moment);
        update.bind(3, book.id);
        update.run();
        changed += db.changed();
    }
    db.execute("COMMIT");
    run.clock.stop();
    return {run.n, changed, tableCheck(run.file)};
}

Answer executeOnce(Run &run, const std::string &sql)
{
    RawDatabase db(run.file, run.mode);
    run.clock.start();
    db.execute(sql);
    run.clock.stop();
    return {run.rows, db.changed(), tableCheck(run.file)};
}

} // namespace

Works rawWriters()
{
    return {
        {u"W1a"_s, [](Run &run) { return create(run, Transaction::EachItsOwn); }},
        {u"W1b"_s, [](Run &run) { return create(run, Transaction::OneForAll); }},
        {u"W2"_s, [](Run &run) { return bulkCreate(run, 1); }},
        {u"W2-100"_s, [](Run &run) { return bulkCreate(run, 100); }},
        {u"W6"_s, findAndSave},
        {u"W7u"_s,
         [](Run &run) {
             return executeOnce(
                 run, std::string("UPDATE `books` SET `price` = price * 1.1, `updatedAt` = '")
                          + moment + "' WHERE `price` < 30");
         }},
        {u"W7d"_s,
         [](Run &run) { return executeOnce(run, "DELETE FROM `books` WHERE `price` >= 90"); }},
    };
}

} // namespace bench
