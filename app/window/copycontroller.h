#pragma once

#include "app/connect/keychain.h"
#include "app/connect/savedconnection.h"

#include <QList>
#include <QObject>

class Actions;
class CopyDialog;
class QWidget;
class Settings;
class ShopController;

/// Copies the open shop to another place. The connections that the user keeps are offered, with
/// their passwords where the keychain has them.
class CopyController : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Settings &settings;
        const Actions &actions;
        const ShopController &shops;
        QWidget &window; ///< The parent of the dialog.
    };

    /// `parts` outlive it.
    CopyController(const Parts &parts, QObject *parent);

signals:
    /// The user wants to see the copy.
    void openWanted(const ShopRequest &copy);

private:
    void ask();
    void offerPassword(CopyDialog *dialog, int connection);
    /// Servers that can be written to.
    [[nodiscard]] QList<SavedConnection> servers() const;

    Parts m_parts;
    Keychain m_keychain;
    QList<SavedConnection> m_servers; ///< As the dialog offers them.
};
