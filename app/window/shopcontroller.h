#pragma once

#include "app/shop/shop.h"

#include <QObject>

#include <memory>

class Messages;
class Settings;
struct OpenShop;

namespace ui {
class SqlLogPane;
class TaskStatus;
} // namespace ui

/// Opens and closes the one shop of a window, and says what came of it. Asks nobody whether the
/// shop may be left: see LeaveGuard.
class ShopController : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Settings &settings;
        Messages &messages;
        ui::TaskStatus &status;
        ui::SqlLogPane &log;
    };

    /// `parts` outlive it.
    ShopController(const Parts &parts, QObject *parent);
    ~ShopController() override;

    /// nullptr while no shop is open.
    [[nodiscard]] OpenShop *shop() const { return m_shop.get(); }
    /// The name of the shop that is being opened; null when none is.
    [[nodiscard]] QString openingName() const;

    /// Opens a shop in the place of the present one, which stays when the other cannot be opened.
    void open(const ShopRequest &request);
    /// Closes the shop, and stops opening another.
    void close();
    /// Closes the shop, with the window: nobody is told that none follows.
    void leave();

signals:
    /// A shop is being opened, or could not be opened.
    void openingChanged();
    void opened();
    /// The shop goes: who knows it lets go of it.
    void closing();
    /// There is no shop any more, and none follows.
    void closed();
    /// An offer asks to open another shop, or the same one in another way.
    void openWanted(const ShopRequest &request);
    /// The server of this shop wants another password.
    void passwordWanted(const ShopRequest &request);

private:
    void adopt();
    void tellOfShop();
    void takeFailure(const ShopRequest &request, const ShopFailure &failure);

    Parts m_parts;
    std::unique_ptr<Shop> m_opening;
    std::unique_ptr<OpenShop> m_shop;
    int m_task = 0;
};
