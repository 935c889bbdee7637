#pragma once

#include "ui/form/recordform.h"
#include "ui/page/recordpage.h"
#include "ui/rows/recordtablemodel.h"
#include "ui/table/recordtableview.h"
#include "ui/testbooks.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

/// A page over a shop of its own, in a window that is shown.
class RecordPageTest : public QObject
{
protected:
    /// Milliseconds: enough for a machine that does much else.
    static constexpr int patience = 20'000;

    void open();
    void close();
    void start(int books, bool readOnly = false);
    void rest();
    [[nodiscard]] bool isAtRest() const;
    void select(int first, int last);
    void retype(const char *editor, const QString &text);
    [[nodiscard]] ui::RecordTableView *table() const { return m_page->table(); }
    [[nodiscard]] ui::RecordForm *form() const { return m_page->form(); }
    [[nodiscard]] QString title() const
    {
        return form()->findChild<QLineEdit *>(QStringLiteral("titleEdit"))->text();
    }
    [[nodiscard]] qint64 count() { return m_shop->book().count().result(); }

    std::unique_ptr<TestBooks> m_shop;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<ui::RecordPage> m_page;
};

inline void RecordPageTest::open()
{
    m_shop = std::make_unique<TestBooks>();
}

inline void RecordPageTest::close()
{
    m_page.reset();
    m_window.reset();
    m_shop.reset();
}

inline void RecordPageTest::start(int books, bool readOnly)
{
    if (books > 0)
        m_shop->addBooks(books);
    ui::PageSpec spec = m_shop->spec();
    spec.readOnly = readOnly;
    m_page = std::make_unique<ui::RecordPage>(spec);
    m_window = std::make_unique<QWidget>();
    auto *layout = new QHBoxLayout(m_window.get());
    layout->addWidget(m_page->table());
    layout->addWidget(m_page->form());
    m_window->resize(1'100, 500);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_VERIFY_WITH_TIMEOUT(m_page->isExact(), patience);
    rest();
}

inline bool RecordPageTest::isAtRest() const
{
    const auto *model = static_cast<ui::RecordTableModel *>(table()->model());
    return !table()->isRestoring() && !m_page->isWriting() && !model->isAsking()
           && !table()->currentIndex().data(ui::RecordTableModel::LoadingRole).toBool();
}

/// Until nothing is read or written any more, and all have heard of it.
inline void RecordPageTest::rest()
{
    QCoreApplication::processEvents();
    QTRY_VERIFY_WITH_TIMEOUT(isAtRest(), patience);
    QCoreApplication::processEvents();
    QTRY_VERIFY_WITH_TIMEOUT(isAtRest(), patience);
}

inline void RecordPageTest::select(int first, int last)
{
    const QAbstractItemModel *model = table()->model();
    table()->setCurrentIndex(model->index(first, 1));
    table()->selectionModel()->select(
        QItemSelection(model->index(first, 0), model->index(last, model->columnCount() - 1)),
        QItemSelectionModel::ClearAndSelect);
    QCoreApplication::processEvents(); // the page hears of it when all is selected
}

inline void RecordPageTest::retype(const char *editor, const QString &text)
{
    auto *widget = form()->findChild<QWidget *>(QString::fromLatin1(editor));
    widget->setFocus();
    QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(widget, Qt::Key_Delete);
    QTest::keyClicks(widget, text);
}
