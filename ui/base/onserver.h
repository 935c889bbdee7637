#pragma once

#include "orm/core/error.h"
#include "orm/model/sequelize.h"

namespace ui {

/// Whether the database is on a server: others write to it at the same time, also between two
/// statements of a transaction, and statements of SQLite's own are none there.
[[nodiscard]] inline bool isOnServer(const orm::Sequelize &database)
{
    return database.options().dialect != orm::Dialect::Sqlite;
}

/// The lock for records that are looked at to be written: on a server somebody else could change
/// them in between. A file has one writer at a time.
[[nodiscard]] inline orm::Lock writeLock(const orm::Model &model)
{
    return isOnServer(model.sequelize()) ? orm::Lock::Update : orm::Lock::None;
}

/// Whether the server could not be reached, so that asking again later may help. A write that may
/// have been done is none of these.
[[nodiscard]] inline bool isLoss(const orm::Sequelize &database, const orm::BaseError &error)
{
    return isOnServer(database) && dynamic_cast<const orm::ConnectionError *>(&error)
           && !dynamic_cast<const orm::TransactionInDoubtError *>(&error);
}

} // namespace ui
