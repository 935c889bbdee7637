#include "regressions.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestRegressions : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatARunPrinted();
    void saysWhatGotWorse_data();
    void saysWhatGotWorse();
    void saysWhereListeningGotDearer();
    void comparesTheSamePathOnly();

private:
    static QList<QJsonObject> run(const char *path, double ratio)
    {
        return {{{u"workload"_s, u"W3"_s},
                 {u"path"_s, QString::fromLatin1(path)},
                 {u"cpu_ratio"_s, ratio}}};
    }
};

void TestRegressions::readsWhatARunPrinted()
{
    const QByteArray text = "bench: a warning\n"
                            R"({"workload":"W3","path":"handle","cpu_ratio":1.08})"
                            "\n\n";

    const QList<QJsonObject> lines = bench::readLines(text);

    QCOMPARE(lines, run("handle", 1.08));
}

void TestRegressions::saysWhatGotWorse_data()
{
    QTest::addColumn<double>("before");
    QTest::addColumn<double>("now");
    QTest::addColumn<bool>("isWorse");

    QTest::newRow("the same") << 1.1 << 1.1 << false;
    QTest::newRow("better") << 1.4 << 1.1 << false;
    QTest::newRow("noise") << 1.1 << 1.25 << false;
    QTest::newRow("noise of a small ratio") << 0.1 << 0.15 << false;
    QTest::newRow("worse") << 1.1 << 1.4 << true;
}

void TestRegressions::saysWhatGotWorse()
{
    QFETCH(double, before);
    QFETCH(double, now);
    QFETCH(bool, isWorse);

    const QStringList worse = bench::regressions(run("handle", before), run("handle", now));

    QCOMPARE(!worse.isEmpty(), isWorse);
    if (isWorse)
        QCOMPARE(worse, QStringList{u"W3 (handle): CPU ratio 1.40, was 1.10"_s});
}

void TestRegressions::saysWhereListeningGotDearer()
{
    QList<QJsonObject> before = run("kept", 1.1);
    QList<QJsonObject> now = before;
    before.first()[u"off_ratio"_s] = 1.1;
    now.first()[u"off_ratio"_s] = 1.5;

    const QStringList worse = bench::regressions(before, now);

    QCOMPARE(worse, QStringList{u"W3 (kept): CPU ratio to nobody listening 1.50, was 1.10"_s});
    QVERIFY(bench::regressions(now, before).isEmpty());
}

void TestRegressions::comparesTheSamePathOnly()
{
    QVERIFY(bench::regressions(run("portable", 1), run("handle", 9)).isEmpty());
    QVERIFY(bench::regressions({}, run("handle", 9)).isEmpty());
}

QTEST_MAIN(TestRegressions)
#include "tst_regressions.moc"
