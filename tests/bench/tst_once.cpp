#include "books.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// What `bench --once` tells of a run, for programs that pair it with their own.
class TestOnce : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void tellsOfARun_data();
    void tellsOfARun();
    void keepsTheModeItWasTold_data();
    void keepsTheModeItWasTold();
    void refusesWhatItDoesNotKnow();

private:
    static constexpr int rows = 300;

    QJsonObject run(const QStringList &arguments);

    QTemporaryDir m_folder;
    QString m_file;
    int m_files = 0;
};

void TestOnce::init()
{
    m_file = m_folder.filePath(u"shop%1.sqlite"_s.arg(++m_files));
    bench::makeTable(m_file, rows, true);
}

QJsonObject TestOnce::run(const QStringList &arguments)
{
    QProcess process;
    process.start(QCoreApplication::applicationDirPath() + u"/bench"_s,
                  QStringList{u"--once"_s, u"--db"_s, m_file, u"--rows"_s, QString::number(rows)}
                      + arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        return {};
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

void TestOnce::tellsOfARun_data()
{
    QTest::addColumn<QString>("workload");
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("operations");
    QTest::addColumn<QString>("check"); // as SQL on the table before

    const QString titles = u"SELECT sum(length(title)) FROM books"_s;
    QTest::newRow("creates") << u"W1b"_s << 10 << 10 << u"SELECT 10 * max(id) + 55 FROM books"_s;
    QTest::newRow("bulk") << u"W2"_s << 10 << 10 << u"SELECT 10 * max(id) + 55 FROM books"_s;
    QTest::newRow("all") << u"W3"_s << 1 << rows << titles;
    QTest::newRow("all, decoded") << u"W3 decoded"_s << 1 << rows << titles;
    QTest::newRow("saves") << u"W6"_s << 7 << 7 << u"SELECT 7"_s;
    QTest::newRow("update") << u"W7u"_s << 1 << rows
                            << u"SELECT count(*) FROM books WHERE price < 30"_s;
    QTest::newRow("delete") << u"W7d"_s << 1 << rows
                            << u"SELECT count(*) FROM books WHERE price >= 90"_s;
}

void TestOnce::tellsOfARun()
{
    QFETCH(QString, workload);
    QFETCH(int, n);
    QFETCH(int, operations);
    QFETCH(QString, check);
    const qint64 expected = bench::valueOf(m_file, check.toStdString());

    const QJsonObject told = run({u"--workload"_s, workload, u"--n"_s, QString::number(n),
                                  u"--path"_s, u"handle"_s, u"--mode"_s, u"wal"_s});

    QCOMPARE(told.keys(), (QStringList{u"check"_s, u"cpu"_s, u"n"_s, u"rss_kb"_s, u"wall"_s}));
    QCOMPARE(told[u"n"_s].toInt(), operations);
    QCOMPARE(told[u"check"_s].toInteger(), expected);
    QVERIFY(told[u"wall"_s].toDouble() > 0);
}

void TestOnce::keepsTheModeItWasTold_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("version"); // how SQLite marks the file: 2 for WAL

    QTest::newRow("wal") << u"wal"_s << u"handle"_s << 2;
    QTest::newRow("rollback journal") << u"default"_s << u"handle"_s << 1;
    QTest::newRow("rollback journal, portable") << u"default"_s << u"portable"_s << 1;
    QTest::newRow("rollback journal, raw") << u"default"_s << u"raw"_s << 1;
}

void TestOnce::keepsTheModeItWasTold()
{
    QFETCH(QString, mode);
    QFETCH(QString, path);
    QFETCH(int, version);

    QVERIFY(
        !run({u"--workload"_s, u"W1a"_s, u"--n"_s, u"3"_s, u"--path"_s, path, u"--mode"_s, mode})
             .isEmpty());

    QFile file(m_file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(int(file.read(19).at(18)), version);
}

void TestOnce::refusesWhatItDoesNotKnow()
{
    QVERIFY(run({u"--workload"_s, u"W99"_s, u"--path"_s, u"handle"_s}).isEmpty());
    QVERIFY(run({u"--workload"_s, u"W3"_s, u"--path"_s, u"sideways"_s}).isEmpty());
    QVERIFY(run({u"--workload"_s, u"W3"_s, u"--path"_s, u"handle"_s, u"--mode"_s, u"fast"_s})
                .isEmpty());
}

QTEST_MAIN(TestOnce)
#include "tst_once.moc"
