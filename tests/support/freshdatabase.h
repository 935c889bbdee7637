#pragma once

#include "support/postgresdatabase.h"

#include <memory>

/// Whether the property tests ask a PostgreSQL server instead of SQLite: POSTGRES_URL names it, and
/// ON_POSTGRES=1 asks for it.
[[nodiscard]] inline bool isOnPostgres()
{
    return qEnvironmentVariableIntValue("ON_POSTGRES") == 1;
}

/// The address of an empty database: one in memory, or on the server this program's only one, which
/// loses what an earlier call has left in it.
[[nodiscard]] inline orm::Text freshDatabase()
{
    static std::unique_ptr<PostgresDatabase> database;
    if (!isOnPostgres())
        return "sqlite::memory:";
    if (!database) {
        database = std::make_unique<PostgresDatabase>();
        qAddPostRoutine([] { database.reset(); });
    }
    orm::Sequelize db(database->url(), {.logging = nullptr});
    for (const char *statement : {"DROP SCHEMA public CASCADE", "CREATE SCHEMA public"})
        orm::wait(db.query(statement, {.kind = orm::StatementKind::Schema}));
    return database->url();
}
