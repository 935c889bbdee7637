#pragma once

#include "support/serverdatabase.h"

#include <memory>

/// Whether the property tests ask a PostgreSQL server instead of SQLite: POSTGRES_URL names it, and
/// ON_POSTGRES=1 asks for it.
[[nodiscard]] inline bool isOnPostgres()
{
    return qEnvironmentVariableIntValue("ON_POSTGRES") == 1;
}

/// The same of MariaDB or MySQL: MARIADB_URL and ON_MARIADB=1.
[[nodiscard]] inline bool isOnMariaDb()
{
    return qEnvironmentVariableIntValue("ON_MARIADB") == 1;
}

/// Whether they ask any server.
[[nodiscard]] inline bool isOnServer()
{
    return isOnPostgres() || isOnMariaDb();
}

/// The address of this program's only database on a server, which `empty` has emptied.
template<typename Database, typename Empty>
[[nodiscard]] orm::Text onlyDatabase(const Empty &empty)
{
    static std::unique_ptr<Database> database;
    if (!database) {
        database = std::make_unique<Database>();
        qAddPostRoutine([] { database.reset(); });
    }
    // One connection, which outlives its database: another one could not be opened between.
    orm::Sequelize db(database->url(), {.logging = nullptr, .pool = {.max = 1}});
    for (const QString &statement : empty(database->name()))
        orm::wait(db.query(orm::Text(statement), {.kind = orm::StatementKind::Schema}));
    return database->url();
}

/// The address of an empty database: one in memory, or on the server this program's only one, which
/// loses what an earlier call has left in it.
[[nodiscard]] inline orm::Text freshDatabase()
{
    if (isOnPostgres())
        return onlyDatabase<PostgresDatabase>([](const QString &) {
            return QStringList{QStringLiteral("DROP SCHEMA public CASCADE"),
                               QStringLiteral("CREATE SCHEMA public")};
        });
    // Texts are alike there when their letters are, whatever their case, unless told otherwise.
    if (isOnMariaDb())
        return onlyDatabase<MariaDbDatabase>([](const QString &name) {
            return QStringList{
                QStringLiteral("DROP DATABASE ") + name,
                QStringLiteral("CREATE DATABASE %1 COLLATE utf8mb4_nopad_bin").arg(name)};
        });
    return "sqlite::memory:";
}
