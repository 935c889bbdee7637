// How the window and its controllers work together. Calls go down (shops and pages are told what to
// do), signals come up.

#include "app/connect/connectionbar.h"
#include "app/window/actioncontroller.h"
#include "app/window/actions.h"
#include "app/window/bulkcontroller.h"
#include "app/window/centrecontroller.h"
#include "app/window/clipboardcontroller.h"
#include "app/window/connectcontroller.h"
#include "app/window/copycontroller.h"
#include "app/window/draftkeeper.h"
#include "app/window/exportcontroller.h"
#include "app/window/findcontroller.h"
#include "app/window/helpdialogs.h"
#include "app/window/importcontroller.h"
#include "app/window/indexcontroller.h"
#include "app/window/leaveguard.h"
#include "app/window/mainwindow.h"
#include "app/window/messages.h"
#include "app/window/openshop.h"
#include "app/window/pagescontroller.h"
#include "app/window/panes.h"
#include "app/window/reconnectcontroller.h"
#include "app/window/settings.h"
#include "app/window/shopchooser.h"
#include "app/window/shopcontroller.h"
#include "app/window/singlewindow.h"
#include "ui/base/modalguard.h"
#include "ui/find/findbox.h"
#include "ui/log/sqllogpane.h"
#include "ui/widgets/taskstatus.h"

#include <QAction>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QLabel>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

void MainWindow::makeControllers()
{
    m_messages = new Messages(*m_messageBar, this);
    m_shops = new ShopController({m_settings, *m_messages, *m_status, *m_log}, this);
    auto *find = new FindController(*m_find, this);
    m_reconnect = new ReconnectController(*m_messages, this);
    m_pages = new PagesController({m_settings, *m_actions, *m_messages, *find, *m_reconnect,
                                   *m_status, *m_tabs, *m_centre, *m_details},
                                  this);
    m_imports = new ImportController(*m_messages, *m_status, this);
    m_exports = new ExportController(*m_pages, *m_messages, *m_status, this);
    m_clipboard =
        new ClipboardController({*m_actions, *m_pages, *m_messages, *m_status, *this}, this);
    m_connect =
        new ConnectController({m_settings, *m_actions, *m_connectionBar, *m_server, *this}, this);
    m_indexes = new IndexController(*m_status, this);
    m_guard = new LeaveGuard(*m_shops, *m_pages, *m_messages, this);
    m_centreController =
        new CentreController({*m_actions, *m_shops, *m_pages, *m_find, *m_centre, *m_empty}, this);
    m_actionController = new ActionController(
        {*m_actions, *m_shops, *m_pages, *m_imports, *m_exports, *m_find}, this);
    new BulkController({*m_actions, *m_shops, *m_pages, *m_find}, this); // goes with the window
    new ui::ModalGuard(this);
    m_single = new SingleWindow(this);
    m_drafts = new DraftKeeper(m_settings.folder(), this);
    connectShops();
    connectPages();
    connectLog();
    connectImports();
    connectExports();
    connectActions();
}

void MainWindow::connectShops()
{
    connect(m_shops, &ShopController::openingChanged, this, &MainWindow::updateState);
    connect(m_shops, &ShopController::openWanted, this, &MainWindow::openShop);
    connect(m_shops, &ShopController::opened, this, &MainWindow::takeShop);
    connect(m_shops, &ShopController::closing, this, &MainWindow::letGoOfShop);
    connect(m_shops, &ShopController::closed, this, &MainWindow::showNoShop);
    connect(m_shops, &ShopController::passwordWanted, m_connect, &ConnectController::askPassword);
    connect(m_reconnect, &ReconnectController::back, m_pages, &PagesController::refresh);
    connect(m_reconnect, &ReconnectController::lost, m_connectionBar,
            [this] { m_connectionBar->setState(ConnectionBar::State::Retrying); });
    connect(m_reconnect, &ReconnectController::back, m_connectionBar,
            [this] { m_connectionBar->setState(ConnectionBar::State::Connected); });
    connect(m_single, &SingleWindow::raiseWanted, this, &MainWindow::comeToFront);
    connect(m_drafts, &DraftKeeper::restored, this, [this](const QStringList &records) {
        m_detailsDock->show();
        m_messages->tell(Messages::Kind::Info,
                         records.size() == 1
                             ? tr("The %1 that was not saved last time is in the form again.")
                                   .arg(records.first())
                             : tr("What was not saved last time is in the forms again: %1.")
                                   .arg(records.join(u", "_s)));
    });
    auto *chooser = new ShopChooser(m_settings, *m_messages, this);
    chooser->keepFilled(m_actions->recentMenu);
    connect(m_actions->openShop, &QAction::triggered, chooser, &ShopChooser::chooseShop);
    connect(m_actions->newShop, &QAction::triggered, chooser, &ShopChooser::chooseNewShop);
    connect(chooser, &ShopChooser::chosen, this, &MainWindow::openShop);
    connect(m_connect, &ConnectController::connectWanted, this, &MainWindow::openShop);
}

void MainWindow::connectPages()
{
    connect(m_pages, &PagesController::shownChanged, this, [this] {
        updateState();
        updateCount();
        addWantedSamples();
    });
    connect(m_pages, &PagesController::selectionChanged, this, &MainWindow::showSelection);
    connect(m_pages, &PagesController::modifiedChanged, this,
            [this] { setWindowModified(m_pages->modifiedPage() != nullptr); });
    connect(m_pages, &PagesController::formWanted, m_detailsDock, &QDockWidget::show);
}

