#pragma once

#include <QFuture>

#include <chrono>

namespace orm {

class Database;

/// How long the database takes to answer over a connection that is open already, or that is opened
/// for it first. It is asked as the pool asks, so that the log shows nothing of it. Fails with
/// ConnectionError where none can be opened, and where the open one has ended.
[[nodiscard]] QFuture<std::chrono::nanoseconds> ping(Database &database);

} // namespace orm
