#include "support/failureof.h"
#include "support/serverdatabase.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// What is told of changes that others make.
class TestChanges : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfAnotherProgram_data();
    void tellsOfAnotherProgram();
    void tellsNothingToWhoHasGone_data() { tellsOfAnotherProgram_data(); }
    void tellsNothingToWhoHasGone();
    void tellsWhatIsSentByHand();
    void listensAgainAfterALoss();
    void listensOverOneConnection();
    void tellsAllThatSubscribeAtOnce();
    void listensOnWhereAChannelIsRefused();
    void makesItsTriggerOnce();
    void refusesAChannelThatIsTooLong();
    void letsItsReceiverGoWhileItIsTold();
    void endsWhenTheDatabaseIsClosed();

private:
    /// The address of a database of its own on that kind of server.
    [[nodiscard]] static Text urlOn(const QString &kind);

    QTemporaryDir m_folder;
    std::unique_ptr<PostgresDatabase> m_postgres;
    std::unique_ptr<MariaDbDatabase> m_mariaDb;
};

namespace {

/// A program with the model, and what it was told.
class Program : public QObject
{
public:
    explicit Program(const Text &url)
        : m_db(url, {.logging = nullptr})
        , m_book(m_db.define("Book", {{"title", DataTypes::STRING}}, {.tableName = "books"}))
    {
    }
    [[nodiscard]] Sequelize &db() { return m_db; }
    [[nodiscard]] const Model &book() const { return m_book; }
    [[nodiscard]] int told() const { return m_told; }
    /// Has begun to be told.
    void subscribe(const ChangesOptions &options = {.interval = 50, .triggers = true})
    {
        const bool makesTrigger =
            m_db.options().dialect == Dialect::Postgres && options.triggers && triggers() == 0;
        m_subscription = m_db.changes(
            m_book, this, [this] { ++m_told; }, options);
        QTRY_VERIFY(m_told > (makesTrigger ? 1 : 0)); // once more behind it
        m_told = 0;
    }
    void unsubscribe() { m_subscription.reset(); }
    [[nodiscard]] qint64 triggers()
    {
        return m_db.query("SELECT count(*) FROM pg_trigger WHERE tgname = 'news_books'")
            .result()
            .first()
            .toLongLong();
    }

private:
    Sequelize m_db;
    Model &m_book;
    int m_told = 0;
    ChangesSubscription m_subscription;
};

} // namespace

#define NEEDS_DATABASE_ON(kind)                                                                    \
    do {                                                                                           \
        if (kind == u"postgres"_s) {                                                               \
            NEEDS_SERVER(PostgresDatabase);                                                        \
            m_postgres = std::make_unique<PostgresDatabase>();                                     \
            url = m_postgres->url();                                                               \
        } else if (kind == u"mariadb"_s) {                                                         \
            NEEDS_SERVER(MariaDbDatabase);                                                         \
            m_mariaDb = std::make_unique<MariaDbDatabase>();                                       \
            url = m_mariaDb->url();                                                                \
        } else {                                                                                   \
            url = QString("sqlite:"_L1 + m_folder.filePath(QUuid::createUuid().toString()));       \
        }                                                                                          \
    } while (false)

