#include "support/serverdatabase.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// Indexes of a table on each database: told as they are, and made once, however often a program
/// starts.
class TestIndexes : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheColumnsInTheirOrder_data() { addKinds(); }
    void tellsTheColumnsInTheirOrder();
    void makesAUniqueRuleOnce_data() { addKinds(); }
    void makesAUniqueRuleOnce();

private:
    static void addKinds();
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

/// Skips the test where there is no such server.
#define NEEDS_TARGET(kind)                                                                         \
    do {                                                                                           \
        if ((kind) == QStringLiteral("postgres"))                                                  \
            NEEDS_SERVER(PostgresDatabase);                                                        \
        if ((kind) == QStringLiteral("mariadb"))                                                   \
            NEEDS_SERVER(MariaDbDatabase);                                                         \
    } while (false)

void TestIndexes::addKinds()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"sqlite", "postgres", "mariadb"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestIndexes::tellsTheColumnsInTheirOrder()
{
    // given
    QFETCH(QString, kind);
    NEEDS_TARGET(kind);
    const Target target(kind);
    Sequelize db(target.url(), {.logging = nullptr});
    Model &book = db.define(
        "Book", {{"title", DataTypes::STRING(40)}, {"author", DataTypes::STRING(40)}},
        {.timestamps = false, .indexes = {{.fields = {"author", "title"}, .name = "by_author"}}});
    wait(book.sync());

    // when
    const QList<IndexDescription> told = db.queryInterface().showIndex("Books").result();

    // then
    const auto index = std::ranges::find(told, u"by_author"_s, &IndexDescription::name);
    QVERIFY(index != told.end());
    QCOMPARE(index->fields, QStringList({u"author"_s, u"title"_s}));
    QVERIFY(!index->unique && !index->primary);
}

void TestIndexes::makesAUniqueRuleOnce()
{
    // given
    QFETCH(QString, kind);
    NEEDS_TARGET(kind);
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

QTEST_GUILESS_MAIN(TestIndexes)
#include "tst_indexes.moc"
