#include "ui/table/recorddelegate.h"

#include "ui/rows/recordtablemodel.h"
#include "ui/table/recordtableview.h"
#include "ui/testbooks.h"
#include "ui/widgets/numberspin.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using ui::RecordTableModel;
using ui::RecordTableView;

class TestRecordDelegate : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void enterCommitsAndMovesDown();
    void f2OpensTheEditor();
    void tabMovesRight();
    void escRestores();
    void anInvalidEntryKeepsItsEditorOpen();
    void theReasonGoesWhenTheEntryIsMended();
    void anInvalidEntryIsNotWrittenWhenAnotherRowIsChosen();
    void pricesMayBeEmptied();
    void keysAreNotEdited();
    void whatIsTypedStaysWhenThePageComesAgain();

private:
    QWidget *open(int row, int column);
    [[nodiscard]] QWidget *editor() const { return m_view->findChild<QWidget *>(u"cellEditor"_s); }
    [[nodiscard]] QLabel *reason() const
    {
        auto *label = m_view->findChild<QLabel *>(u"cellError"_s);
        return label && label->isVisible() ? label : nullptr;
    }
    static void retype(QWidget *editor, const QString &text);

    std::unique_ptr<TestBooks> m_shop;
    std::unique_ptr<RecordTableModel> m_model;
    std::unique_ptr<RecordTableView> m_view;
    std::unique_ptr<QSignalSpy> m_edits;
};

void TestRecordDelegate::init()
{
    m_shop = std::make_unique<TestBooks>();
    m_shop->addBooks(20);
    m_model = std::make_unique<RecordTableModel>(m_shop->spec());
    m_view = std::make_unique<RecordTableView>(*m_model);
    m_view->resize(900, 500);
    m_view->show();
    m_model->refresh();
    QTRY_VERIFY(m_model->isSettled());
    m_edits = std::make_unique<QSignalSpy>(m_model.get(), &RecordTableModel::editWanted);
}

void TestRecordDelegate::cleanup()
{
    m_edits.reset();
    m_view.reset();
    m_model.reset();
    m_shop.reset();
}

QWidget *TestRecordDelegate::open(int row, int column)
{
    m_view->setFocus();
    m_view->setCurrentIndex(m_model->index(row, column));
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    return editor();
}

void TestRecordDelegate::retype(QWidget *editor, const QString &text)
{
    QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(editor, Qt::Key_Delete);
    QTest::keyClicks(editor, text);
}

void TestRecordDelegate::enterCommitsAndMovesDown()
{
    QWidget *line = open(2, 1);
    QVERIFY(qobject_cast<QLineEdit *>(line));

    retype(line, u"New title"_s);
    QTest::keyClick(line, Qt::Key_Return);

    QCOMPARE(m_edits->count(), 1);
    QCOMPARE(m_edits->at(0).at(0).value<orm::Instance>().get("id").toLongLong(), 3);
    QCOMPARE(m_edits->at(0).at(2).toString(), u"New title"_s);
    QCOMPARE(m_view->currentIndex(), m_model->index(3, 1));
    QVERIFY(!m_view->isEditing());
}

void TestRecordDelegate::f2OpensTheEditor()
{
    m_view->setCurrentIndex(m_model->index(0, 3));

    QTest::keyClick(m_view.get(), Qt::Key_F2);

    const auto *spin = qobject_cast<ui::NumberSpin *>(editor());
    QVERIFY(spin);
    QCOMPARE(spin->text(), u"0.50"_s);
}

void TestRecordDelegate::tabMovesRight()
{
    QWidget *line = open(2, 1);

    retype(line, u"New title"_s);
    QTest::keyClick(line, Qt::Key_Tab);

    QCOMPARE(m_edits->count(), 1);
    QCOMPARE(m_view->currentIndex(), m_model->index(2, 2));
    QVERIFY(m_view->isEditing());
}

void TestRecordDelegate::escRestores()
{
    QWidget *line = open(2, 1);

    retype(line, u"New title"_s);
    QTest::keyClick(line, Qt::Key_Escape);

    QCOMPARE(m_edits->count(), 0);
    QVERIFY(!m_view->isEditing());
    QCOMPARE(m_model->index(2, 1).data().toString(), u"Title 0003"_s);
}

void TestRecordDelegate::anInvalidEntryKeepsItsEditorOpen()
{
    QWidget *line = open(2, 1);

    retype(line, u"   "_s);
    QTest::keyClick(line, Qt::Key_Return);

    QCOMPARE(m_edits->count(), 0);
    QVERIFY(m_view->isEditing());
    QVERIFY(reason());
    QCOMPARE(reason()->text(), u"Title cannot be empty."_s);
    QCOMPARE(line->accessibleDescription(), u"Title cannot be empty."_s);
    QVERIFY(reason()->y() > line->y());
}

void TestRecordDelegate::theReasonGoesWhenTheEntryIsMended()
{
    QWidget *line = open(2, 1);
    retype(line, QString());
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(reason());

    QTest::keyClicks(line, u"X"_s);
    QVERIFY(!reason());
    QTest::keyClick(line, Qt::Key_Return);

    QCOMPARE(m_edits->count(), 1);
    QVERIFY(!m_view->isEditing());
}

void TestRecordDelegate::anInvalidEntryIsNotWrittenWhenAnotherRowIsChosen()
{
    QSignalSpy refused(m_model.get(), &RecordTableModel::refused);
    QWidget *line = open(2, 1);

    retype(line, QString());
    m_view->setCurrentIndex(m_model->index(7, 1));

    QCOMPARE(m_edits->count(), 0);
    QCOMPARE(refused.count(), 1);
}

void TestRecordDelegate::pricesMayBeEmptied()
{
    QWidget *spin = open(2, 3);

    retype(spin, QString());
    QTest::keyClick(spin, Qt::Key_Return);

    QCOMPARE(m_edits->count(), 1);
    QVERIFY(m_edits->at(0).at(2).isNull());
    QCOMPARE(m_model->index(2, 3).data().toString(), QString());
}

void TestRecordDelegate::keysAreNotEdited()
{
    QVERIFY(!open(2, 0));
    QVERIFY(!open(2, 4));
}

void TestRecordDelegate::whatIsTypedStaysWhenThePageComesAgain()
{
    auto *line = qobject_cast<QLineEdit *>(open(2, 1));
    retype(line, u"Half a ti"_s);

    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->refreshValues();
    QTRY_VERIFY(changed.count() >= 2);

    QCOMPARE(line->text(), u"Half a ti"_s);
    QVERIFY(m_view->isEditing());
}

QTEST_MAIN(TestRecordDelegate)
#include "tst_recorddelegate.moc"
