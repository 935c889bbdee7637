#pragma once

#include "app/connect/serverinquiry.h"
#include "app/shop/shoprequest.h"

#include <QList>
#include <QScrollArea>
#include <QTimer>

#include <chrono>

class HolderTable;
class QFormLayout;
class QLabel;
class QProgressBar;
class QTreeWidget;

namespace orm {
struct PoolState;
}

/// What is going on between the window and its database: its version, whether what is sent can be
/// read on the way, how fast it answers, and the connections to it. Asks once a second, and only
/// while it is seen.
class ServerPanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit ServerPanel(QWidget *parent = nullptr);

    /// Tells of the shop that was opened; `database` stays until it is told of another one, or of
    /// none, which is nullptr.
    void setConnection(const ShopRequest &request, orm::Sequelize *database);

protected:
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QLabel *addRow(const QString &objectName, const QString &title);
    void tell(QLabel *label, const QString &text);
    void look();
    void takeRoundTrip(std::chrono::nanoseconds time);
    void showPool(const orm::PoolState &pool);

    ServerInquiry m_inquiry;
    bool m_isServer = false;
    QString m_type;
    QList<std::chrono::nanoseconds> m_roundTrips; ///< Of late.
    QTimer m_timer;
    QFormLayout *m_layout = nullptr;
    QLabel *m_none = nullptr; ///< Shown while no shop is open.
    QLabel *m_version = nullptr;
    QLabel *m_place = nullptr;
    QLabel *m_tls = nullptr;
    QLabel *m_roundTrip = nullptr;
    QProgressBar *m_use = nullptr;
    QLabel *m_idle = nullptr;
    QLabel *m_waiting = nullptr;
    QTreeWidget *m_servers = nullptr; ///< Shown where there are several.
    HolderTable *m_holders = nullptr;
};
