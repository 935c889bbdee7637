#include "orm/orm.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

template<typename S>
concept CanCreate = requires(S &session, const Model &model)
{
    session.create(model, Values());
};
template<typename S>
concept CanSave = requires(S &session, const Instance &row)
{
    session.save(row);
};
template<typename S>
concept CanLink = requires(S &session, const Related &related)
{
    session.add(related, 1);
};
template<typename S>
concept CanRead = requires(S &session, const Model &model)
{
    session.findAll(model);
};

// Work that only reads is given a session that cannot write: the compiler says so, not SQLite.
static_assert(CanRead<ReadSession> && CanRead<Session>);
static_assert(!CanCreate<ReadSession> && CanCreate<Session>);
static_assert(!CanSave<ReadSession> && CanSave<Session>);
static_assert(!CanLink<ReadSession> && CanLink<Session>);
static_assert(!std::is_convertible_v<ReadSession &, Session &>);

} // namespace

/// Every call of Model, Instance and Related exists in a unit of work, too, with the same answers
/// and the same texts in the log.
class TestSessionCalls : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void countsAndSums();
    void findsAndCountsAtOnce();
    void upserts();
    void changesManyRows();
    void changesOneRow();
    void reloadsWithWhatCameAlong();
    void linksRows();
    void runsSqlOfYourOwn();
    void refusesSqlThatWritesInAReadingSession();
    void makesAndDropsTables();
    void undoesAnInnerTransactionAlone();
    void saysTheSameInTheLogAsTheFutures();

private:
    /// Runs `work` with a session, and answers with its result.
    template<typename Work>
    auto in(Work work)
    {
        return m_db->run(work).result();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Sequelize> m_db;
    Model *m_book = nullptr;
    Model *m_author = nullptr;
};

void TestSessionCalls::init()
{
    m_db.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_db = std::make_unique<Sequelize>(
        Options{.storage = m_folder->filePath(u"shop.sqlite"_s), .logging = nullptr});
    m_book = &m_db->define("Book",
                           {{"title", {.type = DataTypes::STRING, .unique = true}},
                            {"price", {.type = DataTypes::INTEGER, .defaultValue = 0}}},
                           {.paranoid = true});
    m_author = &m_db->define("Author", {{"name", DataTypes::STRING}});
    m_author->hasMany(*m_book, {.as = "books"});
    m_db->sync().waitForFinished();
    m_book
        ->bulkCreate({{{"title", "Eden"}, {"price", 3}},
                      {{"title", "Solaris"}, {"price", 5}},
                      {{"title", "Kindred"}, {"price", 5}}})
        .waitForFinished();
}

void TestSessionCalls::countsAndSums()
{
    const Model &Book = *m_book;

    const QVariantList answers = in([&Book](const Session &session) {
        return QVariantList{
            session.count(Book),
            session.sum(Book, "price"),
            session.min(Book, "price"),
            session.max(Book, "price"),
            session.aggregate(Book, "price", "avg"),
            session.countGroups(Book, {.group = {"price"}}).size(),
            session.aggregateGroups(Book, "price", "sum", {.group = {"price"}}).size()};
    });

    const QVariantList expected{Book.count().result(),
                                Book.sum("price").result(),
                                Book.min("price").result(),
                                Book.max("price").result(),
                                Book.aggregate("price", "avg").result(),
                                2,
                                2};
    QCOMPARE(answers, expected);
    QCOMPARE(answers.at(1).toInt(), 13);
}

void TestSessionCalls::findsAndCountsAtOnce()
{
    const auto both = in([this](const Session &session) {
        return session.findAndCountAll(*m_book, {.order = {"id"}, .limit = 2});
    });

    QCOMPARE(both.count, 3);
    QCOMPARE(both.rows.size(), 2);
    QCOMPARE(both.rows.first().get<QString>("title"), u"Eden"_s);
}

void TestSessionCalls::upserts()
{
    const qint64 price = in([this](const Session &session) {
        session.upsert(*m_book, {{"id", 1}, {"title", "Eden"}, {"price", 8}});
        session.upsert(*m_book, {{"id", 9}, {"title", "Fiasco"}, {"price", 1}});
        return session.findByPk(*m_book, 1)->get<qint64>("price");
    });

    QCOMPARE(price, 8);
    QCOMPARE(m_book->count().result(), 4);
}

void TestSessionCalls::changesManyRows()
{
    const Model &Book = *m_book;

    const QVariantList answers = in([&Book](const Session &session) {
        QVariantList all;
        all << session.increment(Book, "price", {.by = 2, .where = {{"id", 1}}});
        all << session.decrement(Book, QStringList{u"price"_s}, {.where = {{"id", 1}}});
        all << session.increment(Book, Values{{"price", 10}}, {.where = {{"id", 2}}});
        try {
            session.updateReturning(Book, {{"title", "Fiasco"}}, {.where = {{"id", 3}}});
        } catch (const UsageError &) {
            all << u"SQLite does not tell the rows"_s;
        }
        all << session.destroy(Book, {.where = {{"price", Op::gt(4)}}});
        all << session.restore(Book, {.where = {{"id", 2}}});
        all << session.count(Book);
        session.truncate(Book, {.force = true});
        all << session.count(Book);
        return all;
    });

    QCOMPARE(answers.at(3).toString(), u"SQLite does not tell the rows"_s);
    QCOMPARE(answers.at(4).toInt(), 2);
    QCOMPARE(answers.at(6).toInt(), 2);
    QCOMPARE(answers.at(7).toInt(), 0);
}

