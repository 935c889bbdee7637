#include "app/window/messages.h"

#include <QAction>

Messages::Messages(ui::MessageBar &bar, QObject *parent)
    : QObject(parent)
    , m_bar(bar)
{
}

void Messages::tell(Kind kind, const QString &text, const QList<Offer> &offers, QAction *undo)
{
    if (!m_stands || kind != Kind::Error)
        show(kind, text, offers, undo);
}

void Messages::stand(const QString &text, const QList<Offer> &offers)
{
    m_stands = true;
    show(Kind::Warning, text, offers, nullptr);
}

void Messages::endStanding()
{
    m_stands = false;
    hide();
}

void Messages::show(Kind kind, const QString &text, const QList<Offer> &offers, QAction *undo)
{
    // The old ones may be on the way here from their own triggered().
    if (m_offers)
        m_offers->deleteLater();
    m_offers = new QObject(this);
    QList<QAction *> actions;
    for (const Offer &offer : offers) {
        auto *action = new QAction(offer.text, m_offers);
        connect(action, &QAction::triggered, this, offer.accept);
        actions << action;
    }
    if (undo)
        actions << undo;
    m_bar.showMessage(kind, text, actions);
}

void Messages::tellDone(const QString &text, QAction *undo)
{
    tell(Kind::Success, text, {}, undo);
}
