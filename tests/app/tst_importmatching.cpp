#include "app/books/bookstore.h"
#include "app/import/importer.h"
#include "app/shop/importcommand.h"
#include "orm/model/related.h"
#include "orm/model/sequelize.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

using By = ImportMatching::By;
using Then = ImportMatching::Then;
using Step = ui::RecordCommand::Step;

namespace {

/// A book as a judge keeps it: without a database.
struct Kept
{
    qint64 id = 0;
    QString title;
    QString author;
    std::optional<Decimal> price;
};

QString textOf(const std::optional<Decimal> &price)
{
    return price ? price->rounded(2).toString() : QString();
}

QStringList linesOf(const QList<Kept> &books)
{
    QStringList lines;
    for (const Kept &book : books)
        lines << u"%1|%2|%3|%4"_s.arg(book.id).arg(book.title, book.author, textOf(book.price));
    return lines;
}

} // namespace

/// Imports a list into a shop that has some of its books.
class TestImportMatching : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void doesWhatAJudgeSays_data();
    void doesWhatAJudgeSays();
    void refusesToUndoWhatSomebodyChanged();
    void takesGenresBackAndForth();
    void refusesToUndoGenresThatSomebodyChanged();
    void looksForBooksByIsbn();
    void refusesToUndoAnIsbnThatSomebodyChanged();
    void takesAnIsbnForABookThatHasNone();
    void leavesAColumnAloneThatOnlyIsCalledIsbn();
    void offersTheKeyOnlyWhereTheFileHasIt();

private:
    [[nodiscard]] QStringList stored() const;
    [[nodiscard]] QString genres() const;
    [[nodiscard]] QString isbns() const;
    ImportResult importGenres();
    void addBooksWithIsbn();
    [[nodiscard]] ImportPlan planOf(const QByteArray &list, By by, Then then) const;
    ImportResult import(const ImportPlan &plan);
    void step(const ImportResult &result, Step step);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Sequelize> m_database;
    BookModels m_models;
    std::unique_ptr<ImportCommand> m_command;
};

void TestImportMatching::init()
{
    m_command.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder->path()));
    m_database = std::make_unique<Sequelize>(
        Options{.storage = m_folder->filePath(u"shop.sqlite"_s), .logging = nullptr});
    m_models = defineBookModels(*m_database);
    m_database->sync().waitForFinished();
}

QStringList TestImportMatching::stored() const
{
    QList<Kept> books;
    for (const Instance &row : m_models.book->findAll({.order = {"id"}}).result())
        books << Kept{row.get<qint64>("id"), row.get<QString>("title"), row.get<QString>("author"),
                      row["price"].isNull() ? std::nullopt
                                            : std::optional(row.get<Decimal>("price"))};
    return linesOf(books);
}

/// "1:Novel 1:classic", and the names that no book has.
QString TestImportMatching::genres() const
{
    QStringList all;
    for (const Instance &genre : m_models.genre->findAll({.include = {"books"}}).result()) {
        const QList<Instance> books = genre.all("books");
        for (const Instance &book : books)
            all << book.get<QString>("id") + u':' + genre.get<QString>("name");
        if (books.isEmpty())
            all << u':' + genre.get<QString>("name");
    }
    all.sort();
    return all.join(u' ');
}

/// Into a shop with Emma, a novel, and Solaris without a genre.
ImportResult TestImportMatching::importGenres()
{
    m_models.book
        ->bulkCreate({{{"title", "Emma"}, {"author", "Jane Austen"}},
                      {{"title", "Solaris"}, {"author", "Stanisław Lem"}}})
        .waitForFinished();
    m_models.book->findByPk(1)
        .result()
        ->related("genres")
        .create({{"name", "Novel"}})
        .waitForFinished();
    return import(planOf("title,author,genres\n"
                         "Emma,Jane Austen,\"novel, classic\"\n"
                         "Solaris,Stanisław Lem,\n"
                         "Eden,Stanisław Lem,sf; classic\n",
                         By::Attributes, Then::Update));
}