void TestSessionCalls::changesOneRow()
{
    const QStringList story = in([this](const Session &session) {
        QStringList all;
        Instance book = *session.findByPk(*m_book, 1);
        book = session.update(book, {{"title", "Fiasco"}});
        all << book.get<QString>("title");
        book = session.increment(book, "price", 4);
        book = session.decrement(book, Values{{"price", 1}});
        all << QString::number(session.reload(book).get<qint64>("price"));
        book = session.destroy(book);
        all << QString::number(session.count(*m_book));
        book = session.restore(book);
        all << QString::number(session.count(*m_book));
        return all;
    });

    QCOMPARE(story, (QStringList{u"Fiasco"_s, u"6"_s, u"2"_s, u"3"_s}));
}

void TestSessionCalls::reloadsWithWhatCameAlong()
{
    const Instance lem = in([this](const Session &session) {
        const Instance made = session.create(
            *m_author, {{"name", "Lem"}, {"books", QList<Values>{{{"title", "Fiasco"}}}}},
            {.include = {"books"}});
        return session.reload(made);
    });

    QCOMPARE(lem.all("books").first().get<QString>("title"), u"Fiasco"_s);
}

void TestSessionCalls::linksRows()
{
    const Instance lem = m_author->create({{"name", "Lem"}}).result();

    const QVariantList answers = in([&lem](const Session &session) {
        const Related books = lem.related("books");
        QVariantList all;
        session.add(books, {1, 2});
        all << session.count(books) << session.has(books, 2) << session.has(books, 3);
        session.remove(books, 1);
        all << session.one(books)->get("title");
        session.set(books, 3);
        all << session.get(books).first().get("title");
        all << session.create(books, {{"title", "Fiasco"}}).get("title");
        all << session.count(books, {.where = {{"title", "Fiasco"}}});
        return all;
    });

    QCOMPARE(answers, (QVariantList{qint64(2), true, false, u"Solaris"_s, u"Kindred"_s, u"Fiasco"_s,
                                    qint64(1)}));
    QCOMPARE(lem.related("books").count().result(), 2);
}

void TestSessionCalls::runsSqlOfYourOwn()
{
    const qint64 rows = in([](const Session &session) {
        session.query("UPDATE Books SET price = $1",
                      {.bind = QVariantList{1}, .kind = StatementKind::Write});
        return session
            .query("SELECT * FROM Books WHERE price = ?", {.replacements = QVariantList{1}})
            .size();
    });

    QCOMPARE(rows, 3);
}

void TestSessionCalls::refusesSqlThatWritesInAReadingSession()
{
    QObject receiver;
    QString message;

    m_db->read(
        &receiver,
        [](const ReadSession &session) {
            return session.query("DELETE FROM Books", {.kind = StatementKind::Write}).size();
        },
        [](qint64) { QFAIL("It writes."); },
        [&message](const BaseError &error) { message = error.message(); });

    QTRY_VERIFY(message.contains(u"only reads"_s));
    QCOMPARE(m_book->count().result(), 3);
}

void TestSessionCalls::makesAndDropsTables()
{
    const qint64 books = in([this](const Session &session) {
        session.drop();
        session.sync();
        session.drop(*m_author);
        session.sync(*m_author, {.force = true});
        return session.count(*m_book) + session.count(*m_author);
    });

    QCOMPARE(books, 0);
}

void TestSessionCalls::undoesAnInnerTransactionAlone()
{
    const qint64 kept = m_db->transaction([this](Session &session) {
                                session.create(*m_book, {{"title", "outer"}});
                                try {
                                    session.transaction([this](Session &inner) {
                                        inner.create(*m_book, {{"title", "inner"}});
                                        throw std::runtime_error("no");
                                    });
                                } catch (const std::runtime_error &) {
                                }
                                return session.transaction([&] { return session.count(*m_book); });
                            })
                            .result();

    QCOMPARE(kept, 4);
    QCOMPARE(m_book->count().result(), 4);
    QCOMPARE(m_book->count({.where = {{"title", "inner"}}}).result(), 0);
}

void TestSessionCalls::saysTheSameInTheLogAsTheFutures()
{
    QStringList calls;
    const auto subscription =
        m_db->log().listen([&calls](const QueryEvent &event) { calls += event.call(); });
    const Instance book = *m_book->findByPk(1).result();
    const auto taken = [&calls] { return std::exchange(calls, {}); };
    (void)taken();

    book.reload().waitForFinished();
    m_book->sum("price", {.where = {{"id", 1}}}).waitForFinished();
    m_book->increment("price", {.where = {{"id", 1}}}).waitForFinished();
    const QStringList ofFutures = taken();
    m_db->run([&](const Session &session) {
            (void)session.reload(book);
            (void)session.sum(*m_book, "price", {.where = {{"id", 1}}});
            session.increment(*m_book, "price", {.where = {{"id", 1}}});
        })
        .waitForFinished();

    QCOMPARE(taken(), ofFutures);
    QCOMPARE(ofFutures.size(), 3);
}

QTEST_GUILESS_MAIN(TestSessionCalls)
#include "tst_sessioncalls.moc"
