#include "app/window/bulkcontroller.h"

#include "app/window/actions.h"
#include "app/window/openshop.h"
#include "app/window/pagescontroller.h"
#include "app/window/shopcontroller.h"
#include "ui/bulk/bulkcommands.h"
#include "ui/bulk/bulkdeletedialog.h"
#include "ui/bulk/bulkupdatedialog.h"
#include "ui/find/findbox.h"
#include "ui/table/recordtableview.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>

namespace {

/// The model of that name among those of a bookshop.
orm::Model &defineLike(const QString &name, orm::Sequelize &database)
{
    const BookModels models = defineBookModels(database);
    for (orm::Model *model : {models.sale, models.deletedBook})
        if (name == model->name())
            return *model;
    return *models.book;
}

} // namespace

BulkController::BulkController(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
{
    connect(parts.actions.bulkUpdate, &QAction::triggered, this, &BulkController::askForUpdate);
    connect(parts.actions.bulkDelete, &QAction::triggered, this, &BulkController::askForDeletion);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *before, QWidget *now) {
        if (before)
            before->removeEventFilter(this);
        if (qobject_cast<QLineEdit *>(now) && m_window->isAncestorOf(now))
            now->installEventFilter(this);
    });
}

/// On some desktops Ctrl+U empties a line of text. Here it is the action, also from the find box,
/// where one has just typed which books are meant.
bool BulkController::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return QObject::eventFilter(watched, event);
    const QKeySequence keys(static_cast<const QKeyEvent *>(event)->keyCombination());
    return m_parts.actions.bulkUpdate->shortcuts().contains(keys)
           || m_parts.actions.bulkDelete->shortcuts().contains(keys);
}

/// Whoever types a search and then goes on at once means this search; answers whether it is a new
/// one.
bool BulkController::announceSearch() const
{
    bool isNew = false;
    const QMetaObject::Connection connection =
        connect(&m_parts.find, &ui::FindBox::whereChanged, this, [&isNew] { isNew = true; });
    m_parts.find.setText(m_parts.find.text());
    disconnect(connection);
    return isNew;
}

ui::BulkDialog::Subject BulkController::subject() const
{
    const bool isNew = announceSearch();
    const ui::RecordPage &page = *m_parts.pages.shownPage();
    ui::BulkScopes scopes{.search = page.filter(),
                          .found = isNew ? std::nullopt : std::optional(page.shown()),
                          .total = page.total(),
                          .isExact = page.isExact()};
    // The rows that are selected are about to make room for what is searched for.
    if (std::optional<std::vector<qint64>> keys = page.selectedKeys(); keys && !isNew)
        scopes.selected = std::make_shared<const std::vector<qint64>>(std::move(*keys));
    return {.spec = page.spec(),
            .scopes = scopes,
            .define = [name = page.spec().model->name()](orm::Sequelize &database) -> orm::Model & {
                return defineLike(name, database);
            }};
}

void BulkController::open(ui::BulkDialog *dialog)
{
    ui::RecordPage *page = m_parts.pages.shownPage();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(page, &QObject::destroyed, dialog, &QDialog::reject);
    // In the find box, where one mostly comes from, Ctrl+Z would be about the text of the search.
    connect(dialog, &QDialog::accepted, page, [page] { page->table()->setFocus(); });
    dialog->open();
}

void BulkController::askForUpdate()
{
    ui::RecordPage *page = m_parts.pages.shownPage();
    if (!page || !page->spec().isEditable() || !page->isFormOnSelection())
        return;
    auto *dialog = new ui::BulkUpdateDialog(subject(), m_window);
    connect(dialog, &QDialog::accepted, page, [this, dialog, page] {
        m_parts.shops.shop()->queue.perform(std::make_unique<ui::BulkUpdateCommand>(
            page->spec(), dialog->changes(), dialog->target(), dialog->told()));
    });
    open(dialog);
}

void BulkController::askForDeletion()
{
    ui::RecordPage *page = m_parts.pages.shownPage();
    if (!page || page->spec().readOnly || !page->isFormOnSelection())
        return;
    auto *dialog = new ui::BulkDeleteDialog(subject(), m_window);
    connect(dialog, &QDialog::accepted, page, [this, dialog, page] {
        m_parts.shops.shop()->queue.perform(
            std::make_unique<ui::BulkDeleteCommand>(page->spec(), dialog->target()));
    });
    open(dialog);
}
