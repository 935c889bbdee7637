#include "orm/orm.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// What a write answers is true, and what it leaves behind is what was asked for.
class TestTrueWrites : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_db.reset(); }

    void bringsBackARowBetween();
    void saysTheMessageOfAUniqueRule_data();
    void saysTheMessageOfAUniqueRule();
    void refusesToAddToARowThatIsGone();
    void tellsHowManyRowsWereTruncated();
    void truncatesWithinTheScope();
    void countsOnFromOneInTheTableThatWasNamed();
    void readsNothingWhereThereAreNoHooks();
    void refusesAConditionThatVanishedInAParanoidModel();
    void keepsTheTextOfJson();

private:
    std::unique_ptr<Sequelize> m_db;
    QStringList m_log;
};

void TestTrueWrites::init()
{
    m_log.clear();
    m_db = std::make_unique<Sequelize>(
        Options{.logging = [this](const QString &line) { m_log += line; }});
}

void TestTrueWrites::bringsBackARowBetween()
{
    // given
    Model &book = m_db->define("Book", {{"title", DataTypes::STRING}});
    Model &genre = m_db->define("Genre", {{"name", DataTypes::STRING}});
    Model &between = m_db->define("BookGenre", {{"rank", DataTypes::INTEGER}}, {.paranoid = true});
    book.belongsToMany(genre, {.through = between});
    genre.belongsToMany(book, {.through = between});
    m_db->sync().waitForFinished();
    const Instance kindred = book.create({{"title", "Kindred"}}).result();
    const Instance novel = genre.create({{"name", "novel"}}).result();
    const Instance other = genre.create({{"name", "other"}}).result();

    // when
    kindred.related("Genres").add({novel}, {.through = {{"rank", 1}}}).waitForFinished();
    kindred.related("Genres").remove({novel}).waitForFinished();
    kindred.related("Genres").add({novel, other}, {.through = {{"rank", 2}}}).waitForFinished();

    // then
    QCOMPARE(kindred.related("Genres").count().result(), 2);
    const QList<Instance> rows =
        between.findAll({.order = {"GenreId"}, .paranoid = false}).result();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.first().get<qint64>("rank"), 2);
    QVERIFY(rows.first().get("deletedAt").isNull());
}

void TestTrueWrites::saysTheMessageOfAUniqueRule_data()
{
    QTest::addColumn<int>("way");
    QTest::newRow("create") << 0;
    QTest::newRow("bulkCreate") << 1;
    QTest::newRow("save") << 2;
    QTest::newRow("update") << 3;
    QTest::newRow("increment") << 4;
}

void TestTrueWrites::saysTheMessageOfAUniqueRule()
{
    // given
    QFETCH(int, way);
    Model &book = m_db->define(
        "Book",
        {{"isbn", {.type = DataTypes::STRING, .unique = {"isbns", "This ISBN is there already"}}},
         {"place", DataTypes::INTEGER}},
        {.indexes = {{.fields = {"place"}, .unique = true, .message = "This place is taken"}}});
    m_db->sync().waitForFinished();
    book.bulkCreate({{{"isbn", "1"}, {"place", 1}}, {{"isbn", "2"}, {"place", 2}}})
        .waitForFinished();
    const auto message = [](const auto &call) {
        try {
            call();
            return u"accepted"_s;
        } catch (const UniqueConstraintError &error) {
            return error.message() + u" / "_s + error.errors().value(0).message;
        }
    };
    const auto write = [&](const Values &values) {
        switch (way) {
        case 0: book.create(values).result(); break;
        case 1: book.bulkCreate({values}).result(); break;
        case 2: {
            Instance second = *book.findByPk(2).result();
            for (const Values::Entry &entry : values)
                second.set(entry.attribute, entry.value);
            second.save().result();
            break;
        }
        case 3: book.update(values, {.where = {{"id", 2}}}).result(); break;
        default: book.decrement("place", {.where = {{"id", 2}}}).result();
        }
    };

    const QString ofAttribute = message([&] { write({{"isbn", "1"}, {"place", 9}}); });
    const QString ofIndex = message([&] { write({{"isbn", "9"}, {"place", 1}}); });

    if (way != 4)
        QCOMPARE(ofAttribute, u"This ISBN is there already / This ISBN is there already"_s);
    QCOMPARE(ofIndex, u"This place is taken / This place is taken"_s);
}

void TestTrueWrites::refusesToAddToARowThatIsGone()
{
    Model &book = m_db->define("Book", {{"stock", DataTypes::INTEGER}});
    m_db->sync().waitForFinished();
    const Instance gone = book.create({{"stock", 1}}).result();
    book.destroy({.where = {{"id", gone.get("id")}}}).waitForFinished();

    QVERIFY_THROWS_EXCEPTION(InstanceError, gone.increment("stock").result());
    QVERIFY_THROWS_EXCEPTION(InstanceError, gone.decrement(Values{{"stock", 2}}).result());
}

