#include "tests/app/windowtest.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTimer>

namespace {

QString mnemonicOf(const QString &text)
{
    const QKeySequence mnemonic = QKeySequence::mnemonic(text);
    return mnemonic.toString();
}

void collectClashes(const QList<QAction *> &actions, const QString &place, QStringList &clashes)
{
    QSet<QString> seen;
    for (const QAction *action : actions) {
        const QString mnemonic = mnemonicOf(action->text());
        if (!mnemonic.isEmpty() && seen.contains(mnemonic))
            clashes << place + u": "_s + action->text();
        seen << mnemonic;
        if (action->menu())
            collectClashes(action->menu()->actions(), action->text(), clashes);
    }
}

/// Whether both only count where one works with them, in different parts of the window.
bool areApart(const QAction *one, const QAction *other)
{
    const auto isLocal = [](const QAction *action) {
        return action->shortcutContext() == Qt::WidgetWithChildrenShortcut
               || action->shortcutContext() == Qt::WidgetShortcut;
    };
    const QList<QObject *> places = one->associatedObjects();
    const auto isShared = [&places](QObject *place) {
        return !qobject_cast<QMenu *>(place) && places.contains(place);
    };
    return isLocal(one) && isLocal(other)
           && std::ranges::none_of(other->associatedObjects(), isShared);
}

} // namespace

/// What every window keeps to: names, keys, mnemonics, labels, panes.
class TestMainWindowConventions : public WindowTest
{
    Q_OBJECT

private slots:
    void init() { makeWindow(); }
    void cleanup() { dropWindow(); }
    void namesEverythingAsListed_data();
    void namesEverythingAsListed();
    void hasNoKeyTwice();
    void hasNoMnemonicTwice();
    void labelsEveryInput();
    void hasAnIconWhereItPromisesOne();
    void walksThroughThePanes();
    void keepsTheFindBoxInANarrowWindow();
    void aKeyOpensTheContextMenu_data();
    void aKeyOpensTheContextMenu();
};

void TestMainWindowConventions::namesEverythingAsListed_data()
{
    QTest::addColumn<QString>("accessibleName");
    const auto row = [](const char *objectName, const char *accessibleName) {
        QTest::newRow(objectName) << QString::fromUtf8(accessibleName);
    };

    row("mainToolBar", "Main tool bar");
    row("findEdit", "Find books");
    row("findHelpButton", "Search help");
    row("messageBar", "Message");
    row("booksTable", "Books");
    row("detailsDock", "Details");
    row("titleEdit", "Title");
    row("authorEdit", "Author");
    row("priceSpin", "Price");
    row("createdLabel", "Created");
    row("updatedLabel", "Updated");
    row("titleError", "Title error");
    row("authorError", "Author error");
    row("priceError", "Price error");
    row("saveButton", "Save book");
    row("revertButton", "Revert");
    row("sqlLogDock", "SQL log");
    row("sqlLogView", "Statements");
    row("sqlLogFilterEdit", "Filter statements");
    row("sqlLogSlowSpin", "Slow threshold in milliseconds");
    row("statusCount", "Row count");
    row("statusSelection", "Selection summary");
    row("statusTask", "Background task");
    row("cancelTaskButton", "Cancel background task");
}

void TestMainWindowConventions::namesEverythingAsListed()
{
    QFETCH(QString, accessibleName);
    openSomeBooks();

    const auto *widget = part<QWidget>(QString::fromLatin1(QTest::currentDataTag()));

    QVERIFY(widget);
    QCOMPARE(widget->accessibleName(), accessibleName);
    QCOMPARE(m_window->objectName(), u"mainWindow"_s);
    QCOMPARE(m_window->accessibleName(), u"Bookstore"_s);
}

void TestMainWindowConventions::hasNoKeyTwice()
{
    openSomeBooks();

    QMap<QString, const QAction *> owners;
    for (const QAction *action : m_window->findChildren<QAction *>()) {
        for (const QKeySequence &keys : action->shortcuts()) {
            const QString text = keys.toString();
            const QAction *owner = owners.value(text);
            QVERIFY2(!owner || areApart(owner, action),
                     qPrintable(u"%1: “%2” and “%3”"_s.arg(text, owner ? owner->text() : QString(),
                                                           action->text())));
            owners.insert(text, action);
        }
    }
    for (const QString &keys :
         {u"Ctrl+N"_s, u"Ctrl+D"_s, u"F2"_s, u"Del"_s, u"Ctrl+Z"_s, u"Ctrl+Shift+Z"_s, u"Ctrl+C"_s,
          u"Ctrl+V"_s, u"Ctrl+E"_s, u"Ctrl+F"_s, u"F5"_s, u"F6"_s, u"F9"_s, u"Ctrl+Return"_s,
          u"Ctrl+Shift+Return"_s})
        QVERIFY2(owners.contains(keys), qPrintable(keys));
}

