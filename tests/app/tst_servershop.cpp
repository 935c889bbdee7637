#include "app/shop/serveraddress.h"
#include "tests/app/windowtest.h"
#include "tests/support/serverdatabase.h"
#include "ui/find/findbox.h"
#include "ui/rows/recordtablemodel.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>

/// The same work in a shop on a server and in a file, by the keys of the real window: what the user
/// sees and what is stored are the same. The file is the judge.
class TestServerShop : public WindowTest
{
    Q_OBJECT

private slots:
    void init() { makeWindow(); }
    void cleanup() { dropWindow(); }
    void doesAllThatAFileDoes_data() { addServers(); }
    void doesAllThatAFileDoes();
    void findsTheSameRows_data() { addServers(); }
    void findsTheSameRows();
    void changesManyAndTakesItBack_data() { addServers(); }
    void changesManyAndTakesItBack();
    void importsTheSameBooks_data() { addServers(); }
    void importsTheSameBooks();
    void offersATableBeforeItMakesOne_data() { addServers(); }
    void offersATableBeforeItMakesOne();
    void asksForAMissingPassword_data() { addServers(); }
    void asksForAMissingPassword();
    void tellsWhatIsWrong_data() { addServers(); }
    void tellsWhatIsWrong();
    void seesWhatAnotherWindowDoes_data() { addServers(); }
    void seesWhatAnotherWindowDoes();
    void remembersNoPassword();

private:
    using Work = QStringList (TestServerShop::*)();

    static void addServers();
    /// Calls `work` with the address of a database of its own; skips without a server.
    void onServer(const std::function<void(const orm::Text &)> &work) const;
    void compare(Work work);
    [[nodiscard]] QStringList doneIn(const ShopRequest &request, Work work);
    [[nodiscard]] const orm::Model &model(const char *name) const
    {
        return m_window->page()->spec().model->sequelize().model(name);
    }
    void makeBooks();
    /// All that is stored, but for moments, which differ.
    [[nodiscard]] QStringList stored() const;
    [[nodiscard]] QStringList shownTitles() const;
    void find(const QString &text);
    /// A button that takes the place of another one is shown by the next events.
    void accept(const QString &offer) const
    {
        QCoreApplication::processEvents();
        press(offer);
    }
    void step(QStringList &journal, const QString &expected) const;

    QStringList workWithRows();
    QStringList search();
    QStringList changeMany();
    QStringList import();
};

namespace {

ShopRequest requestOf(const orm::Text &address)
{
    ShopRequest request = requestFor(address);
    request.mayCreateTable = true;
    return request;
}

} // namespace

void TestServerShop::addServers()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("postgres") << u"postgres"_s;
    QTest::newRow("mariadb") << u"mariadb"_s;
}

void TestServerShop::onServer(const std::function<void(const orm::Text &)> &work) const
{
    QFETCH(QString, kind);
    if (kind == u"postgres"_s) {
        NEEDS_SERVER(PostgresDatabase);
        const PostgresDatabase database;
        work(database.url());
    } else {
        NEEDS_SERVER(MariaDbDatabase);
        const MariaDbDatabase database;
        work(database.url());
    }
}

void TestServerShop::compare(Work work)
{
    onServer([&](const orm::Text &address) {
        const QStringList expected = doneIn({.file = path(u"judge.sqlite"_s)}, work);
        if (QTest::currentTestFailed())
            return;

        const QStringList done = doneIn(requestOf(address), work);

        QCOMPARE(done, expected);
    });
}

QStringList TestServerShop::doneIn(const ShopRequest &request, Work work)
{
    open(request);
    makeBooks();
    QStringList journal;
    if (!QTest::currentTestFailed())
        journal = (this->*work)() + stored();
    m_window->closeShop();
    [this] { QTRY_VERIFY(!m_window->page()); }();
    QThreadPool::globalInstance()->waitForDone();
    return journal;
}

