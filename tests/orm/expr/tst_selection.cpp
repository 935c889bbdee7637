#include <QtTest>

#include "orm/expr/selection.h"

using namespace orm;
using namespace Qt::StringLiterals;

/// The examples of orm/expr/selection.h, as they stand in its comments.
class TestSelection : public QObject
{
    Q_OBJECT

private slots:
    void leavesOutWhatIsWrittenAsLiterals();
    void addsToAllAttributes();
    void listsAttributesUnderOtherNames();
};

void TestSelection::leavesOutWhatIsWrittenAsLiterals()
{
    const QStringList names{u"createdAt"_s};

    const Attributes written = Attributes::exclude({"createdAt"});
    const Attributes collected = Attributes::exclude(names);

    QCOMPARE(written.less(), names);
    QCOMPARE(collected.less(), names);
    QVERIFY(!written.isList() && !written.isAll());
}

void TestSelection::addsToAllAttributes()
{
    const Attributes with = Attributes::include({{fn("max", col("price")), "dearest"}});

    QCOMPARE(with.more().size(), size_t(1));
    QCOMPARE(with.more().front().alias, u"dearest"_s);
    QVERIFY(!with.isList() && !with.isAll());
}

void TestSelection::listsAttributesUnderOtherNames()
{
    const Attributes only{"id", {"title", "name"}};

    QVERIFY(only.isList());
    QCOMPARE(only.only().size(), size_t(2));
    QCOMPARE(only.only().back().alias, u"name"_s);
}

QTEST_APPLESS_MAIN(TestSelection)
#include "tst_selection.moc"
