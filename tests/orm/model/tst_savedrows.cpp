#include "support/bothlogs.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace orm;

/// Rows that were read, changed and saved: the same comes of them whether or not somebody listens
/// to the log.
class TestSavedRows : public QObject
{
    Q_OBJECT

private slots:
    void savesTheSameWhoeverListens_data();
    void savesTheSameWhoeverListens();
    void refusesTheSameWhoeverListens_data();
    void refusesTheSameWhoeverListens();
    void writesOnlyWhatChanged();
    void savesARowWhoseColumnsWereNotAllRead();
    void savesSeveralTimes();
    void keepsTheRowsThatCameWithIt();
    void leavesTheInstanceAsItWas();
    void tellsThatARowIsGone();

private:
    using Log = BothLogs::Log;

    /// With one book.
    struct Shop : BothLogs
    {
        Shop(const QString &file, Log log)
            : BothLogs(file, log)
        {
            book.create({{"title", "Ünï 日本"},
                         {"code", "k1"},
                         {"price", 29.99},
                         {"pages", 287},
                         {"weight", 0.1},
                         {"printed", QDateTime(QDate(1979, 6, 1), QTime(1, 2, 3, 4), Qt::UTC)},
                         {"cover", QByteArray("\0\1", 2)}})
                .waitForFinished();
        }
        Instance read() { return *book.findByPk(1).result(); }
    };

    QTemporaryDir m_folder;
};

void TestSavedRows::savesTheSameWhoeverListens_data()
{
    const QDateTime local(QDate(2020, 2, 29), QTime(12, 30, 15, 250));
    Shop::addRows({{u"price"_s, {{"price", 12.5}}},
                   {u"price to round"_s, {{"price", 32.989000000000004}}},
                   {u"price as a Decimal"_s, {{"price", Decimal(3299, 2)}}},
                   {u"price as text"_s, {{"price", "12.5"}}},
                   {u"several"_s, {{"pages", 7}, {"title", "b"}, {"price", 1}}},
                   {u"null"_s, {{"price", nullptr}, {"cover", nullptr}}},
                   {u"null before"_s, {{"day", QDate(2024, 2, 29)}}},
                   {u"title from a number"_s, {{"title", 1984}}},
                   {u"ten characters of two units"_s, {{"title", "😀😀😀😀😀😀😀😀😀😀"}}},
                   {u"truth"_s, {{"sold", true}}},
                   {u"local time"_s, {{"printed", local}}},
                   {u"bytes"_s, {{"cover", QByteArray("\2\0", 2)}}},
                   {u"real"_s, {{"weight", 0.2}}},
                   {u"JSON"_s, {{"notes", QJsonObject{{u"a"_s, 1}}}}}});
}

void TestSavedRows::savesTheSameWhoeverListens()
{
    QFETCH(Values, values);
    Shop silent(m_folder.filePath(u"silent.sqlite"_s), Log::Off);
    Shop logging(m_folder.filePath(u"logging.sqlite"_s), Log::On);

    const Instance saved = silent.read().set(values).save().result();
    logging.read().set(values).save().waitForFinished();

    QCOMPARE(Shop::values(silent.read()), Shop::values(logging.read()));
    QCOMPARE(Shop::values(saved), Shop::values(silent.read()));
    QCOMPARE(saved.get("updatedAt"), silent.read().get("updatedAt"));
    QVERIFY(saved.changed().isEmpty());
}

void TestSavedRows::refusesTheSameWhoeverListens_data()
{
    Shop::addRows({{u"null title"_s, {{"title", nullptr}}},
                   {u"title too long"_s, {{"title", "12345678901"}}},
                   {u"NUL"_s, {{"title", QString(u"a\0b"_s)}}},
                   {u"half a pair"_s, {{"title", QString(QChar(0xd800))}}},
                   {u"price too large"_s, {{"price", 10000.0}}},
                   {u"Decimal too large"_s, {{"price", Decimal(1'000'000, 2)}}},
                   {u"price too large when rounded"_s, {{"price", 9999.999}}},
                   {u"pages no number"_s, {{"pages", "many"}}},
                   {u"two faults"_s, {{"pages", "many"}, {"title", nullptr}}}});
}

