#include "app/window/importcontroller.h"

#include "app/import/importdialog.h"
#include "app/import/importreport.h"
#include "app/models/sampledata.h"
#include "app/shop/importcommand.h"
#include "app/window/messages.h"
#include "app/window/openshop.h"
#include "orm/core/deliver.h"
#include "orm/model/sequelize.h"
#include "ui/base/background.h"
#include "ui/base/databasefile.h"
#include "ui/base/filedialog.h"
#include "ui/widgets/taskstatus.h"

#include <QFileInfo>

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
    if (m_shop) {
        m_shop->importer.disconnect(this);
        m_shop->queue.disconnect(this);
    }
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
    // What came with the books, such as sales, comes and goes with them.
    connect(&m_shop->queue, &ui::CommandQueue::done, this,
            [this](const ui::RecordCommand &command) {
                if (dynamic_cast<const BulkAddCommand *>(&command)
                    || dynamic_cast<const ImportCommand *>(&command))
                    emit changed();
            });
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
    auto *dialog = new ui::FileDialog(m_window, tr("Import"),
                                      tr("Lists (*.csv *.tsv *.txt *.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportController::importFrom);
    dialog->open();
}

void ImportController::importFrom(const QString &file)
{
    // Who closes the file would take SQLite's locks along; see ui::FileDialog.
    if (m_shop && ui::isOfDatabase(file, m_shop->shop->file())) {
        m_messages.tell(Messages::Kind::Error,
                        tr("“%1” belongs to the open shop.").arg(QFileInfo(file).fileName()));
        return;
    }
    look([file] { return importSourceOf(file, bookImportFields()); });
}

void ImportController::importText(const QString &text)
{
    look([text, name = tr("Clipboard")] { return importSourceOf(name, text); });
}

/// Numbers of the file are of no use to a shop that has given some already.
QList<ImportField> ImportController::fields() const
{
    QList<ImportField> fields = bookImportFields();
    const bool isEmpty = m_shop && m_shop->page.isExact() && m_shop->page.total() == 0;
    const bool isComplete = m_shop && m_shop->shop->isComplete();
    fields.removeIf([=, this](const ImportField &field) {
        const bool isHere = isComplete && m_shop->page.spec().field(field.attribute);
        return (field.kind == ImportField::Kind::Key && !isEmpty)
               || (isRelated(field.kind) && !isHere);
    });
    return fields;
}

/// `find` says where the file is; reading it may take long.
template<typename Find>
void ImportController::look(Find find)
{
    using Looked = std::pair<ImportPreview, ImportSource>;
    const auto read = [find, fields = fields()] {
        const ImportSource source = find();
        return Looked(previewImport(source.file, fields), source);
    };
    orm::deliver(
        ui::inBackground(read), this,
        [this](const Looked &looked) { askHow(looked.first, looked.second); },
        [this](const orm::BaseError &error) {
            m_messages.tell(Messages::Kind::Error, error.message());
        });
}

void ImportController::askHow(const ImportPreview &preview, const ImportSource &source)
{
    if (!m_shop || m_shop->shop->isReadOnly())
        return;
    auto *dialog = new ImportDialog(preview, fields(), m_shop->page.spec(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_shop->page, &QObject::destroyed, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, source] { start(dialog->plan(), source); });
    dialog->open();
}

void ImportController::start(const ImportPlan &plan, const ImportSource &source)
{
    if (!m_shop || isRunning())
        return;
    m_source = source;
    m_task = m_status.beginTask(tr("Importing “%1”…").arg(QFileInfo(plan.file).fileName()));
    m_shop->importer.start(plan);
    emit runningChanged();
}

void ImportController::end()
{
    m_status.endTask(m_task);
    m_source = {};
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
    QAction *undo = nullptr;
    const qint64 changed = result.changed ? result.changed->count() : 0;
    if (result.imported + changed > 0) {
        const Shop &shop = *m_shop->shop;
        m_shop->queue.takeDone(std::make_unique<ImportCommand>(
            shop.book(), tr("Import %Ln Book(s)", nullptr, int(result.imported + changed)),
            importedRows(shop.models(), shop.isComplete(),
                         {result.firstKey, result.lastKey, result.lastChange, result.madeNames,
                          shop.isOnServer() ? result.imported : 0}),
            result.changed));
        undo = m_shop->page.undoAction();
    }
    m_messages.tell(result.refused > 0 ? Messages::Kind::Warning : Messages::Kind::Success,
                    importSummary(result), offers, undo);
}

/// Real books, and real takings, never get samples among them.
bool ImportController::isEmpty() const
{
    const auto isKnownEmpty = [](const ui::RecordPage &page) {
        return page.isExact() && page.total() == 0;
    };
    return m_shop && isKnownEmpty(m_shop->page)
           && (!m_shop->sales || isKnownEmpty(m_shop->sales->page()));
}

void ImportController::addSampleBooks()
{
    if (!isEmpty() || m_shop->shop->isReadOnly()) {
        emit samplesWanted();
        return;
    }
    m_task = m_status.beginTask(tr("Adding sample books…"), ui::TaskStatus::Cancel::Impossible);
    const Shop &shop = *m_shop->shop;
    const auto add = [models = shop.models(), isComplete = shop.isComplete()] {
        return ::addSampleBooks(models, isComplete);
    };
    // To the page, not to the window: it goes with the shop.
    orm::deliver(
        shop.database().transaction(add, "sample books"), &m_shop->page,
        [this](const SampleKeys &keys) { takeSamples(keys); },
        [this](const orm::BaseError &error) { fail(error.message()); });
}

void ImportController::takeSamples(const SampleKeys &keys)
{
    end();
    const Shop &shop = *m_shop->shop;
    m_shop->queue.takeDone(std::make_unique<BulkAddCommand>(
        shop.book(), tr("Add %Ln Sample Book(s)", nullptr, int(keys.books())),
        sampleRows(shop.models(), shop.isComplete(), keys)));
    emit changed();
    m_messages.tell(Messages::Kind::Success,
                    tr("%Ln sample book(s) added.", nullptr, int(keys.books())), {},
                    m_shop->page.undoAction());
}
