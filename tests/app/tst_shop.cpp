#include "app/shop/shop.h"
#include "orm/model/sequelize.h"
#include "support/unwritable.h"

#include <QtTest>

#include <QSqlDatabase>
#include <QSqlQuery>

using namespace Qt::StringLiterals;

namespace {

/// A database as another program would make it: none of our settings, and none of our tables
/// unless `sql` makes them. Holds the file as long as it lives.
class ForeignDatabase
{
public:
    ForeignDatabase(const QString &file, const QStringList &sql)
    {
        m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"foreign"_s);
        m_database.setDatabaseName(file);
        m_database.open();
        for (const QString &statement : sql)
            if (QSqlQuery query(m_database); !query.exec(statement))
                qWarning() << statement << "failed";
    }
    ~ForeignDatabase()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(u"foreign"_s);
    }

private:
    QSqlDatabase m_database;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    file.open(QIODevice::ReadOnly);
    return file.readAll();
}

/// What came of opening.
struct Outcome
{
    bool isOpen = false;
    ShopFailure failure;
};

Outcome outcomeOf(Shop &shop)
{
    Outcome outcome;
    bool isDone = false;
    QObject receiver;
    QObject::connect(&shop, &Shop::opened, &receiver, [&] { isDone = outcome.isOpen = true; });
    QObject::connect(&shop, &Shop::failed, &receiver, [&](const ShopFailure &failure) {
        isDone = true;
        outcome.failure = failure;
    });
    shop.open();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(isDone, 20'000); }();
    return outcome;
}

} // namespace

using Kind = ShopFailure::Kind;

class TestShop : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void makesAMissingFile();
    void opensWhatItMade();
    void makesNoFolder();
    void makesNoFileToReadFrom();
    void refusesAFolder();
    void refusesWhatIsNoDatabase();
    void asksBeforeItChangesAForeignDatabase();
    void refusesBooksThatNoKeyTellsApart_data();
    void refusesBooksThatNoKeyTellsApart();
    void leavesTheTablesOfOthersAlone_data();
    void leavesTheTablesOfOthersAlone();
    void givesAnOlderShopItsTableOfIsbns();
    void readsAnOlderShopWithoutIsbns();
    void saysThatAFileIsLocked();
    void opensForReadingWhatCannotBeWritten();
    void refusesToWriteWhenReadOnly();
    void leavesNoFileBehindWhenNothingCanBeWritten();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }

    static void makeOlderShop(const QString &file);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestShop::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestShop::makesAMissingFile()
{
    Shop shop({.file = path(u"new.sqlite"_s)});

    QVERIFY(outcomeOf(shop).isOpen);

    QVERIFY(shop.isNew());
    QVERIFY(!shop.isReadOnly());
    QCOMPARE(shop.name(), u"new.sqlite"_s);
    QCOMPARE(shop.book().count().result(), 0);
    QVERIFY(QFile::exists(path(u"new.sqlite"_s)));
}

void TestShop::opensWhatItMade()
{
    {
        Shop shop({.file = path(u"shop.sqlite"_s)});
        QVERIFY(outcomeOf(shop).isOpen);
        shop.book()
            .create({{"title", "Kindred"}, {"author", "Octavia E. Butler"}})
            .waitForFinished();
    }

    Shop shop({.file = path(u"shop.sqlite"_s)});

    QVERIFY(outcomeOf(shop).isOpen);
    QVERIFY(!shop.isNew());
    QCOMPARE(shop.book().count().result(), 1);
}

void TestShop::makesNoFolder()
{
    Shop shop({.file = path(u"missing/shop.sqlite"_s)});

    const Outcome outcome = outcomeOf(shop);

    QVERIFY(!outcome.isOpen);
    QCOMPARE(outcome.failure.kind, Kind::Missing);
    QVERIFY(outcome.failure.message.contains(u"missing"_s));
    QVERIFY(!QFile::exists(path(u"missing"_s)));
}

void TestShop::makesNoFileToReadFrom()
{
    Shop shop({.file = path(u"none.sqlite"_s), .readOnly = true});

    QCOMPARE(outcomeOf(shop).failure.kind, Kind::Missing);
    QCOMPARE(files(), QStringList());
}

void TestShop::refusesAFolder()
{
    Shop shop({.file = m_folder->path()});

    QCOMPARE(outcomeOf(shop).failure.kind, Kind::NotADatabase);
}

