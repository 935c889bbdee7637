#include "app/window/exportcontroller.h"

#include "app/window/messages.h"
#include "app/window/pagescontroller.h"
#include "orm/model/sequelize.h"
#include "ui/base/filedialog.h"
#include "ui/export/exportdialog.h"
#include "ui/export/exporter.h"
#include "ui/page/recordpage.h"
#include "ui/widgets/taskstatus.h"

#include <QDesktopServices>
#include <QDir>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

ui::RowCounts countsOf(const ui::RecordPage &page)
{
    ui::RowCounts counts{.selected = page.selectedCount(), .all = page.total()};
    if (!page.filter().isEmpty())
        counts.found = page.shown();
    return counts;
}

std::optional<ui::RowChoice> choiceOf(const ui::RecordPage &page, ui::RowScope scope)
{
    switch (scope) {
    case ui::RowScope::Selected: return page.selectedRows();
    case ui::RowScope::Found: return page.shownRows();
    case ui::RowScope::All: return page.allRows();
    }
    Q_UNREACHABLE();
}

} // namespace

ExportController::ExportController(PagesController &pages, Messages &messages,
                                   ui::TaskStatus &status, QWidget *window)
    : QObject(window)
    , m_pages(pages)
    , m_messages(messages)
    , m_status(status)
    , m_window(window)
{
    connect(&status, &ui::TaskStatus::cancelRequested, this, [this](int task) {
        if (m_exporter && task == m_task)
            m_exporter->cancel();
    });
}

ExportController::~ExportController() = default;

bool ExportController::isRunning() const
{
    return m_exporter != nullptr;
}

void ExportController::ask()
{
    ui::RecordPage *page = m_pages.shownPage();
    if (!page || isRunning())
        return;
    auto *dialog = new ui::ExportDialog(page->spec(), countsOf(*page), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(page, &QObject::destroyed, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, page, [this, page, dialog] {
        const std::optional<ui::RowChoice> choice = choiceOf(*page, dialog->scope());
        if (choice)
            askFile({ui::exportTable(page->spec()), *choice}, dialog->format());
        else
            m_messages.tell(Messages::Kind::Error,
                            tr("The list is still being read. Try again in a moment."));
    });
    dialog->open();
}

void ExportController::askFile(const ui::RowSource &source, ui::RowFormat format)
{
    const QString suffix = ui::suffixOf(format);
    auto *dialog =
        new ui::FileDialog(m_window, tr("Export %1").arg(source.table.title),
                           tr("%1 (*.%2);;All files (*)").arg(ui::titleOf(format), suffix));
    dialog->setObjectName(u"exportFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(source.table.title.toLower() + u'.' + suffix);
    dialog->setLabelText(QFileDialog::Accept, tr("Export"));
    connect(m_pages.shownPage(), &QObject::destroyed, dialog, &QDialog::reject);
    connect(dialog, &QFileDialog::fileSelected, m_pages.shownPage(),
            [this, source, format](const QString &file) { start(source, format, file); });
    dialog->open();
}

void ExportController::start(const ui::RowSource &source, ui::RowFormat format, const QString &file)
{
    if (isRunning())
        return;
    m_exporter = std::make_unique<ui::Exporter>();
    const ui::Exporter *exporter = m_exporter.get();
    m_task = m_status.beginTask(tr("Exporting “%1”…").arg(QFileInfo(file).fileName()));
    connect(exporter, &ui::Exporter::progressed, this,
            [this, count = source.choice.count](qint64 rows) {
                m_status.setTaskProgress(m_task, rows, count);
            });
    const auto countText = m_pages.shownPage()->spec().countText;
    connect(exporter, &ui::Exporter::fileDone, this,
            [this, countText](const QString &name, qint64 rows) {
                end();
                const QString folder = QFileInfo(name).absolutePath();
                const auto show = [folder] {
                    QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
                };
                m_messages.tell(
                    Messages::Kind::Success,
                    tr("%1 exported to “%2”.").arg(countText(rows), QDir::toNativeSeparators(name)),
                    {{tr("Show Folder"), show}});
            });
    connect(exporter, &ui::Exporter::failed, this, [this](const QString &text) {
        end();
        m_messages.tell(Messages::Kind::Error, tr("Nothing was exported: %1").arg(text));
    });
    connect(exporter, &ui::Exporter::cancelled, this, [this] {
        end();
        m_messages.tell(Messages::Kind::Info, tr("The export was cancelled. No file was written."));
    });
    m_exporter->writeFile(source, format, file);
    emit runningChanged();
}

void ExportController::letGo()
{
    if (isRunning())
        end();
}

void ExportController::end()
{
    m_status.endTask(std::exchange(m_task, 0));
    m_exporter.release()->deleteLater(); // it may be just telling us
    emit runningChanged();
}
