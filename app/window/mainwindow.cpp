#include "app/window/mainwindow.h"

#include "app/window/actions.h"
#include "app/window/emptystate.h"
#include "app/window/helpdialogs.h"
#include "app/window/openshop.h"
#include "app/window/panes.h"
#include "app/window/settings.h"
#include "ui/base/appearance.h"
#include "ui/find/findbox.h"
#include "ui/form/recordform.h"
#include "ui/log/sqllogpane.h"
#include "ui/table/recordtableview.h"
#include "ui/widgets/taskstatus.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr int stateVersion = 1;

} // namespace

MainWindow::MainWindow(Settings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_settings(settings)
    , m_actions(new Actions(this))
    , m_panes(new Panes(this))
{
    setObjectName(u"mainWindow"_s);
    setAccessibleName(tr("Bookstore"));
    setAcceptDrops(true);
    makeToolBar();
    makeCentre();
    makeDocks();
    makeStatusBar();
    makeMenus();
    connectActions();
    nameTheNameless();
    for (QWidget *pane :
         std::initializer_list<QWidget *>{m_find, m_centre, m_detailsDock, m_logDock})
        m_panes->add(pane);
    restoreWindow();
    updateState();
    updateTitle();
}

MainWindow::~MainWindow()
{
    dropShop();
}

void MainWindow::makeToolBar()
{
    m_toolBar = addToolBar(tr("Main tool bar"));
    m_toolBar->setObjectName(u"mainToolBar"_s);
    m_toolBar->setAccessibleName(tr("Main tool bar"));
    m_toolBar->setMovable(false);
    m_actions->fill(*m_toolBar);
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
    auto *centre = new QWidget(this);
    m_messages = new ui::MessageBar(centre);
    m_centre = new QStackedWidget(centre);
    m_empty = new EmptyState(m_centre);
    m_centre->addWidget(m_empty);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    makeTabs(centre);
    layout->addWidget(m_messages);
    layout->addWidget(m_tabs);
    layout->addWidget(m_centre, 1);
    setCentralWidget(centre);
}

void MainWindow::makeDocks()
{
    m_detailsDock = new QDockWidget(tr("Details"), this);
    m_detailsDock->setObjectName(u"detailsDock"_s);
    m_detailsDock->setAccessibleName(tr("Details"));
    m_details = new QScrollArea(m_detailsDock);
    m_details->setWidgetResizable(true);
    m_details->setFrameShape(QFrame::NoFrame);
    m_details->setFocusPolicy(Qt::NoFocus);
    m_detailsDock->setWidget(m_details);
    addDockWidget(Qt::RightDockWidgetArea, m_detailsDock);

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
    connect(m_status, &ui::TaskStatus::cancelRequested, this, &MainWindow::cancelTask);
    statusBar()->addWidget(m_status, 1);
    m_readOnlyBadge = new QLabel(tr("Read-only"), this);
    m_readOnlyBadge->setObjectName(u"readOnlyBadge"_s);
    m_readOnlyBadge->setToolTip(tr("Nothing can be changed in this shop."));
    m_readOnlyBadge->setFrameStyle(QFrame::StyledPanel);
    m_readOnlyBadge->hide();
    statusBar()->addPermanentWidget(m_readOnlyBadge);
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
    QAction *tools = m_toolBar->toggleViewAction();
    tools->setObjectName(u"toggleToolBarAction"_s);
    tools->setText(tr("&Tool Bar"));
    QActionGroup *appearances = ui::makeAppearanceActions(this);
    connect(appearances, &QActionGroup::triggered, this,
            [this](const QAction *choice) { m_settings.setAppearance(choice->data().toString()); });
    m_actions->fill(*menuBar(), {details, log, tools}, appearances->actions());
    connect(m_actions->recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
}

void MainWindow::connectActions()
{
    const auto on = [this](QAction *action, auto &&slot) {
        connect(action, &QAction::triggered, this, slot);
    };
    on(m_actions->newShop, &MainWindow::chooseNewShop);
    on(m_actions->openShop, &MainWindow::chooseShop);
    on(m_actions->importCsv, &MainWindow::chooseImport);
    on(m_actions->closeShop, &MainWindow::closeShop);
    on(m_actions->quit, [this] { close(); });
    on(m_actions->undo, [this] { shownPage()->undo(); });
    on(m_actions->redo, [this] { shownPage()->redo(); });
    on(m_actions->find, [this] { m_find->focusText(); });
    on(m_actions->clearFind, [this] { m_find->clear(); });
    on(m_actions->nextPane, [this] { m_panes->focusNext(); });
    on(m_actions->previousPane, [this] { m_panes->focusPrevious(); });
    on(m_actions->refresh, [this] { shownPage()->refresh(); });
    on(m_actions->addBook, [this] { shownPage()->addRecord(); });
    on(m_actions->duplicateBook, [this] { shownPage()->duplicateRecord(); });
    on(m_actions->editBook, [this] { shownPage()->editCurrentCell(); });
    on(m_actions->deleteBook, [this] { shownPage()->deleteSelected(); });
    on(m_actions->sellBook, &MainWindow::sellBook);
    on(m_actions->booksByAuthor, &MainWindow::findSameAuthor);
    on(m_actions->sampleBooks, &MainWindow::addSampleBooks);
    on(m_actions->shortcuts, &MainWindow::listShortcuts);
    on(m_actions->searchLanguage, [this] { m_find->showHelp(); });
    on(m_actions->about, [this] { showAbout(this); });
    connect(m_find, &ui::FindBox::whereChanged, this, &MainWindow::find);
    connect(m_find, &ui::FindBox::leaveDownwards, this, [this] {
        if (m_openShop)
            shownPage()->table()->setFocus();
    });
}

void MainWindow::listShortcuts()
{
    const QList<QAction *> docks{m_detailsDock->toggleViewAction(), m_logDock->toggleViewAction()};
    QList<ShortcutGroup> groups{{tr("Everywhere"), m_actions->all() + docks}};
    if (m_openShop)
        groups << ShortcutGroup{tr("Form"), shownPage()->form()->findChildren<QAction *>()};
    groups << ShortcutGroup{tr("SQL log"), m_log->findChildren<QAction *>()};
    showShortcuts(groups, this);
}

void MainWindow::nameTheNameless()
{
    // Qt makes these parts itself; a screen reader would find them without a name.
    if (auto *more = findChild<QToolButton *>(u"qt_toolbar_ext_button"_s))
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
    resizeDocks({m_logDock}, {line * 10}, Qt::Vertical);
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
    savePages();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!mayLeave()) {
        event->ignore();
        leaveThen([this] { close(); });
        return;
    }
    saveWindow();
    dropShop();
    QMainWindow::closeEvent(event);
}
