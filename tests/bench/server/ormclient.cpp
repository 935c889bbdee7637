#include "serverbook.h"
#include "serverclient.h"

#include "ormshop.h"

namespace bench {

using namespace Qt::StringLiterals;
using orm::wait;

namespace {

orm::Values valuesOf(const Book &book)
{
    return {{"title", book.qtTitle}, {"author", book.qtAuthor}, {"price", book.price}};
}

class OrmClient final : public ServerClient
{
public:
    OrmClient(const QUrl &url, Listener listener)
        : m_db(url.toString(QUrl::FullyEncoded),
               {.logging = listener == Listener::Reader ? orm::Logging(
                               [this](const QString &text) { m_logged += text.size(); })
                                                        : orm::Logging(nullptr)})
        , m_book(defineServerBook(m_db))
    {
        if (listener == Listener::Keeper)
            m_keeper.emplace(m_db.log());
    }

    qint64 findByKey(std::span<const qint64> ids) override
    {
        return wait(m_db.run([&](orm::Session &session) {
            Seen seen;
            for (const qint64 id : ids)
                look(*session.findByPk(m_book, id), seen);
            return seen.sum();
        }));
    }
    qint64 readAll() override
    {
        return wait(m_db.run([&](orm::Session &session) {
            Seen seen;
            for (const orm::Instance &book : session.findAll(m_book, {.order = {"id"}}))
                look(book, seen);
            return seen.sum();
        }));
    }
    qint64 create(std::span<const Book> books) override
    {
        return wait(m_db.run([&](orm::Session &session) { return createAll(session, books); }));
    }
    qint64 createTogether(std::span<const Book> books) override
    {
        return wait(
            m_db.transaction([&](orm::Session &session) { return createAll(session, books); }));
    }
    qint64 createMany(std::span<const Book> books) override
    {
        return wait(m_db.run([&](orm::Session &session) {
            QList<orm::Values> rows;
            rows.reserve(qsizetype(books.size()));
            for (const Book &book : books)
                rows << valuesOf(book);
            session.bulkCreate(m_book, rows, {.returning = false});
            return qint64(books.size());
        }));
    }

private:
    static qint64 secondsOf(const orm::Instance &book, const char *moment)
    {
        return book.get<QDateTime>(moment).toMSecsSinceEpoch() / 1000;
    }
    static void look(const orm::Instance &book, Seen &seen)
    {
        seen.ids += book.get<qint64>("id");
        seen.letters += book.get<QString>("title").size() + book.get<QString>("author").size();
        seen.cents += cents(book.get<double>("price"));
        seen.seconds += secondsOf(book, "createdAt") + secondsOf(book, "updatedAt");
    }
    qint64 createAll(orm::Session &session, std::span<const Book> books)
    {
        for (const Book &book : books)
            m_lastId = session.create(m_book, valuesOf(book)).get<qint64>("id");
        return qint64(books.size());
    }

    qint64 m_logged = 0;
    qint64 m_lastId = 0;
    orm::Sequelize m_db;
    orm::Model &m_book;
    std::optional<EventKeeper> m_keeper;
};

} // namespace

std::unique_ptr<ServerClient> openOrm(const QUrl &url)
{
    return std::make_unique<OrmClient>(url, Listener::Nobody);
}

std::unique_ptr<ServerClient> openOrmKept(const QUrl &url)
{
    return std::make_unique<OrmClient>(url, Listener::Keeper);
}

std::unique_ptr<ServerClient> openOrmText(const QUrl &url)
{
    return std::make_unique<OrmClient>(url, Listener::Reader);
}

} // namespace bench
