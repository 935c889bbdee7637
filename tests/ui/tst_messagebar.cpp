#include "ui/widgets/messagebar.h"

#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using ui::MessageBar;

class TestMessageBar : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_window.reset(); }
    void isHiddenAtFirst();
    void showsAndNamesItself();
    void theNewestReplaces();
    void aButtonRunsItsActionAndHides();
    void anActionMayShowTheNextMessage();
    void aGoneActionTakesItsButtonAlong();
    void onlyInfoWithoutActionsLeaves_data();
    void onlyInfoWithoutActionsLeaves();
    void staysWhileItHasTheFocus();
    void closesByButtonAndEscape();
    void isReachedByTab();
    void showsTextAsItIs();

private:
    [[nodiscard]] QList<QToolButton *> actionButtons() const;
    [[nodiscard]] QToolButton *closeButton() const
    {
        return m_bar->findChild<QToolButton *>(u"messageCloseButton"_s);
    }

    std::unique_ptr<QWidget> m_window;
    MessageBar *m_bar = nullptr;
};

void TestMessageBar::init()
{
    m_window = std::make_unique<QWidget>();
    m_bar = new MessageBar(m_window.get());
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_bar);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

QList<QToolButton *> TestMessageBar::actionButtons() const
{
    QList<QToolButton *> shown;
    for (QToolButton *button : m_bar->findChildren<QToolButton *>()) {
        if (button != closeButton() && !button->isHidden())
            shown.append(button);
    }
    return shown;
}

void TestMessageBar::isHiddenAtFirst()
{
    QVERIFY(m_bar->isHidden());
    QCOMPARE(m_bar->text(), QString());
    QCOMPARE(m_bar->objectName(), u"messageBar"_s);
    QCOMPARE(m_bar->accessibleName(), u"Message"_s);
}

void TestMessageBar::showsAndNamesItself()
{
    m_bar->showMessage(MessageBar::Kind::Warning, u"34 rows were left out."_s);

    QVERIFY(m_bar->isVisible());
    QCOMPARE(m_bar->text(), u"34 rows were left out."_s);
    QCOMPARE(m_bar->accessibleDescription(), u"34 rows were left out."_s);
    QCOMPARE(m_bar->kind(), MessageBar::Kind::Warning);
}

void TestMessageBar::theNewestReplaces()
{
    QAction undo(u"Undo"_s);
    m_bar->showMessage(MessageBar::Kind::Info, u"First."_s, {&undo});
    m_bar->showMessage(MessageBar::Kind::Error, u"Second."_s);

    QCOMPARE(m_bar->text(), u"Second."_s);
    QVERIFY(actionButtons().isEmpty());
}

void TestMessageBar::aButtonRunsItsActionAndHides()
{
    QAction undo(u"&Undo"_s);
    const QSignalSpy triggered(&undo, &QAction::triggered);
    m_bar->showMessage(MessageBar::Kind::Info, u"3 books deleted."_s, {&undo});
    QCOMPARE(actionButtons().size(), 1);
    const QSignalSpy hidden(m_bar, &MessageBar::hidden);

    QTest::mouseClick(actionButtons().first(), Qt::LeftButton);

    QCOMPARE(triggered.size(), 1);
    QCOMPARE(hidden.size(), 1);
    QVERIFY(m_bar->isHidden());
}

void TestMessageBar::anActionMayShowTheNextMessage()
{
    QAction undo(u"Undo"_s);
    connect(&undo, &QAction::triggered, m_bar,
            [this] { m_bar->showMessage(MessageBar::Kind::Info, u"Undone."_s); });
    m_bar->showMessage(MessageBar::Kind::Info, u"Deleted."_s, {&undo});

    QTest::mouseClick(actionButtons().first(), Qt::LeftButton);

    QCOMPARE(m_bar->text(), u"Undone."_s);
}

void TestMessageBar::aGoneActionTakesItsButtonAlong()
{
    auto undo = std::make_unique<QAction>(u"Undo"_s);
    m_bar->showMessage(MessageBar::Kind::Info, u"Deleted."_s, {undo.get()});

    undo.reset();

    QVERIFY(actionButtons().isEmpty());
    QVERIFY(m_bar->isVisible());
}

void TestMessageBar::onlyInfoWithoutActionsLeaves_data()
{
    QTest::addColumn<MessageBar::Kind>("kind");
    QTest::addColumn<bool>("withAction");
    QTest::addColumn<bool>("leaves");
    QTest::newRow("info") << MessageBar::Kind::Info << false << true;
    QTest::newRow("success") << MessageBar::Kind::Success << false << true;
    QTest::newRow("info with Undo") << MessageBar::Kind::Info << true << false;
    QTest::newRow("warning") << MessageBar::Kind::Warning << false << false;
    QTest::newRow("error") << MessageBar::Kind::Error << false << false;
}

void TestMessageBar::onlyInfoWithoutActionsLeaves()
{
    QFETCH(MessageBar::Kind, kind);
    QFETCH(bool, withAction);
    QFETCH(bool, leaves);
    QAction undo(u"Undo"_s);
    QSignalSpy hidden(m_bar, &MessageBar::hidden);
    m_bar->setHideDelay(20);

    m_bar->showMessage(kind, u"Done."_s, withAction ? QList<QAction *>{&undo} : QList<QAction *>());

    QCOMPARE(hidden.wait(leaves ? 5'000 : 120), leaves);
}

void TestMessageBar::staysWhileItHasTheFocus()
{
    m_bar->setHideDelay(20);
    m_bar->showMessage(MessageBar::Kind::Info, u"Done."_s);
    m_window->activateWindow();
    closeButton()->setFocus();
    QTRY_VERIFY(closeButton()->hasFocus());
    QSignalSpy hidden(m_bar, &MessageBar::hidden);

    QVERIFY(!hidden.wait(120));
    closeButton()->clearFocus();
    QVERIFY(hidden.wait(5'000));
}

void TestMessageBar::closesByButtonAndEscape()
{
    m_bar->showMessage(MessageBar::Kind::Error, u"No database."_s);
    QTest::mouseClick(closeButton(), Qt::LeftButton);
    QVERIFY(m_bar->isHidden());

    m_bar->showMessage(MessageBar::Kind::Error, u"No database."_s);
    QTest::keyClick(closeButton(), Qt::Key_Escape);
    QVERIFY(m_bar->isHidden());
}

void TestMessageBar::isReachedByTab()
{
    QAction undo(u"Undo"_s);
    QAction show(u"Show"_s);
    m_bar->showMessage(MessageBar::Kind::Success, u"Imported."_s, {&undo, &show});
    const QList<QToolButton *> buttons = actionButtons();
    m_window->activateWindow();
    buttons.first()->setFocus();
    QTRY_VERIFY(buttons.first()->hasFocus());

    QTest::keyClick(buttons.first(), Qt::Key_Tab);
    QTRY_VERIFY(buttons.at(1)->hasFocus());
    QTest::keyClick(buttons.at(1), Qt::Key_Tab);
    QTRY_VERIFY(closeButton()->hasFocus());
}

void TestMessageBar::showsTextAsItIs()
{
    m_bar->showMessage(MessageBar::Kind::Error, u"<b>&Tom</b> is no file."_s);

    QCOMPARE(m_bar->findChild<QLabel *>(u"messageText"_s)->textFormat(), Qt::PlainText);
    QCOMPARE(m_bar->text(), u"<b>&Tom</b> is no file."_s);
}

QTEST_MAIN(TestMessageBar)

#include "tst_messagebar.moc"
