#include "support/testshop.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

/// The tutorial's instance method, as this library has it: a free function on an instance.
QString getDetails(const Instance &book)
{
    return u"%1 by %2, $%3"_s.arg(book["title"].toString(), book["author"].toString(),
                                  book["price"].value<Decimal>().toString());
}

QStringList detailsOf(const QList<Instance> &books)
{
    QStringList details;
    for (const Instance &book : books)
        details << getDetails(book);
    return details;
}

/// Moments differ from run to run.
QString withoutTimes(const QString &line)
{
    static const QRegularExpression moment(
        u"'\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\+00:00'"_s);
    return QString(line).replace(moment, u"'<now>'"_s);
}

const QString columns = u"`id`, `title`, `author`, `price`, `createdAt`, `updatedAt`"_s;
const QString selectBooks =
    u"Executing (default): SELECT "_s + columns + u" FROM `books` AS `Book`"_s;
const QString insert = u"Executing (default): INSERT INTO `books` "
                       "(`id`,`title`,`author`,`price`,`createdAt`,`updatedAt`) "
                       "VALUES (NULL,$1,$2,$3,$4,$5);"_s;

} // namespace

/// The tutorial from its first line to its last, with every statement that it prints.
class TestTutorial : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void step1Connects();
    void step2DefinesTheModelAndItsTable();
    void step3CreatesBooks();
    void step4ReadsThem();
    void step5ChangesThem();
    void step6DeletesThem();

private:
    /// What was printed since the last call.
    [[nodiscard]] QStringList printed();
    [[nodiscard]] Instance byTitle(const char *title) const;

    std::mutex m_mutex;
    QStringList m_printed;
    std::unique_ptr<Sequelize> m_db;
    Model *m_book = nullptr;
};

void TestTutorial::initTestCase()
{
    const auto print = [this](const QString &line) {
        const std::lock_guard lock(m_mutex);
        m_printed << withoutTimes(line);
    };
    m_db = std::make_unique<Sequelize>(
        Options{.dialect = Dialect::Sqlite, .storage = ":memory:", .logging = print});
}

QStringList TestTutorial::printed()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_printed, {});
}

Instance TestTutorial::byTitle(const char *title) const
{
    return *m_book->findOne({.where = {{"title", title}}}).result();
}

void TestTutorial::step1Connects()
{
    m_db->authenticate().waitForFinished();

    QCOMPARE(printed(), QStringList{u"Executing (default): SELECT 1+1 AS result"_s});
}

void TestTutorial::step2DefinesTheModelAndItsTable()
{
    m_book = &TestShop::define(*m_db);
    m_db->sync({.force = true}).waitForFinished();

    const QString drop = u"Executing (default): DROP TABLE IF EXISTS `books`;"_s;
    QCOMPARE(
        printed(),
        QStringList(
            {drop, u"Executing (default): PRAGMA foreign_keys = OFF"_s, drop,
             u"Executing (default): PRAGMA foreign_keys = ON"_s, drop,
             u"Executing (default): CREATE TABLE IF NOT EXISTS `books` (`id` INTEGER PRIMARY KEY "
             "AUTOINCREMENT, `title` VARCHAR(200) NOT NULL, `author` VARCHAR(100) NOT NULL, "
             "`price` DECIMAL(10,2), `createdAt` DATETIME NOT NULL, `updatedAt` DATETIME NOT NULL);"_s,
             u"Executing (default): PRAGMA INDEX_LIST(`books`)"_s}));
}