ImportPlan TestImportMatching::planOf(const QByteArray &list, By by, Then then) const
{
    QFile file(m_folder->filePath(u"list.csv"_s));
    file.open(QIODevice::WriteOnly);
    file.write(list);
    file.close();
    ImportPlan plan = previewImport(file.fileName(), bookImportFields()).plan;
    for (const ImportMatching &matching : matchingsOf(plan, bookImportFields(), u"id"_s))
        if (matching.by == by && (by == By::Nothing || matching.then == then))
            plan.matching = matching;
    return plan;
}

ImportResult TestImportMatching::import(const ImportPlan &plan)
{
    const ImportJob job(bookPage(m_models, false), bookImportFields(), plan);
    ui::TaskProgress progress;
    return m_database
        ->transaction([job, &progress](Session &session) mutable {
            return ImportJob(job).run(session, progress);
        })
        .result();
}

void TestImportMatching::step(const ImportResult &result, Step step)
{
    if (!m_command)
        m_command = std::make_unique<ImportCommand>(
            *m_models.book, u"Import"_s,
            importedRows(m_models, true,
                         {result.firstKey, result.lastKey, result.lastChange, result.madeNames}),
            result.changed);
    m_database->transaction(m_command->work(step)).result();
}

void TestImportMatching::doesWhatAJudgeSays_data()
{
    QTest::addColumn<By>("by");
    QTest::addColumn<Then>("then");
    QTest::newRow("add all") << By::Nothing << Then::Skip;
    QTest::newRow("skip by title and author") << By::Attributes << Then::Skip;
    QTest::newRow("update by title and author") << By::Attributes << Then::Update;
    QTest::newRow("skip by key") << By::Key << Then::Skip;
    QTest::newRow("update by key") << By::Key << Then::Update;
}

void TestImportMatching::doesWhatAJudgeSays()
{
    QFETCH(By, by);
    QFETCH(Then, then);
    for (quint32 seed = 1; seed <= 12; ++seed) {
        init();
        QRandomGenerator random(seed);
        const auto title = [&random] { return u"T%1"_s.arg(random.bounded(20)); };
        const auto author = [&random] { return u"A%1"_s.arg(random.bounded(3)); };
        const auto price = [&random] {
            return random.bounded(3) == 0 ? std::nullopt
                                          : std::optional(Decimal(random.bounded(4) * 50, 2));
        };
        QList<Kept> judge;
        QList<Values> rows;
        for (qint64 id = 1; id <= 25; ++id) {
            judge << Kept{id, title(), author(), price()};
            const Kept &book = judge.last();
            rows << Values{{"title", book.title},
                           {"author", book.author},
                           {"price", book.price ? Operand(*book.price) : Operand(nullptr)}};
        }
        m_models.book->bulkCreate(rows).waitForFinished();
        const QStringList before = linesOf(judge);
        QByteArray list = "id,title,author,price\n";
        ImportForecast expected;
        QSet<QString> seen;
        for (int i = 0; i < 60; ++i) {
            const qint64 id = random.bounded(1, 40);
            const Kept row{random.bounded(6) == 0 ? 0 : id, title(), author(), price()};
            list += (row.id > 0 ? QByteArray::number(row.id) : QByteArray()) + ','
                    + row.title.toUtf8() + ',' + row.author.toUtf8() + ','
                    + textOf(row.price).toUtf8() + '\n';
            const QString identity = by == By::Key
                                         ? (row.id > 0 ? QString::number(row.id) : QString())
                                         : row.title + u'|' + row.author;
            const auto same =
                std::find_if(judge.begin(), judge.begin() + 25, [&](const Kept &book) {
                    return by == By::Key ? row.id > 0 && book.id == row.id
                                         : book.title == row.title && book.author == row.author;
                });
            const bool isThere = by != By::Nothing && same != judge.begin() + 25;
            const bool isRepeated =
                by != By::Nothing && !identity.isEmpty() && seen.contains(identity);
            seen << identity;
            if (isRepeated) {
                ++expected.same;
            } else if (!isThere) {
                ++expected.added;
                judge << Kept{judge.last().id + 1, row.title, row.author, row.price};
            } else {
                Kept changed = *same;
                if (then == Then::Update)
                    changed = {same->id, row.title, row.author,
                               row.price ? row.price : same->price};
                const bool isChanged = linesOf({changed}) != linesOf({*same});
                ++(isChanged ? expected.changed : expected.same);
                *same = changed;
            }
        }
        const ImportPlan plan = planOf(list, by, then);
        QCOMPARE(plan.matching.by, by);
        ui::TaskProgress progress;
        const ImportJob job(bookPage(m_models, false), bookImportFields(), plan);

        const ImportForecast forecast =
            m_database->run([&](Session &session) { return job.forecast(session, progress); })
                .result();
        const ImportResult result = import(plan);

        const QByteArray about = "seed " + QByteArray::number(seed);
        QVERIFY2(forecast == expected, about.constData());
        QVERIFY2(result.imported == expected.added && result.same == expected.same
                     && (result.changed ? result.changed->count() : 0) == expected.changed,
                 about.constData());
        QVERIFY2(stored() == linesOf(judge), about.constData());
        step(result, Step::Undo);
        QVERIFY2(stored() == before, about.constData());
        step(result, Step::Redo);
        QVERIFY2(stored() == linesOf(judge), about.constData());
    }
}

