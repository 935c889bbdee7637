#include "ui/log/sqllogtext.h"

#include "orm/core/decimal.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestSqlLogText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void showsValues_data();
    void showsValues();
    void cutsLongValues();
    void cutsLongLists();
    void putsTextOnOneLine_data();
    void putsTextOnOneLine();
    void showsMilliseconds_data();
    void showsMilliseconds();
};

void TestSqlLogText::showsValues_data()
{
    QTest::addColumn<QVariantList>("values");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << QVariantList() << u""_s;
    QTest::newRow("numbers") << QVariantList{qint64(12), 29.99, -0.1} << u"[12, 29.99, -0.1]"_s;
    QTest::newRow("texts") << QVariantList{u"Kindred"_s, u""_s} << u"['Kindred', '']"_s;
    QTest::newRow("null") << QVariantList{QVariant::fromValue(nullptr), QVariant()}
                          << u"[null, null]"_s;
    QTest::newRow("bool") << QVariantList{true, false} << u"[true, false]"_s;
    QTest::newRow("bytes") << QVariantList{QByteArray("\0\1\2", 3)} << u"[3 bytes]"_s;
    QTest::newRow("decimal") << QVariantList{QVariant::fromValue(orm::Decimal(2990, 2))}
                             << u"[29.90]"_s;
}

void TestSqlLogText::showsValues()
{
    QFETCH(QVariantList, values);
    QFETCH(QString, text);

    // Without a translation the plural stays as it is written.
    QCOMPARE(ui::valuesText(values).replace(u"byte(s)"_s, u"bytes"_s), text);
}

void TestSqlLogText::cutsLongValues()
{
    const QString text = ui::valuesText({QString(1'000'000, u'x'), 1});

    QCOMPARE(text, u"['%1…', 1]"_s.arg(QString(200, u'x')));
}

void TestSqlLogText::cutsLongLists()
{
    const QString text = ui::valuesText(QVariantList(100'000, 12345));

    QVERIFY(text.size() < 2'300);
    QVERIFY(text.endsWith(u"…]"_s));
}

void TestSqlLogText::putsTextOnOneLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("line");
    QTest::newRow("short") << u"SELECT 1"_s << u"SELECT 1"_s;
    QTest::newRow("lines") << u"a\n\tb\r\nc"_s << u"a  b  c"_s;
    QTest::newRow("as long as may be") << u"1234567890"_s << u"1234567890"_s;
    QTest::newRow("too long") << u"12345678901"_s << u"1234567890…"_s;
    QTest::newRow("no half characters") << u"123456789😀"_s << u"123456789…"_s;
}

void TestSqlLogText::putsTextOnOneLine()
{
    QFETCH(QString, text);
    QFETCH(QString, line);

    QCOMPARE(ui::oneLine(text, 10), line);
}

void TestSqlLogText::showsMilliseconds_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << qint64(0) << u"0.000"_s;
    QTest::newRow("small") << qint64(213'400) << u"0.213"_s;
    QTest::newRow("tens") << qint64(41'230'000) << u"41.2"_s;
    QTest::newRow("seconds") << qint64(1'204'000'000) << u"1204"_s;
}

void TestSqlLogText::showsMilliseconds()
{
    QFETCH(qint64, nanoseconds);
    QFETCH(QString, text);

    QCOMPARE(ui::millisecondsText(nanoseconds), text);
}

QTEST_GUILESS_MAIN(TestSqlLogText)

#include "tst_sqllogtext.moc"
