// Opening, leaving and closing shops.

#include "app/window/actions.h"
#include "app/window/mainwindow.h"
#include "app/window/openshop.h"
#include "app/window/settings.h"
#include "orm/model/sequelize.h"
#include "ui/find/findbox.h"
#include "ui/form/recordform.h"
#include "ui/log/sqllogpane.h"
#include "ui/widgets/taskstatus.h"

#include <QAction>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace {

bool isTable(const QString &file)
{
    static const QStringList suffixes{u"csv"_s, u"tsv"_s, u"txt"_s};
    return suffixes.contains(QFileInfo(file).suffix().toLower());
}

QString droppedFile(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 ? urls.constFirst().toLocalFile() : QString();
}

} // namespace

void MainWindow::openShop(const ShopRequest &request)
{
    if (!mayLeave())
        return leaveThen([this, request] { openShop(request); });
    if (m_opening)
        m_status->endTask(m_openTask);
    m_opening = std::make_unique<Shop>(request);
    m_openTask = m_status->beginTask(tr("Opening “%1”…").arg(m_opening->name()),
                                     ui::TaskStatus::Cancel::Impossible);
    connect(m_opening.get(), &Shop::connected, this,
            [this] { m_log->listenTo(m_opening->database().log()); });
    connect(m_opening.get(), &Shop::opened, this, &MainWindow::adoptShop);
    connect(m_opening.get(), &Shop::failed, this,
            [this, request](const ShopFailure &failure) { onOpenFailed(request, failure); });
    m_opening->open();
    updateState();
}

void MainWindow::adoptShop()
{
    m_status->endTask(m_openTask);
    savePages();
    dropShop();
    m_messages->hideMessage();
    m_openShop = std::make_unique<OpenShop>(std::move(m_opening));
    m_settings.addRecentFile(m_openShop->shop->file());
    takePages();
    makeIndexes();
    updateTitle();
    updateState();
    updateCount();
    m_centre->currentWidget()->setFocus();
    const Shop &shop = *m_openShop->shop;
    if (shop.isNew() && shop.file() != Shop::defaultFile())
        tell(Kind::Info, tr("“%1” is a new shop.").arg(shop.name()));
    else if (shop.isReadOnly())
        tell(Kind::Info, tr("“%1” is open for reading only.").arg(shop.name()));
    else if (!shop.lack().isEmpty())
        tell(Kind::Warning, shop.lack());
}

void MainWindow::connectImporter()
{
    Importer *importer = &m_openShop->importer;
    connect(importer, &Importer::progressed, this, [this](qint64 done, qint64 total) {
        m_status->setTaskProgress(m_importTask, done, total);
    });
    connect(importer, &Importer::finished, this, &MainWindow::onImported);
    connect(importer, &Importer::failed, this, [this](const QString &text) {
        onImportEnded();
        tell(Kind::Error, tr("Nothing was imported: %1").arg(text));
    });
    connect(importer, &Importer::cancelled, this, [this] {
        onImportEnded();
        tell(Kind::Info, tr("The import was cancelled. Nothing of it is in the shop."));
    });
    Indexer *indexer = &m_openShop->indexer;
    connect(indexer, &Indexer::started, this,
            [this] { m_indexTask = m_status->beginTask(tr("Preparing to sort quickly…")); });
    connect(indexer, &Indexer::finished, this, [this] { m_status->endTask(m_indexTask); });
}

/// In the background, where the shop lacks some: one that was made before there were any, or was
/// filled by an import.
void MainWindow::makeIndexes()
{
    if (!m_openShop->shop->isReadOnly())
        m_openShop->indexer.start();
}

void MainWindow::dropShop()
{
    if (!m_openShop)
        return;
    if (!m_opening)
        m_log->stopListening();
    m_status->endTask(std::exchange(m_importTask, 0));
    m_status->endTask(std::exchange(m_indexTask, 0));
    for (const int task : std::exchange(m_pageTasks, {}))
        m_status->endTask(task);
    // The pages' farewell signals would find half a window.
    for (ui::RecordPage *each : pages())
        each->disconnect(this);
    delete std::exchange(m_mirror, nullptr);
    m_tabs->hide();
    m_openShop->importer.disconnect(this);
    m_openShop->indexer.disconnect(this);
    m_openShop.reset();
    // The language of a search knows the models, which have just gone.
    m_find->clear();
    m_find->setLanguage(bookLanguage());
    m_afterSave = nullptr;
    setWindowModified(false);
    m_status->setSelectionText({});
}

