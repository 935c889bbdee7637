#include "tests/app/windowtest.h"

#include "app/copy/copydialog.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableWidget>

class TestCopyDialog : public WindowTest
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { dropWindow(); }
    void copiesAndOpensTheCopy();
    void saysWhatIsThereAlready();
    void saysWhatIsWrongWithAnAddress();
    void offersSavedConnections();
    void cancelsByEscape();

private:
    /// What File ▸ Copy Shop To… has opened.
    [[nodiscard]] CopyDialog *dialog() const { return part<CopyDialog>(u"copyDialog"_s); }
    [[nodiscard]] QString text() const { return part<QLabel>(u"copyText"_s)->text(); }
};

void TestCopyDialog::init()
{
    makeWindow();
    openSomeBooks();
    m_window->actions().copyShop->trigger();
    dialog()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dialog()));
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"copyFileEdit"_s);
}

void TestCopyDialog::copiesAndOpensTheCopy()
{
    // given
    type(path(u"copy.sqlite"_s));

    // when
    key(Qt::Key_Return);

    // then
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"copyOpenButton"_s);
    QVERIFY2(text().contains(u"“copy.sqlite”"_s), qPrintable(text()));
    const auto *counts = part<QTableWidget>(u"copyCountsTable"_s);
    QCOMPARE(counts->item(0, 0)->text(), u"Books"_s);
    QCOMPARE(counts->item(0, 1)->text(), u"4"_s);
    QCOMPARE(counts->item(0, 2)->text(), u"4"_s);
    QCOMPARE(counts->item(0, 3)->text(), u"All equal"_s);
    QVERIFY(!part<QTableWidget>(u"copyDifferencesTable"_s)->isVisible());
    key(Qt::Key_Return);
    QTRY_VERIFY(m_window->windowTitle().startsWith(u"copy.sqlite"_s));
    QTRY_COMPARE(status(), u"4 books"_s);
}

void TestCopyDialog::saysWhatIsThereAlready()
{
    // given
    fill(path(u"other.sqlite"_s));
    type(path(u"other.sqlite"_s));

    // when
    key(Qt::Key_Return);

    // then
    QTRY_VERIFY2(text().contains(u"books (4)"_s), qPrintable(text()));
    QVERIFY(part<QPushButton>(u"copyStartButton"_s)->isEnabled());
    QVERIFY(!part<QPushButton>(u"copyOpenButton"_s)->isVisible());
    QCOMPARE(QApplication::focusWidget()->objectName(), u"copyFileEdit"_s);
}

void TestCopyDialog::saysWhatIsWrongWithAnAddress()
{
    // given
    part<QRadioButton>(u"copyToServerButton"_s)->click();
    part<QLineEdit>(u"copyAddressEdit"_s)->setFocus();
    type(u"postgres://till@localhost"_s);

    // when
    key(Qt::Key_Return);

    // then
    QVERIFY2(text().contains(u"database"_s), qPrintable(text()));
    QVERIFY(part<QPushButton>(u"copyStartButton"_s)->isEnabled());
}

void TestCopyDialog::offersSavedConnections()
{
    // given
    const ShopRequest till{.server = orm::ConnectionOptions{.dialect = orm::Dialect::Postgres},
                           .connection = u"Till"_s};

    // when
    CopyDialog own({.file = path(u"shop.sqlite"_s)}, {till});
    own.findChild<QRadioButton *>(u"copyToServerButton"_s)->click();

    // then
    QCOMPARE(own.findChild<QComboBox *>(u"copyConnectionBox"_s)->currentText(), u"Till"_s);
    QVERIFY(own.findChild<QPushButton *>(u"copyStartButton"_s)->isEnabled());
    QVERIFY(!own.findChild<QLineEdit *>(u"copyAddressEdit"_s)->isEnabled());
}

void TestCopyDialog::cancelsByEscape()
{
    // given
    type(path(u"copy.sqlite"_s));
    key(Qt::Key_Return);

    // when
    key(Qt::Key_Escape);

    // then
    QTRY_VERIFY(!text().startsWith(u"Connecting"_s) && !text().startsWith(u"Cancelling"_s));
    QCOMPARE(QFile::exists(path(u"copy.sqlite"_s)), !text().contains(u"cancelled"_s));
    key(Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
}

int main(int argc, char *argv[])
{
    return runWindowTest<TestCopyDialog>(argc, argv);
}
#include "tst_copydialog.moc"
