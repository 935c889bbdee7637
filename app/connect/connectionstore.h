#pragma once

#include "app/connect/savedconnection.h"

#include <QSettings>

/// Keeps connections in a file beside the settings, each by itself, so that two windows do not
/// overwrite each other's. Passwords never come here: see Keychain.
class ConnectionStore
{
public:
    /// In the file "connections.ini" of `folder`.
    explicit ConnectionStore(const QString &folder);

    /// Those that can be read, by their titles. One of a newer version of the application is left
    /// alone.
    [[nodiscard]] QList<SavedConnection> connections();
    /// Keeps it in the place of that with the same id. A blank one is not kept.
    void save(const SavedConnection &connection);
    void remove(const QString &id);

private:
    QSettings m_settings;
};
