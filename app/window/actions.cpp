#include "app/window/actions.h"

#include "ui/base/icons.h"
#include "ui/export/rowwriter.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

using namespace Qt::StringLiterals;

struct Actions::Look
{
    QString name; ///< Stem of the objectName.
    QString text;
    QString icon = {};
    QList<QKeySequence> keys = {};
    QString shortText = {}; ///< On a button; the text without marks when empty.
    QAction::MenuRole role = QAction::NoRole;
};

Actions::Actions(QObject *parent)
    : QObject(parent)
{
    makeFileActions();
    makeEditActions();
    makeViewActions();
    makeClipboardActions();
    makeBookActions();
    makeBulkActions();
    makeTrashActions();
    makeHelpActions();
}

QAction *Actions::make(const Look &look)
{
    auto *action = new QAction(look.text, this);
    action->setObjectName(look.name + u"Action"_s);
    action->setShortcuts(look.keys);
    action->setMenuRole(look.role);
    if (!look.icon.isEmpty())
        action->setIcon(ui::icon(look.icon));
    if (!look.shortText.isEmpty())
        action->setIconText(look.shortText);
    return action;
}

void Actions::makeFileActions()
{
    newShop = make({.name = u"newShop"_s,
                    .text = tr("&New Shop…"),
                    .icon = u"document-new"_s,
                    .keys = {Qt::CTRL | Qt::SHIFT | Qt::Key_N}});
    openShop = make({.name = u"openShop"_s,
                     .text = tr("&Open Shop…"),
                     .icon = u"document-open"_s,
                     .keys = {QKeySequence(QKeySequence::Open)}});
    connectServer = make({.name = u"connectServer"_s,
                          .text = tr("Connect to &Server…"),
                          .icon = u"network-server"_s,
                          .keys = {Qt::CTRL | Qt::SHIFT | Qt::Key_O}});
    newWindow = make({.name = u"newWindow"_s, .text = tr("New &Window")});
    importCsv = make({.name = u"importCsv"_s,
                      .text = tr("&Import…"),
                      .icon = u"document-import"_s,
                      .keys = {Qt::CTRL | Qt::Key_I}});
    exportRows = make({.name = u"exportRows"_s,
                       .text = tr("&Export…"),
                       .icon = u"document-export"_s,
                       .keys = {Qt::CTRL | Qt::Key_E}});
    copyShop =
        make({.name = u"copyShop"_s, .text = tr("Copy Shop &To…"), .icon = u"edit-duplicate"_s});
    closeShop = make({.name = u"closeShop"_s,
                      .text = tr("&Close Shop"),
                      .icon = u"window-close"_s,
                      .keys = {QKeySequence(QKeySequence::Close)}});
    quit = make({.name = u"quit"_s,
                 .text = tr("&Quit"),
                 .icon = u"application-exit"_s,
                 .keys = {Qt::CTRL | Qt::Key_Q},
                 .role = QAction::QuitRole});
}

void Actions::makeEditActions()
{
    undo = make({.name = u"undo"_s,
                 .text = tr("&Undo"),
                 .icon = u"edit-undo"_s,
                 .keys = {QKeySequence(QKeySequence::Undo)},
                 .shortText = tr("Undo")});
    redo = make({.name = u"redo"_s,
                 .text = tr("&Redo"),
                 .icon = u"edit-redo"_s,
                 .keys = {Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y},
                 .shortText = tr("Redo")});
    find = make({.name = u"find"_s,
                 .text = tr("&Find"),
                 .icon = u"edit-find"_s,
                 .keys = {QKeySequence(QKeySequence::Find)}});
    clearFind = make({.name = u"clearFind"_s,
                      .text = tr("&Clear Search"),
                      .icon = u"edit-clear"_s,
                      .keys = {Qt::CTRL | Qt::SHIFT | Qt::Key_L}});
}

