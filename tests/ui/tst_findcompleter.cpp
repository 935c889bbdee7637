#include "ui/find/findbox.h"
#include "ui/testbooks.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using ui::FindBox;

/// The values that a search offers while one types.
class TestFindCompleter : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void offersTheValuesThereAre();
    void offersWhatFits_data();
    void offersWhatFits();
    void searchesForWhatIsChosen();
    void offersNothingWhereNothingFits();
    void forgetsWithTheLanguage();

private:
    [[nodiscard]] ui::FindLanguage language()
    {
        return {.fields = {{.attribute = u"author"_s,
                            .names = {u"author"_s, u"by"_s},
                            .type = orm::DataTypes::STRING,
                            .offered = &m_shop->book(),
                            .offeredAttribute = u"author"_s},
                           {.attribute = u"title"_s,
                            .names = {u"title"_s},
                            .type = orm::DataTypes::STRING}},
                .wordAttributes = {u"title"_s},
                .locale = QLocale::c()};
    }
    void type(const QString &text) { QTest::keyClicks(m_box->edit(), text); }
    [[nodiscard]] QAbstractItemView *popup() const { return m_box->edit()->completer()->popup(); }
    [[nodiscard]] QStringList offers() const
    {
        QStringList texts;
        const QAbstractItemModel *model = m_box->edit()->completer()->completionModel();
        for (int row = 0; row < model->rowCount(); ++row)
            texts << model->index(row, 0).data().toString();
        return texts;
    }

    std::unique_ptr<TestBooks> m_shop;
    std::unique_ptr<QWidget> m_window;
    FindBox *m_box = nullptr;
};

void TestFindCompleter::init()
{
    m_shop = std::make_unique<TestBooks>();
    m_shop->book()
        .bulkCreate({{{"title", "Solaris"}, {"author", "Lem"}},
                     {{"title", "Tehanu"}, {"author", "Ursula K. Le Guin"}},
                     {{"title", "Emma"}, {"author", "Austen"}},
                     {{"title", "Nicknames"}, {"author", "Jim \"Slim\" Gale"}}})
        .waitForFinished();
    m_window = std::make_unique<QWidget>();
    m_window->resize(600, 300);
    m_box = new FindBox(language());
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_box);
    layout->addStretch();
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_box->focusText();
}

void TestFindCompleter::cleanup()
{
    m_window.reset();
    m_shop.reset();
}

void TestFindCompleter::offersTheValuesThereAre()
{
    type(u"author:"_s);

    QTRY_VERIFY(popup()->isVisible());
    QCOMPARE(offers(), QStringList({u"author:Austen"_s, uR"(author:"Jim \"Slim\" Gale")"_s,
                                    u"author:Lem"_s, u"author:\"Ursula K. Le Guin\""_s}));
}

void TestFindCompleter::offersWhatFits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("offered");

    QTest::newRow("anywhere in the value, in any case")
        << u"author:LE"_s
        << QStringList{uR"(author:"Jim \"Slim\" Gale")"_s, u"author:Lem"_s,
                       u"author:\"Ursula K. Le Guin\""_s};
    QTest::newRow("another name of the field") << u"by:aus"_s << QStringList{u"by:Austen"_s};
    QTest::newRow("excluded") << u"-author:aus"_s << QStringList{u"-author:Austen"_s};
    QTest::newRow("in quotes") << u"author:\"k. le"_s
                               << QStringList{u"author:\"Ursula K. Le Guin\""_s};
    QTest::newRow("behind another field")
        << u"title:a author:aus"_s << QStringList{u"title:a author:Austen"_s};
    QTest::newRow("behind quotes")
        << u"title:\"a b\" by:aus"_s << QStringList{u"title:\"a b\" by:Austen"_s};
}

void TestFindCompleter::offersWhatFits()
{
    QFETCH(QString, text);
    QFETCH(QStringList, offered);
    type(text);

    QTRY_VERIFY(popup()->isVisible());
    QTRY_COMPARE(offers(), offered);
}

void TestFindCompleter::searchesForWhatIsChosen()
{
    QSignalSpy changes(m_box, &FindBox::whereChanged);
    type(u"author:guin"_s);
    QTRY_VERIFY(popup()->isVisible());

    QTest::keyClick(popup(), Qt::Key_Down);
    QTest::keyClick(popup(), Qt::Key_Return);

    QCOMPARE(m_box->text(), u"author:\"Ursula K. Le Guin\""_s);
    QTRY_COMPARE(m_shop->book().count({.where = m_box->where()}).result(), 1);
    QVERIFY(!popup()->isVisible());
}

void TestFindCompleter::offersNothingWhereNothingFits()
{
    type(u"author:"_s);
    QTRY_VERIFY(popup()->isVisible());

    QTest::keyClicks(popup(), u"xyz"_s);

    QTRY_VERIFY(offers().isEmpty());
    QCOMPARE(m_box->edit()->text(), u"author:xyz"_s);
}

void TestFindCompleter::forgetsWithTheLanguage()
{
    type(u"author:aus"_s);
    QTRY_VERIFY(popup()->isVisible());

    m_box->setLanguage({.fields = {}, .wordAttributes = {u"title"_s}, .locale = QLocale::c()});

    QVERIFY(offers().isEmpty());
}

QTEST_MAIN(TestFindCompleter)
#include "tst_findcompleter.moc"