void TestServerShop::makeBooks()
{
    QList<orm::Values> rows;
    const QList<std::pair<QString, QString>> books{{u"Kindred"_s, u"Octavia E. Butler"_s},
                                                   {u"Emma"_s, u"Jane Austen"_s},
                                                   {u"Über den Fluss"_s, u"Mary GrandPré"_s},
                                                   {u"100% \\ wolf_"_s, u"Ødegård Åse"_s},
                                                   {u"ΟΔΟΣ"_s, u"Кафка"_s},
                                                   {u"Beloved"_s, u"Toni Morrison"_s}};
    for (const auto &[title, author] : books)
        rows << orm::Values{
            {"title", title}, {"author", author}, {"price", orm::Decimal(1000 + rows.size(), 2)}};
    model("Book").bulkCreate(rows).waitForFinished();
    m_window->page()->refresh();
    QTRY_COMPARE(status(), u"6 books"_s);
    QTRY_COMPARE(cell(5, u"title"_s), u"Beloved"_s);
}

QStringList TestServerShop::stored() const
{
    QStringList lines;
    for (const char *name :
         {"Book", "Genre", "BookGenre", "Isbn", "Cover", "Sale", "DeletedBook"}) {
        const orm::Model &each = model(name);
        QStringList rows;
        for (const orm::Instance &row : each.findAll().result()) {
            QStringList cells;
            for (const orm::AttributeDefinition &attribute : each.attributes())
                if (attribute.options.type.kind() != orm::DataType::Kind::Date)
                    cells << row.get(orm::Text(attribute.name)).toString();
            rows << QString::fromLatin1(name) + u": "_s + cells.join(u'|');
        }
        rows.sort();
        lines += rows;
    }
    return lines;
}

QStringList TestServerShop::shownTitles() const
{
    QStringList titles;
    for (int row = 0; row < table()->model()->rowCount(); ++row)
        titles << cell(row, u"title"_s);
    titles.sort();
    return titles;
}

void TestServerShop::find(const QString &text)
{
    auto *box = part<ui::FindBox>({});
    box->edit()->setFocus();
    box->setText(text);
}

void TestServerShop::step(QStringList &journal, const QString &expected) const
{
    QTRY_COMPARE(message(), expected);
    journal << message();
}

void TestServerShop::doesAllThatAFileDoes()
{
    compare(&TestServerShop::workWithRows);
}

/// Adds, edits, sells, deletes, restores, undoes and does again.
QStringList TestServerShop::workWithRows()
{
    QStringList journal;
    key(Qt::Key_N, Qt::ControlModifier);
    part<QLineEdit>(u"titleEdit"_s)->setFocus();
    type(u"Foucault's Pendulum"_s);
    part<QLineEdit>(u"authorEdit"_s)->setFocus();
    type(u"Umberto Eco"_s);
    key(Qt::Key_Return, Qt::ControlModifier);
    step(journal, u"“Foucault's Pendulum” added."_s);

    selectRow(1);
    [this] { QTRY_COMPARE(part<QLineEdit>(u"titleEdit"_s)->text(), u"Emma"_s); }();
    part<QLineEdit>(u"titleEdit"_s)->setFocus();
    key(Qt::Key_End);
    type(u" II"_s);
    key(Qt::Key_Return, Qt::ControlModifier);
    step(journal, u"“Emma II” saved."_s);
    key(Qt::Key_Z, Qt::ControlModifier);
    step(journal, u"Undone: Edit Title of Book."_s);
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    step(journal, u"Done again: Edit Title of Book."_s);

    selectRow(1);
    [this] { QTRY_VERIFY(m_window->actions().deleteBook->isEnabled()); }();
    key(Qt::Key_Delete);
    step(journal, u"“Emma II” deleted."_s);
    key(Qt::Key_Z, Qt::ControlModifier);
    step(journal, u"Undone: Delete Book."_s);
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    step(journal, u"Done again: Delete Book."_s);
    journal += stored();

    key(Qt::Key_3, Qt::ControlModifier);
    auto *trash = part<ui::RecordTableView>(u"trashTable"_s);
    [this, trash] {
        QVERIFY(trash);
        QTRY_COMPARE(status(), u"1 deleted book"_s);
    }();
    trash->setFocus();
    trash->selectionModel()->setCurrentIndex(trash->model()->index(0, 2),
                                             QItemSelectionModel::ClearAndSelect
                                                 | QItemSelectionModel::Rows);
    key(Qt::Key_Return);
    step(journal, u"“Emma II” restored."_s);
    journal += stored();
    key(Qt::Key_Z, Qt::ControlModifier);
    step(journal, u"Undone: Restore Deleted Book."_s);
    return journal;
}

