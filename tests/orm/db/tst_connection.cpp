#include "support/testshop.h"
#include "support/unwritable.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// Opening: what is set, and what is refused.
class TestConnection : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void opensWithSafeSettings();
    void refusesWhatIsNoDatabase();
    void makesNoFileWhenItMustExist();
    void refusesAMissingFolder();
    void refusesWritesWhenReadOnly();
    void readsWhatLiesWhereNothingCanBeWritten_data();
    void readsWhatLiesWhereNothingCanBeWritten();
    void saysWhenTheFileIsLocked();

private:
    [[nodiscard]] QString file(const QString &name) const { return m_folder->filePath(name); }
    static QVariant pragma(TestShop &shop, const char *name)
    {
        return shop.db().query(Text(u"PRAGMA "_s + QString::fromLatin1(name))).result().first();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestConnection::opensWithSafeSettings()
{
    TestShop shop;
    shop.fill();

    QCOMPARE(pragma(shop, "journal_mode").toString(), u"wal"_s);
    QCOMPARE(pragma(shop, "foreign_keys").toInt(), 1);
    QCOMPARE(pragma(shop, "synchronous").toInt(), 2);
    QCOMPARE(pragma(shop, "busy_timeout").toInt(), 5000);
}

void TestConnection::refusesWhatIsNoDatabase()
{
    QFile text(file(u"notes.txt"_s));
    QVERIFY(text.open(QIODevice::WriteOnly));
    const QByteArray content = QByteArray("These are notes, and no database. ").repeated(100);
    text.write(content);
    text.close();

    Sequelize db({.storage = text.fileName(), .logging = nullptr});

    QVERIFY_THROWS_EXCEPTION(BaseError, db.authenticate().waitForFinished());
    QVERIFY(text.open(QIODevice::ReadOnly));
    QCOMPARE(text.readAll(), content);
}

void TestConnection::makesNoFileWhenItMustExist()
{
    Sequelize db({.storage = file(u"none.sqlite"_s), .logging = nullptr, .mustExist = true});

    QVERIFY_THROWS_EXCEPTION(ConnectionError, db.authenticate().waitForFinished());
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestConnection::refusesAMissingFolder()
{
    Sequelize db({.storage = file(u"missing/shop.sqlite"_s), .logging = nullptr});

    QVERIFY_THROWS_EXCEPTION(ConnectionError, db.authenticate().waitForFinished());
}

void TestConnection::refusesWritesWhenReadOnly()
{
    TestShop shop;
    shop.fill();
    Sequelize reader({.storage = shop.file(), .logging = nullptr, .readOnly = true});
    const Model &book = TestShop::define(reader);

    QCOMPARE(book.count().result(), 5);
    QVERIFY_THROWS_EXCEPTION(DatabaseError,
                             book.create({{"title", "T"}, {"author", "A"}}).waitForFinished());
    QCOMPARE(shop.book().count().result(), 5);
}

void TestConnection::readsWhatLiesWhereNothingCanBeWritten_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("portable");

    QTest::newRow("handle") << u"shop.sqlite"_s << false;
    QTest::newRow("portable") << u"shop.sqlite"_s << true;
    QTest::newRow("a name that is none of a URI") << u"50% off? #1 ü.sqlite"_s << false;
}

void TestConnection::readsWhatLiesWhereNothingCanBeWritten()
{
    QFETCH(QString, name);
    QFETCH(bool, portable);
    {
        Sequelize writer({.storage = file(name), .logging = nullptr});
        const Model &book = TestShop::define(writer);
        writer.sync().waitForFinished();
        book.create({{"title", "Kindred"}, {"author", "Butler"}}).waitForFinished();
    }
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{name});
    const Unwritable folder(m_folder->path());
    if (!folder.isReal())
        QSKIP("The superuser may write everything, and cannot be somebody else here.");

    Sequelize reader(
        {.storage = file(name), .logging = nullptr, .readOnly = true, .portable = portable});
    const Model &book = TestShop::define(reader);

    QCOMPARE(book.count().result(), 1);
    QCOMPARE(book.findOne().result()->get("title").toString(), u"Kindred"_s);
    QVERIFY_THROWS_EXCEPTION(DatabaseError, book.destroy({.where = {{"id", 1}}}).waitForFinished());
}

void TestConnection::saysWhenTheFileIsLocked()
{
    TestShop shop;
    shop.fill();
    Sequelize other({.storage = shop.file(), .logging = nullptr, .busyTimeout = 50});
    const Model &book = TestShop::define(other);
    QSemaphore started;
    QSemaphore goOn;

    QFuture<void> writing = shop.db().transaction([&] {
        started.release();
        goOn.acquire();
    });
    started.acquire();

    QVERIFY_THROWS_EXCEPTION(TimeoutError,
                             book.create({{"title", "T"}, {"author", "A"}}).waitForFinished());
    goOn.release();
    writing.waitForFinished();
    QCOMPARE(book.create({{"title", "T"}, {"author", "A"}}).result().get("id").toInt(), 6);
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
