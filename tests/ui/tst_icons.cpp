#include "ui/base/icons.h"

#include "ui/base/appearance.h"

#include <QApplication>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

class TestIcons : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { ui::applyAppearance(ui::Appearance::System); }
    void hasWhatTheWindowNeeds_data();
    void hasWhatTheWindowNeeds();
    void isNullForUnknownNames();
    void drawsEveryIconAtEverySize();
    void followsThePalette();
    void disabledIsFainter();
    void takesAColourOfItsOwn();
    void usesNoOtherColourThanCurrent();
    void applicationIconHasItsColours();
};

namespace {

/// The most frequent opaque colour.
QColor inkOf(const QIcon &icon, QIcon::Mode mode = QIcon::Normal)
{
    const QImage image = icon.pixmap(QSize(64, 64), mode).toImage();
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) == 255)
                ++counts[image.pixel(x, y)];
        }
    }
    QRgb most = 0;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        if (it.value() > counts.value(most))
            most = it.key();
    }
    return QColor::fromRgba(most);
}

} // namespace

void TestIcons::hasWhatTheWindowNeeds_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"list-add",
                             "edit-delete",
                             "edit-copy",
                             "edit-duplicate",
                             "edit-undo",
                             "edit-redo",
                             "view-refresh",
                             "edit-find",
                             "view-filter",
                             "document-new",
                             "document-open",
                             "document-save",
                             "document-revert",
                             "document-edit",
                             "document-import",
                             "configure",
                             "help-about",
                             "help-contents",
                             "media-playback-pause",
                             "edit-clear-history",
                             "window-close",
                             "process-stop",
                             "application-exit",
                             "dialog-information",
                             "dialog-warning",
                             "dialog-error",
                             "emblem-ok",
                             "object-locked"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestIcons::hasWhatTheWindowNeeds()
{
    QFETCH(QString, name);

    QVERIFY(!ui::icon(name).isNull());
    QCOMPARE(ui::icon(name).name(), name);
}

void TestIcons::isNullForUnknownNames()
{
    QVERIFY(ui::icon(u"no-such-icon"_s).isNull());
    QVERIFY(ui::icon(u"../bookstore"_s).isNull());
}

void TestIcons::drawsEveryIconAtEverySize()
{
    for (const QString &name : ui::iconNames()) {
        for (const qreal scale : {1.0, 1.5, 2.0}) {
            const QPixmap pixmap = ui::icon(name).pixmap(QSize(16, 16), scale);
            QCOMPARE(pixmap.size(), QSize(16, 16) * scale);
            QCOMPARE(pixmap.devicePixelRatio(), scale);
            QVERIFY2(inkOf(ui::icon(name)).alpha() == 255, qPrintable(name));
        }
    }
}

void TestIcons::followsThePalette()
{
    const QIcon icon = ui::icon(u"list-add"_s);

    ui::applyAppearance(ui::Appearance::Light);
    QCOMPARE(inkOf(icon), ui::lightPalette().color(QPalette::ButtonText));
    ui::applyAppearance(ui::Appearance::Dark);
    QCOMPARE(inkOf(icon), ui::darkPalette().color(QPalette::ButtonText));
    QCOMPARE(inkOf(icon, QIcon::Selected), ui::darkPalette().color(QPalette::HighlightedText));
}

void TestIcons::disabledIsFainter()
{
    ui::applyAppearance(ui::Appearance::Light);
    const QColor window = ui::lightPalette().color(QPalette::Window);
    const QIcon icon = ui::icon(u"list-add"_s);

    QVERIFY(ui::contrast(inkOf(icon, QIcon::Disabled), window) < ui::contrast(inkOf(icon), window));
}

void TestIcons::takesAColourOfItsOwn()
{
    QCOMPARE(inkOf(ui::icon(u"list-add"_s, Qt::red)), QColor(Qt::red));
}

void TestIcons::usesNoOtherColourThanCurrent()
{
    static const QRegularExpression paint(u"(?:fill|stroke)=\"([^\"]*)\""_s);
    for (const QString &name : ui::iconNames()) {
        QFile file(u":/icons/%1.svg"_s.arg(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto matches = paint.globalMatch(QString::fromUtf8(file.readAll()));
        while (matches.hasNext()) {
            const QString value = matches.next().captured(1);
            QVERIFY2(value == u"none" || value == u"currentColor", qPrintable(name));
        }
    }
}

void TestIcons::applicationIconHasItsColours()
{
    const QImage image = ui::applicationIcon().pixmap(QSize(128, 128)).toImage();

    QSet<QRgb> colours;
    for (int x = 0; x < image.width(); ++x)
        colours.insert(image.pixel(x, 64));
    QVERIFY(colours.size() > 4);
}

QTEST_MAIN(TestIcons)

#include "tst_icons.moc"