void TestTutorial::step3CreatesBooks()
{
    // Three at once, as with Promise.all.
    QList<QFuture<Instance>> creates{
        m_book->create({{"title", "The Left Hand of Darkness"},
                        {"author", "Ursula K. Le Guin"},
                        {"price", 12.5}}),
        m_book->create({{"title", "Kindred"}, {"author", "Octavia E. Butler"}, {"price", 29.99}}),
        m_book->create(
            {{"title", "Invisible Cities"}, {"author", "Italo Calvino"}, {"price", 34.95}})};
    QtFuture::whenAll(creates.begin(), creates.end()).waitForFinished();
    Instance ficciones =
        m_book->build({{"title", "Ficciones"}, {"author", "Jorge Luis Borges"}, {"price", 39.99}});
    QVERIFY(ficciones.isNewRecord());
    ficciones = ficciones.save().result();

    QCOMPARE(creates.at(1).result().get("id").toInt(), 2);
    QCOMPARE(ficciones.get("id").toInt(), 4);
    QCOMPARE(getDetails(ficciones), u"Ficciones by Jorge Luis Borges, $39.99"_s);
    QCOMPARE(printed(), QStringList(4, insert));
}

void TestTutorial::step4ReadsThem()
{
    QCOMPARE(detailsOf(m_book->findAll({.order = {{"price", "DESC"}}}).result()),
             QStringList({u"Ficciones by Jorge Luis Borges, $39.99"_s,
                          u"Invisible Cities by Italo Calvino, $34.95"_s,
                          u"Kindred by Octavia E. Butler, $29.99"_s,
                          u"The Left Hand of Darkness by Ursula K. Le Guin, $12.50"_s}));
    QCOMPARE(m_book->findAll({.where = {{"price", Op::lt(30)}}}).result().size(), 2);
    QCOMPARE(m_book->findByPk(2).result()->get("title").toString(), u"Kindred"_s);
    QVERIFY(!m_book->findByPk(999).result());
    QCOMPARE(m_book->count().result(), 4);

    QCOMPARE(printed(),
             QStringList(
                 {selectBooks + u" ORDER BY `Book`.`price` DESC;"_s,
                  selectBooks + u" WHERE `Book`.`price` < 30;"_s,
                  selectBooks + u" WHERE `Book`.`id` = 2;"_s,
                  selectBooks + u" WHERE `Book`.`id` = 999;"_s,
                  u"Executing (default): SELECT count(*) AS `count` FROM `books` AS `Book`;"_s}));
}

void TestTutorial::step5ChangesThem()
{
    Instance kindred = byTitle("Kindred");
    kindred["price"] = 32.99;
    kindred = kindred.save().result();
    QCOMPARE(m_book->update({{"price", literal("price * 1.1")}}, {.where = {{"price", Op::lt(30)}}})
                 .result(),
             1);

    QCOMPARE(getDetails(kindred.reload().result()), u"Kindred by Octavia E. Butler, $32.99"_s);
    QCOMPARE(getDetails(byTitle("The Left Hand of Darkness")),
             u"The Left Hand of Darkness by Ursula K. Le Guin, $13.75"_s);
    QCOMPARE(
        printed(),
        QStringList(
            {selectBooks + u" WHERE `Book`.`title` = 'Kindred' LIMIT 1;"_s,
             u"Executing (default): UPDATE `books` SET `price`=$1,`updatedAt`=$2 WHERE `id` = $3"_s,
             u"Executing (default): UPDATE `books` SET `price`=price * 1.1,`updatedAt`=$1 "
             "WHERE `price` < 30"_s,
             selectBooks + u" WHERE `Book`.`id` = 2;"_s,
             selectBooks + u" WHERE `Book`.`title` = 'The Left Hand of Darkness' LIMIT 1;"_s}));
}

void TestTutorial::step6DeletesThem()
{
    byTitle("Invisible Cities").destroy().waitForFinished();
    QCOMPARE(m_book->destroy({.where = {{"price", Op::lt(30)}}}).result(), 1);

    QCOMPARE(m_book->count().result(), 2);
    QCOMPARE(printed(),
             QStringList(
                 {selectBooks + u" WHERE `Book`.`title` = 'Invisible Cities' LIMIT 1;"_s,
                  u"Executing (default): DELETE FROM `books` WHERE `id` = 3"_s,
                  u"Executing (default): DELETE FROM `books` WHERE `price` < 30"_s,
                  u"Executing (default): SELECT count(*) AS `count` FROM `books` AS `Book`;"_s}));
}

QTEST_GUILESS_MAIN(TestTutorial)
#include "tst_tutorial.moc"
