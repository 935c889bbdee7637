#include <QtTest>

#include <QDirIterator>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

QString read(const QString &path)
{
    QFile file(QDir(QStringLiteral(PROJECT_ROOT)).filePath(path));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What `path` includes, as it is written: `"orm/core/text.h"`, `<QString>`.
QStringList includesOf(const QString &path)
{
    static const QRegularExpression line(u"^\\s*#\\s*include\\s*([\"<][^\">]+[\">])"_s,
                                         QRegularExpression::MultilineOption);
    QStringList found;
    for (const QRegularExpressionMatch &match : line.globalMatch(read(path)))
        found << match.captured(1);
    return found;
}

/// The umbrella headers and all headers of ours that come with them, sorted.
QStringList reachedFrom(const QStringList &umbrellas)
{
    QStringList reached = umbrellas;
    for (qsizetype next = 0; next < reached.size(); ++next) {
        for (const QString &include : includesOf(reached[next])) {
            const QString path = include.sliced(1, include.size() - 2);
            if (include.startsWith("\"orm/"_L1) && !reached.contains(path))
                reached << path;
        }
    }
    reached.sort();
    return reached;
}

/// A list as CMake passes it, as paths from the repository's root, sorted.
QStringList headersOf(const char *files)
{
    const QDir root(QStringLiteral(PROJECT_ROOT));
    QStringList paths;
    for (const QString &file : QString::fromUtf8(files).split(u' '))
        paths << root.relativeFilePath(file);
    paths.sort();
    return paths;
}

/// The lines between the two marks `//! [name]`, without the indentation that all of them have.
QString regionOf(const QString &source, const QString &name)
{
    const QStringList parts = source.split("//! ["_L1 + name + "]\n"_L1);
    if (parts.size() != 3)
        return {};
    QStringList lines = parts[1].split(u'\n');
    const qsizetype indent = lines.last().size(); // that of the closing mark
    for (QString &line : lines)
        line.remove(0, indent);
    return lines.join(u'\n');
}

} // namespace

/// Holds the library to what it says of itself as a package.
class TestPackage : public QObject
{
    Q_OBJECT

private slots:
    void publicHeadersAreWhatTheUmbrellasReach();
    void everyHeaderIsInOneSet();
    void publicHeadersNeedQtAlone();
    void readmesCodeIsWhatTheConsumerBuilds_data();
    void readmesCodeIsWhatTheConsumerBuilds();
};

void TestPackage::publicHeadersAreWhatTheUmbrellasReach()
{
    const QStringList reached = reachedFrom({u"orm/orm.h"_s, u"orm/mapped.h"_s, u"orm/coro.h"_s});

    const QStringList said = headersOf(PUBLIC_HEADERS);

    QVERIFY(said.contains(u"orm/model/model.h"_s));
    QCOMPARE(said, reached);
}

void TestPackage::everyHeaderIsInOneSet()
{
    const QDir root(QStringLiteral(PROJECT_ROOT));
    QStringList there;
    QDirIterator files(root.filePath(u"orm"_s), {u"*.h"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext())
        there << root.relativeFilePath(files.next());
    there.sort();

    QStringList said = headersOf(PUBLIC_HEADERS) + headersOf(INNER_HEADERS);
    said.sort();

    QCOMPARE(said, there);
}

void TestPackage::publicHeadersNeedQtAlone()
{
    // Qt's begin with a capital Q, those of C++ have no suffix; QCoro is coro.h's own.
    static const QRegularExpression allowed(u"^(\"orm/.*\"|<Q[A-Za-z]+>|<[a-z_]+>)$"_s);
    QStringList strangers;
    for (const QString &header : headersOf(PUBLIC_HEADERS)) {
        for (const QString &include : includesOf(header)) {
            const bool isCoro = header == "orm/coro.h"_L1 && include.startsWith("<QCoro"_L1);
            if (!isCoro
                && (!allowed.match(include).hasMatch() || include.startsWith("<QCoro"_L1)
                    || include.startsWith("<QSql"_L1)))
                strangers << header + " includes "_L1 + include;
        }
    }

    QCOMPARE(strangers, QStringList());
}

void TestPackage::readmesCodeIsWhatTheConsumerBuilds_data()
{
    QTest::addColumn<QString>("name");

    QTest::newRow("head") << u"head"_s;
    QTest::newRow("calls") << u"calls"_s;
    QTest::newRow("associate") << u"associate"_s;
    QTest::newRow("include") << u"include"_s;
}

void TestPackage::readmesCodeIsWhatTheConsumerBuilds()
{
    QFETCH(QString, name);
    const QString region = regionOf(read(u"tests/consumer/main.cpp"_s), name);

    const QString readme = read(u"README.md"_s);

    QVERIFY(!region.isEmpty());
    QVERIFY2(readme.contains(region), qPrintable(region));
}

QTEST_APPLESS_MAIN(TestPackage)
#include "tst_package.moc"
