#pragma once

#include "app/books/bookstore.h"
#include "app/englishplurals.h"
#include "app/window/actions.h"
#include "app/window/emptystate.h"
#include "app/window/mainwindow.h"
#include "app/window/settings.h"
#include "orm/model/sequelize.h"
#include "ui/page/recordpage.h"
#include "ui/table/recordtableview.h"
#include "ui/widgets/messagebar.h"

#include <QtTest>

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QThreadPool>
#include <QToolButton>

#include <memory>

using namespace Qt::StringLiterals;

/// A window with settings of its own, and hands to work in it. Base of the tests of MainWindow.
class WindowTest : public QObject
{
protected:
    void makeWindow();
    void dropWindow();
    /// Opens a shop, and waits until its books are counted.
    void open(const ShopRequest &request);
    /// Opens shop.sqlite with four books in it.
    void openSomeBooks();
    /// Makes that file without opening it in the window.
    void fill(const QString &file);
    template<typename T>
    [[nodiscard]] T *part(const QString &name) const
    {
        return m_window->findChild<T *>(name);
    }
    [[nodiscard]] ui::RecordTableView *table() const { return m_window->page()->table(); }
    [[nodiscard]] QString cell(int row, const QString &attribute) const;
    [[nodiscard]] int column(const QString &attribute) const;
    [[nodiscard]] QString status() const { return part<QLabel>(u"statusCount"_s)->text(); }
    [[nodiscard]] QString message() const { return part<ui::MessageBar>(u"messageBar"_s)->text(); }
    /// Presses the button of that text in the message.
    void press(const QString &offer) const;
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    void type(const QString &text) const { QTest::keyClicks(QApplication::focusWidget(), text); }
    void selectRow(int row) const;
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

inline void WindowTest::makeWindow()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<Settings>(path(u"settings.ini"_s));
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

inline void WindowTest::dropWindow()
{
    QVERIFY(!QApplication::activeModalWidget());
    m_window.reset();
    QThreadPool::globalInstance()->waitForDone(); // the shop closes in the background
}

inline void WindowTest::open(const ShopRequest &request)
{
    m_window->openShop(request);
    QTRY_VERIFY(m_window->page());
    QTRY_VERIFY(m_window->page()->isExact());
}

inline void WindowTest::openSomeBooks()
{
    fill(path(u"shop.sqlite"_s));
    open({.file = path(u"shop.sqlite"_s)});
    QTRY_COMPARE(status(), u"4 books"_s);
    QTRY_COMPARE(cell(3, u"title"_s), u"Beloved"_s);
}

inline void WindowTest::fill(const QString &file)
{
    orm::Sequelize database({.storage = file, .logging = nullptr});
    orm::Model &book = defineBook(database);
    book.sync().waitForFinished();
    QList<orm::Values> rows;
    const QList<std::pair<QString, QString>> books{{u"Kindred"_s, u"Octavia E. Butler"_s},
                                                   {u"Emma"_s, u"Jane Austen"_s},
                                                   {u"The Name of the Rose"_s, u"Umberto Eco"_s},
                                                   {u"Beloved"_s, u"Toni Morrison"_s}};
    for (const auto &[title, author] : books)
        rows << orm::Values{
            {"title", title}, {"author", author}, {"price", orm::Decimal(1000 + rows.size(), 2)}};
    book.bulkCreate(rows).waitForFinished();
}

inline QString WindowTest::cell(int row, const QString &attribute) const
{
    const QAbstractItemModel *model = table()->model();
    return model->index(row, column(attribute)).data().toString();
}

inline int WindowTest::column(const QString &attribute) const
{
    const QList<ui::FieldSpec> &fields = m_window->page()->spec().fields;
    for (int i = 0; i < fields.size(); ++i)
        if (fields.at(i).attribute == attribute)
            return i;
    return -1;
}

inline void WindowTest::press(const QString &offer) const
{
    for (QToolButton *button :
         part<ui::MessageBar>(u"messageBar"_s)->findChildren<QToolButton *>()) {
        if (button->isVisible() && button->text().remove(u'&') == offer) {
            button->click();
            return;
        }
    }
    QFAIL(qPrintable(u"There is no button “%1” in the message “%2”."_s.arg(offer, message())));
}

inline void WindowTest::key(Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    QWidget *focus = QApplication::focusWidget();
    QTest::keyClick(focus ? focus : m_window.get(), key, modifiers);
}

inline void WindowTest::selectRow(int row) const
{
    table()->setFocus();
    table()->selectionModel()->setCurrentIndex(table()->model()->index(row, column(u"title"_s)),
                                               QItemSelectionModel::ClearAndSelect
                                                   | QItemSelectionModel::Rows);
    QTRY_COMPARE(m_window->page()->selectedCount(), 1);
}

/// The main() of these tests.
template<typename Test>
int runWindowTest(int argc, char *argv[])
{
    QApplication application(argc, argv);
    EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);
    Test test;
    return QTest::qExec(&test, argc, argv);
}
