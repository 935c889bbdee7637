// What goes for every keychain. Where there is QtKeychain, keychain_system.cpp asks it, and
// keychain_none.cpp stands in its place elsewhere.
#include "app/connect/keychain.h"

Keychain::Keychain(QObject *parent)
    : QObject(parent)
{
}

void Keychain::setState(State state, const QString &lack)
{
    if (m_state != State::Unknown)
        return;
    m_state = state;
    m_lack = lack;
    emit stateChanged();
}
