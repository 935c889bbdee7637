#include "app/models/bookmodels.h"
#include "app/shop/indexer.h"
#include "orm/model/sequelize.h"

#include <QtTest>

using namespace Qt::StringLiterals;

/// The indexes of a shop that was made without them.
class TestIndexer : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void makesWhatIsMissing();
    void makesNothingTwice();
    void stops();
    void serveEveryOrder_data();
    void serveEveryOrder();

private:
    [[nodiscard]] QStringList indexes() const;
    void forgetIndexes();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<orm::Sequelize> m_db;
    orm::Model *m_book = nullptr;
};

void TestIndexer::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_db = std::make_unique<orm::Sequelize>(
        orm::Options{.storage = m_folder->filePath(u"shop.sqlite"_s), .logging = nullptr});
    m_book = &defineBook(*m_db);
    m_book->sync().waitForFinished();
}

QStringList TestIndexer::indexes() const
{
    QStringList names;
    for (const orm::IndexDescription &index : m_db->queryInterface().showIndex(bookTable).result())
        names += index.name;
    names.sort();
    return names;
}

void TestIndexer::forgetIndexes()
{
    for (const orm::Index &index : bookIndexes())
        m_db->queryInterface().removeIndex(bookTable, index.name).waitForFinished();
}

void TestIndexer::makesWhatIsMissing()
{
    const QStringList all = indexes();
    forgetIndexes();
    Indexer indexer(m_db->queryInterface());
    QSignalSpy started(&indexer, &Indexer::started);
    QSignalSpy finished(&indexer, &Indexer::finished);

    indexer.start();
    QTRY_COMPARE(finished.size(), 1);

    QCOMPARE(started.size(), 1);
    QCOMPARE(all.size(), 4);
    QCOMPARE(indexes(), all);
    QVERIFY(!indexer.isRunning());
}

void TestIndexer::makesNothingTwice()
{
    Indexer indexer(m_db->queryInterface());
    QSignalSpy started(&indexer, &Indexer::started);

    indexer.start();
    QTRY_VERIFY(!indexer.isRunning());

    QVERIFY(started.isEmpty());
}

void TestIndexer::stops()
{
    forgetIndexes();
    Indexer indexer(m_db->queryInterface());
    QSignalSpy finished(&indexer, &Indexer::finished);
    connect(&indexer, &Indexer::started, &indexer, &Indexer::cancel, Qt::QueuedConnection);

    indexer.start();
    QTRY_COMPARE(finished.size(), 1);

    QVERIFY(!indexer.isRunning());
    QVERIFY(indexes().size() < 4);
}

void TestIndexer::serveEveryOrder_data()
{
    QTest::addColumn<QString>("order");
    for (const char *column : {"title", "author", "price", "updatedAt"})
        for (const char *direction : {"ASC", "DESC"})
            QTest::addRow("%s %s", column, direction) << u"`%1` %2, `id` %2"_s.arg(
                QString::fromUtf8(column), QString::fromUtf8(direction));
}

void TestIndexer::serveEveryOrder()
{
    QFETCH(QString, order);

    const orm::RowSet plan =
        m_db->query("EXPLAIN QUERY PLAN SELECT `id` FROM `books` ORDER BY "_L1 + order).result();

    QCOMPARE(plan.size(), 1); // no second line: a tree to sort in
    QVERIFY(plan.first(3).toString().contains(u"COVERING INDEX"_s));
}

QTEST_GUILESS_MAIN(TestIndexer)
#include "tst_indexer.moc"
