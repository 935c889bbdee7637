#include "orm/orm.h"
#include "support/failureof.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <cstring>
#include <vector>

using namespace Qt::StringLiterals;
using namespace orm;

/// What may go first, what may wait for what, and what is refused instead of hanging.
class TestLifetime : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void instancesOutliveTheirSequelize();
    void includedRowsOutliveTheirSequelize();
    void scopedModelsOutliveTheirSequelize();
    void futuresKeepTheirRows();
    void callsAfterTheSequelizeFail();
    void refusesASecondDefinitionOfAName();

    void refusesToCloseInsideAUnitOfWork();
    void closesOnceHoweverOftenItIsAsked();
    void isClosedOnceItWasAskedTo();
    void endsWhenItsLastOwnerGoesOnAWorker();
    void keepsWhatAWorkerCommitsAfterItsLastOwnerWent();
    void doesWhatIsQueuedBehindTheLastOwner();
    void refusesCallsOfAListenerToTheLog();
    void survivesAListenerThatThrows();

private:
    [[nodiscard]] Options options() const
    {
        return {.storage = Text(m_folder->filePath(u"shop.sqlite"_s)), .logging = nullptr};
    }
    static Model &defineBook(Sequelize &db)
    {
        return db.define("Book", {{"title", DataTypes::STRING}, {"price", DataTypes::INTEGER}},
                         {.timestamps = false});
    }
    /// Overwrites what was freed, so that whoever still uses it is caught.
    static void reuseFreedMemory();

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLifetime::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestLifetime::reuseFreedMemory()
{
    std::vector<std::vector<char>> junk;
    for (size_t i = 0; i < 4000; ++i)
        junk.emplace_back(16 + i % 1600, 'Z');
}

void TestLifetime::instancesOutliveTheirSequelize()
{
    Instance read;
    Instance created;
    Instance built;
    {
        Sequelize db(options());
        const Model &Book = defineBook(db);
        db.sync().waitForFinished();
        created = Book.create({{"title", "Kindred"}, {"price", 7}}).result();
        read = *Book.findByPk(1).result();
        built = Book.build({{"title", "Eden"}});
    }
    reuseFreedMemory();

    read["price"] = 8;

    QCOMPARE(read.get<QString>("title"), u"Kindred"_s);
    QCOMPARE(read.changed(), QStringList{u"price"_s});
    QCOMPARE(created.get<qint64>("price"), 7);
    QCOMPARE(built.get<QString>("title"), u"Eden"_s);
    QCOMPARE(read.model().name(), u"Book"_s);
    QCOMPARE(read.detached().toJson().value(u"title"_s).toString(), u"Kindred"_s);
    QVERIFY(built.validate().isEmpty());
}

void TestLifetime::includedRowsOutliveTheirSequelize()
{
    Instance author;
    {
        Sequelize db(options());
        Model &Book = defineBook(db);
        Model &Author = db.define("Author", {{"name", DataTypes::STRING}});
        Author.hasMany(Book, {.as = "books"});
        db.sync().waitForFinished();
        Author
            .create({{"name", "Lem"}, {"books", QList<Values>{{{"title", "Eden"}}}}},
                    {.include = {"books"}})
            .waitForFinished();
        author = *Author.findOne({.include = {"books"}}).result();
    }
    reuseFreedMemory();

    const Instance book = author.all("books").first();
    author = {};

    QCOMPARE(book.get<QString>("title"), u"Eden"_s);
    QCOMPARE(book.model().name(), u"Book"_s);
}

void TestLifetime::scopedModelsOutliveTheirSequelize()
{
    std::optional<Model> cheap;
    {
        Sequelize db(options());
        cheap.emplace(defineBook(db).scope({.where = {{"price", Op::lt(3)}}}));
        db.sync().waitForFinished();
    }
    reuseFreedMemory();

    QCOMPARE(cheap->name(), u"Book"_s);
    QCOMPARE(cheap->attributes().size(), size_t(3));
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)cheap->sequelize());
    QVERIFY_THROWS_EXCEPTION(ConnectionError, cheap->count().waitForFinished());
}

void TestLifetime::futuresKeepTheirRows()
{
    QFuture<QList<Instance>> future;
    {
        Sequelize db(options());
        const Model &Book = defineBook(db);
        db.sync().waitForFinished();
        Book.create({{"title", "Kindred"}}).waitForFinished();
        future = Book.findAll();
    }
    reuseFreedMemory();

    QCOMPARE(future.result().first().get<QString>("title"), u"Kindred"_s);
}

void TestLifetime::callsAfterTheSequelizeFail()
{
    Instance book;
    {
        Sequelize db(options());
        const Model &Book = defineBook(db);
        db.sync().waitForFinished();
        book = Book.create({{"title", "Kindred"}}).result();
    }
    book["title"] = "Eden";

    QVERIFY_THROWS_EXCEPTION(ConnectionError, book.save().waitForFinished());
    QVERIFY_THROWS_EXCEPTION(ConnectionError, book.reload().waitForFinished());
    QVERIFY_THROWS_EXCEPTION(ConnectionError, book.destroy().waitForFinished());
}

