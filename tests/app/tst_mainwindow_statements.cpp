#include "app/books/bookstore.h"
#include "tests/app/windowtest.h"
#include "ui/form/recordform.h"
#include "ui/form/relatedfields.h"

#include <QLineEdit>
#include <QMutex>

/// How many statements an action of the user costs. Those that begin and end a transaction are not
/// counted.
class TestMainWindowStatements : public WindowTest
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aSelectionTakesTwoStatements();
    void aSavedFieldIsOneWriteAndAtMostThreeReads();
    void anEditedCellIsOneWriteAndAtMostThreeReads();
    void aSavedFieldIsTheTutorialsUpdate();
    void anUndoneFieldTakesOneReadAndOneWrite();
    void rowsThatArePassedByAreNotRead();

private:
    void listen();
    /// Until everything that the last action asked for has come home.
    void rest();
    [[nodiscard]] QStringList statements(orm::StatementKind kind);
    [[nodiscard]] int reads() { return int(statements(orm::StatementKind::Read).size()); }
    [[nodiscard]] int writes() { return int(statements(orm::StatementKind::Write).size()); }
    void retitle(const QString &title);

    QMutex m_mutex;
    QList<orm::QueryEvent> m_events;
    orm::QueryLog::Subscription m_subscription;
};

void TestMainWindowStatements::init()
{
    makeWindow();
    openSomeBooks();
    selectRow(0);
    rest();
    listen();
}

void TestMainWindowStatements::cleanup()
{
    m_subscription.reset();
    dropWindow();
}

void TestMainWindowStatements::listen()
{
    m_events.clear();
    m_subscription =
        m_window->page()->spec().model->sequelize().log().listen([this](const auto &event) {
            const QMutexLocker lock(&m_mutex);
            m_events += event;
        });
}

void TestMainWindowStatements::rest()
{
    const auto isAtRest = [this] {
        return !m_window->page()->isWriting() && !m_window->page()->form()->related().isReading();
    };
    QTest::qWait(0);
    QTRY_VERIFY(isAtRest());
    QTest::qWait(0);
    QTRY_VERIFY(isAtRest());
}

QStringList TestMainWindowStatements::statements(orm::StatementKind kind)
{
    const QMutexLocker lock(&m_mutex);
    QStringList found;
    for (const orm::QueryEvent &event : m_events)
        if (event.kind() == kind)
            found += event.sql();
    return found;
}

void TestMainWindowStatements::retitle(const QString &title)
{
    part<QLineEdit>(u"titleEdit"_s)->setFocus();
    key(Qt::Key_A, Qt::ControlModifier);
    type(title);
    key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!m_window->isWindowModified());
    QTRY_COMPARE(cell(0, u"title"_s), title);
    rest();
}

void TestMainWindowStatements::aSelectionTakesTwoStatements()
{
    selectRow(2);
    QTRY_COMPARE(part<QLineEdit>(u"titleEdit"_s)->text(), u"The Name of the Rose"_s);
    rest();

    QCOMPARE(writes(), 0);
    QVERIFY2(reads() == 2, qPrintable(statements(orm::StatementKind::Read).join(u'\n')));
}

void TestMainWindowStatements::aSavedFieldIsOneWriteAndAtMostThreeReads()
{
    retitle(u"Fledgling"_s);

    QVERIFY2(writes() == 1, qPrintable(statements(orm::StatementKind::Write).join(u'\n')));
    QVERIFY2(reads() <= 3, qPrintable(statements(orm::StatementKind::Read).join(u'\n')));
}

void TestMainWindowStatements::anEditedCellIsOneWriteAndAtMostThreeReads()
{
    key(Qt::Key_F2);
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    key(Qt::Key_A, Qt::ControlModifier);
    type(u"Fledgling"_s);
    key(Qt::Key_Return);
    QTRY_COMPARE(writes(), 1);
    rest();

    // Return goes on to the next row, which takes its own two.
    QVERIFY2(reads() <= 5, qPrintable(statements(orm::StatementKind::Read).join(u'\n')));
    QCOMPARE(writes(), 1);
}

void TestMainWindowStatements::aSavedFieldIsTheTutorialsUpdate()
{
    retitle(u"Fledgling"_s);

    QCOMPARE(statements(orm::StatementKind::Write).size(), 1);
    QVERIFY2(statements(orm::StatementKind::Write)
                 .first()
                 .endsWith(u"UPDATE `books` SET `title`=$1,`updatedAt`=$2 WHERE `id` = $3"_s),
             qPrintable(statements(orm::StatementKind::Write).first()));
}

void TestMainWindowStatements::anUndoneFieldTakesOneReadAndOneWrite()
{
    retitle(u"Fledgling"_s);
    listen();

    m_window->actions().undo->trigger();
    QTRY_COMPARE(cell(0, u"title"_s), u"Kindred"_s);
    rest();

    QCOMPARE(writes(), 1);
    QVERIFY2(reads() <= 3, qPrintable(statements(orm::StatementKind::Read).join(u'\n')));
}

void TestMainWindowStatements::rowsThatArePassedByAreNotRead()
{
    QList<orm::Values> rows;
    for (int i = 0; i < 60; ++i)
        rows << orm::Values{{"title", u"Volume %1"_s.arg(i)}, {"author", u"Nobody"_s}};
    m_window->page()->spec().model->bulkCreate(rows).waitForFinished();
    m_window->page()->refresh();
    QTRY_COMPARE(status(), u"64 books"_s);
    selectRow(0);
    rest();
    QTRY_COMPARE(cell(40, u"title"_s), u"Volume 36"_s);
    listen();

    for (int i = 0; i < 30; ++i) {
        QTest::keyClick(table(), Qt::Key_Down);
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(part<QLineEdit>(u"titleEdit"_s)->text(), u"Volume 26"_s);
    rest();

    QVERIFY2(reads() == 2, qPrintable(statements(orm::StatementKind::Read).join(u'\n')));
}

int main(int argc, char *argv[])
{
    return runWindowTest<TestMainWindowStatements>(argc, argv);
}

#include "tst_mainwindow_statements.moc"
