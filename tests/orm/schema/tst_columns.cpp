#include "support/anydatabase.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// Columns of tables that are there: what is told of them, and what is left when they change.
class TestColumns : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheValuesOfAnEnum_data() { addDialects(); }
    void tellsTheValuesOfAnEnum();
};

void TestColumns::tellsTheValuesOfAnEnum()
{
    // given
    QFETCH(const int, which);
    MAKE_DATABASE(db, which);
    const QStringList values{u"new"_s,  u"Used"_s, u"It's"_s, u"a,b"_s,
                             u"c\\d"_s, u"é)"_s,   u"nl\nx"_s};
    const Model &goods =
        db.define("Goods", {{"state", DataTypes::ENUM(values)}}, {.timestamps = false});
    wait(goods.sync());

    // when
    const TableDescription table = wait(goods.describe());

    // then
    QCOMPARE(table.find(u"state")->values, which == File ? QStringList() : values);
    if (which == MariaDb)
        QCOMPARE(table.find(u"state")->type,
                 uR"(ENUM('new','Used','It''s','a,b','c\\d','é)','nl\nx'))"_s);
}

QTEST_GUILESS_MAIN(TestColumns)
#include "tst_columns.moc"
