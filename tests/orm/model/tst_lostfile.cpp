#include "orm/orm.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// A file that cannot be written, or is gone, is not written, and none is made in its place.
class TestLostFile : public QObject
{
    Q_OBJECT

private slots:
    void readsInATransactionOfAReadOnlyFile();
    void writesNothingIntoAFileThatIsGone_data();
    void writesNothingIntoAFileThatIsGone();
    void makesNoFileWhereOneStood();
};

void TestLostFile::readsInATransactionOfAReadOnlyFile()
{
    // given
    QTemporaryDir folder;
    const QString file = folder.filePath(u"shop.sqlite"_s);
    {
        Sequelize db({.storage = file, .logging = nullptr});
        Model &book = db.define("Book", {{"title", DataTypes::STRING}});
        db.sync().waitForFinished();
        book.create({{"title", "a"}}).waitForFinished();
    }
    Sequelize db({.storage = file, .logging = nullptr, .readOnly = true});
    Model &book = db.define("Book", {{"title", DataTypes::STRING}});

    // when
    qint64 books = 0;
    db.transaction([&] { books = book.count().result(); }).waitForFinished();

    // then
    QCOMPARE(books, 1);
    QVERIFY_THROWS_EXCEPTION(DatabaseError, db.transaction([&] {
                                                  book.create({{"title", "b"}}).result();
                                              }).waitForFinished());
}

void TestLostFile::writesNothingIntoAFileThatIsGone_data()
{
    QTest::addColumn<bool>("portable");
    QTest::newRow("handle") << false;
    QTest::newRow("portable") << true;
}

void TestLostFile::writesNothingIntoAFileThatIsGone()
{
    // given
    QFETCH(bool, portable);
    QTemporaryDir folder;
    const QString file = folder.filePath(u"shop.sqlite"_s);
    Sequelize db({.storage = file, .logging = nullptr, .portable = portable});
    Model &book = db.define("Book", {{"title", DataTypes::STRING}});
    db.sync().waitForFinished();
    const Instance kept = book.create({{"title", "a"}}).result();

    // when
    QVERIFY(QFile::remove(file));

    // then
    QVERIFY_THROWS_EXCEPTION(ConnectionError, book.create({{"title", "b"}}).result());
    QVERIFY_THROWS_EXCEPTION(ConnectionError, book.bulkCreate({{{"title", "b"}}}).result());
    QVERIFY_THROWS_EXCEPTION(ConnectionError, kept.update({{"title", "b"}}).result());
    QVERIFY_THROWS_EXCEPTION(ConnectionError, db.transaction([&] {
                                                    book.create({{"title", "b"}}).result();
                                                }).waitForFinished());
    QVERIFY(!QFile::exists(file));
}

void TestLostFile::makesNoFileWhereOneStood()
{
    // given
    QTemporaryDir folder;
    const QString file = folder.filePath(u"shop.sqlite"_s);
    Sequelize db({.storage = file, .logging = nullptr});
    Model &book = db.define("Book", {{"title", DataTypes::STRING}});
    db.sync().waitForFinished(); // by the connection that writes

    // when
    QVERIFY(QFile::remove(file));

    // then
    QVERIFY_THROWS_EXCEPTION(ConnectionError, book.count().result());
    QVERIFY(!QFile::exists(file));
}

QTEST_GUILESS_MAIN(TestLostFile)
#include "tst_lostfile.moc"
