#include "orm/core/datatype.h"
#include "orm/db/rowset.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

class TestRowSet : public QObject
{
    Q_OBJECT

private slots:
    void keepsEveryTypeOfCell();
    void takesPlainTextsOnly_data();
    void takesPlainTextsOnly();
    void takesCellsOfAnotherBlock();
    void keepsTextsOfAnyLength_data();
    void keepsTextsOfAnyLength();
    void knowsWhenItIsFull();
    void keepsOneRowAlive();

private:
    static std::shared_ptr<const RowHead> head(const QStringList &columns)
    {
        auto made = std::make_shared<RowHead>();
        made->columns = columns;
        return made;
    }
};

void TestRowSet::keepsEveryTypeOfCell()
{
    RowBlock block(head({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s}));
    const QDateTime moment(QDate(1969, 12, 31), QTime(23, 59, 59, 999), Qt::UTC);

    block.appendInteger(std::numeric_limits<qint64>::min());
    block.appendReal(0.1);
    block.appendText("Üñï");
    block.appendBlob(QByteArray("\0\xff", 2));
    block.appendDate(moment.toMSecsSinceEpoch());
    block.appendNull();

    QCOMPARE(block.rowCount(), 1);
    QCOMPARE(block.value(0, 0), QVariant(std::numeric_limits<qint64>::min()));
    QCOMPARE(block.value(0, 1), QVariant(0.1));
    QCOMPARE(block.value(0, 2), QVariant(u"Üñï"_s));
    QCOMPARE(block.value(0, 3), QVariant(QByteArray("\0\xff", 2)));
    QCOMPARE(block.value(0, 4), QVariant(moment));
    QVERIFY(block.value(0, 5).isNull());
    QVERIFY(block.isNull(0, 5));
}

void TestRowSet::takesPlainTextsOnly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("empty") << u""_s << true;
    QTest::newRow("ASCII") << u"Kindred, by Octavia E. Butler; 287 pages"_s << true;
    QTest::newRow("others") << u"Ünï 日本 \uffff"_s << true;
    QTest::newRow("NUL") << QString(u"a\0b"_s) << false;
    QTest::newRow("NUL among others") << QString(u"ü\0b"_s) << false;
    QTest::newRow("a pair") << u"😀"_s << false;
    QTest::newRow("half a pair") << u"abc"_s + QChar(0xdc00) << false;
    QTest::newRow("long") << QString(6'000'000, u'a') << true;
    QTest::newRow("long, with half a pair") << QString(6'000'000, QChar(0xd800)) << false;
}

void TestRowSet::takesPlainTextsOnly()
{
    QFETCH(QString, text);
    QFETCH(bool, isTaken);
    RowBlock block(head({u"a"_s, u"b"_s, u"c"_s}));
    block.appendText("before");

    QCOMPARE(block.appendPlainText(text), isTaken);

    if (!isTaken)
        block.appendNull();
    block.appendText("behind");
    QCOMPARE(block.rowCount(), 1);
    QCOMPARE(block.value(0, 0), QVariant(u"before"_s));
    QCOMPARE(block.value(0, 2), QVariant(u"behind"_s));
    if (isTaken)
        QCOMPARE(block.value(0, 1).toString(), text);
}

void TestRowSet::takesCellsOfAnotherBlock()
{
    RowBlock from(head({u"a"_s, u"b"_s, u"c"_s}));
    for (int row = 0; row < 2; ++row) {
        from.appendText(row ? "日本" : "first");
        from.appendReal(row + 0.5);
        from.appendNull();
    }
    RowBlock block(from.sharedHead());

    for (int column = 0; column < 3; ++column)
        block.appendCell(from, 1, column);

    QCOMPARE(block.value(0, 0), QVariant(u"日本"_s));
    QCOMPARE(block.value(0, 1), QVariant(1.5));
    QVERIFY(block.isNull(0, 2));
}

void TestRowSet::keepsTextsOfAnyLength_data()
{
    QTest::addColumn<int>("length");
    QTest::newRow("none") << 0;
    QTest::newRow("one") << 1;
    QTest::newRow("just short enough for its cell") << (1 << 24) - 2;
    QTest::newRow("just too long for it") << (1 << 24) - 1;
    QTest::newRow("long") << (1 << 24) + 5;
}

void TestRowSet::keepsTextsOfAnyLength()
{
    QFETCH(int, length);
    const QByteArray text(length, 'x');
    RowBlock block(head({u"a"_s, u"b"_s}));

    block.appendText(text);
    block.appendText("behind");

    QCOMPARE(block.bytes(0, 0).size(), length);
    QVERIFY(block.bytes(0, 0) == text);
    QVERIFY(block.bytes(0, 1) == "behind");
}

void TestRowSet::knowsWhenItIsFull()
{
    RowBlock block(head({u"a"_s}));
    for (int i = 0; i < RowBlock::capacity; ++i) {
        QVERIFY(!block.isFull());
        block.appendInteger(i);
    }

    QVERIFY(block.isFull());
    QCOMPARE(block.integer(RowBlock::capacity - 1, 0), RowBlock::capacity - 1);
}

void TestRowSet::keepsOneRowAlive()
{
    RowBlockPointer kept;
    {
        RowSet set;
        set.columns = {u"a"_s};
        auto *block = new RowBlock(head(set.columns));
        block->appendText("Kindred");
        set.blocks << RowBlockPointer(block);
        QCOMPARE(set.size(), 1);
        QCOMPARE(set.first().toString(), u"Kindred"_s);
        kept = set.blocks.first();
    }

    QCOMPARE(kept->value(0, 0).toString(), u"Kindred"_s);
}

QTEST_APPLESS_MAIN(TestRowSet)
#include "tst_rowset.moc"
