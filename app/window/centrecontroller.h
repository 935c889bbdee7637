#pragma once

#include <QObject>

class Actions;
class EmptyState;
class PagesController;
class QStackedWidget;
class QWidget;
class ShopController;
enum class ShopPage : quint8;
struct OpenShop;

namespace ui {
class FindBox;
}

/// What is in the middle of the window: the table of the page in front, or why there is none.
class CentreController : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Actions &actions;
        const ShopController &shops;
        const PagesController &pages;
        const ui::FindBox &find;
        QStackedWidget &centre;
        EmptyState &empty; ///< Stands in the centre.
    };

    /// `parts` outlive it.
    CentreController(const Parts &parts, QObject *parent);

    /// Shows what is true now.
    void update();

private:
    void showNoShop();
    void showNothing();
    void showNoBooks();
    void showNoSales();
    void showNoDeletedBooks();
    void showNoMatch();
    [[nodiscard]] static QWidget *shownPart(const OpenShop &shop, ShopPage page);
    void show(QWidget *part);

    Parts m_parts;
};
