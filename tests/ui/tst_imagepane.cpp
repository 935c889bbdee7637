#include "ui/widgets/imagepane.h"

#include "orm/core/error.h"
#include "ui/widgets/imagearea.h"

#include <QtTest>

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QPushButton>

using namespace Qt::StringLiterals;
using ui::ImagePane;
using ui::Picture;

class TestImagePane : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void scalesWhatIsLarge_data();
    void scalesWhatIsLarge();
    void keepsWhatShinesThrough();
    void takesADroppedFile();
    void refusesWhatIsNoImage();
    void takesWhatIsPasted();
    void aLaterImageWins();
    void removesByButtonAndKey();
    void changesNothingWhenReadOnly();
    void namesItsParts();

private:
    [[nodiscard]] QString imageFile(const QString &name, const QSize &size);
    void drop(const QString &file);
    [[nodiscard]] QPushButton *button(const QString &name) const
    {
        return m_pane->findChild<QPushButton *>(name);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ImagePane> m_pane;
};

void TestImagePane::init()
{
    m_pane = std::make_unique<ImagePane>();
    m_pane->setTexts(u"coverPane"_s, u"Cover"_s);
    m_pane->resize(300, 300);
    m_pane->show();
    QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
}

void TestImagePane::cleanup()
{
    m_pane.reset();
    QThreadPool::globalInstance()->waitForDone();
}

QString TestImagePane::imageFile(const QString &name, const QSize &size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    const QString file = m_folder.filePath(name);
    image.save(file);
    return file;
}

void TestImagePane::drop(const QString &file)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_pane.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_pane.get(), &event);
}

void TestImagePane::scalesWhatIsLarge_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QSize>("stored");

    QTest::newRow("small") << QSize(80, 120) << QSize(80, 120);
    QTest::newRow("as large as may be") << QSize(600, 400) << QSize(600, 400);
    QTest::newRow("wide") << QSize(1200, 300) << QSize(600, 150);
    QTest::newRow("high") << QSize(1000, 2000) << QSize(300, 600);
    QTest::newRow("a line") << QSize(3000, 1) << QSize(600, 1);
}

void TestImagePane::scalesWhatIsLarge()
{
    QFETCH(QSize, size);
    QFETCH(QSize, stored);

    const Picture picture = ui::pictureFromFile(imageFile(u"image.png"_s, size));

    QCOMPARE(picture.size, stored);
    QCOMPARE(picture.image().size(), stored);
    QCOMPARE(picture.mimeType, u"image/jpeg"_s);
}

void TestImagePane::keepsWhatShinesThrough()
{
    QImage image(900, 900, QImage::Format_ARGB32);
    image.fill(Qt::transparent);

    const Picture picture = ui::pictureOf(image);

    QCOMPARE(picture.mimeType, u"image/png"_s);
    QCOMPARE(picture.image().pixelColor(10, 10).alpha(), 0);
}

void TestImagePane::takesADroppedFile()
{
    QSignalSpy edited(m_pane.get(), &ImagePane::edited);

    drop(imageFile(u"cover.png"_s, {400, 600}));

    QTRY_COMPARE(edited.size(), 1);
    QCOMPARE(m_pane->picture().size, QSize(400, 600));
    QVERIFY(button(u"coverPaneRemoveButton"_s)->isEnabled());
}

void TestImagePane::refusesWhatIsNoImage()
{
    QFile file(m_folder.filePath(u"prices.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("title;price\n");
    file.close();
    QSignalSpy refused(m_pane.get(), &ImagePane::refused);
    QSignalSpy edited(m_pane.get(), &ImagePane::edited);

    drop(file.fileName());

    QTRY_COMPARE(refused.size(), 1);
    QVERIFY(refused.first().first().toString().contains(u"prices.csv"_s));
    QCOMPARE(edited.size(), 0);
    QVERIFY(m_pane->picture().isEmpty());
}

void TestImagePane::takesWhatIsPasted()
{
    QImage image(50, 70, QImage::Format_RGB32);
    image.fill(Qt::red);
    QGuiApplication::clipboard()->setImage(image);
    m_pane->setFocus();

    QTest::keyClick(QApplication::focusWidget(), Qt::Key_V, Qt::ControlModifier);

    QTRY_COMPARE(m_pane->picture().size, QSize(50, 70));
}

void TestImagePane::aLaterImageWins()
{
    QSignalSpy edited(m_pane.get(), &ImagePane::edited);
    const Picture stored = ui::pictureFromFile(imageFile(u"stored.png"_s, {30, 30}));

    m_pane->take(imageFile(u"slow.png"_s, {2000, 2000}));
    m_pane->setPicture(stored);
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();

    QCOMPARE(m_pane->picture(), stored);
    QCOMPARE(edited.size(), 0);
}

void TestImagePane::removesByButtonAndKey()
{
    const Picture picture = ui::pictureFromFile(imageFile(u"cover.png"_s, {40, 60}));
    m_pane->setPicture(picture);
    QSignalSpy edited(m_pane.get(), &ImagePane::edited);

    button(u"coverPaneRemoveButton"_s)->click();
    QVERIFY(m_pane->picture().isEmpty());
    m_pane->setPicture(picture);
    m_pane->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);

    QVERIFY(m_pane->picture().isEmpty());
    QCOMPARE(edited.size(), 2);
}

void TestImagePane::changesNothingWhenReadOnly()
{
    m_pane->setPicture(ui::pictureFromFile(imageFile(u"cover.png"_s, {40, 60})));
    m_pane->setReadOnly(true);

    m_pane->remove();
    m_pane->paste();

    QVERIFY(!m_pane->picture().isEmpty());
    QVERIFY(!m_pane->acceptDrops());
    QVERIFY(!button(u"coverPaneChooseButton"_s)->isEnabled());
}

void TestImagePane::namesItsParts()
{
    m_pane->setPicture(ui::pictureFromFile(imageFile(u"cover.png"_s, {40, 60})));

    const auto *area = m_pane->findChild<ui::ImageArea *>();
    QCOMPARE(area->accessibleName(), u"Cover"_s);
    QCOMPARE(area->accessibleDescription(), u"Image of 40 × 60 pixels"_s);
    QCOMPARE(button(u"coverPaneChooseButton"_s)->accessibleName(), u"Choose Cover"_s);
    QCOMPARE(button(u"coverPaneRemoveButton"_s)->accessibleName(), u"Remove Cover"_s);
}

QTEST_MAIN(TestImagePane)
#include "tst_imagepane.moc"
