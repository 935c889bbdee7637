#include "ui/rows/keyindex.h"

#include <QElapsedTimer>
#include <QTest>

#include <limits>
#include <numeric>

using ui::KeyIndex;
using ui::RowRange;
using Keys = std::vector<qint64>;
using Ranges = std::vector<RowRange>;

namespace {

constexpr qint64 largestNarrow = std::numeric_limits<quint32>::max();

/// The same five keys, moved to where they take four or eight bytes.
void addWidths()
{
    QTest::addColumn<qint64>("shift");
    QTest::addRow("narrow") << 0LL;
    QTest::addRow("narrow, at its end") << largestNarrow - 9;
    QTest::addRow("wide by one key") << largestNarrow - 8;
    QTest::addRow("wide") << (1LL << 40);
    QTest::addRow("negative") << -1'000LL;
    QTest::addRow("negative by one key") << -2LL;
}

KeyIndex shiftedList(qint64 shift)
{
    return KeyIndex(QList<qint64>{5 + shift, 3 + shift, 9 + shift, 1 + shift, 7 + shift});
}

} // namespace

class TestKeyIndex : public QObject
{
    Q_OBJECT

private slots:
    void isKnownOnceRoomIsMade();
    void knowsNothingAtFirst();
    void aRunCountsUpOrDown();
    void findsRowsOfKeys_data();
    void findsRowsOfKeys();
    void removesRows_data();
    void removesRows();
    void removesManyRangesAtOnce();
    void appendsKeys();
    void answersAlikeForEveryWidth_data();
    void answersAlikeForEveryWidth();
    void removesAlikeForEveryWidth_data();
    void removesAlikeForEveryWidth();
    void widensForAKeyThatDoesNotFit_data();
    void widensForAKeyThatDoesNotFit();
    void changesLeaveCopiesAlone();
    void equalsByContent();
    void equalsByContentWhateverTheWidth();
    void passesMillionsOfRowsQuickly();
};

void TestKeyIndex::isKnownOnceRoomIsMade()
{
    KeyIndex index;
    index.reserve(1000);

    QVERIFY(index.isKnown());
    QCOMPARE(index.count(), 0);
    for (const qint64 key : {7, 3, 5})
        index.append(key);
    QCOMPARE(index.keys({0, 2}), (std::vector<qint64>{7, 3, 5}));
}

void TestKeyIndex::knowsNothingAtFirst()
{
    const KeyIndex index;

    QVERIFY(!index.isKnown());
    QCOMPARE(index.count(), 0);
    QVERIFY(!index.rowOf(1));
}

void TestKeyIndex::aRunCountsUpOrDown()
{
    const KeyIndex up = KeyIndex::run(10, 5, KeyIndex::Direction::Up);
    const KeyIndex down = KeyIndex::run(10, 5, KeyIndex::Direction::Down);

    QCOMPARE(up.keys({0, 4}), (Keys{10, 11, 12, 13, 14}));
    QCOMPARE(down.keys({0, 4}), (Keys{10, 9, 8, 7, 6}));
    QCOMPARE(up.rowOf(14), 4);
    QCOMPARE(down.rowOf(6), 4);
    QVERIFY(!up.rowOf(15));
    QVERIFY(!down.rowOf(11));
}

void TestKeyIndex::findsRowsOfKeys_data()
{
    QTest::addColumn<bool>("isRun");
    QTest::addRow("run") << true;
    QTest::addRow("list") << false;
}

void TestKeyIndex::findsRowsOfKeys()
{
    QFETCH(bool, isRun);
    const KeyIndex index = isRun ? KeyIndex::run(10, 10, KeyIndex::Direction::Down)
                                 : KeyIndex(QList<qint64>{5, 3, 9, 1, 7});

    const Ranges found = index.rowsOf({9, 3, 99, 1});

    QCOMPARE(found, isRun ? (Ranges{{1, 1}, {7, 7}, {9, 9}}) : (Ranges{{1, 3}}));
}

void TestKeyIndex::removesRows_data()
{
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    QTest::addColumn<QList<qint64>>("left");
    QTest::addColumn<bool>("staysRun");
    QTest::addRow("start") << 0LL << 1LL << QList<qint64>{3, 4, 5} << true;
    QTest::addRow("end") << 3LL << 4LL << QList<qint64>{1, 2, 3} << true;
    QTest::addRow("middle") << 1LL << 2LL << QList<qint64>{1, 4, 5} << false;
    QTest::addRow("all") << 0LL << 4LL << QList<qint64>{} << true;
}

void TestKeyIndex::removesRows()
{
    QFETCH(qint64, first);
    QFETCH(qint64, last);
    QFETCH(QList<qint64>, left);
    QFETCH(bool, staysRun);
    KeyIndex run = KeyIndex::run(1, 5, KeyIndex::Direction::Up);
    KeyIndex list(QList<qint64>{1, 2, 3, 4, 5});

    run.remove(RowRange{first, last});
    list.remove(RowRange{first, last});

    const Keys expected(left.begin(), left.end());
    QCOMPARE(run.keys({0, run.count() - 1}), expected);
    QCOMPARE(list.keys({0, list.count() - 1}), expected);
    QCOMPARE(run.isRun(), staysRun);
}

void TestKeyIndex::removesManyRangesAtOnce()
{
    KeyIndex index = KeyIndex::run(0, 20, KeyIndex::Direction::Up);

    index.remove(Ranges{{0, 1}, {5, 5}, {18, 19}});

    QCOMPARE(index.count(), 15);
    QCOMPARE(index.keys({0, 4}), (Keys{2, 3, 4, 6, 7}));
    QCOMPARE(index.keyAt(14), 17);
}

