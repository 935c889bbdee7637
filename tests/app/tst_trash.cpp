#include "app/books/bookstore.h"
#include "app/books/trashpage.h"
#include "app/shop/bulkaddcommand.h"
#include "app/shop/restorecommand.h"
#include "orm/orm.h"
#include "ui/bulk/bulkcommands.h"
#include "ui/edit/commandqueue.h"

#include <QtTest>

#include <random>

using namespace orm;
using namespace Qt::StringLiterals;

namespace {

using Keys = std::vector<qint64>;

/// What stands in the file, read by a connection of its own.
struct State
{
    QMap<qint64, QString> books; ///< All of a book, and all that belongs to it, in one text.
    QMap<qint64, QString> trash; ///< Titles by the number of the book.
    bool operator==(const State &) const = default;
};

class Judge
{
public:
    explicit Judge(const QString &file)
        : m_db({.storage = file, .logging = nullptr, .readOnly = true})
    {
    }

    State look()
    {
        State state;
        const RowSet books =
            m_db.query("SELECT id, quote(title)||quote(author)||quote(price)||"
                       "quote(createdAt)||quote(updatedAt)||"
                       "quote((SELECT isbn FROM book_isbns WHERE bookId = b.id))||"
                       "quote((SELECT group_concat(name) FROM (SELECT name FROM "
                       "genres JOIN book_genres ON genreId = genres.id WHERE bookId "
                       "= b.id ORDER BY name)))||"
                       "quote((SELECT group_concat(id) FROM (SELECT id FROM sales "
                       "WHERE bookId = b.id ORDER BY id)))||"
                       "quote((SELECT id||hex(image)||mimeType||width||height FROM "
                       "covers WHERE bookId = b.id)) AS whole FROM books AS b")
                .result();
        for (const ResultRow &row : books)
            state.books[row.get<qint64>("id")] = row.get<QString>("whole");
        const RowSet trash = m_db.query("SELECT bookId, title FROM deleted_books").result();
        for (const ResultRow &row : trash)
            state.trash[row.get<qint64>("bookId")] = row.get<QString>("title");
        return state;
    }

    qint64 number(const char *sql) { return m_db.query(sql).result().first().toLongLong(); }

private:
    Sequelize m_db;
};

} // namespace

/// Deleted books, and what becomes of them, without a window.
class TestTrash : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aDeletedBookStandsWholeInTheTrash();
    void comesBackWithAllThatBelongedToIt();
    void getsAnotherNumberWhereItsOwnIsTaken();
    void twoWithOneNumberBothComeBack();
    void tellsOfAnIsbnThatAnotherBookHas();
    void salesThatWereGivenToAnotherBookStayThere();
    void aBulkDeletionIsOneCopyAndOneDelete();
    void aBulkDeletionDoneAgainSparesWhatWasChanged();
    void theUndoOfAnAdditionFillsNoTrash();
    void theUndoOfADeletionTellsThatSomebodyElseRestored();
    void theUndoOfARestorationPutsItWhereItWas();
    void whatWasDeletedForeverComesBackByUndoOnly();
    void anyOrderOfStepsIsTrue_data();
    void anyOrderOfStepsIsTrue();

private:
    void addBooks(int count);
    void give(qint64 book, const QString &isbn, const QStringList &genres, int sales, bool cover);
    void perform(std::unique_ptr<ui::RecordCommand> command);
    void remove(const Keys &books) { perform(std::make_unique<ui::DeleteCommand>(m_page, books)); }
    void removeMany(const ui::BulkTarget &target)
    {
        perform(std::make_unique<ui::BulkDeleteCommand>(m_page, target));
    }
    void restore(const Keys &books)
    {
        perform(std::make_unique<RestoreCommand>(m_models, m_trash, target(entriesOf(books))));
    }
    void undo() { step(&ui::CommandQueue::undo); }
    void redo() { step(&ui::CommandQueue::redo); }
    void step(void (ui::CommandQueue::*move)());
    [[nodiscard]] static ui::BulkTarget target(const Keys &keys)
    {
        return {.keys = std::make_shared<const Keys>(keys)};
    }
    [[nodiscard]] Keys entriesOf(const Keys &books) const;
    void run(const char *sql)
    {
        m_db->query(sql, {.kind = StatementKind::Write}).waitForFinished();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Sequelize> m_db;
    std::unique_ptr<Judge> m_judge;
    BookModels m_models;
    ui::PageSpec m_page;
    ui::PageSpec m_trash;
    std::unique_ptr<ui::CommandQueue> m_queue;
    QString m_note;    ///< Of the last step.
    QString m_failure; ///< Likewise.
};

