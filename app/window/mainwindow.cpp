// The parts of the window, their places and their names.
#include "app/window/mainwindow.h"

#include "app/books/bookstore.h"
#include "app/connect/connectionbar.h"
#include "app/connect/serverpanel.h"
#include "app/window/actions.h"
#include "app/window/emptystate.h"
#include "app/window/helpdialogs.h"
#include "app/window/pagescontroller.h"
#include "app/window/panes.h"
#include "app/window/settings.h"
#include "app/window/shopcontroller.h"
#include "ui/base/accessibletext.h"
#include "ui/base/appearance.h"
#include "ui/find/findbox.h"
#include "ui/form/recordform.h"
#include "ui/log/sqllogpane.h"
#include "ui/page/recordpage.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/taskstatus.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWindow>

using namespace Qt::StringLiterals;

namespace {

constexpr int stateVersion = 2;

} // namespace

MainWindow::MainWindow(Settings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_settings(settings)
    , m_actions(new Actions(this))
    , m_panes(new Panes(this))
{
    ui::installAccessibleTexts();
    setObjectName(u"mainWindow"_s);
    setAccessibleName(tr("Bookstore"));
    setAcceptDrops(true);
    makeToolBar();
    makeConnectionBar();
    makeTabLine();
    makeCentre();
    makeDocks();
    makeStatusBar();
    makeMenus();
    makeControllers();
    nameTheNameless();
    for (QWidget *pane :
         std::initializer_list<QWidget *>{m_find, m_centre, m_detailsDock, m_logDock})
        m_panes->add(pane);
    restoreWindow();
    m_connectionBar->hide(); // whatever was open last time
    updateState();
    updateTitle();
}

MainWindow::~MainWindow()
{
    m_shops->leave();
}

void MainWindow::makeToolBar()
{
    m_toolBar = addToolBar(tr("Main tool bar"));
    m_toolBar->setObjectName(u"mainToolBar"_s);
    m_toolBar->setAccessibleName(tr("Main tool bar"));
    m_toolBar->setMovable(false);
    m_actions->fill(*m_toolBar);
    // Qt takes the buttons of a tool bar out of the reach of Tab.
    for (QToolButton *button : m_toolBar->findChildren<QToolButton *>())
        button->setFocusPolicy(Qt::TabFocus);
    auto *spacer = new QWidget(m_toolBar);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(spacer);
    m_find = new ui::FindBox(bookLanguage(), m_toolBar);
    m_find->setTexts(tr("Find books"), tr("Find books, e.g. wolf price<30"));
    m_find->setMinimumWidth(fontMetrics().averageCharWidth() * 40);
    m_find->setMaximumWidth(fontMetrics().averageCharWidth() * 60);
    m_toolBar->addWidget(m_find);
    setMinimumWidth(m_toolBar->sizeHint().width()); // while its buttons have no texts
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (m_toolBarWidth == 0) // a tool bar only knows once it is shown
        m_toolBarWidth = m_toolBar->sizeHint().width();
    fitToolBar();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    fitToolBar();
}

/// In a narrow window the buttons lose their texts, so that the find box never gets lost.
void MainWindow::fitToolBar()
{
    m_toolBar->setToolButtonStyle(width() < m_toolBarWidth ? Qt::ToolButtonIconOnly
                                                           : Qt::ToolButtonTextBesideIcon);
}

void MainWindow::makeCentre()
{
    m_centre = new QStackedWidget(this);
    m_empty = new EmptyState(m_centre);
    m_centre->addWidget(m_empty);
    setCentralWidget(m_centre);
}

void MainWindow::makeConnectionBar()
{
    addToolBarBreak();
    m_connectionBar = new ConnectionBar(this);
    addToolBar(m_connectionBar);
}

/// A line with the tabs of the pages and the place of messages. It is always there, so that a
/// message that comes or goes moves nothing under the mouse.
void MainWindow::makeTabLine()
{
    addToolBarBreak();
    m_tabLine = addToolBar(tr("Pages and messages"));
    m_tabLine->setObjectName(u"tabLine"_s);
    m_tabLine->setAccessibleName(tr("Pages and messages"));
    m_tabLine->setMovable(false);
    m_tabLine->setContextMenuPolicy(Qt::PreventContextMenu);
    m_tabLine->toggleViewAction()->setVisible(false);
    auto *place = new QWidget(m_tabLine);
    place->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_messageBar = new ui::MessageBar(this);
    m_tabs = new QTabBar(m_tabLine);
    m_tabs->setObjectName(u"pageTabs"_s);
    m_tabs->setAccessibleName(tr("Pages"));
    m_tabs->setDocumentMode(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    auto *line = new QWidget(m_tabLine);
    line->setMinimumHeight(m_messageBar->lineHeight());
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    layout->addWidget(m_tabs, 0, Qt::AlignBottom);
    layout->addWidget(place, 1);
    m_tabLine->addWidget(line);
    m_messageBar->stayAt(place);
    connect(m_messageBar, &ui::MessageBar::hidden, this, [this] {
        if (!focusWidget() || focusWidget() == this)
            m_centre->currentWidget()->setFocus();
    });
}

/// Tab walks as one reads: tools, search, pages, messages, table, form, log.
bool MainWindow::focusNextPrevChild(bool next)
{
    QList<QWidget *> order;
    for (QWidget *part : std::initializer_list<QWidget *>{m_toolBar, m_tabs, m_messageBar, m_centre,
                                                          m_details, m_log, statusBar()}) {
        const QList<QWidget *> inside = QList{part} + part->findChildren<QWidget *>();
        for (QWidget *widget : inside)
            if ((widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy()
                && widget->isVisible() && widget->isEnabled())
                order << widget;
    }
    const qsizetype place = order.indexOf(focusWidget());
    if (place < 0)
        return QMainWindow::focusNextPrevChild(next);
    const qsizetype target = (place + (next ? 1 : order.size() - 1)) % order.size();
    order.at(target)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void MainWindow::makeDocks()
{
    m_detailsDock = new QDockWidget(tr("Details"), this);
    m_detailsDock->setObjectName(u"detailsDock"_s);
    m_detailsDock->setAccessibleName(tr("Details"));
    m_details = new QWidget(m_detailsDock);
    (new QVBoxLayout(m_details))->setContentsMargins({});
    m_detailsDock->setWidget(m_details);
    addDockWidget(Qt::RightDockWidgetArea, m_detailsDock);

    m_serverDock = new QDockWidget(tr("Server"), this);
    m_serverDock->setObjectName(u"serverDock"_s);
    m_serverDock->setAccessibleName(tr("Server"));
    m_server = new ServerPanel(m_serverDock);
    m_serverDock->setWidget(m_server);
    addDockWidget(Qt::RightDockWidgetArea, m_serverDock);
    m_serverDock->hide();

    m_logDock = new QDockWidget(tr("SQL log"), this);
    m_logDock->setObjectName(u"sqlLogDock"_s);
    m_logDock->setAccessibleName(tr("SQL log"));
    m_log = new ui::SqlLogPane(m_logDock);
    m_logDock->setWidget(m_log);
    addDockWidget(Qt::BottomDockWidgetArea, m_logDock);
}

void MainWindow::makeStatusBar()
{
    m_status = new ui::TaskStatus(this);
    statusBar()->addWidget(m_status, 1);
}

void MainWindow::makeMenus()
{
    QAction *details = m_detailsDock->toggleViewAction();
    details->setObjectName(u"toggleDetailsAction"_s);
    details->setText(tr("&Details"));
    details->setShortcut(Qt::Key_F4);
    QAction *log = m_logDock->toggleViewAction();
    log->setObjectName(u"toggleSqlLogAction"_s);
    log->setText(tr("&SQL Log"));
    log->setShortcut(Qt::Key_F9);
    QAction *server = m_serverDock->toggleViewAction();
    server->setObjectName(u"toggleServerAction"_s);
    server->setText(tr("Ser&ver"));
    QAction *tools = m_toolBar->toggleViewAction();
    tools->setObjectName(u"toggleToolBarAction"_s);
    tools->setText(tr("&Tool Bar"));
    QActionGroup *appearances = ui::makeAppearanceActions(this);
    connect(appearances, &QActionGroup::triggered, this,
            [this](const QAction *choice) { m_settings.setAppearance(choice->data().toString()); });
    m_actions->fill(*menuBar(), {details, log, server, tools}, appearances->actions());
    addAction(m_actions->contextMenu);
}

/// Of whatever has the focus, where its cursor is: as Qt does for the key that some keyboards have.
void MainWindow::openContextMenu()
{
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
    QCoreApplication::sendEvent(windowHandle(), &event);
}

void MainWindow::listShortcuts()
{
    const QList<QAction *> docks{m_detailsDock->toggleViewAction(), m_logDock->toggleViewAction()};
    QList<ShortcutGroup> groups{{tr("Everywhere"), m_actions->all() + docks}};
    if (const ui::RecordPage *page = m_pages->shownPage())
        groups << ShortcutGroup{tr("Form"), page->form()->findChildren<QAction *>()};
    groups << ShortcutGroup{tr("SQL log"), m_log->findChildren<QAction *>()};
    showShortcuts(groups, this);
}

void MainWindow::nameTheNameless()
{
    // Qt makes these parts itself; a screen reader would find them without a name.
    for (const QToolBar *bar :
         std::initializer_list<const QToolBar *>{m_toolBar, m_connectionBar, m_tabLine})
        if (auto *more = bar->findChild<QToolButton *>(u"qt_toolbar_ext_button"_s))
            more->setAccessibleName(tr("More tools"));
    if (auto *more = findChild<QToolButton *>(u"qt_menubar_ext_button"_s))
        more->setAccessibleName(tr("More menus"));
    statusBar()->setAccessibleName(tr("Status bar"));
    for (QWidget *part : statusBar()->findChildren<QWidget *>(Qt::FindDirectChildrenOnly))
        if (part->accessibleName().isEmpty() && !qobject_cast<QLabel *>(part))
            part->setAccessibleName(tr("Status"));
    menuBar()->setAccessibleName(tr("Menus"));
}

void MainWindow::restoreWindow()
{
    const int unit = fontMetrics().averageCharWidth();
    const int line = fontMetrics().height();
    resize(QSize(unit * 180, line * 48).boundedTo(screen()->availableSize() * 0.9));
    resizeDocks({m_detailsDock}, {unit * 45}, Qt::Horizontal);
    resizeDocks({m_logDock}, {m_logDock->sizeHint().height()}, Qt::Vertical);
    restoreGeometry(
        m_settings.state(u"geometry"_s).toByteArray()); // keeps to the screens there are
    restoreState(m_settings.state(u"window"_s).toByteArray(), stateVersion);
    m_log->restoreState(m_settings.state(u"sqlLog"_s).toMap());
}

void MainWindow::saveWindow()
{
    m_settings.setState(u"geometry"_s, saveGeometry());
    m_settings.setState(u"window"_s, saveState(stateVersion));
    m_settings.setState(u"sqlLog"_s, m_log->saveState());
    m_pages->saveState();
}
