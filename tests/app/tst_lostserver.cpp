#include "app/shop/serveraddress.h"
#include "support/ownserver.h"
#include "tests/app/windowtest.h"
#include "ui/find/findbox.h"

#include <QLineEdit>

/// What the window does while its server is away, and when it is back. The servers are the test's
/// own, since it stops them.
class TestLostServer : public WindowTest
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { dropWindow(); }
    void keepsAnEditAndSendsItLater();
    void keepsAnEditAndSendsItLater_data() { addServers(); }
    void readsAgain();
    void readsAgain_data() { addServers(); }
    void triesAgainByItself();
    void triesAgainByItself_data() { addServers(); }
    void asksBeforeAChangeIsGivenUp();
    void asksBeforeAChangeIsGivenUp_data() { addServers(); }

private:
    static void addServers();
    [[nodiscard]] OwnServer &server() const
    {
        QFETCH(QString, kind);
        return *m_servers.at(kind);
    }
    void editFirst(const QString &more);
    /// Presses a button that may have just taken the place of another one, and is not shown yet;
    /// nothing where the window was quicker.
    void accept(const QString &offer) const
    {
        for (QToolButton *button :
             part<ui::MessageBar>(u"messageBar"_s)->findChildren<QToolButton *>()) {
            if (button->text().remove(u'&') != offer)
                continue;
            button->click();
            return;
        }
    }
    [[nodiscard]] QString storedTitle() const
    {
        return m_window->page()->spec().model->findByPk(1).result()->get<QString>("title");
    }

    std::map<QString, std::unique_ptr<OwnServer>> m_servers;
};

void TestLostServer::initTestCase()
{
    QStringList lacks;
    for (const OwnServer::Kind &kind : OwnServer::kinds) {
        auto server = std::make_unique<OwnServer>(kind);
        if (server->lack().isEmpty())
            m_servers[QString::fromLatin1(kind.name)] = std::move(server);
        else
            lacks += server->lack();
    }
    const QByteArray why = lacks.join(u"; "_s).toUtf8();
    if (!lacks.isEmpty() && qEnvironmentVariable("CI") == u"true"_s)
        QFAIL(why.constData());
    if (m_servers.empty())
        QSKIP(why.constData());
}

void TestLostServer::addServers()
{
    QTest::addColumn<QString>("kind");
    for (const OwnServer::Kind &kind : OwnServer::kinds)
        QTest::newRow(kind.name) << QString::fromLatin1(kind.name);
}

void TestLostServer::init()
{
    QFETCH(QString, kind);
    if (!m_servers.contains(kind))
        QSKIP("This server is not installed.");
    makeWindow();
    {
        orm::Sequelize db(server().url(), {.logging = nullptr});
        const orm::Model &book = *defineBookModels(db).book;
        orm::wait(db.drop());
        orm::wait(db.sync());
        book.bulkCreate({{{"title", u"Emma"_s}, {"author", u"Jane Austen"_s}},
                         {{"title", u"Kindred"_s}, {"author", u"Octavia E. Butler"_s}}})
            .waitForFinished();
    }
    open(requestFor(server().url()));
    QTRY_COMPARE(status(), u"2 books"_s);
    QTRY_COMPARE(cell(0, u"title"_s), u"Emma"_s);
}

void TestLostServer::editFirst(const QString &more)
{
    selectRow(0);
    QTRY_COMPARE(part<QLineEdit>(u"titleEdit"_s)->text(), u"Emma"_s);
    part<QLineEdit>(u"titleEdit"_s)->setFocus();
    key(Qt::Key_End);
    type(more);
    server().halt();
    key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY2(message().contains(u"was lost. Trying again; your change is kept"_s),
                 qPrintable(message()));
}

void TestLostServer::keepsAnEditAndSendsItLater()
{
    editFirst(u" and others"_s);
    server().resume();
    accept(u"Try Now"_s);

    QTRY_COMPARE(message(), u"“Emma and others” saved."_s);
    QCOMPARE(storedTitle(), u"Emma and others"_s);
    QTRY_COMPARE(cell(0, u"title"_s), u"Emma and others"_s);
    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(storedTitle(), u"Emma"_s);
}

void TestLostServer::readsAgain()
{
    server().halt();
    part<ui::FindBox>({})->setText(u"kindred"_s);
    QTRY_VERIFY2(message().contains(u"was lost. Trying again"_s), qPrintable(message()));

    server().resume();
    accept(u"Try Now"_s);

    QTRY_COMPARE(status(), u"1 of 2 books"_s);
    QCOMPARE(cell(0, u"title"_s), u"Kindred"_s);
    QVERIFY(!message().contains(u"lost"_s));
}

void TestLostServer::triesAgainByItself()
{
    server().halt();
    m_window->page()->refresh();
    QTRY_VERIFY2(message().contains(u"was lost. Trying again"_s), qPrintable(message()));

    server().resume();

    QTRY_VERIFY_WITH_TIMEOUT(message().contains(u"is back."_s), 15'000);
}

void TestLostServer::asksBeforeAChangeIsGivenUp()
{
    editFirst(u"!"_s);

    m_window->closeShop();

    QTRY_VERIFY(message().contains(u"A change waits for the server"_s));
    accept(u"Give It Up"_s);
    QTRY_VERIFY2(message().contains(u"is not saved"_s), qPrintable(message()));
    accept(u"Discard Changes"_s);
    QTRY_VERIFY(!m_window->page());
    server().resume();
}

int main(int argc, char *argv[])
{
    return runWindowTest<TestLostServer>(argc, argv);
}
#include "tst_lostserver.moc"
