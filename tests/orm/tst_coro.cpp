#include "orm/coro.h"
#include "support/testshop.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

/// A widget, say, that reads, changes and saves a book.
class Form : public QObject
{
public:
    Form(const Model &book, QStringList *story)
        : m_book(book)
        , m_story(story)
    {
    }

    QCoro::Task<> saveKindred()
    {
        Instance book = *co_await on(this, [&] { return m_book.findByPk(2); });
        *m_story << book.get("title").toString();
        book["price"] = 32.99;
        book = co_await on(this, [&] { return book.save({.silent = true}); });
        *m_story << book.get("price").value<Decimal>().toString();
    }

    QCoro::Task<> saveNothing()
    {
        const Values values{{"title", "no author"}};
        try {
            co_await on(this, [&] { return m_book.create(values); });
        } catch (const ValidationError &error) {
            *m_story << error.errors().first().path;
        }
    }

    QCoro::Task<> waitFor(QFuture<void> future)
    {
        *m_story << u"before"_s;
        co_await on(this, future);
        *m_story << u"after"_s;
    }

private:
    const Model &m_book;
    QStringList *m_story;
};

} // namespace

/// The optional coroutines.
class TestCoro : public QObject
{
    Q_OBJECT

private slots:
    void readsFromTopToBottom();
    void throwsTheFailure();
    void endsWithItsReceiver();

private:
    TestShop m_shop;
    QStringList m_story;

private slots:
    void initTestCase() { m_shop.fill(); }
    void init() { m_story.clear(); }
};

void TestCoro::readsFromTopToBottom()
{
    Form form(m_shop.book(), &m_story);

    QCoro::waitFor(form.saveKindred());

    QCOMPARE(m_story, QStringList({u"Kindred"_s, u"32.99"_s}));
}

void TestCoro::throwsTheFailure()
{
    Form form(m_shop.book(), &m_story);

    QCoro::waitFor(form.saveNothing());

    QCOMPARE(m_story, QStringList{u"author"_s});
}

void TestCoro::endsWithItsReceiver()
{
    QSemaphore goOn;
    auto form = std::make_unique<Form>(m_shop.book(), &m_story);
    QFuture<void> slow = m_shop.db().run([&] { goOn.acquire(); });

    const QCoro::Task<> task = form->waitFor(slow);
    form.reset();
    goOn.release();
    slow.waitForFinished();
    QCoreApplication::processEvents();

    QVERIFY(task.isReady());
    QCOMPARE(m_story, QStringList{u"before"_s});
}

QTEST_GUILESS_MAIN(TestCoro)
#include "tst_coro.moc"
