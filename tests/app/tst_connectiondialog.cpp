#include "app/connect/connectionbar.h"
#include "app/connect/connectiondialog.h"
#include "app/connect/connectionstore.h"
#include "app/connect/serverpanel.h"
#include "app/shop/serveraddress.h"
#include "orm/model/sequelize.h"
#include "support/ownserver.h"
#include "support/serverdatabase.h"

#include <QtTest>

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSemaphore>
#include <QSpinBox>
#include <QThreadPool>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

/// The dialog as a user has it at the keyboard, against servers that are there.
class TestConnectionDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void beginsWithAnAddress();
    void keepsWhatIsTyped();
    void showsWhatTheTypeNeeds();
    void duplicatesAndDeletesByKeys();
    void tabWalksAsOneReads();
    void hasNoMnemonicTwiceAndNamesEveryInput();
    void saysThatAnAddressCannotBeRead();
    void readsAnAddressThatWasTyped();
    void triesNothingWhileTheAddressCannotBeRead();
    void connectsToAServer_data();
    void connectsToAServer();
    void saysWhyItCannotConnect_data();
    void saysWhyItCannotConnect();
    void stopsTrying();
    void barTellsOfAServer();
    void barIsHiddenForAFileThatCanBeWritten();
    void panelTellsWhoHasAConnection();
    void panelHasRoomForNoAnswer();

