#pragma once

#include "app/shop/shop.h"
#include "ui/widgets/messagebar.h"

#include <QHash>
#include <QMainWindow>

#include <functional>
#include <memory>

class Actions;
class EmptyState;
class Panes;
class QDockWidget;
class QLabel;
class QScrollArea;
class QStackedWidget;
class QTabBar;
class QToolBar;
class Settings;
struct ImportPlan;
struct ImportPreview;
struct ImportResult;
struct SampleKeys;
struct OpenShop;

namespace orm {
class Where;
}

namespace ui {
class FindBox;
struct FindLanguage;
class RecordPage;
class SqlLogPane;
class TaskStatus;
} // namespace ui

/// The window: one shop, its books as a table and a form, the SQL log, and what happens to them
/// said in the window itself.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `settings` outlives the window.
    explicit MainWindow(Settings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// The books, shown or behind another page; nullptr while no shop is open.
    [[nodiscard]] ui::RecordPage *page() const;
    [[nodiscard]] const Actions &actions() const { return *m_actions; }

public slots:
    /// Opens a shop in the place of the present one, which stays when the other cannot be opened.
    void openShop(const ShopRequest &request);
    void closeShop();
    /// Asks how the file is to be read, and imports it.
    void importFrom(const QString &file);

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    using Kind = ui::MessageBar::Kind;
    /// A button in a message.
    struct Offer
    {
        QString text;
        std::function<void()> accept;
    };

    // What the window is made of.
    void makeCentre();
    void makeDocks();
    void makeToolBar();
    void fitToolBar();
    void makeStatusBar();
    void makeMenus();
    void connectActions();
    void listShortcuts();
    void nameTheNameless();
    void restoreWindow();
    void saveWindow();

    // Shops.
    void adoptShop();
    void connectImporter();
    void makeIndexes();
    void dropShop();
    void onOpenFailed(const ShopRequest &request, const ShopFailure &failure);
    void chooseNewShop();
    void chooseShop();
    void openNewShop(const QString &file);
    void fillRecentMenu();
    void onModifiedChanged();
    void leaveThen(const std::function<void()> &next);
    [[nodiscard]] bool mayLeave() const;

    // Pages: books and sales.
    void makeTabs(QWidget *parent);
    void takePages();
    void connectPage(ui::RecordPage *page);
    void savePages();
    void showPage();
    void showSearch();
    void find(const orm::Where &where);
    void findAuthor(const QString &author);
    void findSameAuthor();
    void sellBook();
    void mirrorUndo(ui::RecordPage &page);
    void mirror(QAction *own, QAction *pages);
    [[nodiscard]] ui::RecordPage *shownPage() const;
    [[nodiscard]] ui::RecordPage *modifiedPage() const;
    [[nodiscard]] QList<ui::RecordPage *> pages() const;
    [[nodiscard]] bool isOnSales() const;
    [[nodiscard]] ui::FindLanguage findLanguage() const;

    // Books from elsewhere.
    void chooseImport();
    void askHowToImport(const ImportPreview &preview);
    void startImport(const ImportPlan &plan);
    void onImportEnded();
    void onImported(const ImportResult &result);
    void addSampleBooks();
    void removeAddedBooks(const SampleKeys &keys);
    void refreshPages();

    // What the user sees of it.
    void tell(Kind kind, const QString &text, const QList<Offer> &offers = {});
    void updateActions();
    void updateState();
    void showInCentre(QWidget *part);
    void showNoShop();
    void showNoBooks();
    void showNoSales();
    void updateTitle();
    void updateCount();
    void showSelection(int count, const QString &sum, const QString &average);
    void cancelTask(int task);

    Settings &m_settings;
    Actions *m_actions = nullptr;
    Panes *m_panes = nullptr;
    ui::MessageBar *m_messages = nullptr;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_centre = nullptr;
    EmptyState *m_empty = nullptr;
    QDockWidget *m_detailsDock = nullptr;
    QScrollArea *m_details = nullptr;
    QDockWidget *m_logDock = nullptr;
    ui::SqlLogPane *m_log = nullptr;
    QToolBar *m_toolBar = nullptr;
    int m_toolBarWidth = 0; ///< That it needs with texts on its buttons.
    ui::FindBox *m_find = nullptr;
    ui::TaskStatus *m_status = nullptr;
    QLabel *m_readOnlyBadge = nullptr;

    std::unique_ptr<Shop> m_opening;
    std::unique_ptr<OpenShop> m_openShop;
    QObject *m_mirror = nullptr; ///< Connects the undo of the page that is shown.
    /// What is searched for on each page.
    struct FindTexts
    {
        QString books;
        QString sales;
    };
    FindTexts m_findTexts;
    QObject *m_offers = nullptr; ///< Owns the actions of the message that is shown.
    std::function<void()> m_afterSave;
    int m_openTask = 0;
    QHash<ui::RecordPage *, int> m_pageTasks;
    int m_importTask = 0;
    int m_indexTask = 0;
};
