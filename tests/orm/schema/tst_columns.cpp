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
    void keepsTheMillisecondsOfADefault_data() { addDialects(); }
    void keepsTheMillisecondsOfADefault();
};

namespace {

void run(Sequelize &db, const QString &sql)
{
    wait(db.query(Text(sql), {.kind = StatementKind::Write}));
}

} // namespace

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

void TestColumns::keepsTheMillisecondsOfADefault()
{
    // given
    QFETCH(const int, which);
    MAKE_DATABASE(db, which);
    const QDateTime moment(QDate(2020, 9, 16), QTime(12, 26, 40, 369), Qt::UTC);
    const AttributeOptions fine{.type = DataTypes::DATE(3), .defaultValue = moment};
    const Model &goods = db.define("Goods", {{"made", fine}, {"sold", fine}},
                                   {.tableName = "goods", .timestamps = false});
    const QueryInterface tables = db.queryInterface();
    wait(tables.createTable(
        "goods", {{"id", {.type = DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}},
                  {"made", fine}}));
    run(db, which == MariaDb ? u"INSERT INTO goods () VALUES ()"_s
                             : u"INSERT INTO goods DEFAULT VALUES"_s);

    // when
    wait(tables.addColumn("goods", "sold", fine));

    // then
    const Instance row = *wait(goods.findOne());
    QCOMPARE(row.get<QDateTime>("made"), moment);
    QCOMPARE(row.get<QDateTime>("sold"), moment);
}

QTEST_GUILESS_MAIN(TestColumns)
#include "tst_columns.moc"