void TestSavedRows::refusesTheSameWhoeverListens()
{
    QFETCH(Values, values);
    Shop silent(m_folder.filePath(u"silent.sqlite"_s), Log::Off);
    Shop logging(m_folder.filePath(u"logging.sqlite"_s), Log::On);
    const QVariantMap before = Shop::values(silent.read());
    const auto refusal = [&values](Shop &shop) {
        try {
            shop.read().set(values).save().waitForFinished();
        } catch (const ValidationError &error) {
            QStringList sentences;
            for (const ValidationErrorItem &item : error.errors())
                sentences += item.message;
            sentences.sort();
            return sentences;
        }
        return QStringList();
    };

    const QStringList silently = refusal(silent);

    QVERIFY(!silently.isEmpty());
    QCOMPARE(silently, refusal(logging));
    QCOMPARE(Shop::values(silent.read()), before);
}

void TestSavedRows::writesOnlyWhatChanged()
{
    Shop shop(m_folder.filePath(u"shop.sqlite"_s), Log::Off);
    Instance mine = shop.read();
    shop.read().set("pages", 300).save().waitForFinished();

    mine.set("price", 5).save().waitForFinished();

    QCOMPARE(shop.read().get("pages"), 300);
    QCOMPARE(shop.read().get<double>("price"), 5.0);
}

void TestSavedRows::savesARowWhoseColumnsWereNotAllRead()
{
    Shop shop(m_folder.filePath(u"shop.sqlite"_s), Log::Off);
    const QList<FindOptions> readings{{.attributes = {"id", "price"}},
                                      {.attributes = {"id", "price", "updatedAt"}},
                                      {.attributes = {"price", "id", "updatedAt", "title"}}};
    double price = 1;
    for (const FindOptions &reading : readings) {
        Instance book = *shop.book.findOne(reading).result();

        book = book.set("price", ++price).set("pages", 7).save().result();

        QCOMPARE(book.get<double>("price"), price);
        QCOMPARE(shop.read().get<double>("price"), price);
        QCOMPARE(shop.read().get("pages"), 7);
        QCOMPARE(shop.read().get("title"), u"Ünï 日本"_s);
    }
}

void TestSavedRows::savesSeveralTimes()
{
    Shop shop(m_folder.filePath(u"shop.sqlite"_s), Log::Off);
    Instance book = shop.read();

    for (int pages = 1; pages <= 3; ++pages)
        book = book.set("pages", pages).set("title", QString::number(pages)).save().result();
    book = book.set("pages", 3).save().result(); // nothing to write

    QCOMPARE(shop.read().get("pages"), 3);
    QCOMPARE(shop.read().get("title"), u"3"_s);
    QCOMPARE(Shop::values(book), Shop::values(shop.read()));
}

void TestSavedRows::keepsTheRowsThatCameWithIt()
{
    Shop shop(m_folder.filePath(u"shop.sqlite"_s), Log::Off);
    Instance book = shop.read();
    book.relate("twins", {shop.read()}, true);

    const Instance saved = book.set("pages", 1).save().result();

    QCOMPARE(saved.all("twins").size(), 1);
}

void TestSavedRows::leavesTheInstanceAsItWas()
{
    Shop shop(m_folder.filePath(u"shop.sqlite"_s), Log::Off);
    Instance book = shop.read();
    book.set("pages", 1);

    const Instance saved = book.save().result();

    QCOMPARE(book.changed(), QStringList{u"pages"_s});
    QCOMPARE(book.previous("pages"), 287);
    QCOMPARE(saved.previous("pages"), 1);
}

void TestSavedRows::tellsThatARowIsGone()
{
    Shop shop(m_folder.filePath(u"shop.sqlite"_s), Log::Off);
    Instance book = shop.read();
    book.destroy().waitForFinished();

    QVERIFY_THROWS_EXCEPTION(InstanceError, book.set("pages", 1).save().waitForFinished());
}

QTEST_GUILESS_MAIN(TestSavedRows)
#include "tst_savedrows.moc"
