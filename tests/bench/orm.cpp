#include "contender.h"

#include "orm/orm.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <chrono>

// Our own, called as its users call it. A loop of calls stands inside run() or transaction(), where
// each runs at once; W9 measures the way from the event loop and back.

namespace bench {

using namespace Qt::StringLiterals;

namespace {

/// The library on the file of a run, with the bookstore's model.
struct Shop
{
    explicit Shop(const Run &run)
        : db({.storage = run.file,
              .logging = nullptr,
              .synchronous =
                  run.mode == Mode::Full ? orm::Synchronous::Full : orm::Synchronous::Normal,
              .portable = run.portable})
        , book(db.define(
              "Book",
              {{"id", {.type = orm::DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}},
               {"title", {.type = orm::DataTypes::STRING(200), .allowNull = false}},
               {"author", {.type = orm::DataTypes::STRING(100), .allowNull = false}},
               {"price", {.type = orm::DataTypes::DECIMAL(10, 2)}}},
              {.tableName = "books"}))
    {
        db.authenticate().waitForFinished();
    }

    orm::Sequelize db;
    orm::Model &book;
};

orm::Values valuesOf(const Book &book)
{
    return {{"title", book.qtTitle}, {"author", book.qtAuthor}, {"price", book.price}};
}

qint64 centsOf(const orm::Instance &book)
{
    return cents(book["price"].value<orm::Decimal>().toDouble());
}

qint64 createAll(const Shop &shop, const std::vector<Book> &books)
{
    qint64 ids = 0;
    for (const Book &book : books)
        ids += shop.book.create(valuesOf(book)).result()["id"].toLongLong();
    return ids;
}

qint64 create(Run &run, bool inOneTransaction)
{
    qint64 ids = 0;
    {
        Shop shop(run);
        Random random(createSeed);
        const std::vector<Book> books = inventBooks(random, run.n);
        const auto work = [&] { return createAll(shop, books); };
        run.clock.start();
        ids = inOneTransaction ? shop.db.transaction(work).result() : shop.db.run(work).result();
        run.clock.stop();
    }
    return ids + tableCheck(run.file);
}

qint64 bulkCreate(Run &run)
{
    {
        Shop shop(run);
        Random random(createSeed);
        const auto work = [&] {
            for (int done = 0; done < run.n; done += chunkSize) {
                const std::vector<Book> books =
                    inventBooks(random, std::min(chunkSize, run.n - done));
                run.clock.start();
                QList<orm::Values> rows;
                rows.reserve(qsizetype(books.size()));
                for (const Book &book : books)
                    rows << valuesOf(book);
                shop.book.bulkCreate(rows).waitForFinished();
                run.clock.stop();
            }
            run.clock.start(); // until the commit is through
        };
        shop.db.transaction(work).waitForFinished();
        run.clock.stop();
    }
    return tableCheck(run.file);
}

qint64 findAll(Run &run)
{
    Shop shop(run);
    run.clock.start();
    const QList<orm::Instance> books = shop.book.findAll().result();
    qint64 check = 0;
    for (const orm::Instance &book : books)
        check += book["title"].toString().size() + centsOf(book);
    run.clock.stop();
    return check;
}

qint64 findByPk(Run &run)
{
    Shop shop(run);
    Random random(lookupSeed);
    const auto work = [&] {
        qint64 check = 0;
        for (int i = 0; i < run.n; ++i) {
            const orm::Instance book =
                *shop.book.findByPk(1 + random.below(quint32(run.rows))).result();
            check += book["id"].toLongLong() + book["title"].toString().size() + centsOf(book);
        }
        return check;
    };
    run.clock.start();
    const qint64 check = shop.db.run(work).result();
    run.clock.stop();
    return check;
}

qint64 findCheap(Run &run)
{
    Shop shop(run);
    Random random(lookupSeed);
    const auto work = [&] {
        qint64 check = 0;
        for (int i = 0; i < run.n; ++i) {
            const double limit = (200 + random.below(9800)) / 100.0;
            const QList<orm::Instance> books =
                shop.book
                    .findAll({.where = {{"price", orm::Op::lt(limit)}},
                              .order = {{"price", "DESC"}},
                              .limit = 50})
                    .result();
            for (const orm::Instance &book : books)
                check += book["id"].toLongLong() + centsOf(book);
        }
        return check;
    };
    run.clock.start();
    const qint64 check = shop.db.run(work).result();
    run.clock.stop();
    return check;
}

qint64 findAndSave(Run &run)
{
    {
        Shop shop(run);
        Random random(lookupSeed);
        const auto work = [&] {
            for (int i = 0; i < run.n; ++i) {
                orm::Instance book =
                    *shop.book.findByPk(1 + random.below(quint32(run.rows))).result();
                book["price"] = book.get("price").value<orm::Decimal>() + orm::Decimal(1, 0);
                book.save().waitForFinished();
            }
        };
        run.clock.start();
        shop.db.transaction(work).waitForFinished();
        run.clock.stop();
    }
    return tableCheck(run.file);
}

qint64 updateMany(Run &run)
{
    {
        Shop shop(run);
        run.clock.start();
        shop.book
            .update({{"price", orm::literal("price * 1.1")}},
                    {.where = {{"price", orm::Op::lt(30)}}})
            .waitForFinished();
        run.clock.stop();
    }
    return tableCheck(run.file);
}

qint64 destroyMany(Run &run)
{
    {
        Shop shop(run);
        run.clock.start();
        shop.book.destroy({.where = {{"price", orm::Op::gte(90)}}}).waitForFinished();
        run.clock.stop();
    }
    return tableCheck(run.file);
}

/// Calls from the event loop, one after the other, each result delivered back into it.
class LookupChain : public QObject
{
public:
    LookupChain(Run &run, const orm::Model &model)
        : m_run(run)
        , m_model(model)
    {
        m_run.latencies.reserve(size_t(run.n));
    }

