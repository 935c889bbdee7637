#include "ui/rows/rowkeys.h"

#include "ui/bulk/bulktarget.h"
#include "ui/keyedstock.h"
#include "ui/rows/keybytes.h"
#include "ui/rows/keydictionary.h"
#include "ui/rows/recordquery.h"

#include <QElapsedTimer>
#include <QTest>

using ui::KeyDictionary;
using ui::RowKeys;

class TestRowKeys : public QObject
{
    Q_OBJECT

private slots:
    void bytesKeepEveryValue_data();
    void bytesKeepEveryValue();
    void equalKeysHaveEqualBytes();
    void aKeyKeepsItsNumber();
    void aMillionTextsTakeLittleRoom();
    void numbersStandForThemselves();
    void twoValuesAreNoOtherTwo();
    void findsWhatItMeans();
    void findsRowsWithoutAWholeKey_data();
    void findsRowsWithoutAWholeKey();
    void dividesKeysIntoPieces();
    void scopesHaveTheNumbersOfTheirModel();
};

void TestRowKeys::bytesKeepEveryValue_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::newRow("whole") << QVariant(qint64(-5'000'000'000));
    QTest::newRow("real") << QVariant(0.1);
    QTest::newRow("true") << QVariant(true);
    QTest::newRow("text") << QVariant(u"Žižek 😀"_s);
    QTest::newRow("no letters") << QVariant(u""_s);
    QTest::newRow("long") << QVariant(QString(1'000, u'x'));
    QTest::newRow("255") << QVariant(QString(255, u'x'));
    QTest::newRow("bytes") << QVariant(QByteArray("\0\1\xff", 3));
    QTest::newRow("decimal") << QVariant::fromValue(orm::Decimal("-12.5"));
    QTest::newRow("day") << QVariant(QDate(1752, 9, 14));
    QTest::newRow("moment") << QVariant(QDateTime::fromMSecsSinceEpoch(-1, Qt::UTC));
    QTest::newRow("null") << orm::null();
}

void TestRowKeys::bytesKeepEveryValue()
{
    QFETCH(QVariant, value);
    QByteArray key;

    ui::KeyBytes::append(key, value);
    ui::KeyBytes::append(key, 7LL);
    const QVariantList read = ui::KeyBytes::values(key);

    QCOMPARE(read.size(), 2);
    QCOMPARE(read.at(0).typeId(), value.typeId());
    QVERIFY(read.at(0) == value || value.isNull());
    QCOMPARE(read.at(0).toString().isNull(), value.toString().isNull());
    QCOMPARE(read.at(1), QVariant(7LL));
}

void TestRowKeys::equalKeysHaveEqualBytes()
{
    const auto bytes = [](const QVariant &value) {
        QByteArray key;
        ui::KeyBytes::append(key, value);
        return key;
    };

    for (const char *text : {"2.5", "2.50", "2.500"})
        QCOMPARE(bytes(QVariant::fromValue(orm::Decimal(text))),
                 bytes(QVariant::fromValue(orm::Decimal("2.5"))));
    QCOMPARE(bytes(QVariant::fromValue(orm::Decimal("100"))),
             bytes(QVariant::fromValue(orm::Decimal("100.00"))));
    QCOMPARE(bytes(-0.0), bytes(0.0));
    QVERIFY(bytes(u"1"_s) != bytes(1LL));
    QVERIFY(bytes(u""_s) != bytes(orm::null()));
}

void TestRowKeys::aKeyKeepsItsNumber()
{
    KeyDictionary dictionary;
    std::vector<qint64> numbers;
    for (int i = 0; i < 5'000; ++i)
        numbers.push_back(dictionary.numberOf(QByteArray::number(i)));

    for (int i = 0; i < 5'000; ++i) {
        QCOMPARE(dictionary.numberOf(QByteArray::number(i)), numbers[size_t(i)]);
        QCOMPARE(dictionary.keyOf(numbers[size_t(i)]), QByteArray::number(i));
    }
    QCOMPARE(dictionary.count(), 5'000);
    QVERIFY(!std::ranges::count(numbers, 0));
    QCOMPARE(dictionary.keyOf(0), QByteArray());
    QCOMPARE(dictionary.keyOf(5'001), QByteArray());
}

void TestRowKeys::aMillionTextsTakeLittleRoom()
{
    KeyDictionary dictionary;
    QElapsedTimer clock;
    clock.start();

    for (int i = 0; i < 1'000'000; ++i) {
        QByteArray key;
        ui::KeyBytes::appendText(key, "978" + QByteArray::number(1'000'000'000 + i));
        (void)dictionary.numberOf(key);
    }

    qInfo("%lld ms, %lld bytes", clock.elapsed(), dictionary.byteCount());
    QVERIFY(dictionary.byteCount() < 64'000'000);
}

void TestRowKeys::numbersStandForThemselves()
{
    KeyedStock stock(KeyKind::OtherNumber);
    const RowKeys keys(stock.model());

    QVERIFY(keys.areNumbers());
    QCOMPARE(ui::keyOf(stock.model().build({{"number", -3}})), -3);
    QCOMPARE(keys.value(9).data()->toLongLong(), 9);
    QCOMPARE(keys.attributes(), QStringList{u"number"_s});
}

void TestRowKeys::twoValuesAreNoOtherTwo()
{
    KeyedStock stock(KeyKind::TextAndNumber);
    const auto number = [&stock](const char *shelf, const orm::Operand &place) {
        return ui::keyOf(stock.model().build({{"shelf", shelf}, {"place", place}}));
    };

    QCOMPARE(number("a", 1), number("a", 1));
    QVERIFY(number("a", 1) != number("a", 2));
    QVERIFY(number("a1", 1) != number("a", 11));
    QVERIFY(number("", 1) != number("a", nullptr));
    QCOMPARE(RowKeys(stock.model()).values(number("b", 5)).find(u"place"_s)->data()->toInt(), 5);
}

void TestRowKeys::findsWhatItMeans()
{
    KeyedStock stock(KeyKind::TwoNumbers);
    QRandomGenerator random(11);
    stock.fill(random, 400);
    const RowKeys about(stock.model());
    std::vector<qint64> keys;
    const auto found = [&](const orm::Where &where) {
        return stock.keysInOrder({.where = where, .order = about.order()});
    };
    const QList<orm::Instance> rows = stock.model().findAll({.order = about.order()}).result();
    for (const orm::Instance &row : rows)
        keys.push_back(ui::keyOf(row));
    const QStringList all = found({});

    for (const size_t count : {size_t(0), size_t(1), size_t(3), size_t(200)}) {
        const std::span<const qint64> some(keys.data(), count);
        QCOMPARE(found(about.where(some)), all.first(qsizetype(count)));
        QCOMPARE(found(about.whereNot(some)), all.sliced(qsizetype(count)));
    }
    QCOMPARE(found(about.whereNot(keys)), QStringList());
    for (const qsizetype row : {0, 17, 399})
        QCOMPARE(found(about.whereBehind(rows.at(row))), all.sliced(row + 1));
}

void TestRowKeys::findsRowsWithoutAWholeKey_data()
{
    QTest::addColumn<KeyKind>("kind");
    QTest::addColumn<QString>("keys");
    QTest::newRow("text") << KeyKind::Text << u"(NULL), ('a'), ('b'), ('c')"_s;
    QTest::newRow("text and number")
        << KeyKind::TextAndNumber
        << u"(NULL, NULL), (NULL, 1), (NULL, 2), ('a', NULL), ('a', 1), ('a', 2), ('b', NULL), ('b', 7)"_s;
}

/// SQLite takes NULL in a key, and another program may have written it. Each of these rows is there
/// once, so that a list in memory tells which ones a condition must find.
void TestRowKeys::findsRowsWithoutAWholeKey()
{
    // given
    QFETCH(KeyKind, kind);
    QFETCH(QString, keys);
    KeyedStock stock(kind);
    const RowKeys about(stock.model());
    QStringList columns;
    for (const QString &key : about.attributes())
        columns += u'`' + key + u'`';
    const auto run = [&stock](const QString &sql, orm::StatementKind what) {
        stock.database().query(orm::Text(sql), {.kind = what}).waitForFinished();
    };
    run(u"DROP TABLE things"_s, orm::StatementKind::Schema);
    run(u"CREATE TABLE things (%1, name, price, createdAt, updatedAt, PRIMARY KEY (%1))"_s.arg(
            columns.join(u',')),
        orm::StatementKind::Schema);
    run(u"INSERT INTO things (%1) VALUES %2"_s.arg(columns.join(u','), keys),
        orm::StatementKind::Write);
    const QList<orm::Instance> rows = stock.model().findAll({.order = about.order()}).result();
    const QStringList all = stock.keysInOrder({.order = about.order()});
    const auto found = [&](const orm::Where &where) {
        return stock.keysInOrder({.where = where, .order = about.order()});
    };
    QVERIFY(all.size() >= 4);

    // when
    for (uint chosen = 0; chosen < 1U << all.size(); ++chosen) {
        std::vector<qint64> some;
        QStringList these;
        QStringList others;
        for (qsizetype row = 0; row < all.size(); ++row) {
            const bool isChosen = chosen >> row & 1U;
            (isChosen ? these : others) += all.at(row);
            if (isChosen)
                some.push_back(ui::keyOf(rows.at(row)));
        }

        // then
        QCOMPARE(found(about.where(some)), these);
        QCOMPARE(found(about.whereNot(some)), others);
    }
    for (qsizetype row = 0; row < all.size(); ++row)
        QCOMPARE(found(about.whereBehind(rows.at(row))), all.sliced(row + 1));
}

void TestRowKeys::dividesKeysIntoPieces()
{
    KeyedStock stock(KeyKind::Text);
    QRandomGenerator random(12);
    stock.fill(random, 1'200);
    const RowKeys about(stock.model());
    std::vector<qint64> keys;
    for (const orm::Instance &row : stock.model().findAll({.order = about.order()}).result())
        keys.push_back(ui::keyOf(row));
    keys.resize(1'100);

    const ui::BulkTarget target{.keys = std::make_shared<const std::vector<qint64>>(keys)};
    const std::vector<orm::Where> pieces = ui::piecesOf(target, stock.model());

    QCOMPARE(pieces.size(), size_t(3));
    qint64 count = 0;
    for (const orm::Where &piece : pieces)
        count += stock.model().count({.where = piece}).result();
    QCOMPARE(count, 1'100);
}

void TestRowKeys::scopesHaveTheNumbersOfTheirModel()
{
    KeyedStock stock(KeyKind::Text);
    const orm::Model scope = stock.model().scope(orm::FindOptions{.where = {{"name", "x"}}});

    const qint64 number = ui::keyOf(stock.model().build({{"isbn", "978"}}));

    QCOMPARE(RowKeys(scope).value(number).data()->toString(), u"978"_s);
}

QTEST_GUILESS_MAIN(TestRowKeys)

#include "tst_rowkeys.moc"
