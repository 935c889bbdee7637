#include "orm/orm.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// Writes beyond create and save: what is there already, what is only marked, and who was first.
class TestWrites : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_db.reset(); }

    void insertsOrChanges();
    void leavesOutWhatIsThere();
    void changesWhatIsThere();
    void writesOnlyGivenFields();
    void marksInsteadOfDeleting();
    void takesMarksBack();
    void deletesForGood();
    void countsSaves();
    void changesByAmounts();
    void refusesWrongRowsOneByOne();
    void startsKeysAgain();
    void tellsKeysOfABatchThatBringsSome_data() { addLogs(); }
    void tellsKeysOfABatchThatBringsSome();
    void tellsNoKeyOfARowThatWasLeftOut_data() { addLogs(); }
    void tellsNoKeyOfARowThatWasLeftOut();
    void tellsTheKeyOfTheRowThatUpsertChanged_data() { addLogs(); }
    void tellsTheKeyOfTheRowThatUpsertChanged();
    void tellsWhetherUpsertMadeTheRowWhereThatIsKnown_data() { addLogs(); }
    void tellsWhetherUpsertMadeTheRowWhereThatIsKnown();
    void tellsWhichRowOfABatchIsRefused_data() { addLogs(); }
    void tellsWhichRowOfABatchIsRefused();
    void judgesTypesOfABatch_data() { addLogs(); }
    void judgesTypesOfABatch();
    void answersWithoutWhatWasNotGiven_data() { addLogs(); }
    void answersWithoutWhatWasNotGiven();
    void keepsAnExpressionGivenForAClock();

private:
    /// With the log off, and with somebody who listens.
    static void addLogs()
    {
        QTest::addColumn<bool>("listens");
        QTest::newRow("log off") << false;
        QTest::newRow("log on") << true;
    }
    /// The model whose log is off or on as the row of the test says.
    Model &openBooks()
    {
        QFETCH(bool, listens);
        open(listens ? Logging([](const QString &) {}) : nullptr);
        return *m_book;
    }
    void open(const Logging &logging);

    [[nodiscard]] QStringList titles(bool paranoid = true) const
    {
        QStringList titles;
        for (const Instance &each :
             m_book->findAll({.order = {"id"}, .paranoid = paranoid}).result())
            titles << each["title"].toString();
        return titles;
    }

    [[nodiscard]] Instance book(int id) const { return m_book->findByPk(id).result().value(); }

    [[nodiscard]] QString value(int id, const char *attribute) const
    {
        return book(id).get(attribute).toString();
    }

    std::unique_ptr<Sequelize> m_db;
    Model *m_book = nullptr;
};

void TestWrites::init()
{
    open(nullptr);
}

void TestWrites::open(const Logging &logging)
{
    m_db = std::make_unique<Sequelize>(Options{.logging = logging});
    m_book =
        &m_db->define("Book",
                      {{"isbn", {.type = DataTypes::STRING, .unique = true}},
                       {"title", {.type = DataTypes::STRING, .validate = {Validate::notEmpty()}}},
                       {"price", DataTypes::DECIMAL(10, 2)}},
                      {.paranoid = true, .version = "version"});
    m_db->sync().waitForFinished();
    m_book
        ->bulkCreate({{{"isbn", "1"}, {"title", "A"}, {"price", 10}},
                      {{"isbn", "2"}, {"title", "B"}, {"price", 20}}})
        .waitForFinished();
}

void TestWrites::insertsOrChanges()
{
    m_book->upsert({{"isbn", "2"}, {"title", "Changed"}}).waitForFinished();
    m_book->upsert({{"isbn", "3"}, {"title", "New"}}).waitForFinished();

    QCOMPARE(titles(), QStringList({u"A"_s, u"Changed"_s, u"New"_s}));
    QCOMPARE(value(2, "price"), u"20.00"_s);
}

void TestWrites::leavesOutWhatIsThere()
{
    m_book
        ->bulkCreate({{{"isbn", "1"}, {"title", "X"}}, {{"isbn", "3"}, {"title", "C"}}},
                     {.ignoreDuplicates = true})
        .waitForFinished();

    QCOMPARE(titles(), QStringList({u"A"_s, u"B"_s, u"C"_s}));
}

