// Books from elsewhere: CSV files and the sample shop.

#include "app/background.h"
#include "app/importdialog.h"
#include "app/importreport.h"
#include "app/mainwindow.h"
#include "app/sampledata.h"
#include "app/session.h"
#include "orm/core/deliver.h"
#include "ui/taskstatus.h"

#include <QFileDialog>

#include <algorithm>

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
        inBackground(read), this, [this](const ImportPreview &preview) { askHowToImport(preview); },
        [this](const orm::BaseError &error) { tell(Kind::Error, error.message()); });
}

void MainWindow::askHowToImport(const ImportPreview &preview)
{
    if (!m_session || m_session->shop->isReadOnly())
        return;
    auto *dialog = new ImportDialog(preview, bookImportFields(), m_session->page.spec(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_session->page, &QObject::destroyed, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { startImport(dialog->plan()); });
    dialog->open();
}

void MainWindow::startImport(const ImportPlan &plan)
{
    if (!m_session)
        return;
    m_importTask = m_status->beginTask(tr("Importing “%1”…").arg(QFileInfo(plan.file).fileName()));
    m_session->importer.start(plan);
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
    m_session->page.refresh();
    QList<Offer> offers;
    if (result.refused > 0)
        offers << Offer{tr("Show Refused Rows"), [this, result] { showRefusedRows(result, this); }};
    if (result.imported > 0)
        offers << Offer{tr("Undo Import"),
                        [this, result] { removeBooks(result.firstKey, result.lastKey); }};
    tell(result.refused > 0 ? Kind::Warning : Kind::Success, importSummary(result), offers);
}

void MainWindow::addSampleBooks()
{
    m_importTask =
        m_status->beginTask(tr("Adding sample books…"), ui::TaskStatus::Cancel::Impossible);
    const auto onAdded = [this](const QList<orm::Instance> &books) {
        onImportEnded();
        m_session->page.refresh();
        const auto key = [](const orm::Instance &book) { return book["id"].toLongLong(); };
        const auto [first, last] = std::ranges::minmax(books, {}, key);
        tell(Kind::Success, tr("%Ln sample book(s) added.", nullptr, int(books.size())),
             {{tr("Undo"), [this, from = key(first), to = key(last)] { removeBooks(from, to); }}});
    };
    // To the page, not to the window: it goes with the shop.
    orm::deliver(m_session->shop->book().bulkCreate(sampleBooks()), &m_session->page, onAdded,
                 [this](const orm::BaseError &error) {
                     onImportEnded();
                     tell(Kind::Error, error.message());
                 });
}

void MainWindow::removeBooks(qint64 firstKey, qint64 lastKey)
{
    const orm::Where theirs{{"id", orm::Op::between(firstKey, lastKey)}};
    m_importTask = m_status->beginTask(tr("Removing books…"), ui::TaskStatus::Cancel::Impossible);
    orm::deliver(
        m_session->shop->book().destroy({.where = theirs}), &m_session->page,
        [this](qint64 count) {
            onImportEnded();
            m_session->page.refresh();
            tell(Kind::Success, tr("%Ln book(s) removed again.", nullptr, int(count)));
        },
        [this](const orm::BaseError &error) {
            onImportEnded();
            tell(Kind::Error, error.message());
        });
}
