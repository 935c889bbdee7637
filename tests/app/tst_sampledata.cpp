#include "app/books/bookstore.h"
#include "app/models/sampledata.h"
#include "orm/model/sequelize.h"

#include <QtTest>

#include <QSet>

using namespace Qt::StringLiterals;

namespace {

QString textOf(const orm::Values &book, QStringView attribute)
{
    const QVariant value = *book.find(attribute)->data();
    return orm::holdsDecimal(value) ? value.value<orm::Decimal>().toString() : value.toString();
}

QStringList dump(const QList<orm::Values> &books)
{
    QStringList lines;
    for (const orm::Values &book : books)
        lines << textOf(book, u"title") + u'|' + textOf(book, u"author") + u'|'
                     + textOf(book, u"price");
    return lines;
}

} // namespace

class TestSampleData : public QObject
{
    Q_OBJECT

private slots:
    void isTheSameEachTime();
    void keepsTheRulesOfTheModel();
    void namesNoBookTwice_data();
    void namesNoBookTwice();
    void hasLettersOfSeveralAlphabets();
};

void TestSampleData::isTheSameEachTime()
{
    QCOMPARE(dump(sampleBooks()), dump(sampleBooks()));
    QCOMPARE(sampleBooks().size(), 300);
}

void TestSampleData::keepsTheRulesOfTheModel()
{
    orm::Sequelize database({.logging = nullptr});
    const orm::Model &book = defineBook(database);

    for (const orm::Values &values : sampleBooks())
        QVERIFY(book.validate(values, orm::Model::Scope::Whole).isEmpty());
}

void TestSampleData::namesNoBookTwice_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("none") << 0;
    QTest::newRow("one") << 1;
    QTest::newRow("a shelf") << 300;
    QTest::newRow("more than there are words for") << 20'000;
}

void TestSampleData::namesNoBookTwice()
{
    QFETCH(int, count);

    QSet<QString> titles;
    for (const orm::Values &book : sampleBooks(count))
        titles << textOf(book, u"title");

    QCOMPARE(titles.size(), count);
}

void TestSampleData::hasLettersOfSeveralAlphabets()
{
    QSet<int> scripts;
    for (const orm::Values &book : sampleBooks())
        for (const QChar c : textOf(book, u"title") + textOf(book, u"author"))
            scripts << int(c.script());

    for (const QChar::Script script :
         {QChar::Script_Latin, QChar::Script_Cyrillic, QChar::Script_Greek, QChar::Script_Han,
          QChar::Script_Hangul})
        QVERIFY(scripts.contains(int(script)));
}

QTEST_GUILESS_MAIN(TestSampleData)
#include "tst_sampledata.moc"
