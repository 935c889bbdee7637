#pragma once

#include <QObject>
#include <QTimer>

class Messages;
struct OpenShop;

namespace ui {
class RecordPage;
}

/// What the window does when the server of its shop goes away: it says so, tries again after
/// growing pauses, and once the server is back it sends what waits and reads what was asked for.
class ReconnectController : public QObject
{
    Q_OBJECT

public:
    /// `messages` outlives it.
    ReconnectController(Messages &messages, QObject *parent);

    /// nullptr: there is no shop.
    void setShop(OpenShop *shop);
    /// Listens to one more page of the shop.
    void addPage(ui::RecordPage &page);
    [[nodiscard]] bool isLost() const { return m_isLost; }

signals:
    /// The server has gone, and is tried again until back().
    void lost();
    /// The server is back: what was read may be another.
    void back();

private:
    void lose();
    void tell();
    void tryNow();
    void tryLater();
    void takeBack();
    void stop();

    Messages &m_messages;
    OpenShop *m_shop = nullptr;
    QTimer m_pause;
    int m_attempts = 0;
    bool m_isLost = false;
    bool m_isAsking = false;
};
