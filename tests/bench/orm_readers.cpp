#include "ormshop.h"

#include <QEventLoop>

#include <chrono>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

enum class Transaction : bool { EachItsOwn, OneForAll };

void add(Reading &reading, const orm::Instance &book)
{
    reading.titles += book.get<QString>("title").size();
    reading.cents += cents(book.get<double>("price"));
    reading.ids += book.get<qint64>("id");
}

Answer findAll(Run &run)
{
    OrmShop shop(run);
    Reading reading;
    run.clock.start();
    const QList<orm::Instance> books = shop.book.findAll().result();
    for (const orm::Instance &book : books) {
        reading.titles += book.get<QString>("title").size();
        reading.cents += cents(book.get<double>("price"));
    }
    run.clock.stop();
    return reading.answer(books.size());
}

/// Every field of every row as a value of Qt, the moments as QDateTime.
struct DecodedBook
{
    qint64 id;
    QString title;
    QString author;
    double price;
    QDateTime createdAt;
    QDateTime updatedAt;
};

Answer findAllDecoded(Run &run)
{
    OrmShop shop(run);
    Reading reading;
    run.clock.start();
    const QList<orm::Instance> rows = shop.book.findAll().result();
    std::vector<DecodedBook> books;
    books.reserve(size_t(rows.size()));
    for (const orm::Instance &row : rows)
        books.push_back({row.get<qint64>("id"), row.get<QString>("title"),
                         row.get<QString>("author"), row.get<double>("price"),
                         row.get<QDateTime>("createdAt"), row.get<QDateTime>("updatedAt")});
    for (const DecodedBook &book : books) {
        reading.titles += book.title.size();
        reading.cents += cents(book.price);
    }
    run.clock.stop();
    return reading.answer(rows.size());
}

Answer findByPk(Run &run, Transaction transaction)
{
    OrmShop shop(run);
    Random random(lookupSeed);
    const auto work = [&](orm::Session &session) {
        Reading reading;
        for (int i = 0; i < run.n; ++i)
            add(reading, *session.findByPk(shop.book, 1 + random.below(quint32(run.rows))));
        return reading;
    };
    run.clock.start();
    const Reading reading = transaction == Transaction::OneForAll
                                ? shop.db.transaction(work).result()
                                : shop.db.run(work).result();
    run.clock.stop();
    return reading.answer(run.n);
}

Answer findCheap(Run &run)
{
    OrmShop shop(run);
    Random random(lookupSeed);
    const auto work = [&](orm::Session &session) {
        Reading reading;
        for (int i = 0; i < run.n; ++i) {
            const double limit = (200 + random.below(9800)) / 100.0;
            const QList<orm::Instance> books =
                session.findAll(shop.book, {.where = {{"price", orm::Op::lt(limit)}},
                                            .order = {{"price", "DESC"}},
                                            .limit = 50});
            for (const orm::Instance &book : books)
                add(reading, book);
        }
        return reading;
    };
    run.clock.start();
    const Reading reading = shop.db.run(work).result();
    run.clock.stop();
    return reading.answer(run.n);
}

/// Calls from the event loop, one after the other, each result delivered back into it.
class LookupChain : public QObject
{
public:
    LookupChain(Run &run, OrmShop &shop)
        : m_run(run)
        , m_shop(shop)
    {
        m_run.latencies.reserve(size_t(run.n));
    }

    Reading exec()
    {
        next();
        m_loop.exec();
        return m_reading;
    }

private:
    void next()
    {
        m_from = std::chrono::steady_clock::now();
        m_shop.db.read(
            this,
            [&model = m_shop.book, key = 1 + m_random.below(quint32(m_run.rows))](
                orm::ReadSession &session) { return session.findByPk(model, key); },
            [this](const std::optional<orm::Instance> &book) { take(*book); },
            [this](const orm::BaseError &) { m_loop.quit(); });
    }

    void take(const orm::Instance &book)
    {
        add(m_reading, book);
        const std::chrono::duration<double, std::micro> took =
            std::chrono::steady_clock::now() - m_from;
        m_run.latencies.push_back(took.count());
        if (int(m_run.latencies.size()) < m_run.n)
            next();
        else
            m_loop.quit();
    }

    Run &m_run;
    OrmShop &m_shop;
    Random m_random{lookupSeed};
    QEventLoop m_loop;
    std::chrono::steady_clock::time_point m_from;
    Reading m_reading;
};

Answer findFromTheEventLoop(Run &run)
{
    OrmShop shop(run);
    LookupChain chain(run, shop);
    run.clock.start();
    const Reading reading = chain.exec();
    run.clock.stop();
    return reading.answer(run.n);
}

Answer lookUpOnce(Run &run)
{
    const OrmShop shop(run);
    const orm::Instance book = *shop.book.findByPk(1).result();
    return {1, book.get<QString>("title").size(), book.get<qint64>("id")};
}

} // namespace

Works ormReaders()
{
    return {
        {u"W3"_s, findAll},
        {u"W3 decoded"_s, findAllDecoded},
        {u"W4"_s, [](Run &run) { return findByPk(run, Transaction::EachItsOwn); }},
        {u"W4t"_s, [](Run &run) { return findByPk(run, Transaction::OneForAll); }},
        {u"W5"_s, findCheap},
        {u"W9"_s, findFromTheEventLoop},
        {u"start"_s, lookUpOnce},
    };
}

} // namespace bench
