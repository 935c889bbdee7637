#include "ui/base/refusal.h"

#include "ui/testbooks.h"

using namespace Qt::StringLiterals;

class TestRefusal : public QObject
{
    Q_OBJECT

private slots:
    void saysInASentenceWhatIsWrong_data();
    void saysInASentenceWhatIsWrong();
    void takesWhatIsRight();
    void comparesAsTheModelDoes();

private:
    TestBooks m_shop;
};

void TestRefusal::saysInASentenceWhatIsWrong_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("reason");
    QTest::newRow("missing") << u"title"_s << orm::null() << u"Title cannot be empty."_s;
    QTest::newRow("blank") << u"title"_s << QVariant(u"  "_s) << u"Title cannot be empty."_s;
    QTest::newRow("too long") << u"author"_s << QVariant(QString(101, u'x'))
                              << u"Author is too long: 101 characters, at most 100."_s;
    QTest::newRow("below zero") << u"price"_s << QVariant(-1.0) << u"Price must be at least 0."_s;
    QTest::newRow("no number") << u"price"_s << QVariant(u"-"_s)
                               << u"Price \"-\" is not a valid decimal."_s;
}

void TestRefusal::saysInASentenceWhatIsWrong()
{
    QFETCH(QString, attribute);
    QFETCH(QVariant, value);
    QFETCH(QString, reason);

    QCOMPARE(ui::refusal(m_shop.spec(), attribute, value).value_or(QString()), reason);
}

void TestRefusal::takesWhatIsRight()
{
    QVERIFY(!ui::refusal(m_shop.spec(), u"title"_s, u"Kindred"_s));
    QVERIFY(!ui::refusal(m_shop.spec(), u"price"_s, orm::null()));
}

void TestRefusal::comparesAsTheModelDoes()
{
    const ui::PageSpec spec = m_shop.spec();
    const QVariant decimal = QVariant::fromValue(*orm::Decimal::fromString(u"12.50"));

    QVERIFY(ui::sameValue(spec, u"price"_s, decimal, 12.5));
    QVERIFY(ui::sameValue(spec, u"price"_s, orm::null(), QVariant()));
    QVERIFY(!ui::sameValue(spec, u"price"_s, decimal, orm::null()));
    QVERIFY(!ui::sameValue(spec, u"title"_s, u"a"_s, u"A"_s));
}

QTEST_GUILESS_MAIN(TestRefusal)
#include "tst_refusal.moc"