void TestServerShop::findsTheSameRows()
{
    compare(&TestServerShop::search);
}

QStringList TestServerShop::search()
{
    QStringList journal;
    for (const QString &text :
         {u"über"_s, u"UBER"_s, u"grandpre"_s, u"øDEGÅRD"_s, u"кАФКА"_s, u"100%"_s, u"wolf_"_s,
          u"\\ w"_s, u"-emma"_s, u"author:eco OR title:e"_s, u"price>10.02"_s, u"price:none"_s,
          u"isbn:none"_s, u"title=emma"_s, u"title=Emma"_s, u"created:today"_s}) {
        find(text);
        const auto *rows = qobject_cast<const ui::RecordTableModel *>(table()->model());
        [rows] { QTRY_VERIFY(!rows->isAsking()); }();
        journal << text + u": "_s + status() << shownTitles();
    }
    find({});
    return journal;
}

void TestServerShop::changesManyAndTakesItBack()
{
    compare(&TestServerShop::changeMany);
}

QStringList TestServerShop::changeMany()
{
    QStringList journal;
    const auto comeBack = [this] {
        QTRY_VERIFY(!QApplication::activeModalWidget());
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    };
    find(u"price<10.04"_s);
    [this] { QTRY_COMPARE(status(), u"4 of 6 books"_s); }();
    key(Qt::Key_U, Qt::ControlModifier);
    [] {
        QTRY_VERIFY(QApplication::activeModalWidget()
                    && QApplication::activeModalWidget()->isActiveWindow());
    }();
    key(Qt::Key_1);
    key(Qt::Key_5);
    key(Qt::Key_Return);
    step(journal, u"4 books changed."_s);
    comeBack();
    journal += stored();
    key(Qt::Key_Z, Qt::ControlModifier);
    step(journal, u"Undone: Update Price of 4 Books."_s);
    journal += stored();
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    step(journal, u"Done again: Update Price of 4 Books."_s);
    find({});
    [this] {
        QTRY_COMPARE(status(), u"6 books"_s);
        QTRY_COMPARE(table()->model()->rowCount(), 6);
        table()->setFocus();
        table()->selectAll();
        QTRY_COMPARE(m_window->page()->selectedCount(), 6);
        QTRY_VERIFY(m_window->actions().deleteBook->isEnabled());
    }();
    key(Qt::Key_Delete);
    step(journal, u"6 books deleted."_s);
    journal += stored();
    key(Qt::Key_Z, Qt::ControlModifier);
    step(journal, u"Undone: Delete 6 Books."_s);
    return journal;
}

void TestServerShop::importsTheSameBooks()
{
    compare(&TestServerShop::import);
}

QStringList TestServerShop::import()
{
    QStringList journal;
    QFile list(path(u"list.csv"_s));
    [&] { QVERIFY(list.open(QIODevice::WriteOnly)); }();
    list.write("title,author,price,isbn,genres\n"
               "Solaris,Stanis\305\202aw Lem,12.5,9780306406157,Science Fiction; Poetry\n"
               "Ubik,Philip K. Dick,9.99,,science fiction\n"
               ",Nobody,1,,\n");
    list.close();
    m_window->importFrom(list.fileName());
    [this] { QTRY_VERIFY(part<QPushButton>(u"importButton"_s)); }();
    auto *import = part<QPushButton>(u"importButton"_s);
    [import] { QTRY_VERIFY(import->isEnabled()); }();
    import->click();
    step(journal, u"2 books imported. 1 row refused."_s);
    journal += stored();
    m_window->activateWindow();
    [this] { QVERIFY(QTest::qWaitForWindowActive(m_window.get())); }();
    accept(u"Undo Import 2 Books"_s);
    step(journal, u"Undone: Import 2 Books."_s);
    return journal;
}

