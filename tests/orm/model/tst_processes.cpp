#include "support/testshop.h"

#include <QProcess>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// Two programs on one file, and one that dies in the middle. The other program is this one,
/// started again with a task.
class TestProcesses : public QObject
{
    Q_OBJECT

private slots:
    void loseNothingOfEachOther();
    void seeWhatTheOtherCommitted();
    void leaveAllOrNothingWhenKilled();
};

namespace {

constexpr int createsEach = 200;
constexpr int rowsAtOnce = 20'000;

void createMany(const Model &book, const QString &author)
{
    for (int i = 0; i < createsEach; ++i)
        (void)book.create({{"title", u"Book %1"_s.arg(i)}, {"author", author}}).result();
}

/// Inserts until it is killed; says so as soon as the first rows are in and not committed.
void insertForever(Sequelize &db, const Model &book)
{
    QList<Values> rows;
    for (int i = 0; i < rowsAtOnce; ++i)
        rows << Values{{"title", u"Book %1"_s.arg(i)}, {"author", "Killed"}};
    const auto work = [&] {
        for (int round = 0;; ++round) {
            (void)book.bulkCreate(rows).result();
            if (round == 0) {
                std::puts("inserting");
                std::fflush(stdout);
            }
        }
    };
    db.transaction(work).waitForFinished();
}

/// The other program.
int runTask(const QString &task, const QString &file)
{
    Sequelize db({.storage = file, .logging = nullptr});
    const Model &book = TestShop::define(db);
    if (task == "--create"_L1)
        createMany(book, u"Other"_s);
    else
        insertForever(db, book);
    return 0;
}

void start(QProcess &process, const QString &task, const TestShop &shop)
{
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), {task, shop.file()});
}

} // namespace

void TestProcesses::loseNothingOfEachOther()
{
    TestShop shop;
    shop.fill();
    QProcess other;

    start(other, u"--create"_s, shop);
    createMany(shop.book(), u"Own"_s);
    QVERIFY(other.waitForFinished());

    QCOMPARE(other.exitCode(), 0);
    QCOMPARE(shop.book().count({.where = {{"author", "Own"}}}).result(), createsEach);
    QCOMPARE(shop.book().count({.where = {{"author", "Other"}}}).result(), createsEach);
}

void TestProcesses::seeWhatTheOtherCommitted()
{
    TestShop shop;
    shop.fill();
    Sequelize other({.storage = shop.file(), .logging = nullptr});
    const Model &book = TestShop::define(other);
    QCOMPARE(book.count().result(), 5);

    (void)shop.book().create({{"title", "New"}, {"author", "A"}}).result();

    QCOMPARE(book.count().result(), 6);
}

void TestProcesses::leaveAllOrNothingWhenKilled()
{
    TestShop shop;
    shop.fill();
    QProcess other;

    start(other, u"--insert"_s, shop);
    QVERIFY(other.waitForStarted());
    QVERIFY(other.waitForReadyRead(60'000)); // it says that it is inserting
    other.kill();                            // SIGKILL
    QVERIFY(other.waitForFinished());

    QCOMPARE(shop.book().count().result(), 5);
    QCOMPARE(shop.db().query("PRAGMA integrity_check").result().first().toString(), u"ok"_s);
    QCOMPARE(shop.book().create({{"title", "After"}, {"author", "A"}}).result().get("id").toInt(),
             6);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3
        && (arguments.at(1) == "--create"_L1 || arguments.at(1) == "--insert"_L1))
        return runTask(arguments.at(1), arguments.at(2));
    TestProcesses test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_processes.moc"
