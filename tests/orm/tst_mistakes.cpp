#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

/// Mistakes in calls of the ORM are named by the compiler: it says what is to be written instead of
/// a list of types.
class TestMistakes : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void areNamedByTheCompiler_data();
    void areNamedByTheCompiler();
    void areTheOnlyOnesThatItFinds();

private:
    /// Behind which lines of the file stands what the compiler says.
    QHash<int, QString> m_expected;
    QString m_said;
};

void TestMistakes::initTestCase()
{
    const QString path = QStringLiteral(PROJECT_ROOT "/tests/orm/mistakes/mistakes.cpp");
    QFile source(path);
    QVERIFY(source.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(source.readAll()).split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i)
        if (const qsizetype comment = lines.at(i).indexOf("; "_L1);
            comment > 0 && lines.at(i).contains("// "_L1))
            m_expected.insert(int(i) + 1, lines.at(i).section("// "_L1, 1).trimmed());

    QProcess compiler;
    compiler.start(QStringLiteral(COMPILER), {QStringLiteral("@" FLAGS_FILE), path});
    QVERIFY(compiler.waitForFinished(120'000));
    m_said = QString::fromUtf8(compiler.readAllStandardError());

    QVERIFY(m_expected.size() > 20);
    QVERIFY2(compiler.exitCode() != 0, "the mistakes were compiled");
}

void TestMistakes::areNamedByTheCompiler_data()
{
    QTest::addColumn<int>("line");
    QList<int> lines = m_expected.keys();
    std::ranges::sort(lines);
    for (const int line : lines)
        QTest::addRow("line %d", line) << line;
}

void TestMistakes::areNamedByTheCompiler()
{
    QFETCH(int, line);
    // Said of the line itself, or of what it led the compiler to.
    const QRegularExpression of(
        uR"(mistakes\.cpp:%1:\d+: +(?:error: |required from here\n[^\n]*error: )([^\n]*))"_s.arg(
            line));

    QStringList said;
    for (auto each = of.globalMatch(m_said); each.hasNext();)
        said += each.next().captured(1);

    const QString expected = m_expected.value(line);
    QVERIFY2(!said.filter(expected, Qt::CaseSensitive).isEmpty(),
             qPrintable(u"expected: %1\nsaid: %2"_s.arg(expected, said.join(u'\n'))));
}

void TestMistakes::areTheOnlyOnesThatItFinds()
{
    const QRegularExpression of(uR"(mistakes\.cpp:(\d+):\d+: +(?:error|required from here))"_s);

    for (auto each = of.globalMatch(m_said); each.hasNext();)
        if (const int line = each.next().captured(1).toInt(); !m_expected.contains(line))
            QFAIL(qPrintable(u"line %1 is right and was refused:\n%2"_s.arg(line).arg(m_said)));
}

QTEST_GUILESS_MAIN(TestMistakes)
#include "tst_mistakes.moc"
