#pragma once

#include "app/shop/shop.h"

#include <QMainWindow>

class ActionController;
class Actions;
class CentreController;
class ClipboardController;
class ConnectController;
class ConnectionBar;
class EmptyState;
class ExportController;
class ImportController;
class IndexController;
class LeaveGuard;
class Messages;
class PagesController;
class Panes;
class QDockWidget;
class QStackedWidget;
class QTabBar;
class QToolBar;
class ReconnectController;
class ServerPanel;
class Settings;
class DraftKeeper;
class ShopController;
class SingleWindow;

namespace ui {
class FindBox;
class MessageBar;
class RecordPage;
class SqlLogPane;
class TaskStatus;
} // namespace ui

/// The window: one shop, its books as a table and a form, the SQL log, and what happens to them
/// said in the window itself. It puts its parts and their controllers together; each of these has a
/// subject of its own.
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

signals:
    /// Another window on the same shop, beside this one.
    void windowWanted(const ShopRequest &shop);

protected:
    void closeEvent(QCloseEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    // What the window is made of.
    void makeToolBar();
    void fitToolBar();
    void makeCentre();
    void makeConnectionBar();
    void makeTabLine();
    void makeDocks();
    void makeStatusBar();
    void makeMenus();
    void listShortcuts();
    void nameTheNameless();
    void restoreWindow();
    void saveWindow();

    // How it is put together.
    void makeControllers();
    void connectShops();
    void connectPages();
    void connectLog();
    void connectImports();
    void connectExports();
    void connectActions();
    void openContextMenu();
    void wantWindow();
    void takeShop();
    void letGoOfShop();
    void showNoShop();
    void addWantedSamples();
    void comeToFront();

    // What it says of its shop.
    void updateState();
    void updateTitle();
    void updateCount();
    void showSelection(int count, const QString &sum, const QString &average);

    Settings &m_settings;
    Actions *m_actions = nullptr;
    Panes *m_panes = nullptr;
    ui::MessageBar *m_messageBar = nullptr;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_centre = nullptr;
    EmptyState *m_empty = nullptr;
    QDockWidget *m_detailsDock = nullptr;
    QWidget *m_details = nullptr; ///< Holds the form of the page in front.
    QDockWidget *m_serverDock = nullptr;
    ServerPanel *m_server = nullptr;
    QDockWidget *m_logDock = nullptr;
    ui::SqlLogPane *m_log = nullptr;
    QToolBar *m_toolBar = nullptr;
    ConnectionBar *m_connectionBar = nullptr;
    QToolBar *m_tabLine = nullptr;
    int m_toolBarWidth = 0; ///< That it needs with texts on its buttons.
    ui::FindBox *m_find = nullptr;
    ui::TaskStatus *m_status = nullptr;

    Messages *m_messages = nullptr;
    ShopController *m_shops = nullptr;
    PagesController *m_pages = nullptr;
    ImportController *m_imports = nullptr;
    ExportController *m_exports = nullptr;
    ClipboardController *m_clipboard = nullptr;
    ConnectController *m_connect = nullptr;
    IndexController *m_indexes = nullptr;
    LeaveGuard *m_guard = nullptr;
    CentreController *m_centreController = nullptr;
    ActionController *m_actionController = nullptr;
    ReconnectController *m_reconnect = nullptr;
    SingleWindow *m_single = nullptr;
    DraftKeeper *m_drafts = nullptr;
    bool m_wantsSamples = false; ///< Their own shop is being opened.
};