void TestMainWindowConventions::hasNoMnemonicTwice()
{
    openSomeBooks();
    emit m_window->actions().recentMenu->aboutToShow();

    QStringList clashes;
    collectClashes(m_window->menuBar()->actions(), u"menu bar"_s, clashes);
    QSet<QString> seen;
    for (const QAction *action : m_window->menuBar()->actions())
        seen << mnemonicOf(action->text());
    for (const QLabel *label : m_window->findChildren<QLabel *>()) {
        const QString mnemonic = label->buddy() ? mnemonicOf(label->text()) : QString();
        if (!mnemonic.isEmpty() && seen.contains(mnemonic))
            clashes << u"form: "_s + label->text();
        seen << mnemonic;
    }

    QCOMPARE(clashes, QStringList());
}

void TestMainWindowConventions::labelsEveryInput()
{
    openSomeBooks();

    QStringList nameless;
    for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
        const bool isInput = qobject_cast<const QLineEdit *>(widget)
                             || qobject_cast<const QComboBox *>(widget)
                             || qobject_cast<const QAbstractSpinBox *>(widget)
                             || qobject_cast<const QAbstractItemView *>(widget);
        const bool isInner = qobject_cast<const QAbstractSpinBox *>(widget->parentWidget())
                             || qobject_cast<const QComboBox *>(widget->parentWidget())
                             || widget->windowType() == Qt::Popup;
        if (isInput && !isInner && !qobject_cast<const QHeaderView *>(widget)
            && widget->accessibleName().isEmpty())
            nameless << QString::fromLatin1(widget->metaObject()->className()) + u' '
                            + widget->objectName();
    }
    for (const QToolButton *button : m_window->findChildren<QToolButton *>())
        if (button->accessibleName().isEmpty() && button->text().isEmpty()
            && !qobject_cast<const QLineEdit *>(button->parentWidget()))
            nameless << u"tool button "_s + button->objectName();

    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u", "_s)));
}

void TestMainWindowConventions::hasAnIconWhereItPromisesOne()
{
    for (const QAction *action :
         {m_window->actions().addBook, m_window->actions().duplicateBook,
          m_window->actions().deleteBook, m_window->actions().undo, m_window->actions().redo,
          m_window->actions().refresh, m_window->actions().importCsv, m_window->actions().about}) {
        QVERIFY2(!action->icon().isNull(), qPrintable(action->text()));
        QVERIFY(!action->icon().pixmap(16).isNull());
    }
}

void TestMainWindowConventions::walksThroughThePanes()
{
    openSomeBooks();
    table()->setFocus();
    const auto holder = [this]() -> QString {
        const QWidget *focus = QApplication::focusWidget();
        for (const QString &name :
             {u"detailsDock"_s, u"sqlLogDock"_s, u"booksTable"_s, u"findEdit"_s})
            if (part<QWidget>(name) == focus || part<QWidget>(name)->isAncestorOf(focus))
                return name;
        return {};
    };

    QStringList visited;
    for (int i = 0; i < 4; ++i) {
        key(Qt::Key_F6);
        visited << holder();
    }
    QCOMPARE(visited,
             (QStringList{u"detailsDock"_s, u"sqlLogDock"_s, u"findEdit"_s, u"booksTable"_s}));

    part<QDockWidget>(u"detailsDock"_s)->hide();
    key(Qt::Key_F6);
    QCOMPARE(holder(), u"sqlLogDock"_s);
    key(Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(holder(), u"booksTable"_s);
}

void TestMainWindowConventions::keepsTheFindBoxInANarrowWindow()
{
    openSomeBooks();

    m_window->resize(m_window->minimumWidth(), 500);

    QTRY_VERIFY(part<QLineEdit>(u"findEdit"_s)->isVisible());
    QVERIFY(part<QLineEdit>(u"findEdit"_s)->width() > 100);
    key(Qt::Key_F, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"findEdit"_s);
}

void TestMainWindowConventions::aKeyOpensTheContextMenu_data()
{
    QTest::addColumn<QString>("pane");
    QTest::addColumn<QString>("entry");
    QTest::newRow("books") << u"booksTable"_s << u"duplicateBookAction"_s;
    QTest::newRow("log") << u"sqlLogView"_s << u"sqlLogExplain"_s;
}

void TestMainWindowConventions::aKeyOpensTheContextMenu()
{
    QFETCH(QString, pane);
    QFETCH(QString, entry);
    openSomeBooks();
    part<QWidget>(pane)->setFocus();
    // Such a menu has an event loop of its own, which ends when it is closed.
    QStringList entries;
    QTimer look;
    connect(&look, &QTimer::timeout, this, [&entries] {
        QWidget *menu = QApplication::activePopupWidget();
        if (!menu)
            return;
        for (const QAction *action : menu->actions())
            entries << action->objectName();
        menu->close();
    });
    look.start(10);

    key(Qt::Key_F10, Qt::ShiftModifier);

    QTRY_VERIFY2(entries.contains(entry), qPrintable(entries.join(u' ')));
}

int main(int argc, char *argv[])
{
    return runWindowTest<TestMainWindowConventions>(argc, argv);
}

#include "tst_mainwindow_conventions.moc"
