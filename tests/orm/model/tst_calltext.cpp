#include "orm/model/calltext.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

Q_DECLARE_METATYPE(orm::FindOptions)

/// Calls as the log shows them.
class TestCallText : public QObject
{
    Q_OBJECT

private slots:
    void showsOptionsAsSequelizeWritesThem_data();
    void showsOptionsAsSequelizeWritesThem();
    void showsValues();
    void cutsWhatIsLong();
};

void TestCallText::showsOptionsAsSequelizeWritesThem_data()
{
    QTest::addColumn<FindOptions>("options");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const FindOptions &options, const QString &text) {
        QTest::newRow(name) << options << text;
    };
    row("nothing", {}, u"Book.findAll()"_s);
    row("value", {.where = {{"author", "Umberto Eco"}}},
        u"Book.findAll({where: {author: \"Umberto Eco\"}})"_s);
    row("operator", {.where = {{"price", Op::lt(30)}}},
        u"Book.findAll({where: {price: {lt: 30}}})"_s);
    row("include", {.include = {"books", {"tags", {.where = {{"label", "sf"}}, .limit = 2}}}},
        u"Book.findAll({include: [\"books\", {association: \"tags\", where: {label: \"sf\"}, "
        "limit: 2}]})"_s);
    row("include all", {.include = {Include::all()}}, u"Book.findAll({include: [{all: true}]})"_s);
    row("limit", {.limit = 10}, u"Book.findAll({limit: 10})"_s);
}

void TestCallText::showsOptionsAsSequelizeWritesThem()
{
    QFETCH(FindOptions, options);
    QFETCH(QString, text);

    const QString shown = toText(options);

    QCOMPARE(callText(u"Book"_s, "findAll", shown.isEmpty() ? QStringList() : QStringList{shown}),
             text);
}

void TestCallText::showsValues()
{
    const Values values{{"title", "It's"}, {"price", literal("price * 1.1")}, {"sold", nullptr}};

    const QString text = toText(values);

    QVERIFY2(text.contains(u"price * 1.1"_s), qPrintable(text));
    QVERIFY2(text.contains(u"sold: null"_s), qPrintable(text));
}

void TestCallText::cutsWhatIsLong()
{
    const Values values{{"title", QString(100'000, u'x')}};

    QVERIFY(toText(values).size() < 1'000);
}

QTEST_APPLESS_MAIN(TestCallText)
#include "tst_calltext.moc"