void TestWrites::changesWhatIsThere()
{
    m_book
        ->bulkCreate({{{"isbn", "1"}, {"title", "X"}, {"price", 99}}},
                     {.updateOnDuplicate = {u"title"_s}, .conflictAttributes = {u"isbn"_s}})
        .waitForFinished();

    QCOMPARE(titles(), QStringList({u"X"_s, u"B"_s}));
    QCOMPARE(value(1, "price"), u"10.00"_s);
}

void TestWrites::writesOnlyGivenFields()
{
    m_book->update({{"title", "X"}, {"price", 1}}, {.where = {{"id", 1}}, .fields = {u"price"_s}})
        .waitForFinished();

    QCOMPARE(value(1, "title"), u"A"_s);
    QCOMPARE(value(1, "price"), u"1.00"_s);
}

void TestWrites::marksInsteadOfDeleting()
{
    QCOMPARE(m_book->destroy({.where = {{"id", 1}}}).result(), 1);
    const Instance marked = book(2).destroy().result();

    QVERIFY(marked["deletedAt"].isValid());
    QCOMPARE(titles(), QStringList());
    QCOMPARE(titles(false), QStringList({u"A"_s, u"B"_s}));
    QCOMPARE(m_book->count().result(), 0);
}

void TestWrites::takesMarksBack()
{
    m_book->destroy({.where = {{"id", {1, 2}}}}).waitForFinished();

    QCOMPARE(m_book->restore({.where = {{"id", 1}}}).result(), 1);

    QCOMPARE(titles(), QStringList{u"A"_s});
}

void TestWrites::deletesForGood()
{
    m_book->destroy({.where = {{"id", 1}}, .force = true}).waitForFinished();

    QCOMPARE(titles(false), QStringList{u"B"_s});
}

void TestWrites::countsSaves()
{
    Instance mine = book(1);
    Instance theirs = book(1);
    theirs.set("title", "Theirs");
    theirs.save().waitForFinished();

    mine.set("title", "Mine");

    QVERIFY_THROWS_EXCEPTION(OptimisticLockError, mine.save().waitForFinished());
    QCOMPARE(value(1, "title"), u"Theirs"_s);
    QCOMPARE(value(1, "version"), u"1"_s);
}

void TestWrites::changesByAmounts()
{
    m_book->increment("price", {.by = 2.5, .where = {{"id", 1}}}).waitForFinished();
    m_book->decrement(Values{{"price", 5}}, {.where = {{"id", 2}}}).waitForFinished();

    QCOMPARE(value(1, "price"), u"12.50"_s);
    QCOMPARE(value(2, "price"), u"15.00"_s);
}

void TestWrites::refusesWrongRowsOneByOne()
{
    try {
        m_book
            ->bulkCreate({{{"isbn", "3"}, {"title", " "}}, {{"isbn", "4"}, {"title", "D"}}},
                         {.validate = true})
            .waitForFinished();
        QFAIL("nothing was refused");
    } catch (const AggregateError &error) {
        QCOMPARE(error.errors().size(), 1);
    }
    QCOMPARE(titles().size(), 2);
}

void TestWrites::startsKeysAgain()
{
    m_book->truncate({.restartIdentity = true, .force = true}).waitForFinished();
    m_book->create({{"isbn", "9"}, {"title", "Z"}}).waitForFinished();

    QCOMPARE(value(1, "title"), u"Z"_s);
}

void TestWrites::tellsKeysOfABatchThatBringsSome()
{
    const Model &book = openBooks();

    const QList<Instance> made = book.bulkCreate({{{"title", "a"}},
                                                  {{"id", 40}, {"title", "b"}},
                                                  {{"title", "c"}},
                                                  {{"title", "d"}},
                                                  {{"id", 30}, {"title", "e"}}})
                                     .result();

    for (const Instance &each : made)
        QCOMPARE(value(each["id"].value<int>(), "title"), each["title"].toString());
    QCOMPARE(made.at(1).get("id"), 40);
}

void TestWrites::tellsNoKeyOfARowThatWasLeftOut()
{
    const Model &book = openBooks();

    const Instance left =
        book.create({{"isbn", "1"}, {"title", "X"}}, {.ignoreDuplicates = true}).result();

    QVERIFY(left.get("id").isNull());
    QCOMPARE(titles(), QStringList({u"A"_s, u"B"_s}));
}