void Actions::makeViewActions()
{
    showBooks =
        make({.name = u"showBooks"_s, .text = tr("&Books"), .keys = {Qt::CTRL | Qt::Key_1}});
    showSales =
        make({.name = u"showSales"_s, .text = tr("Sa&les"), .keys = {Qt::CTRL | Qt::Key_2}});
    showDeleted = make(
        {.name = u"showDeleted"_s, .text = tr("D&eleted Books"), .keys = {Qt::CTRL | Qt::Key_3}});
    nextPane = make({.name = u"nextPane"_s, .text = tr("&Next Pane"), .keys = {Qt::Key_F6}});
    previousPane = make({.name = u"previousPane"_s,
                         .text = tr("&Previous Pane"),
                         .keys = {Qt::SHIFT | Qt::Key_F6}});
    refresh = make({.name = u"refresh"_s,
                    .text = tr("&Refresh"),
                    .icon = u"view-refresh"_s,
                    .keys = {QKeySequence(Qt::Key_F5)}});
    // Qt knows the key of its own that only some keyboards have.
    contextMenu = make(
        {.name = u"contextMenu"_s, .text = tr("Context Menu"), .keys = {Qt::SHIFT | Qt::Key_F10}});
}

/// Where one types, the field has these keys; elsewhere the tables have them.
void Actions::makeClipboardActions()
{
    cut = make({.name = u"cut"_s, .text = tr("Cu&t"), .keys = {Qt::CTRL | Qt::Key_X}});
    copy = make({.name = u"copy"_s,
                 .text = tr("Cop&y"),
                 .icon = u"edit-copy"_s,
                 .keys = {Qt::CTRL | Qt::Key_C}});
    paste = make({.name = u"paste"_s, .text = tr("&Paste"), .keys = {Qt::CTRL | Qt::Key_V}});
    selectAll =
        make({.name = u"selectAll"_s, .text = tr("Se&lect All"), .keys = {Qt::CTRL | Qt::Key_A}});
    for (QAction *action : {cut, copy, paste, selectAll})
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
}

void Actions::fillCopyAs(QMenu &menu) const
{
    const auto add = [&menu](const QString &text, ui::RowFormat format) {
        QAction *action = menu.addAction(text);
        action->setObjectName(u"copyAs%1Action"_s.arg(ui::suffixOf(format)));
        action->setData(int(format));
    };
    add(tr("&Text with Tabs"), ui::RowFormat::Tsv);
    add(tr("&CSV"), ui::RowFormat::Csv);
    add(tr("&JSON"), ui::RowFormat::Json);
    add(tr("&Markdown"), ui::RowFormat::Markdown);
    add(tr("&SQL"), ui::RowFormat::Sql);
    add(tr("C++ Code for the &ORM"), ui::RowFormat::Code);
}

void Actions::makeBookActions()
{
    addBook = make({.name = u"addBook"_s,
                    .text = tr("&Add a Book"),
                    .icon = u"list-add"_s,
                    .keys = {QKeySequence(QKeySequence::New)},
                    .shortText = tr("Add")});
    duplicateBook = make({.name = u"duplicateBook"_s,
                          .text = tr("D&uplicate"),
                          .icon = u"edit-duplicate"_s,
                          .keys = {Qt::CTRL | Qt::Key_D}});
    editBook = make({.name = u"editBook"_s,
                     .text = tr("&Edit"),
                     .icon = u"document-edit"_s,
                     .keys = {Qt::Key_F2}});
    deleteBook = make({.name = u"deleteBook"_s,
                       .text = tr("&Delete"),
                       .icon = u"edit-delete"_s,
                       .keys = {QKeySequence(QKeySequence::Delete)}});
    // These keys mean something else wherever one types.
    editBook->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    deleteBook->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    sellBook = make({.name = u"sellBook"_s,
                     .text = tr("&Sell…"),
                     .icon = u"go-next"_s,
                     .keys = {Qt::CTRL | Qt::SHIFT | Qt::Key_S},
                     .shortText = tr("Sell")});
    booksByAuthor = make({.name = u"booksByAuthor"_s,
                          .text = tr("&Books by This Author"),
                          .icon = u"edit-find"_s,
                          .keys = {Qt::CTRL | Qt::SHIFT | Qt::Key_A}});
    sampleBooks = make({.name = u"sampleBooks"_s,
                        .text = tr("&Try with Sample Books"),
                        .icon = u"view-list-details"_s});
}

