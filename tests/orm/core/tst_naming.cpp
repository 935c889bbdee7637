#include "orm/core/naming.h"

#include <QtTest>

using namespace Qt::StringLiterals;

class TestNaming : public QObject
{
    Q_OBJECT

private slots:
    void formsPlurals_data();
    void formsPlurals();
    void formsSingulars_data();
    void formsSingulars();
    void putsUnderscores_data();
    void putsUnderscores();
};

void TestNaming::formsPlurals_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("plural");
    QTest::newRow("plain") << u"Book"_s << u"Books"_s;
    QTest::newRow("y after a consonant") << u"Category"_s << u"Categories"_s;
    QTest::newRow("y after a vowel") << u"Day"_s << u"Days"_s;
    QTest::newRow("irregular") << u"Person"_s << u"People"_s;
    QTest::newRow("none of its own") << u"News"_s << u"News"_s;
    QTest::newRow("hissing") << u"Box"_s << u"Boxes"_s;
    QTest::newRow("index") << u"Index"_s << u"Indices"_s;
    QTest::newRow("matrix") << u"Matrix"_s << u"Matrices"_s;
    QTest::newRow("sheep") << u"Sheep"_s << u"Sheep"_s;
    QTest::newRow("plural already") << u"Books"_s << u"Books"_s;
    QTest::newRow("nothing") << QString() << QString();
}

void TestNaming::formsPlurals()
{
    QFETCH(QString, word);
    QFETCH(QString, plural);

    QCOMPARE(orm::pluralize(word), plural);
}

void TestNaming::formsSingulars_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("singular");
    QTest::newRow("plain") << u"Books"_s << u"Book"_s;
    QTest::newRow("singular already") << u"Status"_s << u"Status"_s;
    QTest::newRow("ies") << u"Categories"_s << u"Category"_s;
    QTest::newRow("irregular") << u"People"_s << u"Person"_s;
    QTest::newRow("none of its own") << u"News"_s << u"News"_s;
    QTest::newRow("hissing") << u"Boxes"_s << u"Box"_s;
    QTest::newRow("index") << u"Indices"_s << u"Index"_s;
    QTest::newRow("ves") << u"Wolves"_s << u"Wolf"_s;
    QTest::newRow("knives") << u"knives"_s << u"knife"_s;
    QTest::newRow("Latin") << u"data"_s << u"datum"_s;
    QTest::newRow("details") << u"details"_s << u"detail"_s;
    QTest::newRow("nothing") << QString() << QString();
}

void TestNaming::formsSingulars()
{
    QFETCH(QString, word);
    QFETCH(QString, singular);

    QCOMPARE(orm::singularize(word), singular);
}

void TestNaming::putsUnderscores_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("result");
    QTest::newRow("two words") << u"createdAt"_s << u"created_at"_s;
    QTest::newRow("capitals") << u"userID"_s << u"user_i_d"_s;
    QTest::newRow("one word") << u"title"_s << u"title"_s;
    QTest::newRow("class") << u"BookShop"_s << u"book_shop"_s;
}

void TestNaming::putsUnderscores()
{
    QFETCH(QString, name);
    QFETCH(QString, result);

    QCOMPARE(orm::underscored(name), result);
}

QTEST_APPLESS_MAIN(TestNaming)
#include "tst_naming.moc"