void TestImportMatching::refusesToUndoWhatSomebodyChanged()
{
    m_models.book->create({{"title", "Emma"}, {"author", "Jane Austen"}, {"price", 1}})
        .waitForFinished();
    const ImportResult result =
        import(planOf("title,author,price\nEmma,Jane Austen,2.00\n", By::Attributes, Then::Update));
    m_models.book->update({{"price", 3}}, {.where = {{"id", 1}}}).waitForFinished();

    QVERIFY_THROWS_EXCEPTION(BaseError, step(result, Step::Undo));

    QCOMPARE(stored(), QStringList{u"1|Emma|Jane Austen|3.00"_s});
}

void TestImportMatching::takesGenresBackAndForth()
{
    const ImportResult result = importGenres();
    const QString after = u"1:Novel 1:classic 3:classic 3:sf"_s;

    QCOMPARE(genres(), after);
    QCOMPARE(result.imported, 1);
    QCOMPARE(result.changed->count(), 1);
    QCOMPARE(result.same, 1); // an empty cell changes nothing
    for (int i = 0; i < 2; ++i) {
        step(result, Step::Undo);
        QCOMPARE(genres(), u"1:Novel"_s);
        step(result, Step::Redo);
        QCOMPARE(genres(), after);
    }
}

void TestImportMatching::refusesToUndoGenresThatSomebodyChanged()
{
    const ImportResult result = importGenres();
    m_models.book->findByPk(1).result()->related("genres").remove(3).waitForFinished();
    const QString theirs = u"1:Novel 3:classic 3:sf"_s;
    QCOMPARE(genres(), theirs);

    QVERIFY_THROWS_EXCEPTION(BaseError, step(result, Step::Undo));

    QCOMPARE(genres(), theirs);
}

/// "1:9780306406157 3:9780807083697"
QString TestImportMatching::isbns() const
{
    QStringList all;
    for (const Instance &row : m_models.isbn->findAll({.order = {"bookId"}}).result())
        all << row.get<QString>("bookId") + u':' + row.get<QString>("isbn");
    return all.join(u' ');
}

/// Emma and Kindred with their numbers, and Solaris without one.
void TestImportMatching::addBooksWithIsbn()
{
    m_models.book
        ->bulkCreate({{{"title", "Emma"}, {"author", "Jane Austen"}, {"price", 1}},
                      {{"title", "Kindred"}, {"author", "Octavia E. Butler"}, {"price", 2}},
                      {{"title", "Solaris"}, {"author", "Stanisław Lem"}, {"price", 3}}})
        .waitForFinished();
    m_models.isbn
        ->bulkCreate({{{"bookId", 1}, {"isbn", "9780306406157"}},
                      {{"bookId", 2}, {"isbn", "9780807083697"}}})
        .waitForFinished();
}

