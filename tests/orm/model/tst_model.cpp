#include "support/testshop.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

class TestModel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_shop.reset(); }

    void findsByCondition_data();
    void findsByCondition();
    void countsAndFindsAPage();
    void findsKeysInOrder();
    void sortsKeysThatFit_data();
    void sortsKeysThatFit();
    void selectsAliases();
    void sumsExactly();
    void updatesAndDeletesMany();
    void refusesToHitEveryRowByMistake();
    void insertsManyOrNone();
    void keepsGivenKeysAndTimes();
    void storesEveryTypeAndReadsItBack();
    void refusesTheSameTwice();
    void takesHostileText();

private:
    [[nodiscard]] QStringList titles(const FindOptions &options) const;
    [[nodiscard]] const Model &book() const { return m_shop->book(); }

    std::unique_ptr<TestShop> m_shop;
};

Q_DECLARE_METATYPE(orm::Where)

void TestModel::init()
{
    m_shop = std::make_unique<TestShop>();
    m_shop->fill();
}

QStringList TestModel::titles(const FindOptions &options) const
{
    QStringList titles;
    for (const Instance &each : book().findAll(options).result())
        titles << each["title"].toString();
    return titles;
}

void TestModel::findsByCondition_data()
{
    QTest::addColumn<Where>("where");
    QTest::addColumn<QList<int>>("ids");
    const auto row = [](const char *name, const Where &where, const QList<int> &ids) {
        QTest::newRow(name) << where << ids;
    };
    row("equal", {{"author", "Umberto Eco"}}, {4});
    row("unequal", {{"author", Op::ne("Umberto Eco")}}, {1, 2, 3, 5});
    row("less", {{"price", Op::lt(25)}}, {1, 4});
    row("at least", {{"price", Op::gte(34.95)}}, {3, 5});
    row("between", {{"price", Op::between(24.99, 29.99)}}, {2, 4});
    row("not between", {{"price", Op::notBetween(13, 39)}}, {1, 5});
    row("in", {{"id", {1, 5, 77}}}, {1, 5});
    row("in nothing", {{"id", Op::in(QList<int>())}}, {});
    row("not in", {{"id", Op::notIn({1, 2, 3})}}, {4, 5});
    row("null", {{"price", nullptr}}, {});
    row("like", {{"author", Op::like("%le%")}}, {1, 2});
    row("not like", {{"title", Op::notLike("%i%")}}, {1, 4});
    row("starts with", {{"title", Op::startsWith("Fou")}}, {4});
    row("ends with", {{"title", Op::endsWith("s")}}, {1, 3, 5});
    row("substring", {{"title", Op::substring("'")}}, {4});
    row("percent is text", {{"title", Op::substring("%")}}, {});
    row("or", Op::or_({Where{{"id", 1}}, Where{{"author", "Umberto Eco"}}}), {1, 4});
    row("not", Op::not_(Where{{"id", {1, 2}}}), {3, 4, 5});
    row("expression", where(fn("lower", col("title")), "kindred"), {2});
    row("column", {{"price", Op::gt(Op::col("id"))}}, {1, 2, 3, 4, 5});
}

void TestModel::findsByCondition()
{
    QFETCH(Where, where);
    QFETCH(QList<int>, ids);

    QList<int> found;
    for (const Instance &each : book().findAll({.where = where, .order = {"id"}}).result())
        found << each["id"].toInt();

    QCOMPARE(found, ids);
}

void TestModel::countsAndFindsAPage()
{
    const RowsAndCount<Instance> page = book()
                                            .findAndCountAll({.where = {{"price", Op::gt(20)}},
                                                              .order = {{"price", "DESC"}},
                                                              .limit = 2,
                                                              .offset = 1})
                                            .result();

    QCOMPARE(page.count, 4);
    QCOMPARE(page.rows.size(), 2);
    QCOMPARE(page.rows.first()["title"].toString(), u"Invisible Cities"_s);
}

void TestModel::findsKeysInOrder()
{
    const QList<qint64> keys = book().findKeys({.order = {{"price", "DESC"}, "id"}}).result();

    QCOMPARE(keys, (QList<qint64>{5, 3, 2, 4, 1}));
}

void TestModel::sortsKeysThatFit_data()
{
    QTest::addColumn<QString>("direction");
    QTest::addColumn<QList<qint64>>("keys");
    QTest::newRow("up") << u"ASC"_s << QList<qint64>{2, 3, 5};
    QTest::newRow("down") << u"desc"_s << QList<qint64>{5, 3, 2};
}

void TestModel::sortsKeysThatFit()
{
    QFETCH(QString, direction);
    QFETCH(QList<qint64>, keys);
    // An index has them in another order.
    m_shop->db().queryInterface().addIndex("books", {.fields = {"price"}}).waitForFinished();

    const auto found =
        book().findKeys({.where = {{"price", Op::gte(25)}}, .order = {{"id", Text(direction)}}});

    QCOMPARE(found.result(), keys);
}

void TestModel::selectsAliases()
{
    const Instance row =
        *book()
             .findOne({.attributes = {"id", {fn("upper", col("title")), "loud"}}, .order = {"id"}})
             .result();

    QCOMPARE(row["loud"].toString(), u"THE LEFT HAND OF DARKNESS"_s);
    QVERIFY(!row["title"].isValid());
}

void TestModel::sumsExactly()
{
    QCOMPARE(book().sum("price").result().value<Decimal>().toString(), u"142.42"_s);
    QCOMPARE(book().min("price").result().value<Decimal>().toString(), u"12.50"_s);
    QCOMPARE(book().max("title").result().toString(), u"The Left Hand of Darkness"_s);
}