void TestShop::refusesWhatIsNoDatabase()
{
    const QByteArray text = QByteArray("Dear diary, today I sold a book.\n").repeated(200);
    QFile file(path(u"diary.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();

    Shop shop({.file = file.fileName()});
    const Outcome outcome = outcomeOf(shop);

    QCOMPARE(outcome.failure.kind, Kind::NotADatabase);
    QVERIFY(outcome.failure.message.contains(u"diary.txt"_s));
    QCOMPARE(contentOf(file.fileName()), text);
    QCOMPARE(files(), QStringList{u"diary.txt"_s});
}

void TestShop::asksBeforeItChangesAForeignDatabase()
{
    const QString file = path(u"music.sqlite"_s);
    ForeignDatabase(file, {u"CREATE TABLE songs (name TEXT)"_s});
    const QByteArray before = contentOf(file);

    Shop careful({.file = file});
    QCOMPARE(outcomeOf(careful).failure.kind, Kind::NoTable);
    QCOMPARE(contentOf(file), before);
    QCOMPARE(files(), QStringList{u"music.sqlite"_s});

    Shop allowed({.file = file, .mayCreateTable = true});
    QVERIFY(outcomeOf(allowed).isOpen);
    QCOMPARE(allowed.book().count().result(), 0);
}

void TestShop::refusesBooksThatNoKeyTellsApart_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<bool>("isOpen");
    QTest::newRow("the usual key") << u"INTEGER PRIMARY KEY"_s << u""_s << true;
    QTest::newRow("the usual key as a rule") << u"integer"_s << u", PRIMARY KEY (id)"_s << true;
    QTest::newRow("none") << u"INTEGER"_s << u""_s << false;
    QTest::newRow("unique, but no key") << u"INTEGER NOT NULL UNIQUE"_s << u""_s << false;
    QTest::newRow("texts") << u"TEXT PRIMARY KEY"_s << u""_s << false;
    QTest::newRow("broken numbers") << u"REAL PRIMARY KEY"_s << u""_s << false;
    QTest::newRow("anything, and NULL for a new book") << u"INT PRIMARY KEY"_s << u""_s << false;
    QTest::newRow("a part of it") << u"INTEGER"_s << u", PRIMARY KEY (id, title)"_s << false;
    QTest::newRow("another one") << u"INTEGER"_s << u", PRIMARY KEY (title)"_s << false;
    QTest::newRow("backwards, which takes texts")
        << u"INTEGER PRIMARY KEY DESC"_s << u""_s << false;
    QTest::newRow("backwards as a rule, which takes none")
        << u"INTEGER"_s << u", PRIMARY KEY (id DESC)"_s << true;
    QTest::newRow("of a table that is an index")
        << u"INTEGER PRIMARY KEY"_s << u") WITHOUT ROWID --"_s << false;
    QTest::newRow("of another name") << u""_s << u""_s << false;
}

void TestShop::refusesBooksThatNoKeyTellsApart()
{
    QFETCH(QString, id);
    QFETCH(QString, rule);
    QFETCH(bool, isOpen);
    const QString file = path(u"other.sqlite"_s);
    const QString key = id.isEmpty() ? u"number INTEGER PRIMARY KEY"_s : "id "_L1 + id;
    ForeignDatabase(file,
                    {u"CREATE TABLE books (%1, title VARCHAR(200) NOT NULL, author VARCHAR(100) "
                     "NOT NULL, price DECIMAL(10,2), createdAt DATETIME NOT NULL, updatedAt "
                     "DATETIME NOT NULL%2)"_s.arg(key, rule)});
    const QByteArray before = contentOf(file);

    Shop shop({.file = file});
    const Outcome outcome = outcomeOf(shop);

    QCOMPARE(outcome.isOpen, isOpen);
    if (isOpen)
        return;
    QVERIFY2(outcome.failure.message.contains(u"INTEGER PRIMARY KEY"_s),
             qPrintable(outcome.failure.message));
    QCOMPARE(contentOf(file), before);
    QCOMPARE(files(), QStringList{u"other.sqlite"_s});
}

void TestShop::leavesTheTablesOfOthersAlone_data()
{
    QTest::addColumn<QString>("columns");

    QTest::newRow("nothing in common") << u"region TEXT, total REAL"_s;
    // An index of ours would fit in there.
    QTest::newRow("much in common") << u"id INTEGER PRIMARY KEY, bookId INTEGER, title TEXT"_s;
}

void TestShop::leavesTheTablesOfOthersAlone()
{
    QFETCH(QString, columns);
    const QString file = path(u"office.sqlite"_s);
    ForeignDatabase(
        file, {u"CREATE TABLE sales (%1)"_s.arg(columns), u"INSERT INTO sales DEFAULT VALUES"_s});

    Shop shop({.file = file, .mayCreateTable = true});
    QVERIFY(outcomeOf(shop).isOpen);

    QVERIFY(!shop.isComplete());
    QVERIFY2(shop.lack().contains(u"“office.sqlite” already has a table “sales”"_s),
             qPrintable(shop.lack()));
    const orm::RowSet made =
        shop.database()
            .query("SELECT group_concat(name) FROM sqlite_master WHERE name NOT LIKE 'books_%'")
            .result();
    QCOMPARE(made.first().toString(), u"sales,books,sqlite_sequence"_s);
    QCOMPARE(shop.database().query("SELECT count(*) FROM sales").result().first().toInt(), 1);
    const orm::Instance book =
        shop.book().create({{"title", "Kindred"}, {"author", "Octavia E. Butler"}}).result();
    QCOMPARE(book.get("id").toInt(), 1);
}

/// As shops were before books had ISBNs, and deleted ones were kept.
void TestShop::makeOlderShop(const QString &file)
{
    {
        Shop shop({.file = file});
        QVERIFY(outcomeOf(shop).isOpen);
        shop.book().create({{"title", "Kindred"}, {"author", "Butler"}}).waitForFinished();
    }
    ForeignDatabase(file, {u"DROP TABLE book_isbns"_s, u"DROP TABLE deleted_covers"_s,
                           u"DROP TABLE deleted_books"_s});
}

void TestShop::givesAnOlderShopItsTableOfIsbns()
{
    const QString file = path(u"old.sqlite"_s);
    makeOlderShop(file);

    Shop shop({.file = file});
    QVERIFY(outcomeOf(shop).isOpen);

    QVERIFY(shop.isComplete());
    QVERIFY(shop.models().deletedBook);
    QCOMPARE(shop.models().deletedBook->count().result(), 0);
    shop.models().isbn->create({{"bookId", 1}, {"isbn", "9780807083697"}}).waitForFinished();
    QCOMPARE(shop.models().isbn->count().result(), 1);
}

void TestShop::readsAnOlderShopWithoutIsbns()
{
    const QString file = path(u"old.sqlite"_s);
    makeOlderShop(file);

    Shop shop({.file = file, .readOnly = true});
    QVERIFY(outcomeOf(shop).isOpen);

    QVERIFY(shop.isComplete());
    QCOMPARE(shop.models().isbn, nullptr);
    QCOMPARE(shop.models().deletedBook, nullptr);
    QCOMPARE(shop.lack(), QString());
    QCOMPARE(shop.models().genre->count().result(), 0);
}

void TestShop::saysThatAFileIsLocked()
{
    const QString file = path(u"busy.sqlite"_s);
    const ForeignDatabase other(
        file, {u"CREATE TABLE books (id INTEGER PRIMARY KEY)"_s, u"BEGIN EXCLUSIVE"_s});

    Shop shop({.file = file});
    const Outcome outcome = outcomeOf(shop);

    QCOMPARE(outcome.failure.kind, Kind::Locked);
    QVERIFY(outcome.failure.message.contains(u"busy.sqlite"_s));
}

void TestShop::opensForReadingWhatCannotBeWritten()
{
    const QString file = path(u"shop.sqlite"_s);
    {
        Shop shop({.file = file});
        QVERIFY(outcomeOf(shop).isOpen);
    }
    QTRY_COMPARE(files(), QStringList{u"shop.sqlite"_s}); // the other connection has closed
    const Unwritable folder(m_folder->path());
    if (!folder.isReal())
        QSKIP("The superuser may write everything, and cannot be somebody else here.");

    Shop shop({.file = file});

    QVERIFY(outcomeOf(shop).isOpen);
    QVERIFY(shop.isReadOnly());
    QVERIFY(shop.isComplete());
    QVERIFY(shop.models().deletedBook);
}

void TestShop::refusesToWriteWhenReadOnly()
{
    const QString file = path(u"shop.sqlite"_s);
    {
        Shop shop({.file = file});
        QVERIFY(outcomeOf(shop).isOpen);
    }

    Shop shop({.file = file, .readOnly = true});
    QVERIFY(outcomeOf(shop).isOpen);

    QVERIFY(shop.isReadOnly());
    QVERIFY_THROWS_EXCEPTION(
        orm::BaseError, shop.book().create({{"title", "a"}, {"author", "b"}}).waitForFinished());
    QCOMPARE(shop.book().count().result(), 0);
}

void TestShop::leavesNoFileBehindWhenNothingCanBeWritten()
{
    if (!QFile::exists(u"/proc/self"_s))
        QSKIP("There is no folder here that nobody can write to.");

    Shop shop({.file = u"/proc/self/shop.sqlite"_s});

    QVERIFY(!outcomeOf(shop).isOpen);
    QVERIFY(!QFile::exists(u"/proc/self/shop.sqlite"_s));
}

QTEST_GUILESS_MAIN(TestShop)
#include "tst_shop.moc"
