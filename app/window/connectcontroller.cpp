#include "app/window/connectcontroller.h"

#include "app/connect/connectionbar.h"
#include "app/connect/connectiondialog.h"
#include "app/connect/serverpanel.h"
#include "app/window/actions.h"
#include "app/window/openshop.h"
#include "app/window/settings.h"

#include <QAction>

ConnectController::ConnectController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_store(parts.settings.folder())
{
    connect(parts.actions.connectServer, &QAction::triggered, this, &ConnectController::ask);
}

void ConnectController::setShop(const OpenShop *shop)
{
    const ShopRequest request = shop ? shop->shop->request() : ShopRequest();
    orm::Sequelize *database = shop ? &shop->shop->database() : nullptr;
    m_parts.bar.setConnection(request, database);
    m_parts.panel.setConnection(request, database);
}

void ConnectController::ask()
{
    auto *dialog = new ConnectionDialog(m_store, &m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectionDialog::connectWanted, this, &ConnectController::connectWanted);
    dialog->open();
}
