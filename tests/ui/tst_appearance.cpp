#include "ui/base/appearance.h"

#include <QActionGroup>
#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QRadioButton>
#include <QSpinBox>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace ui;

class TestAppearance : public QObject
{
    Q_OBJECT

private slots:
    void countsContrastAsWcagDoes();
    void everyTextIsReadable_data();
    void everyTextIsReadable();
    void tonesAreReadable_data();
    void tonesAreReadable();
    void makesAnyColourReadable();
    void knowsDarkFromLight();
    void namesComeBack();
    void appliesAndReturnsToTheSystem();
    void actionsApplyAndSayTheirName();
    void whatIsNotChosenCanBeSeen_data();
    void whatIsNotChosenCanBeSeen();
};

void TestAppearance::countsContrastAsWcagDoes()
{
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrast(Qt::white, Qt::black), 21.0);
    QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
    QVERIFY(std::abs(contrast({119, 119, 119}, Qt::white) - 4.48) < 0.01);
}

void TestAppearance::everyTextIsReadable_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<QPalette::ColorRole>("text");
    QTest::addColumn<QPalette::ColorRole>("ground");
    const std::pair<const char *, QPalette> palettes[] = {{"light", lightPalette()},
                                                          {"dark", darkPalette()}};
    for (const auto &[name, palette] : palettes) {
        const auto row = [name = name, palette = palette](const char *what, auto text,
                                                          auto ground) {
            QTest::addRow("%s %s", name, what) << palette << text << ground;
        };
        row("window", QPalette::WindowText, QPalette::Window);
        row("base", QPalette::Text, QPalette::Base);
        row("alternate base", QPalette::Text, QPalette::AlternateBase);
        row("button", QPalette::ButtonText, QPalette::Button);
        row("tool tip", QPalette::ToolTipText, QPalette::ToolTipBase);
        row("placeholder", QPalette::PlaceholderText, QPalette::Base);
        row("highlight", QPalette::HighlightedText, QPalette::Highlight);
        row("link", QPalette::Link, QPalette::Base);
        row("link on window", QPalette::Link, QPalette::Window);
        row("visited link", QPalette::LinkVisited, QPalette::Base);
    }
}

void TestAppearance::everyTextIsReadable()
{
    QFETCH(QPalette, palette);
    QFETCH(QPalette::ColorRole, text);
    QFETCH(QPalette::ColorRole, ground);

    for (const auto group : {QPalette::Active, QPalette::Inactive})
        QVERIFY(contrast(palette.color(group, text), palette.color(group, ground)) >= 4.5);
}

void TestAppearance::tonesAreReadable_data()
{
    QTest::addColumn<QColor>("ground");
    QTest::newRow("light window") << lightPalette().color(QPalette::Window);
    QTest::newRow("light base") << lightPalette().color(QPalette::Base);
    QTest::newRow("dark window") << darkPalette().color(QPalette::Window);
    QTest::newRow("dark base") << darkPalette().color(QPalette::Base);
}

void TestAppearance::tonesAreReadable()
{
    QFETCH(QColor, ground);

    for (const Tone tone : {Tone::Info, Tone::Success, Tone::Warning, Tone::Error})
        QVERIFY(contrast(toneColor(tone, ground), ground) >= 4.5);
}

void TestAppearance::makesAnyColourReadable()
{
    for (int hue = 0; hue < 360; hue += 15) {
        for (const int level : {0, 60, 120, 128, 180, 255}) {
            const QColor ground(level, level, level);
            const QColor color = readableOn(ground, QColor::fromHsl(hue, 200, 128));
            QVERIFY2(contrast(color, ground) >= 4.5, qPrintable(color.name() + ground.name()));
        }
    }
}

void TestAppearance::knowsDarkFromLight()
{
    QVERIFY(isDark(darkPalette()));
    QVERIFY(!isDark(lightPalette()));
}

void TestAppearance::namesComeBack()
{
    for (const auto each : {Appearance::System, Appearance::Light, Appearance::Dark})
        QCOMPARE(appearanceFromString(appearanceName(each)), each);
    QCOMPARE(appearanceFromString(u"plaid"_s), Appearance::System);
}

void TestAppearance::appliesAndReturnsToTheSystem()
{
    const QColor system = QApplication::palette().color(QPalette::Window);

    applyAppearance(Appearance::Dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window),
             darkPalette().color(QPalette::Window));
    QCOMPARE(currentAppearance(), Appearance::Dark);

    applyAppearance(Appearance::System);
    QCOMPARE(QApplication::palette().color(QPalette::Window), system);
    QCOMPARE(currentAppearance(), Appearance::System);
}

void TestAppearance::actionsApplyAndSayTheirName()
{
    QObject owner;
    const QActionGroup *group = makeAppearanceActions(&owner);
    QCOMPARE(group->actions().size(), 3);
    QCOMPARE(group->checkedAction()->data().toString(), u"system"_s);

    group->actions().at(2)->trigger();

    QCOMPARE(currentAppearance(), Appearance::Dark);
    QCOMPARE(group->checkedAction()->data().toString(), u"dark"_s);
    applyAppearance(Appearance::System);
}

void TestAppearance::whatIsNotChosenCanBeSeen_data()
{
    QTest::addColumn<Appearance>("appearance");
    QTest::newRow("light") << Appearance::Light;
    QTest::newRow("dark") << Appearance::Dark;
}

/// Three times as light or dark as the window, as WCAG 2 wants it of all that one works with.
void TestAppearance::whatIsNotChosenCanBeSeen()
{
    QFETCH(Appearance, appearance);
    applyAppearance(appearance);
    QRadioButton radio;
    QCheckBox box;
    QLineEdit line;
    QSpinBox spin;
    spin.setSpecialValueText(u" "_s);
    const QColor window = QApplication::palette().color(QPalette::Window);

    for (QWidget *widget : std::initializer_list<QWidget *>{&radio, &box, &line, &spin}) {
        widget->resize(widget->sizeHint());
        // Its left half: no arrows and no cursor.
        const QImage picture =
            widget->grab({0, 0, widget->width() / 2, widget->height()}).toImage();
        double most = 0;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                most = std::max(most, contrast(picture.pixelColor(x, y), window));
        const double wanted = appearance == Appearance::Dark ? 3 : 1.5; // white has less on light
        QVERIFY2(most >= wanted - 0.1,
                 qPrintable(QString::number(most) + u' '
                            + QString::fromLatin1(widget->metaObject()->className())));
    }
    applyAppearance(Appearance::System);
}

QTEST_MAIN(TestAppearance)

#include "tst_appearance.moc"