void TestServerShop::offersATableBeforeItMakesOne()
{
    onServer([this](const orm::Text &address) {
        m_window->openShop(requestFor(address));

        QTRY_VERIFY(message().contains(u"is a database without books."_s));
        orm::Sequelize other(address, {.logging = nullptr});
        QVERIFY(other.queryInterface().showAllTables().result().isEmpty());

        accept(u"Add a Table of Books"_s);

        QTRY_VERIFY(m_window->page());
        QTRY_COMPARE(status(), u"0 books"_s);
        QVERIFY(m_window->windowTitle().contains(u" on 127.0.0.1"_s));
        m_window->closeShop();
        QThreadPool::globalInstance()->waitForDone();
    });
}

void TestServerShop::asksForAMissingPassword()
{
    onServer([this](const orm::Text &address) {
        ShopRequest request = requestOf(address);
        const orm::Text password = std::exchange(request.server->password, orm::Text());

        m_window->openShop(request);

        QTRY_VERIFY(part<QDialog>(u"passwordDialog"_s));
        QTRY_VERIFY(part<QLineEdit>(u"passwordEdit"_s)->hasFocus());
        type(password);
        key(Qt::Key_Return);
        QTRY_VERIFY(m_window->page());
        m_window->activateWindow();
        m_window->closeShop();
        QThreadPool::globalInstance()->waitForDone();
    });
}

void TestServerShop::tellsWhatIsWrong()
{
    onServer([this](const orm::Text &address) {
        ShopRequest wrong = requestOf(address);
        wrong.server->password = "wrong";
        m_window->openShop(wrong);
        QTRY_VERIFY2(message().contains(u"check name and password"_s), qPrintable(message()));
        QVERIFY(!message().contains(u"wrong"_s));
        accept(u"Enter Password…"_s);
        QTRY_VERIFY(part<QDialog>(u"passwordDialog"_s));
        part<QDialog>(u"passwordDialog"_s)->reject();

        ShopRequest missing = requestOf(address);
        missing.server->database = "nosuch";
        m_window->openShop(missing);
        QTRY_VERIFY2(message().contains(u"has no database nosuch"_s), qPrintable(message()));

        ShopRequest nobody = requestOf(address);
        nobody.server->port = 9;
        m_window->openShop(nobody);
        QTRY_VERIFY2(message().contains(u"is it started"_s), qPrintable(message()));
        QVERIFY(!m_window->page());
    });
}

void TestServerShop::seesWhatAnotherWindowDoes()
{
    onServer([this](const orm::Text &address) {
        open(requestOf(address));
        makeBooks();
        orm::Sequelize other(address, {.logging = nullptr});
        orm::Model &book = defineBook(other);

        book.create({{"title", u"Dune"_s}, {"author", u"Frank Herbert"_s}}).waitForFinished();

        QTRY_COMPARE(status(), u"7 books"_s);
        orm::wait(other.close());
        m_window->closeShop();
        QThreadPool::globalInstance()->waitForDone();
    });
}

void TestServerShop::remembersNoPassword()
{
    const QString address = u"postgres://till:p%40ss@db.example:5433/my%20shop?ssl=true"_s;

    const ShopRequest request = requestFor(address);

    QCOMPARE(QString(request.server->password), u"p@ss"_s);
    QCOMPARE(addressOf(*request.server), u"postgres://till@db.example:5433/my%20shop?ssl=true"_s);
    QCOMPARE(nameOf(*request.server), u"my shop on db.example"_s);
    m_settings->addRecentFile(addressOf(*request.server));
    QCOMPARE(m_settings->recentFiles(),
             QStringList{u"postgres://till@db.example:5433/my%20shop?ssl=true"_s});
    QVERIFY(!isServerAddress(u"shop.sqlite"_s));
    QVERIFY_THROWS_EXCEPTION(orm::UsageError, (void)requestFor(u"postgres://db.example"_s));
    QVERIFY_THROWS_EXCEPTION(orm::UsageError, (void)requestFor(u"pg://till@db.example/shop"_s));
    QCOMPARE(requestFor(u"file:///srv/shop.sqlite"_s).file, u"/srv/shop.sqlite"_s);
}

int main(int argc, char *argv[])
{
    return runWindowTest<TestServerShop>(argc, argv);
}
#include "tst_servershop.moc"
