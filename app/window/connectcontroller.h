#pragma once

#include "app/connect/connectionstore.h"

#include <QObject>

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

signals:
    /// The user wants a shop that has just answered.
    void connectWanted(const ShopRequest &request);

private:
    void ask();

    Parts m_parts;
    ConnectionStore m_store;
};
