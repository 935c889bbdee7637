#include "orm/orm.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// A foreign key that a call would break: the failure names the table, the attribute and the side,
/// which SQLite does not tell.
class TestForeignKeys : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void namesTheAttributeThatRefersToNothing();
    void namesTheRowOfABatch();
    void namesWhoStillRefersToADeletedRow();
    void takesNoRowThatRefersToItselfForTheFault();
    void looksWhereTheKeyIsAnAttributeOfAnotherName();
    void staysSilentAboutWhatNoModelKnows();
    void asksWithoutALineInTheLog();

private:
    /// What `call` fails with.
    template<typename Call>
    static std::unique_ptr<const BaseError> failureOf(const Call &call)
    {
        try {
            call();
        } catch (const ForeignKeyConstraintError &error) {
            return std::unique_ptr<const BaseError>(error.clone());
        }
        return nullptr;
    }

    std::unique_ptr<Sequelize> m_db;
    Model *m_author = nullptr;
    Model *m_book = nullptr;
    QStringList m_lines;
};

void TestForeignKeys::init()
{
    m_db = std::make_unique<Sequelize>(
        Options{.logging = [this](const QString &line) { m_lines += line; }});
    m_author = &m_db->define("Author", {{"name", {.type = DataTypes::STRING, .unique = true}},
                                        {"mentorId", {.type = DataTypes::INTEGER}}});
    m_book = &m_db->define("Book", {{"title", DataTypes::STRING}}, {.tableName = "books"});
    m_author->hasMany(*m_book, {.as = "books",
                                .foreignKey = {"authorId", {.field = "author_id"}},
                                .onDelete = "RESTRICT"});
    m_author->belongsTo(*m_author, {.as = "mentor", .foreignKey = "mentorId"});
    wait(m_db->sync());
    wait(m_author->create({{"name", "Eco"}}));
}

void TestForeignKeys::namesTheAttributeThatRefersToNothing()
{
    const Instance book = m_book->create({{"title", "Baudolino"}, {"authorId", 1}}).result();

    const auto created = failureOf([&] {
        wait(m_book->create({{"title", "x"}, {"authorId", 7}}));
    });
    const auto saved = failureOf([&] { wait(Instance(book).set("authorId", 7).save()); });
    const auto updated = failureOf([&] {
        wait(m_book->update({{"authorId", 7}}, {.where = {"id", 1}}));
    });

    for (const auto *error : {&created, &saved, &updated}) {
        QVERIFY(*error);
        QCOMPARE((*error)->table(), u"books"_s);
        QCOMPARE((*error)->fields(), QStringList{u"authorId"_s});
        QCOMPARE((*error)->keySide(), KeySide::Child);
        QCOMPARE((*error)->text(), u"authorId refers to a row that is not there."_s);
    }
}

void TestForeignKeys::namesTheRowOfABatch()
{
    QList<Values> rows;
    for (int i = 0; i < 250; ++i)
        rows += Values{{"title", u"Book %1"_s.arg(i)}, {"authorId", i == 200 ? 7 : 1}};

    const auto error = failureOf([&] { wait(m_book->bulkCreate(rows)); });

    QVERIFY(error);
    QCOMPARE(error->rows(), QList<qint64>{200});
    QCOMPARE(error->text(), u"Row 201: authorId refers to a row that is not there."_s);
    QCOMPARE(m_book->count().result(), 0);
}

void TestForeignKeys::namesWhoStillRefersToADeletedRow()
{
    const Instance eco = *m_author->findOne().result();
    wait(m_book->create({{"title", "Baudolino"}, {"authorId", 1}}));

    const auto one = failureOf([&] { wait(eco.destroy()); });
    const auto several = failureOf([&] { wait(m_author->destroy({.where = {"name", "Eco"}})); });
    const auto all = failureOf([&] { wait(m_author->destroy({.allRows = true})); });

    for (const auto *error : {&one, &several, &all}) {
        QVERIFY(*error);
        QCOMPARE((*error)->table(), u"books"_s);
        QCOMPARE((*error)->fields(), QStringList{u"authorId"_s});
        QCOMPARE((*error)->keySide(), KeySide::Parent);
        QCOMPARE((*error)->text(), u"Rows of books still refer to this one."_s);
    }
}

void TestForeignKeys::takesNoRowThatRefersToItselfForTheFault()
{
    wait(m_author->create({{"id", 5}, {"name", "Lem"}, {"mentorId", 5}}));

    const auto error = failureOf([&] {
        wait(m_author->create({{"id", 6}, {"name", "Dick"}, {"mentorId", 8}}));
    });

    QCOMPARE(m_author->count().result(), 2);
    QVERIFY(error);
    QCOMPARE(error->fields(), QStringList{u"mentorId"_s});
}

void TestForeignKeys::looksWhereTheKeyIsAnAttributeOfAnotherName()
{
    Sequelize db({.logging = nullptr});
    Model &country = db.define(
        "Country", {{"code", {.type = DataTypes::STRING(2), .unique = true, .field = "iso"}}});
    Model &city = db.define(
        "City",
        {{"name", DataTypes::STRING},
         {"country", {.type = DataTypes::STRING(2), .references = {{"Countries", "iso"}}}}});
    wait(db.sync());
    wait(country.create({{"code", "pl"}}));
    wait(city.create({{"name", "Lwów"}, {"country", "pl"}}));

    const auto child = failureOf([&] { wait(city.create({{"name", "x"}, {"country", "xx"}})); });
    const auto parent = failureOf([&] { wait(country.destroy({.where = {"code", "pl"}})); });

    QVERIFY(child && parent);
    QCOMPARE(child->fields(), QStringList{u"country"_s});
    QCOMPARE(parent->table(), city.tableName());
}

void TestForeignKeys::staysSilentAboutWhatNoModelKnows()
{
    wait(m_db->query("CREATE TABLE notes (author INTEGER REFERENCES Authors (id))",
                     {.kind = StatementKind::Write}));
    wait(m_db->query("INSERT INTO notes VALUES (1)", {.kind = StatementKind::Write}));

    const auto error = failureOf([&] { wait(m_author->destroy({.where = {"id", 1}})); });

    QVERIFY(error);
    QCOMPARE(error->keySide(), KeySide::Unknown);
    QVERIFY(error->table().isEmpty() && error->fields().isEmpty());
    QVERIFY(error->text().startsWith(u"Other rows still refer to this one"));
}

void TestForeignKeys::asksWithoutALineInTheLog()
{
    m_lines.clear();

    QVERIFY(failureOf([&] { wait(m_book->create({{"title", "x"}, {"authorId", 7}})); }));

    QVERIFY(m_lines.size() <= 1); // a statement that failed has no line in Sequelize
    QVERIFY(m_lines.filter(u"SELECT"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestForeignKeys)
#include "tst_foreignkeys.moc"
