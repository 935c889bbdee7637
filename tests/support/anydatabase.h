#pragma once

#include "support/serverdatabase.h"

#include <memory>

/// Where a test that is made of rows asks: in memory, or one of the servers.
enum Which { File, Postgres, MariaDb };

/// The rows of a test that runs on each of them: QFETCH(const int, which).
inline void addDialects()
{
    QTest::addColumn<int>("which");
    QTest::newRow("SQLite") << int(File);
    QTest::newRow("PostgreSQL") << int(Postgres);
    QTest::newRow("MariaDB") << int(MariaDb);
}

/// Those of servers.
inline void addServers()
{
    QTest::addColumn<int>("which");
    QTest::newRow("PostgreSQL") << int(Postgres);
    QTest::newRow("MariaDB") << int(MariaDb);
}

/// Whether some call waits for a row that another one has written.
[[nodiscard]] inline bool isAnybodyWaiting(orm::Sequelize &db, int which)
{
    const orm::Text question =
        which == Postgres ? "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                            "AND datname = current_database()"
                          : "SELECT count(*) FROM information_schema.PROCESSLIST WHERE COMMAND IN "
                            "('Query', 'Execute') AND TIME_MS > 100 AND DB = DATABASE() AND ID <> "
                            "CONNECTION_ID()";
    return orm::wait(db.query(question)).first().toInt() > 0;
}

/// A database of its own, which goes with it; skips the test where there is no such server.
#define MAKE_DATABASE(db, which)                                                                   \
    std::unique_ptr<PostgresDatabase> postgres;                                                    \
    std::unique_ptr<MariaDbDatabase> mariaDb;                                                      \
    orm::Text address = QStringLiteral("sqlite::memory:");                                         \
    if ((which) == Postgres) {                                                                     \
        NEEDS_SERVER(PostgresDatabase);                                                            \
        postgres = std::make_unique<PostgresDatabase>();                                           \
        address = postgres->url();                                                                 \
    } else if ((which) == MariaDb) {                                                               \
        NEEDS_SERVER(MariaDbDatabase);                                                             \
        mariaDb = std::make_unique<MariaDbDatabase>();                                             \
        address = mariaDb->url();                                                                  \
    }                                                                                              \
    orm::Sequelize db(address, {.logging = nullptr, .portable = isPortable()})
