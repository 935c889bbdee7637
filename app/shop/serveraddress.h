#pragma once

#include "app/shop/shoprequest.h"
#include "orm/model/sequelize.h"

#include <QString>

// The address of a database on a server, as the command line and the list of recent shops have it.

/// Whether `text` is meant as such an address, and not as a file: "postgres://till@db/shop".
[[nodiscard]] bool isServerAddress(const QString &text);
/// What the address says, with the password of the environment (PGPASSWORD, MYSQL_PWD) where it has
/// none. Throws UsageError, which does not tell the password, for one that cannot be read.
[[nodiscard]] orm::ConnectionOptions serverAt(const QString &address);
/// The shop in that file, or at that address. Throws as serverAt() does.
[[nodiscard]] ShopRequest requestFor(const QString &place);
/// The address of `server`, without its password.
[[nodiscard]] QString addressOf(const orm::ConnectionOptions &server);
/// How to connect to a shop on `server`. No statement is told to anybody.
[[nodiscard]] orm::Options optionsFor(const orm::ConnectionOptions &server);
/// What a server lacks that has failed so, with the version that has it; empty where it lacks
/// nothing of the kind.
[[nodiscard]] QString serverLack(const orm::BaseError &error);
/// "shop on db.example.org"
[[nodiscard]] QString nameOf(const orm::ConnectionOptions &server);
/// The variable of the environment in which a password for `server` goes to another program.
[[nodiscard]] QString passwordVariable(const orm::ConnectionOptions &server);