void MainWindow::connectLog()
{
    connect(m_log, &ui::SqlLogPane::written, m_pages, &PagesController::refresh);
    connect(m_log, &ui::SqlLogPane::rowsWanted, m_pages, &PagesController::showRows);
    connect(m_log, &ui::SqlLogPane::failed, this,
            [this](const QString &text) { m_messages->tell(Messages::Kind::Error, text); });
}

void MainWindow::connectImports()
{
    connect(m_imports, &ImportController::runningChanged, m_actionController,
            &ActionController::update);
    connect(m_imports, &ImportController::changed, m_pages, &PagesController::refresh);
    connect(m_imports, &ImportController::samplesWanted, this, [this] {
        m_wantsSamples = true;
        openShop({.file = Shop::sampleFile()});
    });
    connect(m_imports, &ImportController::imported, this, [this] {
        page()->refresh();
        m_indexes->start();
    });
}

void MainWindow::connectExports()
{
    connect(m_exports, &ExportController::runningChanged, m_actionController,
            &ActionController::update);
    connect(m_clipboard, &ClipboardController::pasteWanted, m_imports,
            &ImportController::importText);
    connect(m_clipboard, &ClipboardController::exportWanted, m_exports, &ExportController::ask);
}

void MainWindow::connectActions()
{
    connect(m_actions->closeShop, &QAction::triggered, this, &MainWindow::closeShop);
    connect(new CopyController({m_settings, *m_actions, *m_shops, *this}, this),
            &CopyController::openWanted, this, &MainWindow::openShop);
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions->newWindow, &QAction::triggered, this, &MainWindow::wantWindow);
    connect(m_actions->contextMenu, &QAction::triggered, this, &MainWindow::openContextMenu);
    connect(m_actions->nextPane, &QAction::triggered, m_panes, &Panes::focusNext);
    connect(m_actions->previousPane, &QAction::triggered, m_panes, &Panes::focusPrevious);
    connect(m_actions->shortcuts, &QAction::triggered, this, &MainWindow::listShortcuts);
    connect(m_actions->about, &QAction::triggered, this, [this] { showAbout(this); });
}

ui::RecordPage *MainWindow::page() const
{
    return m_pages->books();
}

void MainWindow::openShop(const ShopRequest &request)
{
    m_guard->leaveThen([this, request] { m_shops->open(m_connect->completed(request)); });
}

void MainWindow::closeShop()
{
    m_guard->leaveThen([this] { m_shops->close(); });
}

void MainWindow::wantWindow()
{
    const Shop &shop = *m_shops->shop()->shop;
    ShopRequest request = shop.request();
    request.readOnly = shop.isReadOnly();
    emit windowWanted(request);
}

void MainWindow::importFrom(const QString &file)
{
    m_imports->importFrom(file);
}

void MainWindow::takeShop()
{
    OpenShop *shop = m_shops->shop();
    m_imports->setShop(shop);
    m_reconnect->setShop(shop);
    m_pages->setShop(shop);
    m_indexes->setShop(shop);
    m_single->setFile(shop->shop->address());
    m_connect->setShop(shop);
    updateTitle();
    updateState();
    updateCount();
    m_centre->currentWidget()->setFocus();
    m_drafts->setPages(shop->shop->address(), m_pages->pages());
    if (shop->shop->file() != Shop::sampleFile())
        m_wantsSamples = false;
}

/// Once it is known that the shop of their own is empty.
void MainWindow::addWantedSamples()
{
    const OpenShop *shop = m_shops->shop();
    const bool isCounted =
        shop && shop->page.isExact() && (!shop->sales || shop->sales->page().isExact());
    if (!isCounted || !std::exchange(m_wantsSamples, false))
        return;
    if (shop->page.total() == 0 && !shop->shop->isReadOnly())
        m_imports->addSampleBooks();
}

void MainWindow::letGoOfShop()
{
    m_imports->setShop(nullptr);
    m_exports->letGo();
    m_clipboard->letGo();
    m_indexes->setShop(nullptr);
    m_reconnect->setShop(nullptr);
    m_connect->setShop(nullptr);
    m_single->setFile({});
    m_drafts->setPages({}, {});
    m_pages->setShop(nullptr);
    setWindowModified(false);
}

void MainWindow::showNoShop()
{
    updateTitle();
    updateState();
    updateCount();
}

void MainWindow::updateState()
{
    m_actionController->update();
    m_centreController->update();
}

void MainWindow::updateTitle()
{
    const OpenShop *open = m_shops->shop();
    const QString name = open ? open->shop->name() : QString();
    setWindowTitle(name.isEmpty() ? tr("Bookstore") : tr("%1[*] – Bookstore").arg(name));
    setWindowFilePath(open ? open->shop->file() : QString());
}

void MainWindow::comeToFront()
{
    setWindowState((windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    raise();
    activateWindow();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_guard->mayLeave()) {
        event->ignore();
        m_guard->leaveThen([this] { close(); });
        return;
    }
    saveWindow();
    m_shops->leave();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!ShopChooser::droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString file = ShopChooser::droppedFile(event->mimeData());
    if (!ShopChooser::isTable(file))
        openShop({.file = file, .mayCreateFile = false});
    else if (m_actions->importCsv->isEnabled())
        importFrom(file);
}