void Actions::makeBulkActions()
{
    bulkUpdate = make({.name = u"bulkUpdate"_s,
                       .text = tr("Bulk U&pdate…"),
                       .icon = u"document-edit"_s,
                       .keys = {Qt::CTRL | Qt::Key_U}});
    bulkDelete = make({.name = u"bulkDelete"_s,
                       .text = tr("Bulk De&lete…"),
                       .icon = u"edit-delete"_s,
                       .keys = {Qt::CTRL | Qt::SHIFT | Qt::Key_Delete}});
}

/// What they do is done on the page of deleted books.
void Actions::makeTrashActions()
{
    restoreBooks = make({.name = u"restoreBooks"_s,
                         .text = tr("&Restore"),
                         .icon = u"edit-undo"_s,
                         .keys = {Qt::Key_Return, Qt::Key_Enter}});
    restoreBooks->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    restoreAllBooks = make({.name = u"restoreAllBooks"_s, .text = tr("Rest&ore All")});
    emptyTrash = make({.name = u"emptyTrash"_s, .text = tr("E&mpty Trash…")});
}

void Actions::makeHelpActions()
{
    shortcuts = make({.name = u"shortcuts"_s,
                      .text = tr("&Keyboard Shortcuts"),
                      .icon = u"input-keyboard"_s,
                      .keys = {Qt::Key_F1}});
    searchLanguage = make(
        {.name = u"searchLanguage"_s, .text = tr("&Search Language"), .icon = u"help-contents"_s});
    about = make({.name = u"about"_s,
                  .text = tr("&About Bookstore"),
                  .icon = u"help-about"_s,
                  .role = QAction::AboutRole});
}

void Actions::fill(QMenuBar &bar, const QList<QAction *> &dockActions,
                   const QList<QAction *> &appearances)
{
    QMenu *file = bar.addMenu(tr("&File"));
    file->addActions({newShop, openShop, connectServer});
    recentMenu = file->addMenu(tr("Open &Recent"));
    file->addAction(newWindow);
    file->addSeparator();
    file->addActions({importCsv, exportRows, copyShop});
    file->addSeparator();
    file->addActions({closeShop, quit});

    QMenu *edit = bar.addMenu(tr("&Edit"));
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addActions({cut, copy});
    copyAsMenu = edit->addMenu(tr("Copy &As"));
    fillCopyAs(*copyAsMenu);
    edit->addActions({paste, selectAll});
    edit->addSeparator();
    edit->addActions({find, clearFind});

    QMenu *view = bar.addMenu(tr("&View"));
    view->addActions(dockActions);
    view->addSeparator();
    columnsMenu = view->addMenu(tr("&Columns"));
    QMenu *appearance = view->addMenu(ui::icon(u"view-appearance"_s), tr("&Appearance"));
    appearance->addActions(appearances);
    view->addSeparator();
    view->addActions({showBooks, showSales, showDeleted});
    view->addSeparator();
    view->addActions({nextPane, previousPane});
    view->addSeparator();
    view->addAction(refresh);

    QMenu *book = bar.addMenu(tr("&Book"));
    book->addActions({addBook, duplicateBook, editBook, deleteBook});
    book->addSeparator();
    book->addActions({bulkUpdate, bulkDelete});
    book->addSeparator();
    book->addActions({sellBook, booksByAuthor});
    book->addSeparator();
    book->addActions({restoreBooks, restoreAllBooks, emptyTrash});
    book->addSeparator();
    book->addAction(sampleBooks);

    QMenu *help = bar.addMenu(tr("&Help"));
    help->addActions({shortcuts, searchLanguage});
    help->addSeparator();
    help->addAction(about);
}

void Actions::fill(QToolBar &bar) const
{
    bar.addActions({addBook, duplicateBook, deleteBook});
    bar.addSeparator();
    bar.addActions({undo, redo});
    bar.addSeparator();
    bar.addAction(refresh);
}

QList<QAction *> Actions::all() const
{
    return findChildren<QAction *>(Qt::FindDirectChildrenOnly);
}
