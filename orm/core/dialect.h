#pragma once

#include <QtGlobal>

namespace orm {

/// The databases whose SQL is known. Connections lead to SQLite so far.
enum class Dialect : quint8 { Sqlite, Postgres, MySql, MariaDb, MsSql };

} // namespace orm
