#include "app/window/connectcontroller.h"

#include "app/connect/connectionbar.h"
#include "app/connect/connectiondialog.h"
#include "app/connect/serverpanel.h"
#include "app/window/actions.h"
#include "app/window/openshop.h"
#include "app/window/passworddialog.h"
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

std::optional<SavedConnection> ConnectController::savedFor(const ShopRequest &request)
{
    for (const SavedConnection &each : m_store.connections())
        if (leadsTo(each, request))
            return each;
    return {};
}

ShopRequest ConnectController::completed(const ShopRequest &request)
{
    if (!request.connection.isEmpty())
        return request;
    const std::optional<SavedConnection> saved = savedFor(request);
    return saved ? ::completed(request, *saved) : request;
}

void ConnectController::askPassword(const ShopRequest &request)
{
    const std::optional<SavedConnection> saved = savedFor(request);
    if (!saved || saved->password != SavedConnection::Password::Keychain)
        return askUser(request);
    m_keychain.read(saved->id, [this, request](const QString &password, const QString &) {
        if (password.isEmpty() || password == request.server->password)
            return askUser(request);
        ShopRequest again = request;
        again.server->password = password;
        emit connectWanted(again);
    });
}

void ConnectController::askUser(const ShopRequest &request)
{
    auto *dialog = new PasswordDialog(request, &m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { emit connectWanted(dialog->request()); });
    dialog->open();
}

void ConnectController::ask()
{
    auto *dialog = new ConnectionDialog(m_store, &m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectionDialog::connectWanted, this, &ConnectController::connectWanted);
    dialog->open();
}
