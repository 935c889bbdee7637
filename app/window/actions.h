#pragma once

#include <QKeySequence>
#include <QObject>

class QAction;
class QMenu;
class QMenuBar;
class QToolBar;

/// Everything that can be done in the window, as actions with texts, icons and keys, and the menus
/// that hold them. What they do is connected by the window.
class Actions : public QObject
{
    Q_OBJECT

public:
    explicit Actions(QObject *parent);

    /// Puts the menus into `bar`. `dockActions` show and hide parts of the window.
    void fill(QMenuBar &bar, const QList<QAction *> &dockActions,
              const QList<QAction *> &appearances);
    /// Puts the buttons into `bar`; the find box comes behind them.
    void fill(QToolBar &bar) const;
    /// All of them, for a list of keys and for tests.
    [[nodiscard]] QList<QAction *> all() const;

    QAction *newShop = nullptr;
    QAction *openShop = nullptr;
    QAction *connectServer = nullptr;
    QAction *newWindow = nullptr;
    QAction *importCsv = nullptr;
    QAction *exportRows = nullptr;
    QAction *copyShop = nullptr;
    QAction *closeShop = nullptr;
    QAction *quit = nullptr;
    QAction *undo = nullptr;
    QAction *redo = nullptr;
    QAction *cut = nullptr;
    QAction *copy = nullptr;
    QAction *paste = nullptr;
    QAction *selectAll = nullptr;
    QAction *find = nullptr;
    QAction *clearFind = nullptr;
    QAction *showBooks = nullptr;
    QAction *showSales = nullptr;
    QAction *showDeleted = nullptr;
    QAction *nextPane = nullptr;
    QAction *previousPane = nullptr;
    QAction *refresh = nullptr;
    QAction *addBook = nullptr;
    QAction *duplicateBook = nullptr;
    QAction *editBook = nullptr;
    QAction *deleteBook = nullptr;
    QAction *bulkUpdate = nullptr;
    QAction *bulkDelete = nullptr;
    QAction *sellBook = nullptr;
    QAction *booksByAuthor = nullptr;
    QAction *sampleBooks = nullptr;
    QAction *restoreBooks = nullptr;
    QAction *restoreAllBooks = nullptr;
    QAction *emptyTrash = nullptr;
    QAction *contextMenu = nullptr; ///< In no menu.
    QAction *shortcuts = nullptr;
    QAction *searchLanguage = nullptr;
    QAction *about = nullptr;
    QMenu *recentMenu = nullptr;
    QMenu *columnsMenu = nullptr;
    QMenu *copyAsMenu = nullptr; ///< The data of its actions is a ui::RowFormat.

private:
    struct Look;

    QAction *make(const Look &look);
    void makeFileActions();
    void makeEditActions();
    void makeViewActions();
    void makeClipboardActions();
    void fillCopyAs(QMenu &menu) const;
    void makeBookActions();
    void makeBulkActions();
    void makeTrashActions();
    void makeHelpActions();
};
