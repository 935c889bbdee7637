// Of a program that was built without QtKeychain.
#include "app/connect/keychain.h"

#include <QMetaObject>

void Keychain::look()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            setState(State::Missing, tr("This program was built without QtKeychain (Debian: the "
                                        "package qtkeychain-qt6-dev)."));
        },
        Qt::QueuedConnection);
}

void Keychain::read(const QString &, const TakePassword &take)
{
    QMetaObject::invokeMethod(
        this, [this, take] { take({}, m_lack); }, Qt::QueuedConnection);
}

void Keychain::write(const QString &, const QString &)
{
    emit failed(m_lack);
}

void Keychain::remove(const QString &) {}
