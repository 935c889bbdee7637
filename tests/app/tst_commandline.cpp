#include "app/commandline.h"

#include <QtTest>

using namespace Qt::StringLiterals;

using Task = CommandLine::Task;

class TestCommandLine : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QCoreApplication::setApplicationVersion(u"1.2.3"_s); }
    void understands_data();
    void understands();
    void needsADisplayOnlyForTheWindow_data();
    void needsADisplayOnlyForTheWindow();
    void printsHelpAndVersion();
    void saysWhatIsWrong();
};

void TestCommandLine::understands_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<Task>("task");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("importFile");
    QTest::addColumn<bool>("readOnly");
    const auto row = [](const char *name, const QStringList &arguments, Task task,
                        const QString &file = {}, const QString &importFile = {},
                        bool readOnly = false) {
        QTest::newRow(name) << arguments << task << file << importFile << readOnly;
    };

    row("nothing", {}, Task::ShowWindow);
    row("a shop", {u"shop.sqlite"_s}, Task::ShowWindow, u"shop.sqlite"_s);
    row("read-only", {u"--read-only"_s, u"shop.sqlite"_s}, Task::ShowWindow, u"shop.sqlite"_s, {},
        true);
    row("import", {u"--import"_s, u"a.csv"_s}, Task::Import, {}, u"a.csv"_s);
    row("import into", {u"shop.sqlite"_s, u"--import=a.csv"_s}, Task::Import, u"shop.sqlite"_s,
        u"a.csv"_s);
    row("a name like an option", {u"--"_s, u"--odd.sqlite"_s}, Task::ShowWindow, u"--odd.sqlite"_s);
    row("help", {u"--help"_s}, Task::Print);
    row("version", {u"--version"_s}, Task::Print);
    row("unknown", {u"--frob"_s}, Task::Refuse);
    row("import what", {u"--import"_s}, Task::Refuse);
    row("two shops", {u"a"_s, u"b"_s}, Task::Refuse);
    row("export", {u"shop.sqlite"_s, u"--export"_s, u"a.xlsx"_s}, Task::Export, u"shop.sqlite"_s);
    row("export what is found", {u"--export=a.csv"_s, u"--search"_s, u"price<30"_s}, Task::Export);
    row("export a table", {u"--export=a.csv"_s, u"--table=sales"_s}, Task::Export);
    row("export as nothing known", {u"--export"_s, u"a.doc"_s}, Task::Refuse);
    row("import and export", {u"--import=a.csv"_s, u"--export=b.csv"_s}, Task::Refuse);
    row("copy", {u"shop.sqlite"_s, u"--copy-to"_s, u"b.sqlite"_s}, Task::Copy, u"shop.sqlite"_s);
    row("copy rounded", {u"--copy-to=b.sqlite"_s, u"--round"_s}, Task::Copy);
    row("round alone", {u"--round"_s}, Task::Refuse);
    row("unknown kind of server", {u"pg://till@db/shop"_s}, Task::Refuse);
    row("copy to an unknown kind", {u"--copy-to=pg://till@db/shop"_s}, Task::Refuse);
    row("search alone", {u"--search"_s, u"wolf"_s}, Task::Refuse);
    row("export with answers", {u"--export=a.csv"_s, u"--header-row=1"_s}, Task::Refuse);
    row("import read-only", {u"--read-only"_s, u"--import"_s, u"a.csv"_s}, Task::Refuse);
}

void TestCommandLine::understands()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, file);
    QFETCH(QString, importFile);
    QFETCH(bool, readOnly);

    const CommandLine wish = CommandLine::parse(QStringList{u"bookstore"_s} + arguments);

    QTEST(wish.task, "task");
    QCOMPARE(wish.file, file);
    QCOMPARE(wish.importFile, importFile);
    QCOMPARE(wish.readOnly, readOnly);
}

void TestCommandLine::needsADisplayOnlyForTheWindow_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("needs");

    QTest::newRow("nothing") << QStringList{} << true;
    QTest::newRow("a shop") << QStringList{u"--read-only"_s, u"shop.sqlite"_s} << true;
    QTest::newRow("Qt's own") << QStringList{u"-platform"_s, u"xcb"_s, u"shop.sqlite"_s} << true;
    QTest::newRow("import") << QStringList{u"--import"_s, u"a.csv"_s} << false;
    QTest::newRow("import=") << QStringList{u"shop.sqlite"_s, u"--import=a.csv"_s} << false;
    QTest::newRow("export") << QStringList{u"--export=a.pdf"_s} << false;
    QTest::newRow("help") << QStringList{u"-h"_s} << false;
    QTest::newRow("version") << QStringList{u"--version"_s} << false;
    QTest::newRow("unknown") << QStringList{u"--frob"_s} << false;
}

void TestCommandLine::needsADisplayOnlyForTheWindow()
{
    QFETCH(QStringList, arguments);
    QFETCH(bool, needs);

    QCOMPARE(CommandLine::needsDisplay(QStringList{u"bookstore"_s} + arguments), needs);
}

void TestCommandLine::printsHelpAndVersion()
{
    const QString help = CommandLine::parse({u"bookstore"_s, u"--help"_s}).output;
    const QString version = CommandLine::parse({u"bookstore"_s, u"--version"_s}).output;

    for (const QString &word : {u"--read-only"_s, u"--import"_s, u"--export"_s, u"--copy-to"_s,
                                u".xlsx"_s, u"--version"_s, u"[SHOP]"_s, u"Exit status"_s})
        QVERIFY2(help.contains(word), qPrintable(word));
    QCOMPARE(version, u"bookstore 1.2.3\n"_s);
}

void TestCommandLine::saysWhatIsWrong()
{
    const QString output = CommandLine::parse({u"bookstore"_s, u"--frob"_s}).output;

    QVERIFY(output.contains(u"frob"_s));
    QVERIFY(output.contains(u"--help"_s));
    const QString schemes =
        CommandLine::parse({u"bookstore"_s, u"pg://till:geheim7@db/shop"_s}).output;
    QVERIFY(schemes.contains(u"postgres://"_s) && schemes.contains(u"\"pg\""_s));
    QVERIFY(!schemes.contains(u"geheim7"_s));
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
