#pragma once

#include <QHash>
#include <QList>
#include <QObject>

#include <vector>

class Actions;
class FindController;
class Messages;
class QStackedWidget;
class QTabBar;
class ReconnectController;
class QWidget;
class Settings;
class UndoMirror;
struct OpenShop;
enum class ShopPage : quint8;

namespace ui {
class RecordPage;
class TaskStatus;
} // namespace ui

/// The pages of the open shop, books, sales and deleted books: which of them is shown, and what
/// goes with it (its form, its search, its undo, its columns).
class PagesController : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Settings &settings;
        Actions &actions;
        Messages &messages;
        FindController &find;
        ReconnectController &reconnect;
        ui::TaskStatus &status;
        QTabBar &tabs;
        QStackedWidget &centre; ///< Gets the tables.
        QWidget &details;       ///< Has a layout, which gets the form of the page in front.
    };

    /// `parts` outlive it.
    PagesController(const Parts &parts, QObject *parent);

    /// Takes the pages of a shop that has just been opened; nullptr: lets go of those it has, after
    /// keeping how they look.
    void setShop(OpenShop *shop);
    /// Keeps the columns and the sort of each page in the settings.
    void saveState() const;

    /// nullptr while no shop is open.
    [[nodiscard]] ui::RecordPage *books() const;
    /// The page in front; nullptr while no shop is open.
    [[nodiscard]] ui::RecordPage *shownPage() const;
    /// The page whose form has unsaved changes; nullptr when none has.
    [[nodiscard]] ui::RecordPage *modifiedPage() const;
    /// Which page is in front; that of books while no shop is open.
    [[nodiscard]] ShopPage shownKind() const;
    /// All of the open shop that somebody wanted to see; books and sales always are.
    [[nodiscard]] QList<ui::RecordPage *> pages() const;

    /// Reads again what the pages show.
    void refresh();
    void findSameAuthor();
    /// Turns to the page of that table, and goes to these rows of it.
    void showRows(const QString &table, const std::vector<qint64> &keys);
    /// Begins a sale of the selected book.
    void sellBook();

signals:
    /// Another page is in front, or this one shows another number of records.
    void shownChanged();
    /// Of the page in front; the texts are empty when there is nothing to sum up.
    void selectionChanged(int count, const QString &sum, const QString &average);
    /// A form holds unsaved changes, or no longer does.
    void modifiedChanged();
    /// Something could not be written; a message says so.
    void failed();
    /// A form wants to be seen.
    void formWanted();

private:
    void takePages();
    void takeSales(ui::RecordPage &sales);
    void takeTrash();
    void addClipboardActions(QWidget &table) const;
    void dropPages();
    void connectPage(ui::RecordPage *page);
    void connectTask(ui::RecordPage *page);
    void turnTo(ShopPage page);
    void showPage();
    void nameActions() const;
    void findAuthor(const QString &author);
    void cancelTask(int task) const;

    Parts m_parts;
    UndoMirror *m_undo = nullptr;
    OpenShop *m_shop = nullptr;
    QHash<ui::RecordPage *, int> m_tasks;
};
