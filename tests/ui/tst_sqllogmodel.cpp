#include "support/queryevents.h"
#include "ui/log/sqllogmodel.h"

#include "ui/log/sqllogfilter.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using ui::SqlLogFilter;
using ui::SqlLogModel;

class TestSqlLogModel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void cleanup();
    void showsWhatWasTold();
    void showsInBatches();
    void keepsTheNewest();
    void dropsWhatHasNoRoomInOneBatch();
    void makesRoomBeforeItInserts();
    void waitsWhilePaused();
    void clearForgetsEverything();
    void marksSlowOnesByASign();
    void showsErrorsAsText();
    void showsACancelledOneAsNoError();
    void cutsLongTextsOfOldEntries();
    void listensAcrossThreads();
    void hearsNothingAfterwards();
    void filtersByCategory();
    void filtersByWords();
    void aCallHasItsStatementsBelowIt();
    void aLaterStatementGoesBelowItsCall();
    void aCallWithoutEndKeepsItsNewestStatements();
    void showsWhereATransactionBeginsAndEnds();

private:
    void tellOf(quint64 call, const QString &sql,
                orm::StatementKind kind = orm::StatementKind::Read);
    void tell(const QString &sql, orm::StatementKind kind = orm::StatementKind::Read,
              const QString &error = {});
    [[nodiscard]] QString shown(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }

    std::unique_ptr<orm::QueryLog> m_log;
    std::unique_ptr<SqlLogModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestSqlLogModel::init()
{
    m_log = std::make_unique<orm::QueryLog>();
    m_model = std::make_unique<SqlLogModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->listenTo(*m_log);
}

void TestSqlLogModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_log.reset();
}

void TestSqlLogModel::tell(const QString &sql, orm::StatementKind kind, const QString &error)
{
    orm::QueryEvent event = eventOf(sql, {}, kind);
    event.id = m_log->nextId();
    event.startedAt = QDateTime::currentDateTimeUtc();
    event.error = error;
    m_log->tell(event);
}

void TestSqlLogModel::showsWhatWasTold()
{
    orm::QueryEvent event = eventOf(u"SELECT\n  `id` FROM `books`"_s, {qint64(30), u"Eco"_s});
    event.startedAt = QDateTime(QDate(2024, 5, 17), QTime(14, 2, 11, 7), Qt::LocalTime).toUTC();
    event.caller = u"Book.findAll({where: {price: {lt: 30}}})"_s;
    event.rows = 1256;
    event.nanoseconds = 1'234'567;
    m_log->tell(event);

    QTRY_COMPARE(m_model->rowCount(), 1);
    QCOMPARE(shown(0, SqlLogModel::Time), u"14:02:11.007"_s);
    QCOMPARE(shown(0, SqlLogModel::Call), event.call());
    QCOMPARE(shown(0, SqlLogModel::Statement), u"SELECT   `id` FROM `books`"_s);
    QCOMPARE(shown(0, SqlLogModel::Values), u"[30, 'Eco']"_s);
    QCOMPARE(shown(0, SqlLogModel::Rows), u"1,256"_s);
    QCOMPARE(shown(0, SqlLogModel::Milliseconds), u"1.235"_s);
    QCOMPARE(m_model->index(0, SqlLogModel::Statement).data(Qt::ToolTipRole).toString(),
             event.sql());
}

void TestSqlLogModel::showsInBatches()
{
    const QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);

    for (int i = 0; i < 500; ++i)
        tell(u"SELECT %1"_s.arg(i));

    QCOMPARE(m_model->rowCount(), 0);
    QTRY_COMPARE(m_model->rowCount(), 500);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(shown(499, SqlLogModel::Statement), u"SELECT 499"_s);
}