void TestChanges::tellsOfAnotherProgram_data()
{
    QTest::addColumn<QString>("kind");
    for (const auto kind : {"sqlite", "postgres", "mariadb"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestChanges::tellsOfAnotherProgram()
{
    // given
    QFETCH(QString, kind);
    Text url;
    NEEDS_DATABASE_ON(kind);
    Program reader(url);
    Program writer(url);
    wait(writer.db().sync());
    reader.subscribe();
    if (kind == u"postgres"_s)
        QTRY_COMPARE(reader.triggers(), 1);

    // when
    const Instance row = wait(writer.book().create({{"title", "Kindred"}}));
    QTRY_VERIFY(reader.told() > 0);
    const int afterCreate = reader.told();
    wait(row.update({{"title", "Emma"}}));
    QTRY_VERIFY(reader.told() > afterCreate);
    const int afterUpdate = reader.told();
    wait(row.destroy());
    QTRY_VERIFY(reader.told() > afterUpdate);

    // then: nothing more is told when nothing more happens
    if (kind == u"mariadb"_s)
        QTest::qWait(1'500); // it tells once more there
    const int afterAll = reader.told();
    (void)wait(writer.book().findAll());
    QTest::qWait(200);
    QCOMPARE(reader.told(), afterAll);
}

void TestChanges::tellsNothingToWhoHasGone()
{
    // given
    QFETCH(QString, kind);
    Text url;
    NEEDS_DATABASE_ON(kind);
    Program writer(url);
    wait(writer.db().sync());
    Program without(url);
    without.subscribe();
    int toldGone = 0;
    auto gone = std::make_unique<QObject>();
    const auto subscription = without.db().changes(without.book(), gone.get(),
                                                   [&toldGone] { ++toldGone; }, {.interval = 50});
    QTRY_COMPARE(toldGone, 1);

    // when
    without.unsubscribe();
    gone.reset();
    wait(writer.book().create({{"title", "Kindred"}}));
    QTest::qWait(200);

    // then
    QCOMPARE(without.told(), 0);
    QCOMPARE(toldGone, 1);
}

void TestChanges::tellsWhatIsSentByHand()
{
    // given
    Text url;
    NEEDS_DATABASE_ON(u"postgres"_s);
    Program reader(url);
    wait(reader.db().sync());
    reader.subscribe({.channel = "it's \"news\""});

    // when
    wait(reader.book().create({{"title", "Kindred"}}));
    wait(reader.db().query("SELECT pg_notify($1, '')", {.bind = QVariantList{u"it's \"news\""_s}}));

    // then
    QTRY_COMPARE(reader.told(), 1);
    QCOMPARE(reader.triggers(), 0);
}

void TestChanges::listensAgainAfterALoss()
{
    // given
    Text url;
    NEEDS_DATABASE_ON(u"postgres"_s);
    Program reader(url);
    Program writer(url);
    wait(writer.db().sync());
    reader.subscribe();
    QTRY_COMPARE(reader.triggers(), 1);

    // when
    QCOMPARE(wait(writer.db().query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                    "WHERE datname = current_database() AND query LIKE '%LISTEN%' "
                                    "AND pid <> pg_backend_pid()"))
                 .size(),
             1);

    // then: it may have missed something
    QTRY_COMPARE(reader.told(), 1);
    wait(writer.book().create({{"title", "Kindred"}}));
    QTRY_COMPARE(reader.told(), 2);
}

void TestChanges::listensOverOneConnection()
{
    // given
    Text url;
    NEEDS_DATABASE_ON(u"postgres"_s);
    Sequelize db(url, {.logging = nullptr});
    const Model &book = db.define("Book", {{"title", DataTypes::STRING}});
    const auto connections = [&db] {
        const QString listeners = u"SELECT count(*) FROM pg_stat_activity WHERE datname = "
                                  "current_database() AND query LIKE '%LISTEN%' "
                                  "AND pid <> pg_backend_pid()"_s;
        return db.query(listeners).result().first().toLongLong();
    };
    const QStringList channels{u"books"_s, u"sales"_s, u"genres"_s, u"sales"_s};
    QList<int> told(channels.size());
    std::vector<ChangesSubscription> news;

    // when
    for (qsizetype i = 0; i < channels.size(); ++i)
        news.push_back(
            db.changes(book, this, [&told, i] { ++told[i]; }, {.channel = channels.at(i)}));

    // then: each is told of its channel
    QTRY_COMPARE(told, (QList<int>{1, 1, 1, 1}));
    QCOMPARE(connections(), 1);
    wait(db.query("NOTIFY sales"));
    QTRY_COMPARE(told, (QList<int>{1, 2, 1, 2}));

    // when: some go
    news[1].reset();
    news[2].reset();
    wait(db.query("SELECT pg_notify('sales', ''), pg_notify('genres', ''), "
                  "pg_notify('books', '')"));

    // then
    QTRY_COMPARE(told, (QList<int>{2, 2, 1, 3}));
    QCOMPARE(connections(), 1);

    // when: one more comes, and then all go
    news.push_back(db.changes(book, this, [&told] { ++told[2]; }, {.channel = "genres"}));
    QTRY_COMPARE(told, (QList<int>{2, 2, 2, 3}));
    news.clear();

    // then
    QTRY_COMPARE(connections(), 0);
}

void TestChanges::tellsAllThatSubscribeAtOnce()
{
    // given
    Text url;
    NEEDS_DATABASE_ON(u"postgres"_s);
    Sequelize db(url, {.logging = nullptr});
    const Model &book = db.define("Book", {{"title", DataTypes::STRING}});
    QRandomGenerator random(20261130);

    for (int round = 0; round < 40; ++round) {
        QList<int> told(6);
        std::vector<ChangesSubscription> news;

        // when: some come while the server is asked for those before them
        for (qsizetype i = 0; i < told.size(); ++i) {
            QThread::usleep(random.bounded(600));
            news.push_back(db.changes(book, this, [&told, i] { ++told[i]; },
                                      {.channel = Text(u"channel%1"_s.arg(i))}));
        }

        // then
        QTRY_VERIFY(!told.contains(0));
        const int before = told.last();
        wait(db.query("SELECT pg_notify('channel5', '')"));
        QTRY_VERIFY(told.last() > before);
    }
}

void TestChanges::listensOnWhereAChannelIsRefused()
{
    // given: a database that has not all letters
    Text url;
    NEEDS_DATABASE_ON(u"postgres"_s);
    Sequelize admin(url, {.logging = nullptr});
    const QString name = m_postgres->name() + "_l1"_L1;
    wait(admin.query(Text("CREATE DATABASE "_L1 + name
                          + " ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"_L1)));
    {
        Sequelize db(Text(url + "_l1"_L1), {.logging = nullptr});
        const Model &book = db.define("Book", {{"title", DataTypes::STRING}});
        int told = 0;
        const auto refused = db.changes(book, this, [] {}, {.channel = u"書"_s});
        const auto news = db.changes(book, this, [&told] { ++told; }, {.channel = "books"});
        QTRY_COMPARE(told, 1);

        // when
        wait(db.query("NOTIFY books"));

        // then
        QTRY_COMPARE(told, 2);
    }
    wait(admin.query(Text("DROP DATABASE "_L1 + name + " WITH (FORCE)"_L1)));
}

void TestChanges::makesItsTriggerOnce()
{
    // given
    Text url;
    NEEDS_DATABASE_ON(u"postgres"_s);
    Program reader(url);
    wait(reader.db().sync());
    reader.subscribe();
    QTRY_COMPARE(reader.triggers(), 1);

    // when
    Program second(url);
    QStringList made;
    const auto listening = second.db().log().listen([&](const QueryEvent &event) {
        if (event.kind() == StatementKind::Schema)
            made += event.sql();
    });
    second.subscribe();
    wait(second.book().create({{"title", "Kindred"}}));

    // then
    QTRY_VERIFY(second.told() > 0);
    QTRY_VERIFY(reader.told() > 0);
    QCOMPARE(made, QStringList());
}

void TestChanges::refusesAChannelThatIsTooLong()
{
    Sequelize db({.logging = nullptr});
    const Model &book = db.define("Book", {{"title", DataTypes::STRING}});
    QVERIFY_THROWS_EXCEPTION(UsageError,
                             (void)db.changes(book, this, [] {}, {.channel = QString(64, u'x')}));
}

void TestChanges::letsItsReceiverGoWhileItIsTold()
{
    // given
    Sequelize db(Text("sqlite:"_L1 + m_folder.filePath(u"gone"_s)), {.logging = nullptr});
    const Model &book = db.define("Book", {{"title", DataTypes::STRING}});
    auto *receiver = new QObject;
    const auto held = std::make_shared<int>(1);
    const std::weak_ptr<int> watched = held;
    bool isHeld = false;
    bool wasTold = false;

    // when
    const auto news = db.changes(book, receiver, [&, kept = held] {
        bool &isStill = isHeld; // what was captured may be gone behind `delete`
        bool &told = wasTold;
        const std::weak_ptr<int> still = watched;
        delete receiver;
        isStill = still.use_count() > 1;
        told = true;
    });

    // then
    QTRY_VERIFY(wasTold);
    QVERIFY(isHeld);
}

void TestChanges::endsWhenTheDatabaseIsClosed()
{
    // given
    Sequelize db(Text("sqlite:"_L1 + m_folder.filePath(u"closed"_s)), {.logging = nullptr});
    const Model &book = db.define("Book", {{"title", DataTypes::STRING}});
    int told = 0;
    const auto news = db.changes(book, this, [&told] { ++told; }, {.interval = 20});
    QTRY_COMPARE(told, 1);

    // when: it would look again
    db.close();
    QTimer later;
    later.setSingleShot(true);
    later.start(200);

    // then
    QTRY_VERIFY(!later.isActive());
    QCOMPARE(told, 1);
}

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
