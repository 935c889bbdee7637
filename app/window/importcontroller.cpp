#include "app/window/importcontroller.h"

#include "app/import/importdialog.h"
#include "app/import/importreport.h"
#include "app/models/sampledata.h"
#include "app/window/messages.h"
#include "app/window/openshop.h"
#include "orm/core/deliver.h"
#include "orm/model/sequelize.h"
#include "ui/base/background.h"
#include "ui/widgets/taskstatus.h"

#include <QFileDialog>

ImportController::ImportController(Messages &messages, ui::TaskStatus &status, QWidget *window)
    : QObject(window)
    , m_messages(messages)
    , m_status(status)
    , m_window(window)
{
    connect(&status, &ui::TaskStatus::cancelRequested, this, [this](int task) {
        if (m_shop && task == m_task)
            m_shop->importer.cancel();
    });
}

void ImportController::setShop(OpenShop *shop)
{
    if (m_shop)
        m_shop->importer.disconnect(this);
    m_status.endTask(std::exchange(m_task, 0));
    m_shop = shop;
    if (shop)
        connectImporter();
}

void ImportController::connectImporter()
{
    const Importer *importer = &m_shop->importer;
    connect(importer, &Importer::progressed, this,
            [this](qint64 done, qint64 total) { m_status.setTaskProgress(m_task, done, total); });
    connect(importer, &Importer::finished, this, &ImportController::takeResult);
    connect(importer, &Importer::failed, this,
            [this](const QString &text) { fail(tr("Nothing was imported: %1").arg(text)); });
    connect(importer, &Importer::cancelled, this, [this] {
        end();
        m_messages.tell(Messages::Kind::Info,
                        tr("The import was cancelled. Nothing of it is in the shop."));
    });
}

bool ImportController::isRunning() const
{
    return m_shop && m_shop->importer.isRunning();
}

void ImportController::chooseFile()
{
    auto *dialog = new QFileDialog(m_window, tr("Import CSV"), QString(),
                                   tr("Tables (*.csv *.tsv *.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportController::importFrom);
    dialog->open();
}

void ImportController::importFrom(const QString &file)
{
    const auto read = [file, fields = bookImportFields()] { return previewImport(file, fields); };
    orm::deliver(
        ui::inBackground(read), this, [this](const ImportPreview &preview) { askHow(preview); },
        [this](const orm::BaseError &error) {
            m_messages.tell(Messages::Kind::Error, error.message());
        });
}

void ImportController::askHow(const ImportPreview &preview)
{
    if (!m_shop || m_shop->shop->isReadOnly())
        return;
    auto *dialog = new ImportDialog(preview, bookImportFields(), m_shop->page.spec(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_shop->page, &QObject::destroyed, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { start(dialog->plan()); });
    dialog->open();
}

void ImportController::start(const ImportPlan &plan)
{
    if (!m_shop)
        return;
    m_task = m_status.beginTask(tr("Importing “%1”…").arg(QFileInfo(plan.file).fileName()));
    m_shop->importer.start(plan);
    emit runningChanged();
}

void ImportController::end()
{
    m_status.endTask(m_task);
    emit runningChanged();
}

void ImportController::fail(const QString &text)
{
    end();
    m_messages.tell(Messages::Kind::Error, text);
}

void ImportController::takeResult(const ImportResult &result)
{
    end();
    emit imported();
    QList<Offer> offers;
    if (result.refused > 0)
        offers << Offer{tr("Show Refused Rows"),
                        [this, result] { showRefusedRows(result, m_window); }};
    if (result.imported > 0)
        offers << Offer{tr("Undo Import"), [this, result] {
                            remove({.firstBook = result.firstKey, .lastBook = result.lastKey});
                        }};
    m_messages.tell(result.refused > 0 ? Messages::Kind::Warning : Messages::Kind::Success,
                    importSummary(result), offers);
}

void ImportController::addSampleBooks()
{
    m_task = m_status.beginTask(tr("Adding sample books…"), ui::TaskStatus::Cancel::Impossible);
    const auto onAdded = [this](const SampleKeys &keys) {
        end();
        emit changed();
        m_messages.tell(Messages::Kind::Success,
                        tr("%Ln sample book(s) added.", nullptr, int(keys.books())),
                        {{tr("Undo"), [this, keys] { remove(keys); }}});
    };
    const Shop &shop = *m_shop->shop;
    const auto add = [models = shop.models(), isComplete = shop.isComplete()] {
        return ::addSampleBooks(models, isComplete);
    };
    // To the page, not to the window: it goes with the shop.
    orm::deliver(shop.database().transaction(add, "sample books"), &m_shop->page, onAdded,
                 [this](const orm::BaseError &error) { fail(error.message()); });
}

void ImportController::remove(const SampleKeys &keys)
{
    if (!m_shop)
        return;
    m_task = m_status.beginTask(tr("Removing books…"), ui::TaskStatus::Cancel::Impossible);
    const auto work = [models = m_shop->shop->models(), keys] {
        return removeSampleBooks(models, keys);
    };
    orm::deliver(
        m_shop->shop->database().transaction(work, "remove books"), &m_shop->page,
        [this](qint64 count) {
            end();
            emit changed();
            m_messages.tell(Messages::Kind::Success,
                            tr("%Ln book(s) removed again.", nullptr, int(count)));
        },
        [this](const orm::BaseError &error) { fail(error.message()); });
}
