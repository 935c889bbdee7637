#include "support/freshdatabase.h"

#include "orm/orm.h"

#include <QtTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace orm;

/// With `updateOnDuplicate`, each answered row is the one that is there: under its key, with what
/// was not given.
class TestChangedDuplicates : public QObject
{
    Q_OBJECT

private slots:
    void answersTheRowsThatAreThere();
    void savesAnAnsweredRowAgain();
};

namespace {

struct Shop
{
    Shop()
        : db(freshDatabase(), {.logging = nullptr})
        , book(db.define(
              "Book",
              {{"isbn", {.type = DataTypes::STRING(20), .allowNull = false, .unique = true}},
               {"title", DataTypes::STRING(40)},
               {"shelf", {.type = DataTypes::STRING(10), .defaultValue = "A"}}},
              {.timestamps = false}))
    {
        wait(db.sync());
    }
    [[nodiscard]] QList<Instance> put(const QList<Values> &rows) const
    {
        return wait(book.bulkCreate(
            rows, {.updateOnDuplicate = {u"title"_s}, .conflictAttributes = {u"isbn"_s}}));
    }

    Sequelize db;
    Model &book;
};

} // namespace

void TestChangedDuplicates::answersTheRowsThatAreThere()
{
    // given
    constexpr quint32 seed = 6;
    std::mt19937 random(seed);
    const auto below = [&random](int limit) { return int(random() % quint32(limit)); };
    const Shop shop;
    int titles = 0;
    int key = 0; // below those that the database makes

    for (int trial = 0; trial < 25; ++trial) {
        QList<Values> rows;
        QSet<int> seen; // PostgreSQL changes no row twice in a statement
        for (int left = 1 + below(trial % 6 == 0 ? 250 : 12); left > 0; --left) {
            const int isbn = below(600);
            if (seen.contains(isbn))
                continue;
            seen += isbn;
            Values values{{"isbn", QString::number(isbn)}, {"title", u"t%1"_s.arg(++titles)}};
            if (below(2) == 0)
                values.set(u"shelf"_s, u"B"_s);
            if (below(9) == 0)
                values.set(u"id"_s, --key);
            rows += values;
        }

        // when
        const QList<Instance> answered = shop.put(rows);

        // then
        QCOMPARE(answered.size(), rows.size());
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const auto stored = wait(
                shop.book.findOne({.where = {{"isbn", rows[i].find("isbn")->data()->toString()}}}));
            const QByteArray where =
                u"seed %1, trial %2, row %3"_s.arg(seed).arg(trial).arg(i).toUtf8();
            QVERIFY2(stored && stored->get("title") == rows[i].find("title")->data()->toString(),
                     where.constData());
            QVERIFY2(!answered[i].isNewRecord(), where.constData());
            for (const char *attribute : {"id", "isbn", "title", "shelf"})
                QVERIFY2(answered[i].get(attribute) == stored->get(attribute), where.constData());
        }
    }
}

void TestChangedDuplicates::savesAnAnsweredRowAgain()
{
    // given
    const Shop shop;
    wait(shop.book.create({{"isbn", "1"}, {"title", "Kindred"}, {"shelf", "C"}}));
    Instance answered = shop.put({{{"isbn", "1"}, {"title", "Kindred 2"}}}).first();

    // when
    answered.set("title", "Kindred 3");
    wait(answered.save());

    // then
    const Instance stored = wait(shop.book.findOne()).value();
    QCOMPARE(stored.get("title"), u"Kindred 3"_s);
    QCOMPARE(stored.get("shelf"), u"C"_s);
    QCOMPARE(shop.book.count().result(), 1);
}

QTEST_GUILESS_MAIN(TestChangedDuplicates)
#include "tst_changedduplicates.moc"
