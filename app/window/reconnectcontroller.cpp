#include "app/window/reconnectcontroller.h"

#include "app/window/messages.h"
#include "app/window/openshop.h"
#include "orm/core/deliver.h"

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace {

/// 1, 2, 4 … 30 seconds.
std::chrono::seconds pauseAfter(int attempts)
{
    return std::min(30s, std::chrono::seconds(1 << std::min(attempts, 5)));
}

} // namespace

ReconnectController::ReconnectController(Messages &messages, QObject *parent)
    : QObject(parent)
    , m_messages(messages)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &ReconnectController::tryNow);
}

void ReconnectController::setShop(OpenShop *shop)
{
    if (m_shop) {
        m_shop->queue.disconnect(this);
        m_shop->watch->disconnect(this);
        stop();
    }
    m_shop = shop;
    if (!shop)
        return;
    connect(&shop->queue, &ui::CommandQueue::lost, this, &ReconnectController::lose);
    // What listens to a server connects again by itself, and tells when it has.
    connect(shop->watch.get(), &ChangeWatch::changedElsewhere, this, &ReconnectController::tryNow);
    connect(&shop->queue, &ui::CommandQueue::busyChanged, this, [this](bool isBusy) {
        if (!isBusy && m_isLost)
            tell();
    });
}

void ReconnectController::addPage(ui::RecordPage &page)
{
    connect(&page, &ui::RecordPage::lost, this, &ReconnectController::lose);
}

void ReconnectController::lose()
{
    if (m_isLost) {
        tell(); // a change may wait by now
        return;
    }
    m_isLost = true;
    m_attempts = 0;
    tell();
    emit lost();
    tryLater();
}

/// No other failure takes its place while it lasts: all of them have this reason.
void ReconnectController::tell()
{
    const QString name = m_shop->shop->name();
    const QString text =
        m_shop->queue.isLost()
            ? tr("The connection to “%1” was lost. Trying again; your change is kept.").arg(name)
            : tr("The connection to “%1” was lost. Trying again.").arg(name);
    m_messages.stand(text, {{tr("Try Now"), [this] { tryNow(); }}});
}

void ReconnectController::tryLater()
{
    m_pause.start(pauseAfter(m_attempts++));
}

void ReconnectController::tryNow()
{
    m_pause.stop();
    if (!m_isLost || m_isAsking)
        return;
    m_isAsking = true;
    // To the page, which goes with the shop.
    orm::deliver(
        m_shop->shop->database().authenticate(), &m_shop->page, [this] { takeBack(); },
        [this](const orm::BaseError &) {
            m_isAsking = false;
            tell();
            tryLater();
        });
}

void ReconnectController::takeBack()
{
    const QString name = m_shop->shop->name();
    stop();
    m_messages.tell(Messages::Kind::Success, tr("The connection to “%1” is back.").arg(name));
    m_shop->queue.resume();
    emit back();
}

void ReconnectController::stop()
{
    m_pause.stop();
    m_isAsking = false;
    if (std::exchange(m_isLost, false))
        m_messages.endStanding();
}
