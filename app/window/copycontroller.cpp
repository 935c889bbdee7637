#include "app/window/copycontroller.h"

#include "app/copy/copydialog.h"
#include "app/window/actions.h"
#include "app/window/openshop.h"
#include "app/window/shopcontroller.h"

#include <QAction>

CopyController::CopyController(const Actions &actions, const ShopController &shops, QWidget *window)
    : QObject(window)
    , m_shops(shops)
    , m_window(window)
{
    connect(actions.copyShop, &QAction::triggered, this, &CopyController::ask);
}

/// The copy has connections of its own, so that one can go on working, and close the shop.
void CopyController::ask()
{
    const ShopRequest from{.file = m_shops.shop()->shop->file()};
    auto *dialog = new CopyDialog(from, m_saved ? m_saved() : QList<ShopRequest>(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CopyDialog::openWanted, this, &CopyController::openWanted);
    dialog->show();
}
