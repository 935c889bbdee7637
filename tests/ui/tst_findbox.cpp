#include "ui/find/findbox.h"

#include "tests/support/wheretext.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using ui::FindBox;

class TestFindBox : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_window.reset(); }
    void namesItsParts();
    void waitsForAPause();
    void enterSearchesAtOnce();
    void saysNothingTwice();
    void escapeClears();
    void downLeaves();
    void tellsWhatIsWrongAndKeepsStill();
    void theReasonGoesWhenMended();
    void theReasonHangsUnderTheLine();
    void helpTriesAnExample();
    void readsAnewInAnotherLanguage();

private:
    void type(const QString &text) { QTest::keyClicks(m_box->edit(), text); }
    [[nodiscard]] QLabel *reason() const { return m_window->findChild<QLabel *>(u"findError"_s); }
    [[nodiscard]] QString lastWhere() const { return whereText(m_box->where()); }

    std::unique_ptr<QWidget> m_window;
    FindBox *m_box = nullptr;
    std::unique_ptr<QSignalSpy> m_changes;
};

namespace {

ui::FindLanguage books()
{
    return {.fields = {{u"title"_s, {u"title"_s}, orm::DataTypes::STRING, false},
                       {u"price"_s, {u"price"_s}, orm::DataTypes::DECIMAL(10, 2)}},
            .wordAttributes = {u"title"_s},
            .locale = QLocale::c()};
}

} // namespace

void TestFindBox::init()
{
    m_window = std::make_unique<QWidget>();
    m_window->resize(600, 300);
    m_box = new FindBox(books());
    m_box->setTexts(u"Find books"_s, u"Find, e.g. price<30"_s);
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_box);
    layout->addStretch();
    m_changes = std::make_unique<QSignalSpy>(m_box, &FindBox::whereChanged);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestFindBox::namesItsParts()
{
    QCOMPARE(m_box->edit()->objectName(), u"findEdit"_s);
    QCOMPARE(m_box->edit()->accessibleName(), u"Find books"_s);
    QCOMPARE(m_box->edit()->placeholderText(), u"Find, e.g. price<30"_s);
    const auto *help = m_box->findChild<QToolButton *>(u"findHelpButton"_s);
    QCOMPARE(help->accessibleName(), u"Search help"_s);
    QVERIFY(help->focusPolicy() & Qt::TabFocus);
}

void TestFindBox::waitsForAPause()
{
    QElapsedTimer clock;
    clock.start();

    type(u"rose"_s);

    QCOMPARE(m_changes->size(), 0);
    QTRY_COMPARE(m_changes->size(), 1);
    QVERIFY(clock.elapsed() >= 140);
    QCOMPARE(lastWhere(), u"title has 'rose'"_s);
}

void TestFindBox::enterSearchesAtOnce()
{
    type(u"price<30"_s);
    QTest::keyClick(m_box->edit(), Qt::Key_Return);

    QCOMPARE(m_changes->size(), 1);
    QCOMPARE(lastWhere(), u"price < 30"_s);
}

void TestFindBox::saysNothingTwice()
{
    m_box->setText(u"rose"_s);
    QTest::keyClick(m_box->edit(), Qt::Key_Return);
    type(u"s"_s);
    QTest::keyClick(m_box->edit(), Qt::Key_Backspace);

    QVERIFY(!m_changes->wait(250));
    QCOMPARE(m_changes->size(), 1);
}

void TestFindBox::escapeClears()
{
    m_box->setText(u"rose"_s);

    QTest::keyClick(m_box->edit(), Qt::Key_Escape);

    QCOMPARE(m_box->text(), QString());
    QCOMPARE(m_changes->size(), 2);
    QVERIFY(m_box->where().isEmpty());
}

void TestFindBox::downLeaves()
{
    const QSignalSpy leaves(m_box, &FindBox::leaveDownwards);
    type(u"rose"_s);

    QTest::keyClick(m_box->edit(), Qt::Key_Down);

    QCOMPARE(leaves.size(), 1);
    QCOMPARE(m_changes->size(), 1);
}

void TestFindBox::tellsWhatIsWrongAndKeepsStill()
{
    m_box->setText(u"price<30"_s);
    m_box->setText(u"price<abc"_s);

    QCOMPARE(m_changes->size(), 1);
    QCOMPARE(lastWhere(), u"price < 30"_s);
    QVERIFY(m_box->error());
    QVERIFY(reason()->isVisible());
    QCOMPARE(reason()->text(), u"price needs a number, not “abc”."_s);
    QCOMPARE(m_box->edit()->accessibleDescription(), reason()->text());
    QCOMPARE(m_box->text(), u"price<abc"_s);
}

void TestFindBox::theReasonGoesWhenMended()
{
    m_box->setText(u"price<"_s);
    QVERIFY(reason()->isVisible());

    type(u"30"_s);
    QTest::keyClick(m_box->edit(), Qt::Key_Return);

    QVERIFY(!m_box->error());
    QVERIFY(!reason()->isVisible());
    QVERIFY(m_box->edit()->accessibleDescription().isEmpty());
    QCOMPARE(m_changes->size(), 1);
}

void TestFindBox::theReasonHangsUnderTheLine()
{
    m_box->setText(u"price<"_s);
    const auto below = [this] {
        return m_box->edit()->mapTo(m_window.get(), QPoint(0, m_box->edit()->height())).y();
    };
    QVERIFY(reason()->y() >= below());
    QVERIFY(m_window->rect().contains(reason()->geometry()));

    m_window->resize(300, 300);

    QTRY_VERIFY(m_window->rect().contains(reason()->geometry()));
    m_box->hide();
    QVERIFY(!reason()->isVisible());
}

void TestFindBox::helpTriesAnExample()
{
    QTest::mouseClick(m_box->findChild<QToolButton *>(u"findHelpButton"_s), Qt::LeftButton);
    const auto *help = m_box->findChild<QWidget *>(u"findHelp"_s);
    QVERIFY(help && help->isVisible());

    const QList<QPushButton *> examples = help->findChildren<QPushButton *>();
    const auto cheap = std::find_if(examples.begin(), examples.end(), [](const QPushButton *each) {
        return each->text() == u"price<30";
    });
    QVERIFY(cheap != examples.end());
    QTest::mouseClick(*cheap, Qt::LeftButton);

    QCOMPARE(m_box->text(), u"price<30"_s);
    QCOMPARE(lastWhere(), u"price < 30"_s);
    QTRY_VERIFY(!m_box->findChild<QWidget *>(u"findHelp"_s));
}

void TestFindBox::readsAnewInAnotherLanguage()
{
    m_box->setText(u"price<30"_s);
    ui::FindLanguage other = books();
    other.fields.removeLast();

    m_box->setLanguage(other);

    QVERIFY(m_box->error());
    QVERIFY2(m_box->error()->message.contains(u"price"_s), qPrintable(m_box->error()->message));
}

QTEST_MAIN(TestFindBox)

#include "tst_findbox.moc"
