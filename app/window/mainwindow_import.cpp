// Books from elsewhere: CSV files and the sample shop.

#include "app/import/importdialog.h"
#include "app/import/importreport.h"
#include "app/models/sampledata.h"
#include "app/window/mainwindow.h"
#include "app/window/openshop.h"
#include "orm/core/deliver.h"
#include "orm/model/sequelize.h"
#include "ui/base/background.h"
#include "ui/form/recordform.h"
#include "ui/widgets/taskstatus.h"

#include <QFileDialog>

using namespace Qt::StringLiterals;

void MainWindow::chooseImport()
{
    auto *dialog = new QFileDialog(this, tr("Import CSV"), QString(),
                                   tr("Tables (*.csv *.tsv *.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::importFrom);
    dialog->open();
}

void MainWindow::importFrom(const QString &file)
{
    const auto read = [file, fields = bookImportFields()] { return previewImport(file, fields); };
    orm::deliver(
        ui::inBackground(read), this,
        [this](const ImportPreview &preview) { askHowToImport(preview); },
        [this](const orm::BaseError &error) { tell(Kind::Error, error.message()); });
}

void MainWindow::askHowToImport(const ImportPreview &preview)
{
    if (!m_openShop || m_openShop->shop->isReadOnly())
        return;
    auto *dialog = new ImportDialog(preview, bookImportFields(), m_openShop->page.spec(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_openShop->page, &QObject::destroyed, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { startImport(dialog->plan()); });
    dialog->open();
}

void MainWindow::startImport(const ImportPlan &plan)
{
    if (!m_openShop)
        return;
    m_importTask = m_status->beginTask(tr("Importing “%1”…").arg(QFileInfo(plan.file).fileName()));
    m_openShop->importer.start(plan);
    updateActions();
}

void MainWindow::onImportEnded()
{
    m_status->endTask(m_importTask);
    updateActions();
}

void MainWindow::onImported(const ImportResult &result)
{
    onImportEnded();
    m_openShop->page.refresh();
    makeIndexes();
    QList<Offer> offers;
    if (result.refused > 0)
        offers << Offer{tr("Show Refused Rows"), [this, result] { showRefusedRows(result, this); }};
    if (result.imported > 0)
        offers << Offer{tr("Undo Import"), [this, result] {
                            removeAddedBooks(
                                {.firstBook = result.firstKey, .lastBook = result.lastKey});
                        }};
    tell(result.refused > 0 ? Kind::Warning : Kind::Success, importSummary(result), offers);
}

void MainWindow::addSampleBooks()
{
    m_importTask =
        m_status->beginTask(tr("Adding sample books…"), ui::TaskStatus::Cancel::Impossible);
    const auto onAdded = [this](const SampleKeys &keys) {
        onImportEnded();
        refreshPages();
        tell(Kind::Success, tr("%Ln sample book(s) added.", nullptr, int(keys.books())),
             {{tr("Undo"), [this, keys] { removeAddedBooks(keys); }}});
    };
    const Shop &shop = *m_openShop->shop;
    const auto add = [models = shop.models(), isComplete = shop.isComplete()] {
        return ::addSampleBooks(models, isComplete);
    };
    // To the page, not to the window: it goes with the shop.
    orm::deliver(shop.database().transaction(add, "sample books"), &m_openShop->page, onAdded,
                 [this](const orm::BaseError &error) {
                     onImportEnded();
                     tell(Kind::Error, error.message());
                 });
}

void MainWindow::removeAddedBooks(const SampleKeys &keys)
{
    m_importTask = m_status->beginTask(tr("Removing books…"), ui::TaskStatus::Cancel::Impossible);
    const auto remove = [models = m_openShop->shop->models(), keys] {
        return removeSampleBooks(models, keys);
    };
    orm::deliver(
        m_openShop->shop->database().transaction(remove, "remove books"), &m_openShop->page,
        [this](qint64 count) {
            onImportEnded();
            refreshPages();
            tell(Kind::Success, tr("%Ln book(s) removed again.", nullptr, int(count)));
        },
        [this](const orm::BaseError &error) {
            onImportEnded();
            tell(Kind::Error, error.message());
        });
}

void MainWindow::refreshPages()
{
    for (ui::RecordPage *each : pages()) {
        each->refresh();
        each->form()->refreshRelated();
    }
}