void TestLifetime::refusesASecondDefinitionOfAName()
{
    Sequelize db(options());
    const Model &Book = defineBook(db);

    QVERIFY_THROWS_EXCEPTION(UsageError, defineBook(db));
    QVERIFY_THROWS_EXCEPTION(UsageError, db.define("Book", {{"name", DataTypes::STRING}}));

    QCOMPARE(&db.model("Book"), &Book);
    QVERIFY(Book.attribute(u"title"));
}

void TestLifetime::refusesToCloseInsideAUnitOfWork()
{
    Sequelize db(options());
    const Model &Book = defineBook(db);
    db.sync().waitForFinished();

    QVERIFY_THROWS_EXCEPTION(
        UsageError, db.transaction([&db] { db.close().waitForFinished(); }).waitForFinished());

    QCOMPARE(Book.count().result(), 0);
}

void TestLifetime::closesOnceHoweverOftenItIsAsked()
{
    Sequelize db(options());
    const Model &Book = defineBook(db);
    db.sync().waitForFinished();
    const QFuture<qint64> count = Book.count();

    QFuture<void> first = db.close();
    QFuture<void> second = db.close();
    first.waitForFinished();

    QVERIFY(second.isFinished());
    QCOMPARE(count.result(), 0);
}

void TestLifetime::isClosedOnceItWasAskedTo()
{
    Sequelize db(options());
    const Model &Book = defineBook(db);
    db.sync().waitForFinished();
    const UnmanagedTransaction open = wait(db.transaction());
    const QFuture<qint64> before = Book.count();

    const QFuture<void> closed = db.close();
    const auto after = failureOf([&] { wait(db.query("SELECT 1")); });
    const auto inside = failureOf([&] { wait(Book.count({.transaction = open})); });
    wait(closed);

    QCOMPARE(before.result(), 0);
    QVERIFY(dynamic_cast<const ConnectionError *>(after.get()));
    QVERIFY(dynamic_cast<const ConnectionError *>(inside.get()));
}

void TestLifetime::endsWhenItsLastOwnerGoesOnAWorker()
{
    auto db = std::make_shared<Sequelize>(options());
    QSemaphore goOn;
    const auto kept = std::make_shared<int>();

    QFuture<void> work = db->transaction([db, &goOn, kept] { goOn.acquire(); });
    db.reset();
    goOn.release();
    work.waitForFinished();

    QTRY_COMPARE(kept.use_count(), 1); // the worker let go of its work, and the program is there
}

void TestLifetime::keepsWhatAWorkerCommitsAfterItsLastOwnerWent()
{
    auto db = std::make_shared<Sequelize>(options());
    defineBook(*db);
    db->sync().waitForFinished();
    Instance book;
    QSemaphore goOn;

    QFuture<void> work = db->transaction([&book, &goOn, owner = db]() mutable {
        goOn.acquire();
        const Model &Book = owner->model("Book");
        book = Book.create({{"title", "Kindred"}}).result();
        owner.reset(); // the last one; the transaction is still open
        book["price"] = 3;
        book = book.save().result();
    });
    db.reset();
    goOn.release();
    work.waitForFinished();

    Sequelize again(options());
    QCOMPARE(defineBook(again).findByPk(1).result()->get<qint64>("price"), 3);
    QCOMPARE(book.get<QString>("title"), u"Kindred"_s);
}

void TestLifetime::doesWhatIsQueuedBehindTheLastOwner()
{
    auto db = std::make_shared<Sequelize>(options());
    const Model &Book = defineBook(*db);
    db->sync().waitForFinished();
    QSemaphore goOn;

    QFuture<void> work = db->run([&goOn, owner = db]() mutable {
        goOn.acquire();
        owner.reset();
    });
    QFuture<Instance> create = Book.create({{"title", "Kindred"}});
    QFuture<qint64> count = db->run([](const Session &) { return qint64(1); });
    db.reset();
    goOn.release();

    QCOMPARE(create.result().get<QString>("title"), u"Kindred"_s);
    QCOMPARE(count.result(), 1);
    work.waitForFinished();
}

void TestLifetime::refusesCallsOfAListenerToTheLog()
{
    std::atomic<int> refused = 0;
    Options told = options();
    const Model *book = nullptr;
    told.logging = [&](const QString &) {
        if (!book)
            return;
        try {
            (void)book->count().result();
        } catch (const UsageError &) {
            ++refused;
        }
    };
    Sequelize db(told);
    Model &Book = defineBook(db);
    db.sync().waitForFinished();
    book = &Book;

    Book.create({{"title", "Kindred"}}).waitForFinished();
    book = nullptr;

    QCOMPARE(refused, 1);
    QCOMPARE(Book.count().result(), 1);
}

void TestLifetime::survivesAListenerThatThrows()
{
    Options told = options();
    std::atomic<bool> throws = false;
    told.logging = [&throws](const QString &) {
        if (throws)
            throw std::runtime_error("the disk of the log is full");
    };
    Sequelize db(told);
    const Model &Book = defineBook(db);
    db.sync().waitForFinished();
    throws = true;
    QTest::ignoreMessage(QtWarningMsg,
                         "A listener to the log of SQL failed: the disk of the log is full");

    Book.create({{"title", "Kindred"}}).waitForFinished();
    throws = false;

    QCOMPARE(Book.count().result(), 1);
}

QTEST_GUILESS_MAIN(TestLifetime)
#include "tst_lifetime.moc"