void TestTrash::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const QString file = m_folder->filePath(u"shop.sqlite"_s);
    m_db = std::make_unique<Sequelize>(Options{.storage = file, .logging = nullptr});
    m_models = defineBookModels(*m_db);
    m_db->sync().waitForFinished();
    m_judge = std::make_unique<Judge>(file);
    m_page = bookPage(m_models, false);
    m_trash = trashSpec(m_models, false);
    m_queue = std::make_unique<ui::CommandQueue>();
    connect(m_queue.get(), &ui::CommandQueue::done, this,
            [this](const ui::RecordCommand &, ui::RecordCommand::Step,
                   const ui::RecordChange &change) { m_note = change.note; });
    connect(m_queue.get(), &ui::CommandQueue::failed, this,
            [this](const ui::RecordCommand &, ui::RecordCommand::Step, const BaseError &error) {
                m_failure = error.message();
            });
}

void TestTrash::cleanup()
{
    m_queue.reset();
    m_judge.reset();
    m_db.reset();
}

void TestTrash::addBooks(int count)
{
    QList<Values> rows;
    for (int number = 1; number <= count; ++number)
        rows << Values{{"title", u"Title %1"_s.arg(number)},
                       {"author", u"Author %1"_s.arg(number % 7)},
                       {"price", Decimal(number * 50, 2)}};
    m_models.book->bulkCreate(rows).waitForFinished();
}

void TestTrash::give(qint64 book, const QString &isbn, const QStringList &genres, int sales,
                     bool cover)
{
    m_db->transaction([&](Session &session) {
            if (!isbn.isEmpty())
                session.create(*m_models.isbn, {{"bookId", book}, {"isbn", isbn}});
            for (const QString &name : genres) {
                const Instance genre =
                    session.findOrCreate(*m_models.genre, {.where = {{"name", name}}}).first;
                session.create(*m_models.bookGenre,
                               {{"bookId", book}, {"genreId", genre.get<qint64>("id")}});
            }
            for (int i = 0; i < sales; ++i)
                session.create(*m_models.sale, {{"title", "Sold"}, {"price", 5}, {"bookId", book}});
            if (cover)
                session.create(*m_models.cover, {{"image", QByteArray("\x00\xFF image", 8)},
                                                 {"mimeType", "image/png"},
                                                 {"width", 300},
                                                 {"height", 450},
                                                 {"bookId", book}});
        })
        .waitForFinished();
}

void TestTrash::perform(std::unique_ptr<ui::RecordCommand> command)
{
    m_note.clear();
    m_failure.clear();
    m_queue->perform(std::move(command));
    QTRY_VERIFY(!m_queue->isBusy());
}

void TestTrash::step(void (ui::CommandQueue::*move)())
{
    m_note.clear();
    m_failure.clear();
    (m_queue.get()->*move)();
    QTRY_VERIFY(!m_queue->isBusy());
}

Keys TestTrash::entriesOf(const Keys &books) const
{
    const QList<qint64> entries =
        m_models.deletedBook
            ->findKeys({.where = {{"bookId", Operand(QList<qint64>(books.begin(), books.end()))}}})
            .result();
    return {entries.begin(), entries.end()};
}

