#include "ui/edit/commandqueue.h"
#include "ui/recordpagetest.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

/// A page of a model that counts its writes. Whoever is between the reading and the writing of a
/// record, as other connections of a server may be, is played by a hook.
class TestVersionedRecords : public RecordPageTest
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aLostRaceEndsInTheConflictDialog();
    void aLostRaceKeepsARecordFromBeingDeleted();
    void undoAndRedoNeverTakeTheVersionBack();
    void anAdditionIsUndoneBehindTheUndoOfAnEdit();

private:
    [[nodiscard]] orm::Instance stored() const { return *m_book->findByPk(1).result(); }
    void rename(const QString &title);
    void undo()
    {
        m_page->undo();
        rest();
    }
    void redo()
    {
        m_page->redo();
        rest();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<orm::Sequelize> m_db;
    orm::Model *m_book = nullptr;
};

void TestVersionedRecords::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_db = std::make_unique<orm::Sequelize>(
        orm::Options{.storage = m_folder->filePath(u"shop.sqlite"_s), .logging = nullptr});
    m_book = &m_db->define(
        "Book",
        {{"id", {.type = orm::DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}},
         {"title", orm::DataTypes::STRING(200)},
         {"author", orm::DataTypes::STRING(100)},
         {"price", orm::DataTypes::DECIMAL(10, 2)}},
        {.tableName = "books", .version = "version"});
    m_book->sync().waitForFinished();
    m_book->create({{"title", "Emma"}, {"author", "Austen"}, {"price", 10}}).waitForFinished();
    m_shop = std::make_unique<TestBooks>();
    ui::PageSpec spec = m_shop->spec();
    spec.model = m_book;
    spec.versionAttribute = u"version"_s;
    m_page = std::make_unique<ui::RecordPage>(spec);
    m_window = std::make_unique<QWidget>();
    auto *layout = new QHBoxLayout(m_window.get());
    layout->addWidget(m_page->table());
    layout->addWidget(m_page->form());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_VERIFY_WITH_TIMEOUT(m_page->isExact(), patience);
    rest();
    select(0, 0);
    QTRY_COMPARE(title(), u"Emma"_s);
}

void TestVersionedRecords::cleanup()
{
    close();
    m_db.reset();
}

void TestVersionedRecords::rename(const QString &title)
{
    retype("titleEdit", title);
    m_page->saveForm();
    rest();
}

// SQLite lets nobody else write within the unit that saves, so the other writer of these two is a
// hook, whose write goes back with the unit.
void TestVersionedRecords::aLostRaceEndsInTheConflictDialog()
{
    bool isFirst = true;
    m_book->hooks().beforeUpdate([this, &isFirst](const orm::Instance &) {
        if (std::exchange(isFirst, false))
            m_db->query("UPDATE books SET title = 'Theirs', version = version + 1",
                        {.kind = orm::StatementKind::Write})
                .waitForFinished();
    });

    rename(u"Mine"_s);

    QDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = m_window->findChild<QDialog *>(u"conflictDialog"_s)));
    QCOMPARE(stored().get<QString>("title"), u"Emma"_s); // the hook's part went back with the save
    QCOMPARE(title(), u"Mine"_s);                        // nothing that was typed is lost
    dialog->accept();
    QTRY_COMPARE(stored().get<QString>("title"), u"Mine"_s);
}

void TestVersionedRecords::aLostRaceKeepsARecordFromBeingDeleted()
{
    m_book->hooks().beforeDestroy([this](const orm::Instance &) {
        m_db->query("UPDATE books SET title = 'Theirs', version = version + 1",
                    {.kind = orm::StatementKind::Write})
            .waitForFinished();
    });
    QString told;
    connect(m_page.get(), &ui::RecordPage::failed, this,
            [&told](const QString &text) { told = text; });

    m_page->deleteSelected();
    rest();

    QCOMPARE(told, u"Not deleted: somebody else has changed 1 book meanwhile."_s);
    QCOMPARE(stored().get<QString>("title"), u"Emma"_s);
}

void TestVersionedRecords::undoAndRedoNeverTakeTheVersionBack()
{
    QList<qint64> versions{stored().get<qint64>("version")};
    const auto look = [&](const QString &title) {
        QCOMPARE(stored().get<QString>("title"), title);
        versions << stored().get<qint64>("version");
        QVERIFY(versions.last() > versions.at(versions.size() - 2));
    };

    rename(u"Second"_s);
    look(u"Second"_s);
    undo();
    look(u"Emma"_s);
    redo();
    look(u"Second"_s);
    undo();
    look(u"Emma"_s);
    rename(u"Third"_s); // with the version that the undo has left
    look(u"Third"_s);

    QVERIFY(!m_window->findChild<QDialog *>(u"conflictDialog"_s));
}

void TestVersionedRecords::anAdditionIsUndoneBehindTheUndoOfAnEdit()
{
    m_page->addRecord();
    retype("titleEdit", u"New"_s);
    retype("authorEdit", u"Author"_s);
    m_page->saveForm();
    rest();
    QCOMPARE(m_book->count().result(), 2);
    QTRY_COMPARE(title(), u"New"_s);
    rename(u"Newer"_s);

    undo();
    undo();

    QCOMPARE(m_book->count().result(), 1);
    redo();
    redo();
    QCOMPARE(m_book->findByPk(2).result()->get<QString>("title"), u"Newer"_s);
}

QTEST_MAIN(TestVersionedRecords)
#include "tst_versionedrecords.moc"
