#include "support/testshop.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

class TestInstance : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_shop.reset(); }

    void isAValue();
    void knowsWhatChanged();
    void writesOnlyWhatChanged();
    void sendsNothingWhenNothingChanged();
    void leavesTheOldOneAsItWas();
    void leavesTheKeyAsItIs();
    void refusesNamesThatNoAttributeHas();
    void ignoresThemWhenAsked();
    void reportsEveryBrokenRule();
    void sendsNothingThatIsInvalid();
    void refusesToReloadWhatIsGone();
    void addsInTheDatabase();
    void keepsPricesExact();
    void becomesJson();
    void livesWithoutItsRows();
    void readsAsAnyType();

private:
    [[nodiscard]] Instance kindred() const { return *m_shop->book().findByPk(2).result(); }

    std::unique_ptr<TestShop> m_shop;
};

void TestInstance::init()
{
    m_shop = std::make_unique<TestShop>();
    m_shop->fill();
}

void TestInstance::isAValue()
{
    const Instance original = kindred();

    Instance copy = original;
    copy["title"] = "Wild Seed";

    QCOMPARE(original["title"].toString(), u"Kindred"_s);
    QCOMPARE(copy.get("title").toString(), u"Wild Seed"_s);
}

void TestInstance::knowsWhatChanged()
{
    Instance book = kindred();
    QVERIFY(book.changed().isEmpty());

    book["price"] = 32.99;
    book["title"] = "Kindred";

    QCOMPARE(book.changed(), QStringList{u"price"_s});
    QVERIFY(book.changed("price"));
    QVERIFY(!book.changed("title"));
    QCOMPARE(book.previous("price").value<Decimal>().toString(), u"29.99"_s);
}

void TestInstance::writesOnlyWhatChanged()
{
    Instance book = kindred();
    (void)m_shop->takeLog();

    book["price"] = 32.99;
    book = book.save().result();

    QCOMPARE(
        m_shop->takeLog(),
        QStringList{
            u"Executing (default): UPDATE `books` SET `price`=$1,`updatedAt`=$2 WHERE `id` = $3"_s});
    QVERIFY(book.changed().isEmpty());
    QCOMPARE(kindred()["price"].value<Decimal>().toString(), u"32.99"_s);
}

void TestInstance::sendsNothingWhenNothingChanged()
{
    Instance book = kindred();
    (void)m_shop->takeLog();

    book["price"] = 29.99;
    (void)book.save().result();

    QVERIFY(m_shop->takeLog().isEmpty());
}

void TestInstance::leavesTheOldOneAsItWas()
{
    Instance book = kindred();
    book["price"] = 32.99;

    const Instance saved = book.save().result();

    QCOMPARE(book.changed(), QStringList{u"price"_s});
    QVERIFY(saved.changed().isEmpty());
    QVERIFY(saved["updatedAt"].toDateTime() >= book.get("updatedAt").toDateTime());
}

void TestInstance::leavesTheKeyAsItIs()
{
    Instance book = kindred();

    book.set({{"id", 99}});

    QCOMPARE(book.get("id").toInt(), 2);
    QVERIFY(book.changed().isEmpty());
}

void TestInstance::refusesNamesThatNoAttributeHas()
{
    Instance book = kindred();
    const Model &model = m_shop->book();
    const QString meant = u"Book has no attribute \"titel\"; \"title\" is probably meant."_s;
    const auto messageOf = [](const auto &call) {
        try {
            call();
        } catch (const UsageError &error) {
            return error.message();
        }
        return QString();
    };

    QCOMPARE(messageOf([&] { (void)book.get("titel"); }), meant);
    QCOMPARE(messageOf([&] { (void)book.get<QString>("titel"); }), meant);
    QCOMPARE(messageOf([&] { book["titel"] = "x"; }), meant);
    QCOMPARE(messageOf([&] { book.set({{"price", 1}, {"titel", "x"}}); }), meant);
    QCOMPARE(messageOf([&] { (void)model.build({{"titel", "x"}}); }), meant);
    QCOMPARE(messageOf([&] { (void)model.create({{"titel", "x"}}).result(); }), meant);
    QCOMPARE(messageOf([&] { (void)model.bulkCreate({{{"titel", "x"}}}).result(); }), meant);
    QCOMPARE(messageOf([&] {
                 (void)model.update({{"titel", "x"}}, {.where = {"id", 1}}).result();
             }),
             meant);
    QVERIFY(messageOf([&] { (void)book.get("colour"); }).contains(u"its attributes are id,"));
    QVERIFY(book.changed().isEmpty());
    QVERIFY(!model.findByPk(2, {.attributes = {"id"}}).result()->get("title").isValid());
}