void TestTrash::aDeletedBookStandsWholeInTheTrash()
{
    addBooks(2);
    give(1, u"9780807083697"_s, {u"Crime, \"noir\""_s, u"Novel"_s}, 2, true);

    remove({1});

    const State now = m_judge->look();
    QCOMPARE(now.books.keys(), QList<qint64>{2});
    const Instance entry = m_models.deletedBook->findOne({.include = {"cover"}}).result().value();
    QCOMPARE(entry.get<qint64>("bookId"), 1);
    QCOMPARE(entry.get<QString>("title"), u"Title 1"_s);
    QCOMPARE(entry.get<Decimal>("price"), Decimal(50, 2));
    QCOMPARE(entry.get<QString>("isbn"), u"9780807083697"_s);
    QCOMPARE(QJsonDocument::fromJson(entry.get<QString>("genres").toUtf8()).array().size(), 2);
    QCOMPARE(entry.get<QString>("sales"), u"[1,2]"_s);
    QVERIFY(entry.get<QDateTime>("deletedAt").secsTo(QDateTime::currentDateTimeUtc()) < 60);
    QCOMPARE(entry.one("cover")->get<QByteArray>("image"), QByteArray("\x00\xFF image", 8));
    QCOMPARE(m_judge->number("SELECT count(*) FROM sales WHERE bookId IS NULL"), 2);
}

void TestTrash::comesBackWithAllThatBelongedToIt()
{
    addBooks(3);
    give(2, u"9780807083697"_s, {u"Crime"_s, u"Novel"_s}, 3, true);
    give(3, {}, {u"Novel"_s}, 1, false);
    const State before = m_judge->look();
    remove({2, 3});
    run("DELETE FROM genres WHERE name = 'Crime'"); // its last book is deleted

    restore({2, 3});

    QCOMPARE(m_failure, QString());
    QCOMPARE(m_note, QString());
    QCOMPARE(m_judge->look(), before);
    QCOMPARE(m_judge->number("SELECT count(*) FROM deleted_covers"), 0);
}

void TestTrash::getsAnotherNumberWhereItsOwnIsTaken()
{
    addBooks(2);
    give(2, u"9780807083697"_s, {u"Novel"_s}, 2, true);
    remove({2});
    // A table of another program may give a number twice.
    run("INSERT INTO books (id, title, author, createdAt, updatedAt) VALUES (2, 'Theirs', 'b', "
        "'2020-01-01 00:00:00.000 +00:00', '2020-01-01 00:00:00.000 +00:00')");
    const QString theirs = m_judge->look().books[2];

    restore({2});

    const State now = m_judge->look();
    QCOMPARE(now.books.keys(), (QList<qint64>{1, 2, 3}));
    QCOMPARE(now.books[2], theirs); // and no sale of the other one
    QCOMPARE(m_judge->number("SELECT count(*) FROM sales WHERE bookId = 3"), 2);
    QCOMPARE(m_judge->number("SELECT count(*) FROM book_genres WHERE bookId = 3"), 1);
    QCOMPARE(m_note, u"It has a new number, since another book has the old one."_s);
    undo();
    QCOMPARE(m_judge->look().books.keys(), (QList<qint64>{1, 2}));
    QCOMPARE(m_judge->number("SELECT bookId FROM deleted_books"), 2);
    redo();
    QCOMPARE(m_judge->look(), now);
}

void TestTrash::twoWithOneNumberBothComeBack()
{
    addBooks(1);
    remove({1});
    run("INSERT INTO books (id, title, author, createdAt, updatedAt) VALUES (1, 'Second', 'b', "
        "'2020-01-01 00:00:00.000 +00:00', '2020-01-01 00:00:00.000 +00:00')");
    remove({1});
    QCOMPARE(m_judge->number("SELECT count(*) FROM deleted_books"), 2);

    perform(std::make_unique<RestoreCommand>(m_models, m_trash, ui::BulkTarget()));

    QCOMPARE(m_failure, QString());
    const State now = m_judge->look();
    QVERIFY(now.books[1].startsWith(u"'Title 1'"_s));
    QVERIFY(now.books[2].startsWith(u"'Second'"_s));
    QVERIFY(now.trash.isEmpty());
}

void TestTrash::tellsOfAnIsbnThatAnotherBookHas()
{
    addBooks(2);
    give(1, u"9780807083697"_s, {}, 0, false);
    const QString before = m_judge->look().books[1];
    remove({1});
    give(2, u"9780807083697"_s, {}, 0, false);

    restore({1});

    QCOMPARE(m_note, u"Another book has the same ISBN."_s);
    QCOMPARE(m_judge->look().books[1], before);
}

