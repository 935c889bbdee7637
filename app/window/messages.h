#pragma once

#include "ui/widgets/messagebar.h"

#include <QList>
#include <QObject>

#include <functional>

/// A button in a message.
struct Offer
{
    QString text;
    std::function<void()> accept;
};

/// Says in the message bar what happened, and offers what can be done about it.
class Messages : public QObject
{
    Q_OBJECT

public:
    using Kind = ui::MessageBar::Kind;

    /// `bar` outlives it.
    Messages(ui::MessageBar &bar, QObject *parent);

    /// Takes the place of the message before. An offer is good while its message is shown; `undo`
    /// takes back what the message is about, nullptr when nothing can.
    void tell(Kind kind, const QString &text, const QList<Offer> &offers = {},
              QAction *undo = nullptr);
    /// Something was done; `undo` takes it back, nullptr when nothing can.
    void tellDone(const QString &text, QAction *undo);
    void hide() { m_bar.hideMessage(); }
    /// Shows a warning that lasts until endStanding(): errors, which have the same reason, do not
    /// take its place.
    void stand(const QString &text, const QList<Offer> &offers);
    void endStanding();

private:
    void show(Kind kind, const QString &text, const QList<Offer> &offers, QAction *undo);

    bool m_stands = false;
    ui::MessageBar &m_bar;
    QObject *m_offers = nullptr; ///< Owns the actions of the message that is shown.
};
