#include "app/shop/changewatch.h"

#include "app/models/bookmodels.h"
#include "orm/model/sequelize.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestChangeWatch : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void tellsWhenAnotherConnectionWrites();
    void ownChangesAreNotSomebodyElses();
    void aQuietShopIsAskedNothing();

private:
    [[nodiscard]] std::unique_ptr<orm::Sequelize> connectTo() const;
    void add(orm::Sequelize &database);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::unique_ptr<orm::Sequelize> m_database;
    std::unique_ptr<ChangeWatch> m_watch;
    std::unique_ptr<QSignalSpy> m_changed;
    std::atomic<int> m_statements = 0;
    orm::QueryLog::Subscription m_subscription;
};

std::unique_ptr<orm::Sequelize> TestChangeWatch::connectTo() const
{
    auto database =
        std::make_unique<orm::Sequelize>(orm::Options{.storage = m_file, .logging = nullptr});
    defineBook(*database);
    return database;
}

void TestChangeWatch::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(u"shop.sqlite"_s);
    m_database = connectTo();
    m_database->sync().waitForFinished();
    m_statements = 0;
    m_subscription = m_database->log().listen([this](const orm::QueryEvent &) { ++m_statements; });
    m_watch = std::make_unique<ChangeWatch>(*m_database, m_file);
    m_changed = std::make_unique<QSignalSpy>(m_watch.get(), &ChangeWatch::changedElsewhere);
    QTRY_VERIFY(m_statements > 0); // it knows how the file is now
}

void TestChangeWatch::cleanup()
{
    m_changed.reset();
    m_watch.reset();
    m_subscription.reset();
    m_database.reset();
}

void TestChangeWatch::add(orm::Sequelize &database)
{
    database.model("Book").create({{"title", "Emma"}, {"author", "Jane Austen"}}).waitForFinished();
}

void TestChangeWatch::tellsWhenAnotherConnectionWrites()
{
    const std::unique_ptr<orm::Sequelize> other = connectTo();

    add(*other);
    QTRY_COMPARE_WITH_TIMEOUT(m_changed->count(), 1, 2'000);
    add(*other);

    QTRY_COMPARE_WITH_TIMEOUT(m_changed->count(), 2, 2'000);
}

void TestChangeWatch::ownChangesAreNotSomebodyElses()
{
    add(*m_database);
    const int before = m_statements;

    QTRY_VERIFY(m_statements > before); // it saw that the file is another one, and asked

    QCOMPARE(m_changed->count(), 0);
}

void TestChangeWatch::aQuietShopIsAskedNothing()
{
    // A file that was written a moment ago is looked at for three seconds.
    int before = -1;
    QTRY_VERIFY_WITH_TIMEOUT(std::exchange(before, m_statements) == m_statements
                                 && !QTest::qWaitFor([&] { return m_statements > before; }, 2'500),
                             20'000);

    QCOMPARE(m_changed->count(), 0);
}

QTEST_GUILESS_MAIN(TestChangeWatch)
#include "tst_changewatch.moc"