void TestTrueWrites::tellsHowManyRowsWereTruncated()
{
    Model &book = m_db->define("Book", {{"title", DataTypes::STRING}});
    m_db->sync().waitForFinished();

    book.bulkCreate({{{"title", "a"}}, {{"title", "b"}}}).waitForFinished();
    QCOMPARE(book.truncate({.restartIdentity = true}).result(), 2);
    book.bulkCreate({{{"title", "a"}}, {{"title", "b"}}, {{"title", "c"}}}).waitForFinished();
    QCOMPARE(book.destroy({.truncate = true}).result(), 3);
}

void TestTrueWrites::truncatesWithinTheScope()
{
    Model &book = m_db->define("Book", {{"title", DataTypes::STRING}},
                               {.paranoid = true, .defaultScope = {.where = {{"title", "a"}}}});
    m_db->sync().waitForFinished();
    book.bulkCreate({{{"title", "a"}}, {{"title", "b"}}}).waitForFinished();

    QCOMPARE(book.truncate().result(), 1);

    QCOMPARE(book.unscoped().count().result(), 1);
    QCOMPARE(book.unscoped().truncate({.force = true}).result(), 2);
}

void TestTrueWrites::countsOnFromOneInTheTableThatWasNamed()
{
    // given
    const auto define = [this](const char *name, const char *schema) -> Model & {
        return m_db->define(
            name, {{"id", {.type = DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}}},
            {.tableName = "books", .timestamps = false, .schema = schema});
    };
    Model &plain = define("Plain", "");
    Model &inSchema = define("InSchema", "shop");
    m_db->sync().waitForFinished();
    for (int i = 0; i < 3; ++i) {
        plain.create({}).waitForFinished();
        inSchema.create({}).waitForFinished();
    }

    // when
    inSchema.truncate({.restartIdentity = true}).waitForFinished();

    // then
    QCOMPARE(inSchema.create({}).result().get<qint64>("id"), 1);
    plain.truncate().waitForFinished();
    QCOMPARE(plain.create({}).result().get<qint64>("id"), 4);
}

void TestTrueWrites::readsNothingWhereThereAreNoHooks()
{
    Model &book = m_db->define("Book", {{"title", DataTypes::STRING}});
    m_db->sync().waitForFinished();
    book.create({{"title", "a"}}).waitForFinished();
    m_log.clear();

    QCOMPARE(
        book.update({{"title", "b"}}, {.where = {{"id", 1}}, .individualHooks = true}).result(), 1);
    QCOMPARE(book.destroy({.where = {{"id", 1}}, .individualHooks = true}).result(), 1);

    QCOMPARE(m_log.size(), 2);
}

void TestTrueWrites::refusesAConditionThatVanishedInAParanoidModel()
{
    Model &book = m_db->define("Book", {{"title", DataTypes::STRING}}, {.paranoid = true});
    m_db->sync().waitForFinished();
    book.create({{"title", "a"}}).waitForFinished();
    const Where vanished{{"id", Op::notIn(QVariantList())}};

    const DestroyOptions destroy{.where = vanished};
    QVERIFY_THROWS_EXCEPTION(QueryError, book.destroy(destroy).result());
    const UpdateOptions update{.where = vanished};
    QVERIFY_THROWS_EXCEPTION(QueryError, book.update({{"title", "b"}}, update).result());

    QCOMPARE(book.count({.where = {{"title", "a"}}}).result(), 1);
}

void TestTrueWrites::keepsTheTextOfJson()
{
    // given
    Model &book = m_db->define("Book", {{"title", DataTypes::STRING}, {"meta", DataTypes::JSON}},
                               {.timestamps = false});
    m_db->sync().waitForFinished();
    const QString text = u"{\"z\": 1.0,  \"a\":[true, 1e2]}"_s;
    m_db->query(u"INSERT INTO Books (title, meta) VALUES ('a', '%1')"_s.arg(text),
                {.kind = StatementKind::Write})
        .waitForFinished();

    // when
    Instance row = *book.findByPk(1).result();
    row.set("title", "b");
    row = row.save().result();
    row.update({{"title", "c"}, {"meta", row.get("meta")}}).waitForFinished();

    // then
    const RowSet rows = m_db->query("SELECT title, meta FROM Books").result();
    QCOMPARE(rows.blocks.first()->value(0, 0).toString(), u"c"_s);
    QCOMPARE(rows.blocks.first()->value(0, 1).toString(), text);
}

QTEST_GUILESS_MAIN(TestTrueWrites)
#include "tst_truewrites.moc"