void TestModel::updatesAndDeletesMany()
{
    QCOMPARE(book().update({{"price", 10}}, {.where = {{"price", Op::lt(30)}}}).result(), 3);
    QCOMPARE(book().destroy({.where = {{"price", 10}}}).result(), 3);
    QCOMPARE(titles({.order = {"id"}}), QStringList({u"Invisible Cities"_s, u"Ficciones"_s}));
    QCOMPARE(book().destroy({.allRows = true}).result(), 2);
}

void TestModel::refusesToHitEveryRowByMistake()
{
    QVERIFY_THROWS_EXCEPTION(BaseError, book().update({{"price", 0}}, {}).waitForFinished());
    QVERIFY_THROWS_EXCEPTION(BaseError, book().destroy({}).waitForFinished());
    QVERIFY_THROWS_EXCEPTION(
        BaseError, book().destroy({.where = {{"id", Op::notIn(QList<int>())}}}).waitForFinished());
    QCOMPARE(book().count({.where = {{"price", Op::gt(0)}}}).result(), 5);
}

void TestModel::insertsManyOrNone()
{
    QList<Values> rows;
    for (int i = 0; i < 1234; ++i)
        rows << Values{{"title", u"Book %1"_s.arg(i)}, {"author", "A"}, {"price", i}};

    const QList<Instance> created = book().bulkCreate(rows).result();
    QCOMPARE(created.size(), 1234);
    QCOMPARE(book().count().result(), 5 + 1234);

    rows[1000] = Values{{"title", "no author"}};
    QVERIFY_THROWS_EXCEPTION(BaseError, book().bulkCreate(rows).waitForFinished());
    QCOMPARE(book().count().result(), 5 + 1234);
}

void TestModel::keepsGivenKeysAndTimes()
{
    const Instance gone = *book().findByPk(3).result();
    gone.destroy().waitForFinished();

    Values values;
    for (const auto &[name, value] : gone.values())
        values.set(name, value);
    book().bulkCreate({values}).waitForFinished();

    QCOMPARE(book().findByPk(3).result()->toJson(), gone.toJson());
}

void TestModel::storesEveryTypeAndReadsItBack()
{
    const Model &thing = m_shop->db().define("Thing",
                                             {{"text", DataTypes::TEXT},
                                              {"flag", DataTypes::BOOLEAN},
                                              {"big", DataTypes::BIGINT},
                                              {"ratio", DataTypes::DOUBLE},
                                              {"at", DataTypes::DATE},
                                              {"day", DataTypes::DATEONLY},
                                              {"data", DataTypes::BLOB},
                                              {"code", DataTypes::UUID},
                                              {"meta", DataTypes::JSON}},
                                             {.timestamps = false});
    thing.sync().waitForFinished();
    const QList<std::pair<QString, QVariant>> values{
        {u"text"_s, u"Üñï 📖 'quoted' %_\\"_s},
        {u"flag"_s, true},
        {u"big"_s, std::numeric_limits<qint64>::min()},
        {u"ratio"_s, 0.1 + 0.2},
        {u"at"_s, QDateTime(QDate(1969, 12, 31), QTime(23, 59, 59, 999), Qt::UTC)},
        {u"day"_s, QDate(2024, 2, 29)},
        {u"data"_s, QByteArray("\0\xff'x", 4)},
        {u"code"_s, u"6fa459ea-ee8a-4ca4-894e-db77e160355e"_s},
        {u"meta"_s, QVariant::fromValue(
                        QJsonValue(QJsonObject{{u"a"_s, QJsonArray{1, u"b"_s, QJsonValue()}}}))}};
    Values row;
    for (const auto &[name, value] : values)
        row.set(name, value);

    (void)thing.create(row).result();
    const Instance read = *thing.findOne().result();

    for (const auto &[name, value] : values) {
        QCOMPARE(read.get(name), value);
        QCOMPARE(read.get(name).metaType(), value.metaType());
    }
}

void TestModel::refusesTheSameTwice()
{
    const Model &user = m_shop->db().define(
        "User", {{"mail", {.type = DataTypes::STRING(80), .unique = true}}}, {.timestamps = false});
    user.sync().waitForFinished();
    (void)user.create({{"mail", "a@b"}}).result();

    try {
        (void)user.create({{"mail", "a@b"}}).result();
        QFAIL("nothing was thrown");
    } catch (const UniqueConstraintError &error) {
        QCOMPARE(error.errors().size(), 1);
        QCOMPARE(error.errors().first().message, u"mail must be unique"_s);
        QCOMPARE(error.errors().first().path, u"mail"_s);
        QCOMPARE(error.fields(), QStringList{u"mail"_s});
    }
}

void TestModel::takesHostileText()
{
    for (const QString &text :
         {u"'; DROP TABLE books; --"_s, u"\"`[]?$1:name"_s, QString(200, QChar(0x4e66)), u"\\"_s,
          u"%_"_s, u"a\nb\tc"_s, u"\u202eevil"_s}) {
        const int id = book().create({{"title", text}, {"author", "A"}}).result().get("id").toInt();

        const std::optional<Instance> found = book().findOne({.where = {{"title", text}}}).result();

        QVERIFY(found);
        QCOMPARE((*found)["id"].toInt(), id);
        QCOMPARE((*found)["title"].toString(), text);
        QCOMPARE(book().count({.where = {{"title", Op::substring(text)}, {"id", id}}}).result(), 1);
    }
}

QTEST_GUILESS_MAIN(TestModel)
#include "tst_model.moc"
