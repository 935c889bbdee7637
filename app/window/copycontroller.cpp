#include "app/window/copycontroller.h"

#include "app/connect/connectionstore.h"
#include "app/copy/copydialog.h"
#include "app/window/actions.h"
#include "app/window/openshop.h"
#include "app/window/settings.h"
#include "app/window/shopcontroller.h"

#include <QAction>
#include <QPointer>

CopyController::CopyController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(parts.actions.copyShop, &QAction::triggered, this, &CopyController::ask);
}

QList<SavedConnection> CopyController::servers() const
{
    QList<SavedConnection> servers = ConnectionStore(m_parts.settings.folder()).connections();
    servers.removeIf([](const SavedConnection &each) {
        return !isOnServer(each) || each.readOnly || !problemOf(each).isEmpty();
    });
    return servers;
}

/// The copy has connections of its own, so that one can go on working, and close the shop.
void CopyController::ask()
{
    m_servers = servers();
    QList<ShopRequest> places;
    for (const SavedConnection &each : std::as_const(m_servers))
        places += requestOf(each, {});
    auto *dialog = new CopyDialog(m_parts.shops.shop()->shop->request(), places, &m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CopyDialog::openWanted, this, &CopyController::openWanted);
    connect(dialog, &CopyDialog::passwordWanted, this,
            [this, dialog](int connection) { offerPassword(dialog, connection); });
    dialog->show();
}

void CopyController::offerPassword(CopyDialog *dialog, int connection)
{
    const SavedConnection &chosen = m_servers.at(connection);
    if (chosen.password != SavedConnection::Password::Keychain)
        return;
    const auto take = [connection, dialog = QPointer(dialog)](const QString &password,
                                                              const QString &) {
        if (dialog)
            dialog->setPassword(connection, password);
    };
    m_keychain.read(chosen.id, take);
}
