#include "ui/widgets/chipsedit.h"

#include "orm/orm.h"
#include "ui/widgets/chip.h"

#include <QtTest>

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using ui::ChipsEdit;

class TestChipsEdit : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_window.reset(); }
    void showsNames();
    void addsByEnter();
    void addsByComma();
    void addsSeveralAtOnce();
    void addsWhatIsTypedWhenLeft();
    void aNameTypedInHalfIsNotMade();
    void countsWhatIsTypedAlready();
    void takesNoNameTwice();
    void backspaceTakesTheLastAway();
    void walksOverChipsByKeys();
    void aButtonTakesOneAway();
    void offersNamesOfRows();
    void changesNothingWhenReadOnly();
    void namesItsPartsForScreenReaders();
    void growsWithItsLines();

private:
    void type(const QString &text) { QTest::keyClicks(m_chips->edit(), text); }
    void key(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }

    std::unique_ptr<orm::Sequelize> m_db;
    std::unique_ptr<QWidget> m_window;
    ChipsEdit *m_chips = nullptr;
};

void TestChipsEdit::init()
{
    m_db = std::make_unique<orm::Sequelize>(orm::Options{.logging = nullptr});
    orm::Model &genre =
        m_db->define("Genre", {{"name", orm::DataTypes::STRING(60)}}, {.timestamps = false});
    genre.sync().waitForFinished();
    genre.bulkCreate({{{"name", "Poetry"}}, {{"name", "Politics"}}, {{"name", "Travel"}}})
        .waitForFinished();
    m_window = std::make_unique<QWidget>();
    m_chips = new ChipsEdit(genre, u"name"_s);
    m_chips->setTexts(u"genresChips"_s, u"Genres"_s);
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_chips);
    layout->addWidget(new QLineEdit);
    layout->addStretch();
    m_window->resize(400, 200);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_chips->setFocus();
}

void TestChipsEdit::showsNames()
{
    QSignalSpy edited(m_chips, &ChipsEdit::edited);

    m_chips->setNames({u"Poetry"_s, u"Travel"_s});

    QCOMPARE(m_chips->names(), (QStringList{u"Poetry"_s, u"Travel"_s}));
    QCOMPARE(m_chips->findChildren<ui::Chip *>().size(), 2);
    QCOMPARE(edited.size(), 0);
}

void TestChipsEdit::addsByEnter()
{
    QSignalSpy edited(m_chips, &ChipsEdit::edited);

    type(u"  Short   stories "_s);
    key(Qt::Key_Return);

    QCOMPARE(m_chips->names(), QStringList{u"Short stories"_s});
    QCOMPARE(m_chips->edit()->text(), QString());
    QVERIFY(!edited.isEmpty());
}

void TestChipsEdit::addsByComma()
{
    type(u"Poetry,Tra"_s);

    QCOMPARE(m_chips->findChildren<ui::Chip *>().size(), 1);
    QCOMPARE(m_chips->edit()->text(), u"Tra"_s);
}

void TestChipsEdit::addsSeveralAtOnce()
{
    m_chips->edit()->insert(u"Poetry, Travel,, Crime"_s);
    type(u","_s);

    QCOMPARE(m_chips->names(), (QStringList{u"Poetry"_s, u"Travel"_s, u"Crime"_s}));
}

void TestChipsEdit::addsWhatIsTypedWhenLeft()
{
    type(u"Poetry"_s);

    key(Qt::Key_Tab);

    QTRY_COMPARE(m_chips->findChildren<ui::Chip *>().size(), 1);
}

void TestChipsEdit::aNameTypedInHalfIsNotMade()
{
    type(u"poe"_s);
    const QAbstractItemView *offers = m_chips->edit()->completer()->popup();
    QTRY_VERIFY(offers->isVisible());
    QCOMPARE(m_chips->names(), QStringList());

    QTest::keyClick(offers->window(), Qt::Key_Escape);
    m_window->findChild<QLineEdit *>(QString(), Qt::FindDirectChildrenOnly)->setFocus();

    QTRY_COMPARE(m_chips->edit()->text(), QString());
    QCOMPARE(m_chips->names(), QStringList());
}

void TestChipsEdit::countsWhatIsTypedAlready()
{
    QSignalSpy edited(m_chips, &ChipsEdit::edited);

    type(u"Poe"_s);

    QCOMPARE(m_chips->names(), QStringList{u"Poe"_s});
    QVERIFY(!edited.isEmpty());
}