void TestInstance::ignoresThemWhenAsked()
{
    Sequelize db({.logging = nullptr, .unknown = Unknown::Ignore});
    Model &book = db.define("Book", {{"title", DataTypes::STRING}});
    db.sync().waitForFinished();

    Instance row = book.create({{"title", "Kindred"}, {"colour", "red"}}).result();
    row.set({{"title", "Dune"}, {"colour", "blue"}});

    QCOMPARE(row.changed(), QStringList{u"title"_s});
    QVERIFY(!row.get("colour").isValid());
}

void TestInstance::reportsEveryBrokenRule()
{
    const Instance book = m_shop->book().build({{"title", "  "}, {"price", -1}});

    QStringList paths;
    for (const ValidationErrorItem &item : book.validate())
        paths << item.path + u' ' + item.validatorKey;

    QCOMPARE(paths, QStringList({u"title notEmpty"_s, u"author is_null"_s, u"price min"_s}));
}

void TestInstance::sendsNothingThatIsInvalid()
{
    Instance book = kindred();
    (void)m_shop->takeLog();

    book["author"] = QString(101, u'x');

    QVERIFY_THROWS_EXCEPTION(ValidationError, book.save().waitForFinished());
    QVERIFY(m_shop->takeLog().isEmpty());
}

void TestInstance::refusesToReloadWhatIsGone()
{
    const Instance book = kindred();
    book.destroy().waitForFinished();

    QVERIFY_THROWS_EXCEPTION(InstanceError, book.reload().waitForFinished());
    QCOMPARE(m_shop->book().count().result(), 4);
}

void TestInstance::addsInTheDatabase()
{
    const Instance book = kindred();
    m_shop->db()
        .query("UPDATE books SET price = 40 WHERE id = 2", {.kind = StatementKind::Write})
        .waitForFinished();

    const Instance fresh = book.increment("price", 2).result();

    QCOMPARE(fresh["id"].toInt(), 2);
    QCOMPARE(fresh["title"].toString(), u"Kindred"_s);
    QCOMPARE(fresh.reload().result().get("price").value<Decimal>().toString(), u"42.00"_s);
    QCOMPARE(fresh.decrement("price", 2)
                 .result()
                 .reload()
                 .result()
                 .get("price")
                 .value<Decimal>()
                 .toString(),
             u"40.00"_s);
}

void TestInstance::keepsPricesExact()
{
    m_shop->book()
        .update({{"price", literal("price * 1.1")}}, {.where = {{"id", 2}}})
        .waitForFinished();

    QCOMPARE(kindred()["price"].value<Decimal>().toString(), u"32.99"_s);
}

void TestInstance::becomesJson()
{
    const QJsonObject json = kindred().toJson();

    QCOMPARE(json["id"_L1].toInt(), 2);
    QCOMPARE(json["title"_L1].toString(), u"Kindred"_s);
    QCOMPARE(json["price"_L1].toDouble(), 29.99);
    QVERIFY(QDateTime::fromString(json["createdAt"_L1].toString(), Qt::ISODateWithMs).isValid());
}

void TestInstance::livesWithoutItsRows()
{
    Instance kept;
    {
        const QList<Instance> all = m_shop->book().findAll().result();
        kept = all.at(1).detached();
    }

    QCOMPARE(kept.get("title").toString(), u"Kindred"_s);
    kept["title"] = "Wild Seed";
    QCOMPARE(kept.save().result().get("title").toString(), u"Wild Seed"_s);
}

void TestInstance::readsAsAnyType()
{
    const Instance book = kindred();
    const Instance large = m_shop->book().build({{"id", 5'000'000'000}});

    QCOMPARE(book.get<int>("id"), 2);
    QCOMPARE(book.get<quint16>("id"), 2);
    QCOMPARE(book.get<float>("price"), 29.99F);
    QCOMPARE(book.get<QByteArray>("title"), QByteArray("Kindred"));
    QCOMPARE(book.get<QDate>("createdAt"), book.get<QDateTime>("createdAt").date());
    QCOMPARE(book.get<int>("colour"), 0);
    QCOMPARE(large.get<quint64>("id"), 5'000'000'000);
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)large.get<int>("id"));
}

QTEST_GUILESS_MAIN(TestInstance)
#include "tst_instance.moc"
