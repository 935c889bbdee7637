#include "support/bothlogs.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace orm;

/// New rows: the same comes of them whether or not somebody listens to the log.
class TestInsertedRows : public QObject
{
    Q_OBJECT

private slots:
    void storesTheSameWhoeverListens_data();
    void storesTheSameWhoeverListens();
    void refusesTheSameWhoeverListens_data();
    void refusesTheSameWhoeverListens();
    void keepsNothingOfABulkThatFails();
    void writesTheAttributesOfAnyRowOfABulk();
    void keepsRowsOfABulkApartThatAreNotAlike();
    void givesEachRowOfABulkAKeyOfItsOwn();

private:
    using Shop = BothLogs;
    using Log = BothLogs::Log;

    static QVariantMap stored(Shop &shop) { return Shop::values(*shop.book.findOne().result()); }

    QTemporaryDir m_folder;
};

void TestInsertedRows::storesTheSameWhoeverListens_data()
{
    const QDateTime local(QDate(2020, 2, 29), QTime(12, 30, 15, 250));
    Shop::addRows({{u"plain"_s, {{"title", "Kindred"}, {"price", 29.99}, {"pages", 287}}},
                   {u"price to round"_s, {{"title", "a"}, {"price", 32.989000000000004}}},
                   {u"price as text"_s, {{"title", "a"}, {"price", "12.5"}}},
                   {u"price as a whole number"_s, {{"title", "a"}, {"price", 12}}},
                   {u"pages as text"_s, {{"title", "a"}, {"pages", "287"}}},
                   {u"not ASCII"_s, {{"title", "Ünï 日本"}}},
                   {u"ten characters of two units"_s, {{"title", "😀😀😀😀😀😀😀😀😀😀"}}},
                   {u"title from a number"_s, {{"title", 1984}}},
                   {u"nulls"_s, {{"title", "a"}, {"price", nullptr}, {"cover", nullptr}}},
                   {u"truth"_s, {{"title", "a"}, {"sold", true}}},
                   {u"local time"_s, {{"title", "a"}, {"printed", local}}},
                   {u"bytes"_s, {{"title", "a"}, {"cover", QByteArray("\0\1", 2)}}},
                   {u"real"_s, {{"title", "a"}, {"weight", 0.1}}},
                   {u"key"_s, {{"id", 77}, {"title", "a"}}}});
}

void TestInsertedRows::storesTheSameWhoeverListens()
{
    QFETCH(Values, values);
    Shop silent(m_folder.filePath(u"silent.sqlite"_s), Log::Off);
    Shop logging(m_folder.filePath(u"logging.sqlite"_s), Log::On);

    const Instance made = silent.book.create(values).result();
    logging.book.create(values).waitForFinished();

    QCOMPARE(stored(silent), stored(logging));
    for (const auto &[name, value] : made.values())
        if (name != "createdAt"_L1 && name != "updatedAt"_L1)
            QCOMPARE(value, stored(silent).value(name));
}

void TestInsertedRows::refusesTheSameWhoeverListens_data()
{
    Shop::addRows({{u"no title"_s, {{"price", 1.5}}},
                   {u"null title"_s, {{"title", nullptr}}},
                   {u"title too long"_s, {{"title", "12345678901"}}},
                   {u"eleven characters of two units"_s, {{"title", "😀😀😀😀😀😀😀😀😀😀😀"}}},
                   {u"NUL"_s, {{"title", QString(u"a\0b"_s)}}},
                   {u"half a pair"_s, {{"title", QString(QChar(0xd800))}}},
                   {u"price too large"_s, {{"title", "a"}, {"price", 10000.0}}},
                   {u"price too large when rounded"_s, {{"title", "a"}, {"price", 9999.999}}},
                   {u"pages no number"_s, {{"title", "a"}, {"pages", "many"}}},
                   {u"two faults"_s, {{"pages", "many"}}}});
}

void TestInsertedRows::refusesTheSameWhoeverListens()
{
    QFETCH(Values, values);
    Shop silent(m_folder.filePath(u"silent.sqlite"_s), Log::Off);
    Shop logging(m_folder.filePath(u"logging.sqlite"_s), Log::On);
    const auto refusal = [&values](Shop &shop) {
        try {
            shop.book.create(values).waitForFinished();
        } catch (const ValidationError &error) {
            return error.message();
        }
        return QString();
    };

    const QString silently = refusal(silent);

    QVERIFY(!silently.isEmpty());
    QCOMPARE(silently, refusal(logging));
    QCOMPARE(silent.book.count().result(), 0);
}

void TestInsertedRows::keepsNothingOfABulkThatFails()
{
    Shop shop(m_folder.filePath(u"bulk.sqlite"_s), Log::Off);
    QList<Values> rows;
    for (int i = 0; i < 250; ++i)
        rows += Values{{"title", "a"}, {"code", QString::number(i == 240 ? 3 : i)}};

    QVERIFY_THROWS_EXCEPTION(UniqueConstraintError, shop.book.bulkCreate(rows).waitForFinished());

    QCOMPARE(shop.book.count().result(), 0);
}

void TestInsertedRows::writesTheAttributesOfAnyRowOfABulk()
{
    Shop shop(m_folder.filePath(u"bulk.sqlite"_s), Log::Off);

    const QList<Instance> made =
        shop.book.bulkCreate({{{"title", "a"}}, {{"title", "b"}, {"pages", 7}}}).result();

    QCOMPARE(made.at(0).get("id"), 1);
    QCOMPARE(made.at(1).get("id"), 2);
    QVERIFY(shop.book.findByPk(1).result()->get("pages").isNull());
    QCOMPARE(shop.book.findByPk(2).result()->get("pages"), 7);
}

void TestInsertedRows::keepsRowsOfABulkApartThatAreNotAlike()
{
    Shop shop(m_folder.filePath(u"bulk.sqlite"_s), Log::Off);
    const QVariant notGiven;

    shop.book
        .bulkCreate({{{"title", "a"}, {"pages", 1}},
                     {{"title", "b"}, {"pages", 2}},
                     {{"pages", 3}, {"title", "c"}},
                     {{"title", "d"}, {"pages", notGiven}},
                     {{"title", "e"}, {"pages", 5}, {"pages", 55}},
                     {{"pages", 6}, {"title", "f"}, {"pages", 6}},
                     {{"title", "g"}, {"title", "g"}, {"pages", 7}}})
        .waitForFinished();

    QStringList stored;
    for (const Instance &book : shop.book.findAll().result())
        stored += book.get<QString>("title") + book.get("pages").toString();
    QCOMPARE(stored, (QStringList{u"a1"_s, u"b2"_s, u"c3"_s, u"d"_s, u"e55"_s, u"f6"_s, u"g7"_s}));
}

void TestInsertedRows::givesEachRowOfABulkAKeyOfItsOwn()
{
    Sequelize db({.storage = m_folder.filePath(u"uuid.sqlite"_s), .logging = nullptr});
    const Model &note = db.define(
        "Note",
        {{"id", {.type = DataTypes::UUID, .defaultValue = DataTypes::UUIDV4, .primaryKey = true}},
         {"text", DataTypes::STRING}});
    note.sync({.force = true}).waitForFinished();

    const QList<Instance> made = note.bulkCreate({{{"text", "a"}}, {{"text", "b"}}}).result();

    QVERIFY(made.at(0).get("id") != made.at(1).get("id"));
    QCOMPARE(note.findByPk(made.at(1).get<QString>("id")).result()->get("text"), u"b"_s);
}

QTEST_GUILESS_MAIN(TestInsertedRows)
#include "tst_insertedrows.moc"