/// Whatever the file calls the book, and however it writes the number.
void TestImportMatching::looksForBooksByIsbn()
{
    addBooksWithIsbn();
    const QStringList before = stored();
    const ImportResult result =
        import(planOf("isbn,title,author,price\n"
                      "0-306-40615-2,Emma. A Novel,Jane Austen,9.00\n"
                      "9780807083697,Kindred,Octavia E. Butler,2.00\n"
                      "978-0-8070-8369-7,Kindred once more,Octavia E. Butler,2.00\n"
                      ",Solaris,Stanisław Lem,4.00\n"
                      "439023483,The Hunger Games,Suzanne Collins,5.00\n"
                      "9780306406158,Wrong,Nobody,6.00\n",
                      By::RelatedText, Then::Update));
    const QStringList after{u"1|Emma. A Novel|Jane Austen|9.00"_s,
                            u"2|Kindred|Octavia E. Butler|2.00"_s,
                            u"3|Solaris|Stanisław Lem|3.00"_s, u"4|Solaris|Stanisław Lem|4.00"_s,
                            u"5|The Hunger Games|Suzanne Collins|5.00"_s};
    const QString numbers = u"1:9780306406157 2:9780807083697"_s;

    QCOMPARE(stored(), after);
    QCOMPARE(isbns(), numbers + u" 5:9780439023481"_s);
    QCOMPARE(result.imported, 2);
    QCOMPARE(result.changed->count(), 1);
    QCOMPARE(result.same, 2);
    QCOMPARE(result.refused, 1);
    QCOMPARE(result.examples.first().reason, u"ISBN: A digit is missing or wrong."_s);
    for (int i = 0; i < 2; ++i) {
        step(result, Step::Undo);
        QCOMPARE(stored(), before);
        QCOMPARE(isbns(), numbers);
        step(result, Step::Redo);
        QCOMPARE(stored(), after);
        QCOMPARE(isbns(), numbers + u" 5:9780439023481"_s);
    }
}

void TestImportMatching::refusesToUndoAnIsbnThatSomebodyChanged()
{
    addBooksWithIsbn();
    const ImportResult result = import(planOf("isbn,title,author\n9780439023481,Emma,Jane Austen\n",
                                              By::Attributes, Then::Update));
    QCOMPARE(isbns(), u"1:9780439023481 2:9780807083697"_s);
    m_models.isbn->update({{"isbn", "9780060256654"}}, {.where = {{"bookId", 1}}})
        .waitForFinished();

    QVERIFY_THROWS_EXCEPTION(BaseError, step(result, Step::Undo));

    QCOMPARE(isbns(), u"1:9780060256654 2:9780807083697"_s);
}

void TestImportMatching::takesAnIsbnForABookThatHasNone()
{
    addBooksWithIsbn();

    const ImportResult result =
        import(planOf("isbn13,title,author\n9780439023481,Solaris,Stanisław Lem\n"
                      ",Emma,Jane Austen\n",
                      By::Attributes, Then::Update));

    QCOMPARE(isbns(), u"1:9780306406157 2:9780807083697 3:9780439023481"_s);
    QCOMPARE(result.changed->count(), 1);
    step(result, Step::Undo);
    QCOMPARE(isbns(), u"1:9780306406157 2:9780807083697"_s);
}

void TestImportMatching::leavesAColumnAloneThatOnlyIsCalledIsbn()
{
    const ImportPlan shelf = planOf("isbn,title,author\n17,a,b\n,c,d\n", By::Nothing, Then::Skip);
    const ImportPlan some =
        planOf("isbn,title,author\n17,a,b\n0-306-40615-2,c,d\n", By::Nothing, Then::Skip);
    const ImportPlan none = planOf("isbn,title,author\n,a,b\n", By::Nothing, Then::Skip);

    QVERIFY(!shelf.columns.contains(u"isbn"_s));
    QCOMPARE(some.columns.value(u"isbn"_s, -1), 0);
    QCOMPARE(none.columns.value(u"isbn"_s, -1), 0);
    QCOMPARE(matchingsOf(some, bookImportFields(), u"id"_s).size(), 5);
    QCOMPARE(matchingsOf(shelf, bookImportFields(), u"id"_s).size(), 3);
}

void TestImportMatching::offersTheKeyOnlyWhereTheFileHasIt()
{
    const ImportPlan with = planOf("ID,title,author\n1,a,b\n", By::Nothing, Then::Skip);
    const ImportPlan without = planOf("title,author\na,b\n", By::Nothing, Then::Skip);

    QCOMPARE(matchingsOf(with, bookImportFields(), u"id"_s).size(), 5);
    QCOMPARE(matchingsOf(without, bookImportFields(), u"id"_s).size(), 3);
}

QTEST_GUILESS_MAIN(TestImportMatching)
#include "tst_importmatching.moc"
