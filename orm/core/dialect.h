#pragma once

#include <QtGlobal>

namespace orm {

/// The databases there is a generator for.
enum class Dialect : quint8 { Sqlite, Postgres, MySql, MariaDb, MsSql };

} // namespace orm
