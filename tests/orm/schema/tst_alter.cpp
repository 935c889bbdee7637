#include "support/serverdatabase.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// What `sync({.alter = true})` leaves as it is, however often a program starts.
class TestAlter : public QObject
{
    Q_OBJECT

private slots:
    void makesAUniqueRuleOnce_data();
    void makesAUniqueRuleOnce();
};

namespace {

/// The address of a database of its own, which goes with it.
struct Target
{
    explicit Target(const QString &kind)
    {
        if (kind == u"postgres")
            postgres.emplace();
        else if (kind == u"mariadb")
            mariaDb.emplace();
    }
    [[nodiscard]] Text url() const
    {
        return postgres  ? Text(postgres->url())
               : mariaDb ? Text(mariaDb->url())
                         : Text("sqlite::memory:");
    }
    std::optional<PostgresDatabase> postgres;
    std::optional<MariaDbDatabase> mariaDb;
};

} // namespace

void TestAlter::makesAUniqueRuleOnce_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"sqlite", "postgres", "mariadb"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestAlter::makesAUniqueRuleOnce()
{
    // given
    QFETCH(QString, kind);
    if (kind == u"postgres")
        NEEDS_SERVER(PostgresDatabase);
    if (kind == u"mariadb")
        NEEDS_SERVER(MariaDbDatabase);
    const Target target(kind);
    Sequelize db(target.url(), {.logging = nullptr});
    Model &book = db.define("Book",
                            {{"isbn", {.type = DataTypes::STRING(20), .unique = true}},
                             {"title", DataTypes::STRING(40)}},
                            {.timestamps = false});
    wait(db.sync());
    wait(book.create({{"isbn", "1"}, {"title", "Kindred"}}));
    const qsizetype indexes = db.queryInterface().showIndex("Books").result().size();

    // when
    for (int start = 0; start < 3; ++start)
        wait(db.sync({.alter = true}));

    // then
    QCOMPARE(db.queryInterface().showIndex("Books").result().size(), indexes);
    QVERIFY_THROWS_EXCEPTION(UniqueConstraintError, wait(book.create({{"isbn", "1"}})));
    QCOMPARE(book.count().result(), 1);
}

QTEST_GUILESS_MAIN(TestAlter)
#include "tst_alter.moc"
