#include "ui/bulktest.h"
#include "ui/recordpagetest.h"

#include <QMessageBox>
#include <QPushButton>

/// Deletions of more records than memory should hold.
class TestBulkDelete : public BulkTest
{
    Q_OBJECT

private slots:
    void cleanup() { close(); }
    void isOneStatementAndComesBackAsItWas();
    void takesOnlyWhatMatchesWhenItRuns();
    void doneAgainItSparesWhatSomebodyElseChanged();
    void cancelLeavesAllAsItWas();
};

void TestBulkDelete::isOneStatementAndComesBackAsItWas()
{
    if (isOnServer())
        QSKIP("A server is told the keys of those that were kept.");
    open(300);
    const QString before = m_shop->dump();
    QStringList writes;
    {
        const auto subscription =
            m_shop->database().log().listen([&writes](const orm::QueryEvent &event) {
                if (event.sql().startsWith(u"DELETE"_s))
                    writes << event.call();
            });
        perform(new ui::BulkDeleteCommand(m_shop->spec(), {.where = {{"price", orm::Op::lt(30)}}}));
    }

    QCOMPARE(writes, QStringList{u"Book.destroy({where: {price: {lt: 30}}})"_s});
    QCOMPARE(m_queue->stack().undoText(), u"Delete 54 Books"_s); // of 59 five have no price
    QCOMPARE(books().size(), 246);
    undo();
    QCOMPARE(m_shop->dump(), before);
    redo();
    QCOMPARE(books().size(), 246);
    undo();
    QCOMPARE(m_shop->dump(), before);
}

void TestBulkDelete::takesOnlyWhatMatchesWhenItRuns()
{
    open(10);
    auto command = std::make_unique<ui::BulkDeleteCommand>(
        m_shop->spec(), ui::BulkTarget{.where = {{"price", orm::Op::lt(2)}}});
    m_shop->book().update({{"price", 50}}, {.where = {{"id", 1}}}).waitForFinished();

    perform(command.release());

    QCOMPARE(books().size(), 8);
    QCOMPARE(text(1, "price"), u"50.00"_s);
}

void TestBulkDelete::doneAgainItSparesWhatSomebodyElseChanged()
{
    open(10);
    perform(new ui::BulkDeleteCommand(m_shop->spec(), keys({1, 2, 3, 4})));
    undo();
    m_shop->book().update({{"title", "Theirs"}}, {.where = {{"id", 2}}}).waitForFinished();

    redo();

    QCOMPARE(m_note, u"1 book stayed: changed meanwhile by somebody else."_s);
    QCOMPARE(books().size(), 7);
    QCOMPARE(text(2, "title"), u"Theirs"_s);
    undo();
    QCOMPARE(books().size(), 10);
    QCOMPARE(text(2, "title"), u"Theirs"_s);
}

void TestBulkDelete::cancelLeavesAllAsItWas()
{
    open(20'000);
    const QString before = m_shop->dump();
    cancelNextStep();

    perform(new ui::BulkDeleteCommand(m_shop->spec(), {}));

    QCOMPARE(m_cancelled + m_done, 1); // it may have been too late
    if (m_done == 1)
        undo();
    QCOMPARE(m_shop->dump(), before);
}

/// The same by the Delete key of a page.
class TestPageDelete : public RecordPageTest
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { close(); }
    void aHundredThousandSelectedRecordsComeBack();
};

void TestPageDelete::aHundredThousandSelectedRecordsComeBack()
{
    start(100'001);
    table()->selectAll();
    rest();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->selectedCount(), 100'001, patience);
    m_page->deleteSelected();
    auto *box = m_window->findChild<QMessageBox *>(u"questionBox"_s);
    QVERIFY(box);
    QCOMPARE(box->informativeText(), u"This can be undone."_s);
    for (QAbstractButton *button : box->buttons())
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    rest();
    QCOMPARE(count(), 0);

    m_page->undo();
    rest();

    QCOMPARE(count(), 100'001);
}

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    TestBulkDelete commands;
    TestPageDelete page;
    return QTest::qExec(&commands, argc, argv) | QTest::qExec(&page, argc, argv);
}

#include "tst_bulkdelete.moc"
