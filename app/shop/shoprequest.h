#pragma once

#include "orm/db/connectionoptions.h"

#include <QString>

#include <optional>

/// Which shop to open, and how far the user allowed us to go.
struct ShopRequest
{
    QString file = {}; ///< SQLite's; empty where the shop is on a server.
    bool readOnly = false;
    bool mayCreateFile = true;   ///< A missing file is made; its folder never is.
    bool mayCreateTable = false; ///< A database of another program gets a table of books.
    /// A database on a server, its password with it.
    std::optional<orm::ConnectionOptions> server = {};
    QString connection = {};   ///< The name that the user gave to the connection; may be empty.
    QString colour = {};       ///< The connection's, as "#rrggbb"; may be empty.
    bool isProduction = false; ///< Customers work with it: the window says so.
};