void TestChipsEdit::takesNoNameTwice()
{
    m_chips->setNames({u"Poetry"_s});

    type(u"poetry"_s);
    key(Qt::Key_Return);

    QCOMPARE(m_chips->names(), QStringList{u"Poetry"_s});
}

void TestChipsEdit::backspaceTakesTheLastAway()
{
    m_chips->setNames({u"Poetry"_s, u"Travel"_s});
    type(u"x"_s);

    key(Qt::Key_Backspace);
    QCOMPARE(m_chips->names().size(), 2);
    key(Qt::Key_Backspace);

    QCOMPARE(m_chips->names(), QStringList{u"Poetry"_s});
}

void TestChipsEdit::walksOverChipsByKeys()
{
    m_chips->setNames({u"Crime"_s, u"Poetry"_s, u"Travel"_s});

    key(Qt::Key_Left);
    key(Qt::Key_Left);
    QCOMPARE(QApplication::focusWidget()->accessibleName(), u"Poetry"_s);
    key(Qt::Key_Delete);

    QCOMPARE(m_chips->names(), (QStringList{u"Crime"_s, u"Travel"_s}));
    QCOMPARE(QApplication::focusWidget()->accessibleName(), u"Travel"_s);
    key(Qt::Key_Right);
    QCOMPARE(QApplication::focusWidget(), m_chips->edit());
}

void TestChipsEdit::aButtonTakesOneAway()
{
    m_chips->setNames({u"Poetry"_s, u"Travel"_s});
    QSignalSpy edited(m_chips, &ChipsEdit::edited);
    auto *button = m_chips->findChildren<ui::Chip *>().first()->findChild<QToolButton *>();

    QTest::mouseClick(button, Qt::LeftButton);

    QCOMPARE(m_chips->names(), QStringList{u"Travel"_s});
    QCOMPARE(edited.size(), 1);
    QCOMPARE(QApplication::focusWidget(), m_chips->edit());
}

void TestChipsEdit::offersNamesOfRows()
{
    type(u"po"_s);
    const QAbstractItemView *offers = m_chips->edit()->completer()->popup();
    QTRY_VERIFY(offers->isVisible());
    QCOMPARE(offers->model()->rowCount(), 2);

    QTest::keyClick(offers->window(), Qt::Key_Down);
    QTest::keyClick(offers->window(), Qt::Key_Return);

    QTRY_COMPARE(m_chips->findChildren<ui::Chip *>().size(), 1);
    QCOMPARE(m_chips->names(), QStringList{u"Poetry"_s});
    QCOMPARE(m_chips->edit()->text(), QString());
}

void TestChipsEdit::changesNothingWhenReadOnly()
{
    m_chips->setNames({u"Poetry"_s});
    m_chips->setReadOnly(true);

    type(u"Crime"_s);
    key(Qt::Key_Return);
    key(Qt::Key_Backspace);

    QCOMPARE(m_chips->names(), QStringList{u"Poetry"_s});
    QVERIFY(!m_chips->findChild<ui::Chip *>()->findChild<QToolButton *>()->isEnabled());
}

void TestChipsEdit::namesItsPartsForScreenReaders()
{
    m_chips->setNames({u"Poetry"_s});

    QCOMPARE(m_chips->accessibleName(), u"Genres"_s);
    QCOMPARE(m_chips->edit()->accessibleName(), u"Add to Genres"_s);
    const ui::Chip *chip = m_chips->findChild<ui::Chip *>();
    QCOMPARE(chip->accessibleName(), u"Poetry"_s);
    QCOMPARE(chip->findChild<QToolButton *>()->accessibleName(), u"Remove Poetry"_s);
}

void TestChipsEdit::growsWithItsLines()
{
    const int before = m_chips->height();

    m_chips->setNames({u"Adventure"_s, u"Biography"_s, u"Children"_s, u"Cooking"_s, u"Crime"_s,
                       u"Fantasy"_s, u"History"_s, u"Short stories"_s});

    QTRY_VERIFY(m_chips->height() > before);
    for (const ui::Chip *chip : m_chips->findChildren<ui::Chip *>())
        QTRY_VERIFY(m_chips->rect().contains(chip->geometry()));
}

QTEST_MAIN(TestChipsEdit)
#include "tst_chipsedit.moc"
