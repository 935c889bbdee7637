#include "ui/rows/recordquery.h"

#include "ui/testbooks.h"

using namespace Qt::StringLiterals;
using ui::KeyIndex;
using ui::PageQuery;

class TestRecordQuery : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_shop.addBooks(1'000); }
    void endsEveryOrderInTheKey_data();
    void endsEveryOrderInTheKey();
    void turnsAnOrderRound();
    void knowsTheOrderOfKeys();
    void readsTheSamePageEveryWay_data();
    void readsTheSamePageEveryWay();
    void leavesAPlaceForADeletedRow();
    void usesAnIndexThatKnowsAll_data();
    void usesAnIndexThatKnowsAll();

private:
    [[nodiscard]] static QString text(const orm::Order &order);
    [[nodiscard]] std::vector<qint64> keysOf(const PageQuery &query);

    TestBooks m_shop;
};

QString TestRecordQuery::text(const orm::Order &order)
{
    QStringList terms;
    for (const orm::OrderTerm &term : order.terms())
        terms.append(std::get<orm::Column>(term.what.node()).path + u' ' + term.direction);
    return terms.join(u", "_s);
}

std::vector<qint64> TestRecordQuery::keysOf(const PageQuery &query)
{
    std::vector<qint64> keys;
    for (const auto &row : ui::arranged(query, m_shop.book().findAll(query.options).result()))
        keys.push_back(row ? ui::keyOf(*row) : 0);
    return keys;
}

void TestRecordQuery::endsEveryOrderInTheKey_data()
{
    QTest::addColumn<orm::Order>("order");
    QTest::addColumn<QString>("expected");
    QTest::newRow("none") << orm::Order() << u"id ASC"_s;
    QTest::newRow("up") << orm::Order{{"title", "ASC"}} << u"title ASC, id ASC"_s;
    QTest::newRow("down") << orm::Order{{"title", "DESC"}} << u"title DESC, id DESC"_s;
    QTest::newRow("has it") << orm::Order{{"id", "DESC"}} << u"id DESC"_s;
}

void TestRecordQuery::endsEveryOrderInTheKey()
{
    QFETCH(orm::Order, order);
    QFETCH(QString, expected);

    QCOMPARE(text(ui::withKey(order, m_shop.book())), expected);
}

void TestRecordQuery::turnsAnOrderRound()
{
    QCOMPARE(text(ui::reversed({{"title", "DESC"}, {"id", "ASC"}, "price"})),
             u"title ASC, id DESC, price DESC"_s);
}

void TestRecordQuery::knowsTheOrderOfKeys()
{
    QCOMPARE(ui::keyDirection({"id"}, m_shop.book()), KeyIndex::Direction::Up);
    QCOMPARE(ui::keyDirection({{"id", "DESC"}}, m_shop.book()), KeyIndex::Direction::Down);
    QVERIFY(!ui::keyDirection({"title", "id"}, m_shop.book()));
    QVERIFY(!ui::keyDirection({}, m_shop.book()));
}

void TestRecordQuery::readsTheSamePageEveryWay_data()
{
    QTest::addColumn<int>("page");
    for (int page = 0; page < 4; ++page)
        QTest::addRow("page %d", page) << page;
}

void TestRecordQuery::readsTheSamePageEveryWay()
{
    QFETCH(int, page);
    const ui::RecordQuestion question{.where = {}, .order = {{"author", "DESC"}, {"id", "DESC"}}};
    const KeyIndex index(m_shop.book().findKeys({.order = question.order}).result());

    const std::vector<qint64> byKeys = keysOf(ui::pageByKeys(m_shop.book(), index, page));

    QCOMPARE(byKeys.size(), size_t(page < 3 ? 256 : 232));
    QCOMPARE(keysOf(ui::pageFromStart(m_shop.book(), question, page)), byKeys);
    QCOMPARE(keysOf(ui::pageFromEnd(m_shop.book(), question, page, 1'000)), byKeys);
}

void TestRecordQuery::leavesAPlaceForADeletedRow()
{
    const KeyIndex index = KeyIndex::run(999, 3, KeyIndex::Direction::Up);

    QCOMPARE(keysOf(ui::pageByKeys(m_shop.book(), index, 0)), (std::vector<qint64>{999, 1'000, 0}));
}

void TestRecordQuery::usesAnIndexThatKnowsAll_data()
{
    using orm::Op::gt;
    QTest::addColumn<orm::Where>("where");
    QTest::addColumn<orm::Order>("order");
    QTest::addColumn<bool>("forKeys");
    QTest::addColumn<bool>("forRows");
    const orm::Where two{{"price", gt(9)}, orm::Op::not_(orm::Where{{"title", "Emma"}})};
    const orm::Where either = orm::Op::or_({{{"price", gt(9)}}, {{"price", nullptr}}});
    const orm::Where text = orm::literal("price > 9");
    const orm::Order byPrice{{"price", "DESC"}, {"id", "DESC"}};
    QTest::newRow("all") << orm::Where() << byPrice << true << true;
    QTest::newRow("by itself") << orm::Where{{"price", gt(9)}} << byPrice << true << true;
    QTest::newRow("either") << either << byPrice << true << true;
    QTest::newRow("by key") << orm::Where{{"price", gt(9)}} << orm::Order{"id"} << true << false;
    QTest::newRow("by another") << orm::Where{{"title", "Emma"}} << byPrice << false << false;
    QTest::newRow("two") << two << byPrice << false << false;
    QTest::newRow("some SQL") << text << byPrice << false << false;
    QTest::newRow("keys") << orm::Where{{"id", gt(9)}} << orm::Order{"id"} << true << true;
}

void TestRecordQuery::usesAnIndexThatKnowsAll()
{
    QFETCH(orm::Where, where);
    QFETCH(orm::Order, order);
    QFETCH(bool, forKeys);
    QFETCH(bool, forRows);
    const ui::RecordQuestion question{.where = where, .order = order};

    using ui::ReadingFor;
    QCOMPARE(ui::indexHints(question, m_shop.book(), ReadingFor::Keys).empty(), forKeys);
    QCOMPARE(ui::indexHints(question, m_shop.book(), ReadingFor::Rows).empty(), forRows);
}

QTEST_GUILESS_MAIN(TestRecordQuery)
#include "tst_recordquery.moc"
