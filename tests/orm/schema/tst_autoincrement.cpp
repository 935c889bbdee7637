#include "orm/schema/autoincrement.h"

#include "support/anydatabase.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// The key that comes next: what is known of it, and how it is moved.
class TestAutoIncrement : public QObject
{
    Q_OBJECT

private slots:
    void knowsKeysOfRowsThatAreGone_data() { addDialects(); }
    void knowsKeysOfRowsThatAreGone();
    void raisesAndNeverLowers_data() { addDialects(); }
    void raisesAndNeverLowers();
    void knowsNoneWhereTheDatabaseMakesNone_data() { addDialects(); }
    void knowsNoneWhereTheDatabaseMakesNone();
};

namespace {

/// A name that must be quoted.
const TableName table{u"it's AUTO_INCREMENT=7 \"here\""_s};

Model &makeTable(Sequelize &db)
{
    Model &row = db.define("Row", {{"title", DataTypes::STRING}},
                           {.tableName = Text(table.name), .timestamps = false});
    wait(row.sync());
    return row;
}

std::optional<qint64> last(const Sequelize &db)
{
    return wait(lastAutoIncrement(db.database(), table, "id"));
}

} // namespace

void TestAutoIncrement::knowsKeysOfRowsThatAreGone()
{
    // given
    QFETCH(const int, which);
    MAKE_DATABASE(db, which);
    const Model &row = makeTable(db);
    const std::optional<qint64> none = last(db);

    // when
    for (int i = 0; i < 3; ++i)
        wait(row.create({{"title", "T"}}));
    wait(row.destroy({.where = {"id", Op::gt(1)}}));

    // then
    QCOMPARE(none.value_or(0), 0);
    QCOMPARE(last(db).value_or(0), 3);
}

void TestAutoIncrement::raisesAndNeverLowers()
{
    // given
    QFETCH(const int, which);
    MAKE_DATABASE(db, which);
    const Model &row = makeTable(db);
    QList<qint64> keys;

    // when
    for (const qint64 key : {40, 2, 41, 100}) {
        wait(raiseAutoIncrement(db.database(), table, "id", key));
        keys += row.create({{"title", "T"}}).result().get<qint64>("id");
    }

    // then
    QCOMPARE(keys, (QList<qint64>{41, 42, 43, 101}));
    QCOMPARE(last(db).value_or(0), 101);
}

void TestAutoIncrement::knowsNoneWhereTheDatabaseMakesNone()
{
    // given
    QFETCH(const int, which);
    MAKE_DATABASE(db, which);
    const Model &row = db.define("Row", {{"id", {.type = DataTypes::INTEGER, .primaryKey = true}}},
                                 {.tableName = Text(table.name), .timestamps = false});
    wait(row.sync());
    wait(row.create({{"id", 8}}));

    // when
    const std::optional<qint64> none = last(db);

    // then
    QVERIFY(!none);
}

QTEST_GUILESS_MAIN(TestAutoIncrement)
#include "tst_autoincrement.moc"
