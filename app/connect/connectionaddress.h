#pragma once

#include "app/connect/savedconnection.h"

#include <QString>
#include <QVariantMap>

/// What an address says, its password apart.
struct ReadAddress
{
    SavedConnection connection;
    QString password;
};

/// `connection` as "postgres://user:password@host:5432/shop?application_name=till" says: what the
/// address tells takes the place of what was there, its name and its colour stay. Throws
/// orm::UsageError, which does not tell the password, for what is no address.
[[nodiscard]] ReadAddress readAddress(const QString &address, const SavedConnection &connection);

/// What "application_name=till&keepalives_idle=30" tells the driver. A password in it is left out.
[[nodiscard]] QVariantMap optionsOf(const QString &text);
/// Why that text cannot be used, for the user; empty: it can. A password in it would be kept in a
/// file.
[[nodiscard]] QString problemOfOptions(const QString &text);