void TestTrash::salesThatWereGivenToAnotherBookStayThere()
{
    addBooks(2);
    give(1, {}, {}, 2, false);
    remove({1});
    run("UPDATE sales SET bookId = 2 WHERE id = 1");

    restore({1});

    QCOMPARE(m_judge->number("SELECT bookId FROM sales WHERE id = 1"), 2);
    QCOMPARE(m_judge->number("SELECT bookId FROM sales WHERE id = 2"), 1);
}

void TestTrash::aBulkDeletionIsOneCopyAndOneDelete()
{
    addBooks(300);
    give(7, u"9780807083697"_s, {u"Novel"_s}, 2, true);
    const State before = m_judge->look();
    QStringList copies;
    QStringList deletions;
    {
        const auto subscription = m_db->log().listen([&](const QueryEvent &event) {
            if (event.sql().startsWith(u"INSERT INTO `deleted_books`"_s))
                copies << event.sql();
            if (event.sql().startsWith(u"DELETE"_s))
                deletions << event.call();
        });
        removeMany({.where = {{"price", Op::lt(30)}}});
    }

    QCOMPARE(copies.size(), 1);
    QCOMPARE(deletions, QStringList{u"Book.destroy({where: {price: {lt: 30}}})"_s});
    const State after = m_judge->look();
    QCOMPARE(after.trash.size(), 59);
    QCOMPARE(after.books.size(), 241);
    undo();
    QCOMPARE(m_judge->look(), before);
    redo();
    QCOMPARE(m_judge->look(), after);
    undo();
    QCOMPARE(m_judge->look(), before);
}

void TestTrash::aBulkDeletionDoneAgainSparesWhatWasChanged()
{
    addBooks(10);
    removeMany(target({1, 2, 3, 4}));
    undo();
    m_models.book->update({{"title", "Theirs"}}, {.where = {{"id", 2}}}).waitForFinished();

    redo();

    QCOMPARE(m_note, u"%1 stayed: changed meanwhile by somebody else."_s.arg(m_page.countText(1)));
    QCOMPARE(m_judge->look().trash.keys(), (QList<qint64>{1, 3, 4}));
    undo();
    QVERIFY(m_judge->look().books[2].startsWith(u"'Theirs'"_s));
    QCOMPARE(m_judge->look().books.size(), 10);
}

void TestTrash::theUndoOfAnAdditionFillsNoTrash()
{
    perform(std::make_unique<ui::AddCommand>(m_page, Values{{"title", "Emma"}, {"author", "A"}}));
    undo();
    addBooks(5);
    m_queue->takeDone(std::make_unique<BulkAddCommand>(
        *m_models.book, u"Import"_s,
        importedRows(m_models, true,
                     {.first = 2, .last = 6, .lastChange = QDateTime::currentDateTimeUtc()})));

    undo();

    QCOMPARE(m_failure, QString());
    QCOMPARE(m_judge->look(), State());
}

void TestTrash::theUndoOfADeletionTellsThatSomebodyElseRestored()
{
    addBooks(3);
    remove({1});
    remove({2, 3});
    run("INSERT INTO books (id, title, author, createdAt, updatedAt) SELECT bookId, title, author, "
        "createdAt, updatedAt FROM deleted_books WHERE bookId < 3");
    run("DELETE FROM deleted_books WHERE bookId < 3");

    undo();
    const QString partly = m_note;
    undo();

    QCOMPARE(partly,
             u"Somebody else has restored or deleted %1 of them."_s.arg(m_page.countText(1)));
    QCOMPARE(m_failure, u"Somebody else has emptied or restored Deleted Books meanwhile."_s);
    QCOMPARE(m_judge->look().books.size(), 3);
}