private:
    template<typename T = QLineEdit>
    [[nodiscard]] T *part(const QString &name) const
    {
        return m_dialog->findChild<T *>(name);
    }
    [[nodiscard]] QString result() const { return part<QLabel>(u"connectionResult"_s)->text(); }
    [[nodiscard]] QString focus() const
    {
        return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void alt(Qt::Key mnemonic) const { key(mnemonic, Qt::AltModifier); }
    void type(const QString &text) const { QTest::keyClicks(QApplication::focusWidget(), text); }
    void paste(const QString &text) const
    {
        QApplication::clipboard()->setText(text);
        alt(Qt::Key_A);
        key(Qt::Key_V, Qt::ControlModifier);
    }
    void openDialog();
    [[nodiscard]] QByteArray fileText() const
    {
        QFile file(m_folder->filePath(u"connections.ini"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ConnectionStore> m_store;
    std::unique_ptr<ConnectionDialog> m_dialog;
};

namespace {

/// A server of each kind that the tests have, by what names its address.
QString addressOf(const QString &variable, const QString &password = u"secret"_s)
{
    QUrl url(qEnvironmentVariable(variable.toLatin1().constData()));
    url.setPassword(password);
    return url.toString(QUrl::FullyEncoded);
}

QString mnemonicOf(const QString &text)
{
    const qsizetype mark = text.indexOf(u'&');
    return mark < 0 ? QString() : text.mid(mark + 1, 1).toUpper();
}

} // namespace

void TestConnectionDialog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ConnectionStore>(m_folder->path());
    openDialog();
}

void TestConnectionDialog::openDialog()
{
    m_dialog = std::make_unique<ConnectionDialog>(*m_store);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

void TestConnectionDialog::cleanup()
{
    m_dialog.reset();
    QThreadPool::globalInstance()->waitForDone(); // what was tried is closed there
}

void TestConnectionDialog::beginsWithAnAddress()
{
    QCOMPARE(focus(), u"addressEdit"_s);

    paste(u"postgres://till:geheim7@db1.example:5433/shop?application_name=till"_s);

    QCOMPARE(part(u"addressEdit"_s)->text(), QString()); // it has the password in it
    QCOMPARE(part(u"hostEdit"_s)->text(), u"db1.example"_s);
    QCOMPARE(part<QSpinBox>(u"portSpin"_s)->value(), 5433);
    QCOMPARE(part(u"databaseEdit"_s)->text(), u"shop"_s);
    QCOMPARE(part(u"usernameEdit"_s)->text(), u"till"_s);
    QCOMPARE(part(u"passwordEdit"_s)->text(), u"geheim7"_s);
    QCOMPARE(part(u"passwordEdit"_s)->echoMode(), QLineEdit::Password);
    QCOMPARE(part(u"connectionOptionsEdit"_s)->text(), u"application_name=till"_s);
    QVERIFY(fileText().contains("db1.example"));
    QVERIFY2(!fileText().contains("geheim7"), fileText().constData());
}

void TestConnectionDialog::keepsWhatIsTyped()
{
    alt(Qt::Key_M);
    type(u"Till"_s);
    alt(Qt::Key_H);
    type(u"db1"_s);
    alt(Qt::Key_D);
    type(u"shop"_s);
    alt(Qt::Key_W);
    type(u"geheim7"_s);
    alt(Qt::Key_P);
    QTRY_VERIFY(part<QCheckBox>(u"productionCheck"_s)->isChecked());
    key(Qt::Key_Escape);

    QVERIFY(!m_dialog->isVisible());
    QVERIFY2(!fileText().contains("geheim7"), fileText().constData());
    openDialog();
    const auto *list = part<QListWidget>(u"connectionList"_s);
    QCOMPARE(list->count(), 1);
    QVERIFY2(list->item(0)->text().startsWith(u"Till\n"_s), qPrintable(list->item(0)->text()));
    QCOMPARE(part(u"hostEdit"_s)->text(), u"db1"_s);
    QVERIFY(part<QCheckBox>(u"productionCheck"_s)->isChecked());
    QCOMPARE(part(u"passwordEdit"_s)->text(), QString());
    QCOMPARE(focus(), u"connectionList"_s);
}

void TestConnectionDialog::showsWhatTheTypeNeeds()
{
    auto *type = part<QComboBox>(u"connectionTypeBox"_s);
    QCOMPARE(part<QSpinBox>(u"portSpin"_s)->value(), 5432);

    type->setCurrentIndex(type->findText(u"MariaDB"_s));
    QCOMPARE(part<QSpinBox>(u"portSpin"_s)->value(), 3306);
    part<QComboBox>(u"tlsBox"_s)->setCurrentIndex(1);
    QVERIFY(part(u"authorityEdit"_s)->isEnabled());

    type->setCurrentIndex(type->findText(u"SQL Server"_s));
    QCOMPARE(part<QSpinBox>(u"portSpin"_s)->value(), 1433);
    QVERIFY(!part(u"authorityEdit"_s)->isVisible());
    QCOMPARE(part<QComboBox>(u"tlsBox"_s)->currentIndex(), 1); // safe ways stay safe

    type->setCurrentIndex(type->findText(u"SQLite file"_s));
    QVERIFY(part(u"connectionFileEdit"_s)->isVisible());
    for (const QString &name : {u"hostEdit"_s, u"databaseEdit"_s, u"passwordEdit"_s})
        QVERIFY2(!part(name)->isVisible(), qPrintable(name));
}

void TestConnectionDialog::duplicatesAndDeletesByKeys()
{
    paste(u"postgres://till@db1/shop"_s);
    const auto *list = part<QListWidget>(u"connectionList"_s);

    alt(Qt::Key_U);
    QTRY_COMPARE(m_store->connections().size(), 2);
    QCOMPARE(part(u"connectionNameEdit"_s)->text(), u"shop on db1 (copy)"_s);
    QCOMPARE(focus(), u"connectionList"_s);
    key(Qt::Key_Delete);
    const auto *box = m_dialog->findChild<QMessageBox *>(u"questionBox"_s);
    QVERIFY(box);
    QVERIFY(box->text().contains(u"shop on db1 (copy)"_s));
    QCOMPARE(m_store->connections().size(), 2); // nothing is gone before the user says so
    for (QAbstractButton *button : box->buttons())
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();

    QCOMPARE(m_store->connections().size(), 1);
    QCOMPARE(list->count(), 1);
    QCOMPARE(part(u"hostEdit"_s)->text(), u"db1"_s);
}

void TestConnectionDialog::tabWalksAsOneReads()
{
    alt(Qt::Key_V);
    QStringList walk;
    for (int i = 0; i < 18; ++i) {
        walk << focus();
        key(Qt::Key_Tab);
    }

    QCOMPARE(walk.mid(0, 14),
             (QStringList{u"connectionList"_s, u"newConnectionButton"_s,
                          u"duplicateConnectionButton"_s, u"deleteConnectionButton"_s,
                          u"addressEdit"_s, u"connectionNameEdit"_s, u"connectionColourBox"_s,
                          u"connectionTypeBox"_s, u"hostEdit"_s, u"portSpin"_s, u"databaseEdit"_s,
                          u"usernameEdit"_s, u"passwordEdit"_s, u"askPasswordButton"_s}));
}

void TestConnectionDialog::hasNoMnemonicTwiceAndNamesEveryInput()
{
    QStringList mnemonics;
    for (const QLabel *label : m_dialog->findChildren<QLabel *>())
        if (label->buddy() && !mnemonicOf(label->text()).isEmpty())
            mnemonics << mnemonicOf(label->text());
    for (const QAbstractButton *button : m_dialog->findChildren<QAbstractButton *>())
        if (!mnemonicOf(button->text()).isEmpty())
            mnemonics << mnemonicOf(button->text());
    mnemonics.sort();

    QStringList nameless;
    for (const QWidget *widget : m_dialog->findChildren<QWidget *>()) {
        const bool isInput = qobject_cast<const QLineEdit *>(widget)
                             || qobject_cast<const QComboBox *>(widget)
                             || qobject_cast<const QAbstractSpinBox *>(widget)
                             || qobject_cast<const QListWidget *>(widget);
        const bool isInner = qobject_cast<const QAbstractSpinBox *>(widget->parentWidget());
        if (isInput && !isInner && widget->accessibleName().isEmpty())
            nameless << widget->objectName();
    }

    QStringList once = mnemonics;
    once.removeDuplicates();
    QCOMPARE(mnemonics, once);
    QVERIFY(mnemonics.size() > 15);
    QCOMPARE(nameless, QStringList());
    QCOMPARE(part<QListWidget>(u"connectionList"_s)->accessibleName(), u"Saved connections"_s);
    QCOMPARE(part(u"passwordEdit"_s)->accessibleName(), u"Password"_s);
    QCOMPARE(part<QPushButton>(u"testConnectionButton"_s)->accessibleName(), u"Test connection"_s);
}

void TestConnectionDialog::saysThatAnAddressCannotBeRead()
{
    paste(u"postgres://till:geh/eim7@db1/shop"_s);

    QVERIFY2(result().contains(u"cannot be read"_s), qPrintable(result()));
    QVERIFY(!result().contains(u"eim7"_s));
    QVERIFY(!fileText().contains("eim7"));
}

void TestConnectionDialog::readsAnAddressThatWasTyped()
{
    type(u"postgres://till:geheim7@db1.example:5433/shop"_s);
    key(Qt::Key_Tab);

    QCOMPARE(part(u"addressEdit"_s)->text(), QString());
    QCOMPARE(part(u"hostEdit"_s)->text(), u"db1.example"_s);
    QCOMPARE(part(u"passwordEdit"_s)->text(), u"geheim7"_s);
    QCOMPARE(focus(), u"connectionNameEdit"_s);
}

void TestConnectionDialog::triesNothingWhileTheAddressCannotBeRead()
{
    paste(u"postgres://till@db1.example/shop"_s);
    alt(Qt::Key_A);
    type(u"postgres://till:geh/eim7@db2/shop"_s);

    alt(Qt::Key_S);

    QTRY_VERIFY2(result().contains(u"cannot be read"_s), qPrintable(result()));
    QCOMPARE(part<QPushButton>(u"testConnectionButton"_s)->accessibleName(), u"Test connection"_s);
}

void TestConnectionDialog::connectsToAServer_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("version");
    QTest::newRow("PostgreSQL") << u"POSTGRES_URL"_s << u"PostgreSQL 1"_s;
    QTest::newRow("MariaDB") << u"MARIADB_URL"_s << u"MariaDB 1"_s;
}

void TestConnectionDialog::connectsToAServer()
{
    QFETCH(QString, variable);
    QFETCH(QString, version);
    if (variable == u"POSTGRES_URL")
        NEEDS_SERVER(PostgresDatabase);
    else
        NEEDS_SERVER(MariaDbDatabase);
    QSignalSpy wanted(m_dialog.get(), &ConnectionDialog::connectWanted);
    paste(addressOf(variable));

    alt(Qt::Key_S);
    QTRY_VERIFY2(result().startsWith(version), qPrintable(result()));
    QVERIFY2(result().contains(u" ms"_s), qPrintable(result()));
    QCOMPARE(wanted.count(), 0);
    alt(Qt::Key_R);
    QTRY_COMPARE(result(), QString()); // it was about something else
    alt(Qt::Key_C);

    QTRY_COMPARE(wanted.count(), 1);
    QVERIFY(!m_dialog->isVisible());
    const auto request = wanted.first().first().value<ShopRequest>();
    QVERIFY(request.server);
    QCOMPARE(request.server->password, u"secret"_s);
    QVERIFY(request.readOnly && request.server->readOnly);
    QVERIFY(m_store->connections().first().lastUsed.isValid());
    QVERIFY2(!fileText().contains("secret"), fileText().constData());
}

void TestConnectionDialog::saysWhyItCannotConnect_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("isClosed");
    QTest::addColumn<QString>("reason");
    for (const QString &variable : {u"POSTGRES_URL"_s, u"MARIADB_URL"_s}) {
        QTest::addRow("%s, wrong password", qPrintable(variable))
            << variable << u"geheim7"_s << false << u"check name and password"_s;
        QTest::addRow("%s, closed port", qPrintable(variable))
            << variable << u"geheim7"_s << true << u"listens"_s;
    }
}

void TestConnectionDialog::saysWhyItCannotConnect()
{
    QFETCH(QString, variable);
    QFETCH(QString, password);
    QFETCH(bool, isClosed);
    QFETCH(QString, reason);
    if (variable == u"POSTGRES_URL")
        NEEDS_SERVER(PostgresDatabase);
    else
        NEEDS_SERVER(MariaDbDatabase);
    QSignalSpy wanted(m_dialog.get(), &ConnectionDialog::connectWanted);
    paste(addressOf(variable, password));
    if (isClosed)
        part<QSpinBox>(u"portSpin"_s)->setValue(freePort());

    alt(Qt::Key_C);

    QTRY_VERIFY2(result().contains(reason, Qt::CaseInsensitive), qPrintable(result()));
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(wanted.count(), 0);
    QCOMPARE(part(u"passwordEdit"_s)->text(), password);
    QVERIFY2(!result().contains(password), qPrintable(result()));
    QVERIFY2(!fileText().contains(password.toUtf8()), fileText().constData());
}

void TestConnectionDialog::stopsTrying()
{
    QTcpServer silent; // takes the connection, and says nothing
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    paste(u"postgres://till:geheim7@127.0.0.1:%1/shop"_s.arg(silent.serverPort()));
    alt(Qt::Key_S);
    QTRY_VERIFY(silent.hasPendingConnections());
    QCOMPARE(part<QPushButton>(u"testConnectionButton"_s)->text(), u"&Stop"_s);

    key(Qt::Key_Escape);

    QCOMPARE(result(), u"Stopped."_s);
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(part<QPushButton>(u"testConnectionButton"_s)->text(), u"Te&st"_s);
    QVERIFY(part<QPushButton>(u"connectButton"_s)->isEnabled());
    silent.nextPendingConnection()->close();
}

void TestConnectionDialog::barTellsOfAServer()
{
    NEEDS_SERVER(PostgresDatabase);
    const PostgresDatabase shop;
    orm::Sequelize database(shop.url(), {.logging = nullptr});
    ShopRequest request{.readOnly = true};
    request.connection = u"Till"_s;
    request.colour = QColor(200, 40, 40).name();
    request.isProduction = true;
    request.server = orm::ConnectionOptions{
        .dialect = orm::Dialect::Postgres, .database = shop.name(), .host = "127.0.0.1"};
    QStringList statements;
    const auto listening = database.log().listen(
        [&statements](const orm::QueryEvent &event) { statements << event.sql(); });
    ConnectionBar bar;

    bar.setConnection(request, &database);
    bar.show();

    QTRY_VERIFY(bar.roundTrip());
    QTRY_VERIFY(bar.accessibleDescription().contains(u"PostgreSQL 1"_s));
    for (const QString &word : {u"Till"_s, shop.name(), u"127.0.0.1"_s, u"Connected"_s, u" ms"_s,
                                u"Read-only"_s, u"Production"_s})
        QVERIFY2(bar.accessibleDescription().contains(word),
                 qPrintable(bar.accessibleDescription()));
    QCOMPARE(statements.size(), 1); // the version; asking how fast it is shows nothing
    bar.setState(ConnectionBar::State::Lost);
    QVERIFY(bar.accessibleDescription().contains(u"lost"_s));
    QVERIFY(!bar.roundTrip());
}

void TestConnectionDialog::barIsHiddenForAFileThatCanBeWritten()
{
    orm::Sequelize database({.logging = nullptr});
    ConnectionBar bar;

    bar.setConnection({.file = u"/srv/shop.sqlite"_s}, &database);
    QVERIFY(bar.isHidden());
    bar.setConnection({.file = u"/srv/shop.sqlite"_s, .readOnly = true}, &database);
    QVERIFY(!bar.isHidden());
    QVERIFY(bar.accessibleDescription().contains(u"Read-only"_s));
    QVERIFY(!bar.accessibleDescription().contains(u"Connected"_s));

    bar.setConnection({}, nullptr);
    QVERIFY(bar.isHidden());
}

void TestConnectionDialog::panelTellsWhoHasAConnection()
{
    // given
    const QTemporaryDir folder;
    orm::Sequelize database(
        {.storage = orm::Text(folder.filePath(u"shop.sqlite"_s)), .logging = nullptr});
    ServerPanel panel;
    panel.setConnection({.file = folder.filePath(u"shop.sqlite"_s)}, &database);
    panel.show();
    const auto *nobody = panel.findChild<QLabel *>(u"noHolders"_s);
    const auto *table = panel.findChild<QTreeWidget *>(u"holderList"_s);
    QTRY_VERIFY(nobody->isVisible() && table->isHidden());
    QSemaphore started;
    QSemaphore goOn;

    // when
    QFuture<void> stocktaking = database.run(
        [&] {
            started.release();
            goOn.acquire();
        },
        "the stocktaking");
    started.acquire();

    // then
    QTRY_VERIFY(table->isVisible() && nobody->isHidden());
    QCOMPARE(table->topLevelItemCount(), 1);
    QCOMPARE(table->topLevelItem(0)->text(0), u"the stocktaking"_s);
    QCOMPARE(table->topLevelItem(0)->text(2), u"writer"_s);
    const QString time = table->topLevelItem(0)->text(1);
    QTRY_VERIFY(table->topLevelItem(0)->text(1) != time); // by itself
    goOn.release();
    stocktaking.waitForFinished();
    QTRY_VERIFY(nobody->isVisible() && table->isHidden());
}

/// The reason is several lines long, of which a narrow panel showed the middle.
void TestConnectionDialog::panelHasRoomForNoAnswer()
{
    // given
    const ShopRequest nowhere =
        requestFor(u"postgres://somebody@127.0.0.1:%1/shop"_s.arg(freePort()));
    orm::Sequelize database(optionsFor(*nowhere.server));
    ServerPanel panel;
    panel.setConnection(nowhere, &database);

    // when
    panel.show();

    // then
    const auto *roundTrip = panel.findChild<QLabel *>(u"serverRoundTrip"_s);
    QTRY_COMPARE(roundTrip->text(), u"No answer"_s);
    QVERIFY(roundTrip->toolTip().contains(u"127.0.0.1"_s));
}

QTEST_MAIN(TestConnectionDialog)
#include "tst_connectiondialog.moc"