    qint64 exec()
    {
        next();
        m_loop.exec();
        return m_check;
    }

private:
    void next()
    {
        m_from = std::chrono::steady_clock::now();
        orm::deliver(
            m_model.findByPk(1 + m_random.below(quint32(m_run.rows))), this,
            [this](const std::optional<orm::Instance> &book) { take(*book); },
            [this](const orm::BaseError &) { m_loop.quit(); });
    }

    void take(const orm::Instance &book)
    {
        m_check += book["id"].toLongLong() + book["title"].toString().size() + centsOf(book);
        const std::chrono::duration<double, std::micro> took =
            std::chrono::steady_clock::now() - m_from;
        m_run.latencies.push_back(took.count());
        if (int(m_run.latencies.size()) < m_run.n)
            next();
        else
            m_loop.quit();
    }

    Run &m_run;
    const orm::Model &m_model;
    Random m_random{lookupSeed};
    QEventLoop m_loop;
    std::chrono::steady_clock::time_point m_from;
    qint64 m_check = 0;
};

qint64 findFromTheEventLoop(Run &run)
{
    Shop shop(run);
    LookupChain chain(run, shop.book);
    run.clock.start();
    const qint64 check = chain.exec();
    run.clock.stop();
    return check;
}

qint64 lookUpOnce(Run &run)
{
    const Shop shop(run);
    return shop.book.findByPk(1).result()->get("id").toLongLong();
}

} // namespace

const std::map<QString, Work> &ormWorks()
{
    static const std::map<QString, Work> works{
        {u"W1a"_s, [](Run &run) { return create(run, false); }},
        {u"W1b"_s, [](Run &run) { return create(run, true); }},
        {u"W2"_s, bulkCreate},
        {u"W3"_s, findAll},
        {u"W4"_s, findByPk},
        {u"W5"_s, findCheap},
        {u"W6"_s, findAndSave},
        {u"W7u"_s, updateMany},
        {u"W7d"_s, destroyMany},
        {u"W9"_s, findFromTheEventLoop},
        {u"start"_s, lookUpOnce},
    };
    return works;
}

} // namespace bench