void TestTrash::theUndoOfARestorationPutsItWhereItWas()
{
    addBooks(4);
    give(2, {}, {u"Novel"_s}, 1, true);
    remove({1});
    remove({2, 3});
    const auto places = [this] {
        QStringList rows;
        for (const Instance &row : m_models.deletedBook->findAll({.order = {"id"}}).result())
            rows << QString::fromUtf8(QJsonDocument(row.toJson()).toJson(QJsonDocument::Compact));
        return rows;
    };
    const QStringList before = places();

    restore({1, 2});
    m_models.book->update({{"price", 1}}, {.where = {{"id", 1}}}).waitForFinished();
    m_models.book->update({{"price", Decimal(50, 2)}}, {.where = {{"id", 1}}, .silent = true})
        .waitForFinished();
    run("UPDATE books SET updatedAt = createdAt");
    undo();

    QCOMPARE(places(), before);
    redo();
    QCOMPARE(m_judge->look().books.keys(), (QList<qint64>{1, 2, 4}));
    undo();
    QCOMPARE(places(), before);
}

void TestTrash::whatWasDeletedForeverComesBackByUndoOnly()
{
    addBooks(2);
    give(1, u"9780807083697"_s, {u"Novel"_s}, 2, true);
    const State first = m_judge->look();
    remove({1});
    const State deleted = m_judge->look();

    perform(std::make_unique<ui::DeleteCommand>(m_trash, entriesOf({1})));
    QCOMPARE(m_queue->stack().undoText(), u"Delete Deleted Book Forever"_s);
    QVERIFY(m_judge->look().trash.isEmpty());
    QCOMPARE(m_judge->number("SELECT count(*) FROM deleted_covers"), 0);

    undo();
    QCOMPARE(m_judge->look(), deleted);
    undo();
    QCOMPARE(m_judge->look(), first);
}

void TestTrash::anyOrderOfStepsIsTrue_data()
{
    QTest::addColumn<quint32>("seed");
    for (int run = 0; run < 3; ++run)
        QTest::addRow("%d", run) << QRandomGenerator::global()->generate();
}

void TestTrash::anyOrderOfStepsIsTrue()
{
    QFETCH(quint32, seed);
    qInfo() << "seed" << seed;
    std::mt19937 random(seed);
    const auto below = [&random](int n) { return int(random() % unsigned(n)); };
    const int count = 30;
    addBooks(count);
    for (int book = 1; book <= count; ++book)
        give(book, below(2) ? u"9780807083697"_s : QString(),
             below(2) ? QStringList{u"Novel"_s, u"Crime %1"_s.arg(below(3))} : QStringList(),
             below(3), below(3) == 0);
    std::vector<State> history{m_judge->look()};
    size_t place = 0;
    const auto some = [&](const QList<qint64> &from) {
        Keys keys;
        for (const qint64 key : from)
            if (below(3) == 0)
                keys.push_back(key);
        return keys;
    };
    // A book that goes somewhere, as this simpler judge has it.
    const auto move = [&](State &state, const Keys &keys, bool isDeletion) {
        static QHash<qint64, QString> whole; // what it is like, wherever it is
        for (const qint64 key : keys) {
            if (isDeletion) {
                whole[key] = state.books.take(key);
                state.trash[key] = u"Title %1"_s.arg(key);
            } else {
                state.trash.remove(key);
                state.books[key] = whole[key];
            }
        }
    };

    for (int i = 0; i < 60; ++i) {
        State next = history[place];
        const int what = below(8);
        if (what < 2 && place > 0) {
            undo();
            next = history[--place];
        } else if (what == 2 && place + 1 < history.size()) {
            redo();
            next = history[++place];
        } else {
            const bool isDeletion = what < 6;
            const Keys keys = some(isDeletion ? next.books.keys() : next.trash.keys());
            if (keys.empty())
                continue;
            if (what == 3)
                removeMany(target(keys));
            else if (isDeletion)
                remove(keys);
            else if (what == 6)
                restore(keys);
            else
                perform(std::make_unique<ui::DeleteCommand>(m_trash, entriesOf(keys)));
            if (what == 7)
                for (const qint64 key : keys)
                    next.trash.remove(key);
            else
                move(next, keys, isDeletion);
            history.resize(++place);
            history.push_back(next);
        }
        QCOMPARE(m_failure, QString());
        QCOMPARE(m_judge->look().books, next.books);
        QCOMPARE(m_judge->look().trash, next.trash);
    }
}

QTEST_GUILESS_MAIN(TestTrash)
#include "tst_trash.moc"
