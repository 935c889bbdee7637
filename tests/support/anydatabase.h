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
