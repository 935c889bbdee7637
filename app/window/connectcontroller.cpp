#include "app/window/connectcontroller.h"

#include "app/connect/connectionbar.h"
#include "app/connect/connectiondialog.h"
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
    if (shop)
        m_parts.bar.setConnection(shop->shop->request(), &shop->shop->database());
    else
        m_parts.bar.setConnection({}, nullptr);
}

void ConnectController::ask()
{
    auto *dialog = new ConnectionDialog(m_store, &m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectionDialog::connectWanted, this, &ConnectController::connectWanted);
    dialog->open();
}
