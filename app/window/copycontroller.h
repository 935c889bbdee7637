#pragma once

#include "app/shop/shoprequest.h"

#include <QList>
#include <QObject>

#include <functional>

class Actions;
class QWidget;
class ShopController;

/// Copies the open shop to another place.
class CopyController : public QObject
{
    Q_OBJECT

public:
    /// Connections that the user has given names to.
    using Saved = std::function<QList<ShopRequest>()>;

    /// All outlive it. `window` is the parent of the dialog.
    CopyController(const Actions &actions, const ShopController &shops, QWidget *window);

    /// Whose connections are offered; without it none are.
    void setSaved(const Saved &saved) { m_saved = saved; }
    /// Asks where to, and copies; only while a shop is open.
    void ask();

signals:
    /// The user wants to see the copy.
    void openWanted(const ShopRequest &copy);

private:
    const ShopController &m_shops;
    QWidget *m_window = nullptr;
    Saved m_saved;
};
