#include "ormshop.h"

namespace bench {

using namespace Qt::StringLiterals;

namespace {

enum class Transaction : bool { EachItsOwn, OneForAll };

orm::Values valuesOf(const Book &book)
{
    return {{"title", book.qtTitle}, {"author", book.qtAuthor}, {"price", book.price}};
}

qint64 createAll(const OrmShop &shop, const orm::Session &session, const std::vector<Book> &books)
{
    qint64 ids = 0;
    for (const Book &book : books)
        ids += session.create(shop.book, valuesOf(book)).get<qint64>("id");
    return ids;
}

Answer create(Run &run, Transaction transaction)
{
    qint64 ids = 0;
    {
        OrmShop shop(run);
        Random random(createSeed);
        const std::vector<Book> books = inventBooks(random, run.n);
        const auto work = [&](orm::Session &session) { return createAll(shop, session, books); };
        run.clock.start();
        ids = transaction == Transaction::OneForAll ? shop.db.transaction(work).result()
                                                    : shop.db.run(work).result();
        run.clock.stop();
    }
    return {run.n, ids, tableCheck(run.file)};
}

Answer bulkCreate(Run &run)
{
    const qint64 before = lastId(run.file);
    {
        OrmShop shop(run);
        Random random(createSeed);
        const auto work = [&](orm::Session &session) {
            for (int done = 0; done < run.n; done += chunkSize) {
                const std::vector<Book> books =
                    inventBooks(random, std::min(chunkSize, run.n - done));
                run.clock.start();
                QList<orm::Values> rows;
                rows.reserve(qsizetype(books.size()));
                for (const Book &book : books)
                    rows << valuesOf(book);
                session.bulkCreate(shop.book, rows);
                run.clock.stop();
            }
            run.clock.start(); // until the commit is through
        };
        shop.db.transaction(work).waitForFinished();
        run.clock.stop();
    }
    return {run.n, sumOfIdsAfter(run.file, before), tableCheck(run.file)};
}

Answer findAndSave(Run &run)
{
    qint64 changed = 0;
    {
        OrmShop shop(run);
        Random random(lookupSeed);
        const auto work = [&](orm::Session &session) {
            for (int i = 0; i < run.n; ++i) {
                orm::Instance book =
                    *session.findByPk(shop.book, 1 + random.below(quint32(run.rows)));
                book["price"] = book.get<orm::Decimal>("price") + orm::Decimal(1, 0);
                session.save(book);
                ++changed; // save() throws unless it changed just this row
            }
        };
        run.clock.start();
        shop.db.transaction(work).waitForFinished();
        run.clock.stop();
    }
    return {run.n, changed, tableCheck(run.file)};
}

Answer updateMany(Run &run)
{
    qint64 changed = 0;
    {
        OrmShop shop(run);
        run.clock.start();
        changed = shop.book
                      .update({{"price", orm::literal("price * 1.1")}},
                              {.where = {{"price", orm::Op::lt(30)}}})
                      .result();
        run.clock.stop();
    }
    return {run.rows, changed, tableCheck(run.file)};
}

Answer destroyMany(Run &run)
{
    qint64 changed = 0;
    {
        OrmShop shop(run);
        run.clock.start();
        changed = shop.book.destroy({.where = {{"price", orm::Op::gte(90)}}}).result();
        run.clock.stop();
    }
    return {run.rows, changed, tableCheck(run.file)};
}

} // namespace

Works ormWriters()
{
    return {
        {u"W1a"_s, [](Run &run) { return create(run, Transaction::EachItsOwn); }},
        {u"W1b"_s, [](Run &run) { return create(run, Transaction::OneForAll); }},
        {u"W2"_s, bulkCreate},
        {u"W6"_s, findAndSave},
        {u"W7u"_s, updateMany},
        {u"W7d"_s, destroyMany},
    };
}

} // namespace bench