void TestWrites::tellsTheKeyOfTheRowThatUpsertChanged()
{
    const Model &book = openBooks();

    Instance changed = book.upsert({{"isbn", "1"}, {"title", "Changed"}}).result().first;
    changed["price"] = 99;
    changed.save().waitForFinished();

    QCOMPARE(changed.get("id"), 1);
    QCOMPARE(value(1, "price"), u"99.00"_s);
    QCOMPARE(value(2, "price"), u"20.00"_s);
}

void TestWrites::tellsWhetherUpsertMadeTheRowWhereThatIsKnown()
{
    const Model &book = openBooks();

    const auto changed = book.upsert({{"isbn", "1"}, {"title", "Changed"}}).result();
    const auto added = book.upsert({{"isbn", "3"}, {"title", "New"}}).result();
    const auto keyless = book.upsert({{"title", "Without"}}).result();

    QCOMPARE(changed.second, std::optional(false));
    QVERIFY(added.second != std::optional(false));
    QCOMPARE(value(added.first["id"].value<int>(), "title"), u"New"_s);
    QCOMPARE(keyless.second, std::optional(true));
    QCOMPARE(value(keyless.first["id"].value<int>(), "title"), u"Without"_s);
}

void TestWrites::tellsWhichRowOfABatchIsRefused()
{
    QList<Values> rows;
    for (int i = 0; i < 300; ++i)
        rows += Values{{"isbn", QString::number(1000 + i)}, {"title", "T"}};
    rows[249].set(u"isbn"_s, "2");
    QList<Values> untitled = rows;
    untitled[120].set(u"title"_s, "");

    try {
        (void)m_book->bulkCreate(rows).result();
        QFAIL("Nothing was refused.");
    } catch (const UniqueConstraintError &error) {
        QCOMPARE(error.rows(), QList<qint64>{249});
        QCOMPARE(error.errors().first().value.toString(), u"2"_s);
        QCOMPARE(error.text(), u"Row 250: isbn \"2\" is taken already."_s);
    }
    try {
        (void)m_book->bulkCreate(untitled, {.validate = true}).result();
        QFAIL("Nothing was refused.");
    } catch (const AggregateError &error) {
        QCOMPARE(error.rows(), QList<qint64>{120});
        QCOMPARE(error.errors().first().path, u"title"_s);
        QCOMPARE(error.text(), u"Row 121: title is missing."_s);
    }
    QVERIFY_THROWS_EXCEPTION(UniqueConstraintError,
                             (void)m_book->create({{"isbn", "2"}, {"title", "T"}}).result());
    QCOMPARE(m_book->count().result(), 2);
}

void TestWrites::judgesTypesOfABatch()
{
    openBooks();
    const Model &shelf =
        m_db->define("Shelf", {{"label", DataTypes::STRING(10)}, {"places", DataTypes::INTEGER}});
    m_db->sync().waitForFinished();

    QVERIFY_THROWS_EXCEPTION(ValidationError,
                             shelf.bulkCreate({{{"label", "12345678901"}}}).waitForFinished());
    QVERIFY_THROWS_EXCEPTION(
        ValidationError,
        shelf.bulkCreate({{{"places", 1}}, {{"places", "many"}}}).waitForFinished());

    QCOMPARE(shelf.count().result(), 0);
}

void TestWrites::answersWithoutWhatWasNotGiven()
{
    const Model &book = openBooks();

    const Instance created = book.create({{"title", "a"}}).result();
    const QList<Instance> batch =
        book.bulkCreate({{{"title", "a"}}, {{"title", "b"}, {"price", nullptr}}}).result();

    for (const Instance &each : {created, batch.at(0)})
        QVERIFY(!each.get("price").isValid());
    QVERIFY(batch.at(1).get("price").isValid());
    QVERIFY(batch.at(1).get("price").isNull());
}

void TestWrites::keepsAnExpressionGivenForAClock()
{
    const QString moment = u"2020-02-29 12:00:00.000 +00:00"_s;

    m_book->bulkCreate({{{"isbn", "7"}, {"createdAt", fn("trim", moment + u' ')}}})
        .waitForFinished();

    const Instance made = m_book->findOne({.where = {{"isbn", "7"}}}).result().value();
    QCOMPARE(made["createdAt"].toDateTime().date(), QDate(2020, 2, 29));
}

QTEST_GUILESS_MAIN(TestWrites)
#include "tst_writes.moc"