void MainWindow::closeShop()
{
    if (!mayLeave())
        return leaveThen([this] { closeShop(); });
    savePages();
    m_opening.reset();
    m_status->endTask(m_openTask);
    dropShop();
    m_messages->hideMessage();
    updateTitle();
    updateState();
    updateCount();
}

void MainWindow::onOpenFailed(const ShopRequest &request, const ShopFailure &failure)
{
    m_status->endTask(m_openTask);
    m_opening.release()->deleteLater(); // it is just telling us
    if (m_openShop)
        m_log->listenTo(m_openShop->shop->database().log());
    else
        m_log->stopListening();
    QList<Offer> offers;
    ShopRequest again = request;
    switch (failure.kind) {
    case ShopFailure::Kind::NoTable:
        again.mayCreateTable = true;
        if (!request.readOnly)
            offers << Offer{tr("Add a Table of Books"), [this, again] { openShop(again); }};
        break;
    case ShopFailure::Kind::Locked:
        offers << Offer{tr("Try Again"), [this, again] { openShop(again); }};
        break;
    case ShopFailure::Kind::Missing: m_settings.removeRecentFile(request.file); break;
    case ShopFailure::Kind::NotADatabase:
    case ShopFailure::Kind::Other: break;
    }
    tell(Kind::Error, failure.message, offers);
    updateState();
}

void MainWindow::chooseShop()
{
    auto *dialog = new QFileDialog(this, tr("Open Shop"), QString(),
                                   tr("Shops (*.sqlite *.sqlite3 *.db);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &file) { openShop({.file = file, .mayCreateFile = false}); });
    dialog->open();
}

void MainWindow::chooseNewShop()
{
    auto *dialog = new QFileDialog(this, tr("New Shop"), QString(), tr("Shops (*.sqlite)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"sqlite"_s);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is ever overwritten
    dialog->setLabelText(QFileDialog::Accept, tr("Create"));
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openNewShop);
    dialog->open();
}

void MainWindow::openNewShop(const QString &file)
{
    if (!QFileInfo::exists(file))
        return openShop({.file = file});
    tell(Kind::Warning, tr("“%1” exists already.").arg(QDir::toNativeSeparators(file)),
         {{tr("Open It"), [this, file] { openShop({.file = file}); }}});
}

void MainWindow::fillRecentMenu()
{
    QMenu *menu = m_actions->recentMenu;
    menu->clear();
    int number = 0;
    for (const QString &file : m_settings.recentFiles()) {
        const QString name = QDir::toNativeSeparators(file).replace(u'&', u"&&"_s);
        ++number;
        QAction *action = menu->addAction(number < 10 ? tr("&%1  %2").arg(number).arg(name) : name);
        connect(action, &QAction::triggered, this,
                [this, file] { openShop({.file = file, .mayCreateFile = false}); });
    }
    menu->addSeparator();
    QAction *clear = menu->addAction(tr("&Clear List"));
    clear->setEnabled(number > 0);
    connect(clear, &QAction::triggered, this, [this] { m_settings.clearRecentFiles(); });
}

bool MainWindow::mayLeave() const
{
    return !m_openShop || (!isWindowModified() && !m_openShop->importer.isRunning());
}

void MainWindow::leaveThen(const std::function<void()> &next)
{
    if (m_openShop->importer.isRunning()) {
        const auto stop = [this, next] {
            connect(&m_openShop->importer, &Importer::cancelled, this, next,
                    Qt::SingleShotConnection);
            m_openShop->importer.cancel();
        };
        tell(Kind::Warning, tr("An import is running. When it is stopped, nothing of it remains."),
             {{tr("Stop the Import"), stop}});
        return;
    }
    ui::RecordPage *page = modifiedPage();
    if (!page)
        return;
    const auto save = [this, page, next] {
        if (!page->form()->isValid())
            return;
        m_afterSave = next;
        page->saveForm();
    };
    const auto discard = [this, page, next] {
        page->revertForm();
        if (mayLeave())
            next();
    };
    tell(Kind::Warning, tr("The %1 in the form is not saved.").arg(page->spec().record),
         {{tr("Save It"), save}, {tr("Discard Changes"), discard}});
}

void MainWindow::onModifiedChanged()
{
    setWindowModified(modifiedPage() != nullptr);
    if (isWindowModified() || !m_afterSave)
        return;
    // Not before the page is done with what it is telling about.
    QMetaObject::invokeMethod(this, std::exchange(m_afterSave, nullptr), Qt::QueuedConnection);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString file = droppedFile(event->mimeData());
    if (!isTable(file))
        openShop({.file = file, .mayCreateFile = false});
    else if (m_actions->importCsv->isEnabled())
        importFrom(file);
}