void TestSqlLogModel::keepsTheNewest()
{
    for (int i = 0; i < SqlLogModel::capacity; ++i)
        tell(QString::number(i));
    QTRY_COMPARE(m_model->rowCount(), SqlLogModel::capacity);
    for (int i = 0; i < 2'345; ++i)
        tell(u"late %1"_s.arg(i));

    QTRY_COMPARE(m_model->dropped(), 2'345);
    QCOMPARE(m_model->rowCount(), SqlLogModel::capacity);
    QCOMPARE(shown(0, SqlLogModel::Statement), u"2345"_s);
    QCOMPARE(shown(SqlLogModel::capacity - 1, SqlLogModel::Statement), u"late 2344"_s);
    QCOMPARE(m_model->count(SqlLogModel::Category::Read), SqlLogModel::capacity);
}

void TestSqlLogModel::dropsWhatHasNoRoomInOneBatch()
{
    tell(u"old"_s);
    QTRY_COMPARE(m_model->rowCount(), 1);

    for (int i = 0; i < 25'000; ++i)
        tell(QString::number(i));

    QTRY_COMPARE(m_model->rowCount(), SqlLogModel::capacity);
    QCOMPARE(m_model->dropped(), 15'001);
    QCOMPARE(shown(0, SqlLogModel::Statement), u"15000"_s);
}

void TestSqlLogModel::makesRoomBeforeItInserts()
{
    int most = 0;
    connect(m_model.get(), &QAbstractItemModel::rowsInserted, m_model.get(),
            [this, &most] { most = std::max(most, m_model->rowCount()); });

    for (int batch = 1; batch <= 3; ++batch) {
        for (int i = 0; i < 6'000; ++i)
            tell(QString::number(i));
        QTRY_COMPARE(m_model->rowCount() + m_model->dropped(), batch * 6'000);
    }

    QCOMPARE(most, SqlLogModel::capacity);
}

void TestSqlLogModel::waitsWhilePaused()
{
    m_model->setPaused(true);
    QSignalSpy changed(m_model.get(), &SqlLogModel::changed);
    tell(u"SELECT 1"_s);
    tell(u"SELECT 2"_s);

    QVERIFY(changed.wait());
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_model->waiting(), 2);

    m_model->setPaused(false);
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->waiting(), 0);
}

void TestSqlLogModel::clearForgetsEverything()
{
    tell(u"SELECT 1"_s);
    QTRY_COMPARE(m_model->rowCount(), 1);
    tell(u"SELECT 2"_s);

    m_model->clear();

    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_model->waiting(), 0);
    QCOMPARE(m_model->count(SqlLogModel::Category::Read), 0);
    tell(u"SELECT 3"_s);
    QTRY_COMPARE(m_model->rowCount(), 1);
}

void TestSqlLogModel::marksSlowOnesByASign()
{
    orm::QueryEvent event;
    event.nanoseconds = 60'000'000;
    m_log->tell(event);
    QTRY_COMPARE(m_model->rowCount(), 1);
    QCOMPARE(shown(0, SqlLogModel::Milliseconds), u"# 60.0"_s);

    m_model->setSlowMilliseconds(60);

    QCOMPARE(shown(0, SqlLogModel::Milliseconds), u"60.0"_s);
    QVERIFY(!m_model->isSlow(m_model->index(0, 0)));
}

void TestSqlLogModel::showsErrorsAsText()
{
    tell(u"INSERT"_s, orm::StatementKind::Write, u"UNIQUE constraint failed: books.id"_s);

    QTRY_COMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->category(m_model->index(0, 0)), SqlLogModel::Category::Error);
    QCOMPARE(shown(0, SqlLogModel::Values), u"UNIQUE constraint failed: books.id"_s);
    QVERIFY(m_model->index(0, SqlLogModel::Values)
                .data(Qt::AccessibleTextRole)
                .toString()
                .startsWith(u"Failed: "_s));
}

void TestSqlLogModel::showsACancelledOneAsNoError()
{
    orm::QueryEvent event = eventOf(u"SELECT 1"_s);
    event.isCancelled = true;
    m_log->tell(event);

    QTRY_COMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->category(m_model->index(0, 0)), SqlLogModel::Category::Read);
    QCOMPARE(shown(0, SqlLogModel::Values), u"Cancelled"_s);
}

void TestSqlLogModel::cutsLongTextsOfOldEntries()
{
    const QString megabyte(500'000, u'x');
    constexpr int number = 2'000;
    for (int i = 0; i < number; ++i)
        tell(megabyte);
    QTRY_COMPARE(m_model->rowCount(), number);

    qsizetype kept = 0;
    for (int row = 0; row < number; ++row)
        kept += m_model->event(m_model->index(row, 0)).sql().size();

    QVERIFY(kept * 2 < 26'000'000);
    QCOMPARE(m_model->event(m_model->index(0, 0)).sql().size(), 1'001);
    QCOMPARE(m_model->event(m_model->index(number - 1, 0)).sql(), megabyte.left(10'000) + u'…');
}

void TestSqlLogModel::listensAcrossThreads()
{
    std::vector<std::thread> threads;
    for (int n = 0; n < 4; ++n) {
        threads.emplace_back([this, n] {
            for (int i = 0; i < 2'000; ++i) {
                m_log->tell(eventOf(u"SELECT %1 FROM t%2"_s.arg(i).arg(n)));
            }
        });
    }

    QTRY_COMPARE(m_model->rowCount(), 8'000);
    for (std::thread &thread : threads)
        thread.join();
}

void TestSqlLogModel::hearsNothingAfterwards()
{
    tell(u"SELECT 1"_s);
    m_model->stopListening();
    tell(u"SELECT 2"_s);

    QTRY_COMPARE(m_model->rowCount(), 1); // what was told before still comes
    QVERIFY(!m_log->isListening());
}

void TestSqlLogModel::filtersByCategory()
{
    using Category = SqlLogModel::Category;
    SqlLogFilter filter(m_model.get());
    const QAbstractItemModelTester tester(&filter,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    tell(u"SELECT"_s, orm::StatementKind::Read);
    tell(u"INSERT"_s, orm::StatementKind::Write);
    tell(u"CREATE"_s, orm::StatementKind::Schema);
    tell(u"BEGIN"_s, orm::StatementKind::Transaction);
    tell(u"PRAGMA"_s, orm::StatementKind::Internal);
    tell(u"COMMIT"_s, orm::StatementKind::Transaction, u"locked"_s);
    QTRY_COMPARE(m_model->rowCount(), 6);

    QCOMPARE(filter.rowCount(), 4); // all but internal ones, and errors whatever they are
    QCOMPARE(m_model->count(Category::Internal), 2);
    filter.setShown(Category::Internal, true);
    QCOMPARE(filter.rowCount(), 6);
    filter.setShown(Category::Write, false);
    QCOMPARE(filter.rowCount(), 4);
    filter.setShown(Category::Error, false);
    filter.setShown(Category::Read, false);
    QCOMPARE(filter.rowCount(), 2);
}

void TestSqlLogModel::filtersByWords()
{
    SqlLogFilter filter(m_model.get());
    orm::QueryEvent event = eventOf(u"SELECT * FROM `books`"_s, {u"Umberto Eco"_s});
    event.caller = u"Book.findAll()"_s;
    m_log->tell(event);
    tell(u"SELECT 1"_s, orm::StatementKind::Read, u"Disk full"_s);
    QTRY_COMPARE(m_model->rowCount(), 2);

    const std::pair<QString, int> cases[] = {{u"select"_s, 2},    {u"BOOK.find"_s, 1},
                                             {u"eco books"_s, 1}, {u"disk"_s, 1},
                                             {u"eco disk"_s, 0},  {u"  "_s, 2}};
    for (const auto &[text, rows] : cases) {
        filter.setText(text);
        QVERIFY2(filter.rowCount() == rows, qPrintable(text));
    }
}

void TestSqlLogModel::tellOf(quint64 call, const QString &sql, orm::StatementKind kind)
{
    orm::QueryEvent event = eventOf(sql, {}, kind);
    event.callId = call;
    event.caller =
        kind == orm::StatementKind::Transaction ? u"Edit Title of Book"_s : u"book.save()"_s;
    event.rows = 1;
    event.nanoseconds = 1'000'000;
    m_log->tell(event);
}

void TestSqlLogModel::aCallHasItsStatementsBelowIt()
{
    tellOf(1, u"SELECT 1"_s);
    tellOf(2, u"BEGIN"_s, orm::StatementKind::Transaction);
    tellOf(3, u"SELECT 3"_s); // of another connection, in between
    tellOf(2, u"UPDATE books"_s, orm::StatementKind::Write);
    tellOf(2, u"COMMIT"_s, orm::StatementKind::Transaction);

    QTRY_COMPARE(m_model->rowCount(), 3);
    const QModelIndex call = m_model->index(1, 0);
    QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 0);
    QCOMPARE(m_model->rowCount(call), 3);
    QCOMPARE(shown(1, SqlLogModel::Call), u"Edit Title of Book · 3 statement(s)"_s);
    QCOMPARE(shown(1, SqlLogModel::Statement), u"UPDATE books"_s);
    QCOMPARE(shown(1, SqlLogModel::Rows), u"1"_s);
    QCOMPARE(shown(1, SqlLogModel::Milliseconds), u"3.000"_s);
    QCOMPARE(m_model->index(2, SqlLogModel::Statement, call).data().toString(), u"COMMIT"_s);
    QCOMPARE(m_model->index(2, SqlLogModel::Call, call).parent(), call);
}

void TestSqlLogModel::aLaterStatementGoesBelowItsCall()
{
    tellOf(2, u"BEGIN"_s, orm::StatementKind::Transaction);
    QTRY_COMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 0);

    tellOf(2, u"UPDATE books"_s, orm::StatementKind::Write);
    tellOf(4, u"SELECT 4"_s);
    QTRY_COMPARE(m_model->rowCount(), 2);

    QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 2);
    QCOMPARE(m_model->statements(), 3);
    tellOf(2, u"COMMIT"_s, orm::StatementKind::Transaction);
    QTRY_COMPARE(m_model->rowCount(m_model->index(0, 0)), 3);
}

void TestSqlLogModel::aCallWithoutEndKeepsItsNewestStatements()
{
    for (int i = 0; i < SqlLogModel::capacity; ++i)
        tellOf(7, u"INSERT %1"_s.arg(i), orm::StatementKind::Write);
    QTRY_COMPARE(m_model->statements(), SqlLogModel::capacity);
    const QModelIndex call = m_model->index(0, 0);

    for (int i = 0; i < 500; ++i)
        tellOf(7, u"INSERT again"_s, orm::StatementKind::Write);

    QTRY_COMPARE(m_model->dropped(), 500);
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->rowCount(call), int(SqlLogModel::capacity));
    QCOMPARE(m_model->index(0, SqlLogModel::Statement, call).data().toString(), u"INSERT 500"_s);
    QCOMPARE(m_model->count(SqlLogModel::Category::Write), int(SqlLogModel::capacity));
}

void TestSqlLogModel::showsWhereATransactionBeginsAndEnds()
{
    SqlLogFilter filter(m_model.get());
    tellOf(1, u"BEGIN"_s, orm::StatementKind::Transaction);
    QTRY_COMPARE(m_model->rowCount(), 1);
    QCOMPARE(filter.rowCount(), 0); // an empty transaction shows nothing

    tellOf(1, u"UPDATE books"_s, orm::StatementKind::Write);
    tellOf(1, u"COMMIT"_s, orm::StatementKind::Transaction);
    QTRY_COMPARE(m_model->statements(), 3);

    QCOMPARE(filter.rowCount(), 1);
    QCOMPARE(filter.rowCount(filter.index(0, 0)), 3);
    filter.setShown(SqlLogModel::Category::Write, false);
    QCOMPARE(filter.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestSqlLogModel)

#include "tst_sqllogmodel.moc"
