#include "ui/find/findhelp.h"

#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

class TestFindHelp : public QObject
{
    Q_OBJECT

private slots:
    void everyExampleIsUnderstood_data();
    void everyExampleIsUnderstood();
    void takesTheLanguagesOwnExamples();
    void enterChoosesTheFirst();
    void staysOnTheScreen();
};

namespace {

ui::FindLanguage books()
{
    return {.fields = {{u"id"_s, {u"id"_s}, orm::DataTypes::INTEGER, false},
                       {u"author"_s, {u"author"_s}, orm::DataTypes::STRING},
                       {u"price"_s, {u"price"_s}, orm::DataTypes::DECIMAL(10, 2)},
                       {u"createdAt"_s, {u"created"_s}, orm::DataTypes::DATE}},
            .wordAttributes = {u"author"_s}};
}

} // namespace

void TestFindHelp::everyExampleIsUnderstood_data()
{
    QTest::addColumn<QString>("text");
    for (const ui::FindExample &example : ui::findExamples(books()))
        QTest::newRow(qPrintable(example.text)) << example.text;
}

void TestFindHelp::everyExampleIsUnderstood()
{
    QFETCH(QString, text);

    const ui::FindResult result = ui::parseFind(text, books());

    QVERIFY2(!result.error, result.error ? qPrintable(result.error->message) : "");
    QVERIFY(!result.where.isEmpty());
}

void TestFindHelp::takesTheLanguagesOwnExamples()
{
    ui::FindLanguage language = books();
    language.examples = {{u"eco & rose"_s, u"both"_s}};

    const ui::FindHelp help(language);

    QCOMPARE(help.findChildren<QPushButton *>().size(), 1);
    QCOMPARE(help.findChild<QPushButton *>()->text(), u"eco && rose"_s);
    QCOMPARE(help.findChild<QPushButton *>()->accessibleDescription(), u"both"_s);
}

void TestFindHelp::enterChoosesTheFirst()
{
    QWidget window;
    window.show();
    ui::FindHelp help(books(), &window);
    const QSignalSpy chosen(&help, &ui::FindHelp::exampleChosen);
    help.openBelow(&window);

    QTest::keyClick(help.findChild<QPushButton *>(), Qt::Key_Space);

    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toString(), ui::findExamples(books()).first().text);
    QVERIFY(!help.isVisible());
}

void TestFindHelp::staysOnTheScreen()
{
    QWidget window;
    const QRect screen = window.screen()->availableGeometry();
    window.setGeometry(screen.right() - 40, screen.bottom() - 40, 40, 40);
    window.show();
    ui::FindHelp help(books(), &window);

    help.openBelow(&window);

    const int frame = 2; // the offscreen platform moves windows by the width of a frame
    QVERIFY(screen.adjusted(0, 0, frame, frame).contains(help.geometry()));
}

QTEST_MAIN(TestFindHelp)

#include "tst_findhelp.moc"
