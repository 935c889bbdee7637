#pragma once

#include "app/connect/connectionstore.h"
#include "app/connect/keychain.h"

#include <QObject>

#include <optional>

class Actions;
class ConnectionBar;
class QWidget;
class ServerPanel;
class Settings;
struct OpenShop;

/// Connections to servers in the window: the dialog that asks for one, and the bar and the panel
/// that say where the open shop is.
class ConnectController : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Settings &settings;
        Actions &actions;
        ConnectionBar &bar;
        ServerPanel &panel;
        QWidget &window; ///< The parent of the dialog.
    };

    /// `parts` outlive it.
    ConnectController(const Parts &parts, QObject *parent);

    /// Tells of the shop that has just been opened; nullptr: it goes.
    void setShop(const OpenShop *shop);

    /// `request` with what is known of its database, where it names no connection but is one of
    /// those that were saved: a warning stands there however the shop is opened.
    [[nodiscard]] ShopRequest completed(const ShopRequest &request);
    /// Looks for the password of `request` in the keychain, where the user keeps it, and asks the
    /// user for one that is not there or that the server has just refused. connectWanted() follows.
    void askPassword(const ShopRequest &request);

signals:
    /// The user wants a shop: one that has just answered, or with another password.
    void connectWanted(const ShopRequest &request);

private:
    [[nodiscard]] std::optional<SavedConnection> savedFor(const ShopRequest &request);
    void ask();
    void askUser(const ShopRequest &request);

    Parts m_parts;
    ConnectionStore m_store;
    Keychain m_keychain;
};