void TestKeyIndex::appendsKeys()
{
    KeyIndex index = KeyIndex::run(1, 3, KeyIndex::Direction::Up);

    index.append(4);
    QVERIFY(index.isRun());
    index.append(9);

    QCOMPARE(index.keys({0, 4}), (Keys{1, 2, 3, 4, 9}));
}

void TestKeyIndex::answersAlikeForEveryWidth_data()
{
    addWidths();
}

void TestKeyIndex::answersAlikeForEveryWidth()
{
    QFETCH(qint64, shift);

    const KeyIndex index = shiftedList(shift);

    QVERIFY(index.isKnown());
    QVERIFY(!index.isRun());
    QCOMPARE(index.count(), 5);
    QCOMPARE(index.keyAt(2), 9 + shift);
    QCOMPARE(index.keys({1, 3}), (Keys{3 + shift, 9 + shift, 1 + shift}));
    QCOMPARE(index.rowOf(1 + shift), 3);
    QVERIFY(!index.rowOf(4 + shift));
    QVERIFY(!index.rowOf(5 + shift + largestNarrow + 1)); // alike in its lower four bytes
    QVERIFY(!index.rowOf(5 + shift - largestNarrow - 1));
    const Keys some{9 + shift, 3 + shift, 99 + shift, 1 + shift, 7 + shift + largestNarrow + 1};
    QCOMPARE(index.rowsOf(some), (Ranges{{1, 3}}));
}

void TestKeyIndex::removesAlikeForEveryWidth_data()
{
    addWidths();
}

void TestKeyIndex::removesAlikeForEveryWidth()
{
    QFETCH(qint64, shift);
    KeyIndex one = shiftedList(shift);
    KeyIndex many = shiftedList(shift);

    one.remove(RowRange{1, 3});
    many.remove(Ranges{{0, 1}, {3, 3}});

    QCOMPARE(one.keys({0, one.count() - 1}), (Keys{5 + shift, 7 + shift}));
    QCOMPARE(many.keys({0, many.count() - 1}), (Keys{9 + shift, 7 + shift}));
}

void TestKeyIndex::widensForAKeyThatDoesNotFit_data()
{
    QTest::addColumn<qint64>("key");
    QTest::addRow("fits") << largestNarrow;
    QTest::addRow("too large") << largestNarrow + 1;
    QTest::addRow("negative") << -1LL;
    QTest::addRow("smallest") << std::numeric_limits<qint64>::min();
}

void TestKeyIndex::widensForAKeyThatDoesNotFit()
{
    QFETCH(qint64, key);
    KeyIndex list(QList<qint64>{2, 0, largestNarrow});
    KeyIndex run = KeyIndex::run(1, 2, KeyIndex::Direction::Up);

    for (KeyIndex *index : {&list, &run}) {
        index->append(key);
        index->append(3);
    }

    QCOMPARE(list.keys({0, list.count() - 1}), (Keys{2, 0, largestNarrow, key, 3}));
    QCOMPARE(run.keys({0, run.count() - 1}), (Keys{1, 2, key, 3}));
    QCOMPARE(run.rowOf(key), 2);
    QVERIFY(!run.isRun());
}

void TestKeyIndex::changesLeaveCopiesAlone()
{
    const KeyIndex index = shiftedList(0);
    KeyIndex longer = index;
    KeyIndex shorter = index;

    longer.append(1LL << 40);
    shorter.remove(RowRange{0, 3});

    QCOMPARE(longer.count(), 6);
    QCOMPARE(shorter.count(), 1);
    QVERIFY(index == shiftedList(0));
}

void TestKeyIndex::equalsByContentWhateverTheWidth()
{
    const KeyIndex narrow(QList<qint64>{5, 3});
    KeyIndex wide(QList<qint64>{5, 3, -1});
    wide.remove(RowRange{2, 2});
    KeyIndex wideRun(QList<qint64>{1, 2, -1});
    wideRun.remove(RowRange{2, 2});

    QVERIFY(narrow == wide);
    QVERIFY(wide == narrow);
    QVERIFY(wideRun == KeyIndex::run(1, 2, KeyIndex::Direction::Up));
    QVERIFY(!(narrow == wideRun));
    QVERIFY(!(KeyIndex(QList<qint64>{1}) == KeyIndex(QList<qint64>{largestNarrow + 2})));
    QVERIFY(!(KeyIndex(QList<qint64>{largestNarrow}) == KeyIndex(QList<qint64>{-1})));
}

void TestKeyIndex::equalsByContent()
{
    QVERIFY(KeyIndex::run(1, 3, KeyIndex::Direction::Up) == KeyIndex(QList<qint64>{1, 2, 3}));
    QVERIFY(!(KeyIndex::run(1, 3, KeyIndex::Direction::Up) == KeyIndex(QList<qint64>{1, 2, 4})));
    QVERIFY(!(KeyIndex() == KeyIndex(QList<qint64>{})));
}

void TestKeyIndex::passesMillionsOfRowsQuickly()
{
    QList<qint64> keys(2'000'000);
    std::iota(keys.rbegin(), keys.rend(), 1);
    const KeyIndex index(std::move(keys));
    Keys some;
    for (qint64 key = 1; key < 2'000'000; key += 1'000)
        some.push_back(key);

    QElapsedTimer clock;
    clock.start();
    const Ranges found = index.rowsOf(some);

    QCOMPARE(found.size(), some.size());
    QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
}

QTEST_APPLESS_MAIN(TestKeyIndex)
#include "tst_keyindex.moc"
