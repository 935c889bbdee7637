#include "orm/db/drivers.h"

#include "orm/db/driver.h"

#ifdef ORM_HAS_MSSQL
#include "orm/db/mssql/mssqldriver.h"
#endif
#ifdef ORM_HAS_MYSQL
#include "orm/db/mysql/mysqldriver.h"
#endif
#ifdef ORM_HAS_POSTGRES
#include "orm/db/postgres/postgresdriver.h"
#endif
#include "orm/db/sqlite/sqlitedriver.h"

namespace orm {

namespace {

template<typename Kind>
const Driver &lasting()
{
    static const Kind driver;
    return driver;
}

struct Row
{
    Dialect dialect;
    const Driver &(*driver)();
};

constexpr Row rows[] = {
    {Dialect::Sqlite, lasting<SqliteDriver>},
#ifdef ORM_HAS_POSTGRES
    {Dialect::Postgres, lasting<PostgresDriver>},
#endif
#ifdef ORM_HAS_MYSQL
    {Dialect::MySql, lasting<MySqlDriver>},       {Dialect::MariaDb, lasting<MySqlDriver>},
#endif
#ifdef ORM_HAS_MSSQL
    {Dialect::MsSql, lasting<MsSqlDriver>},
#endif
};

} // namespace

std::shared_ptr<Listener> Driver::listener(const std::vector<ConnectionOptions> &) const
{
    return nullptr;
}

const Driver *driverOf(Dialect dialect)
{
    for (const Row &row : rows)
        if (row.dialect == dialect)
            return &row.driver();
    return nullptr;
}

bool failureEndsTransaction(const Connection &connection)
{
    const Driver *driver = driverOf(connection.options().dialect);
    return connection.inTransaction() && driver
           && driver->capabilities(connection.options()).failureEndsTransaction;
}

bool ignoresOtherErrors(const Connection &connection)
{
    const Driver *driver = driverOf(connection.options().dialect);
    return driver && driver->capabilities(connection.options()).ignoresOtherErrors;
}

bool mayHaveIgnored(Connection &connection)
{
    const Driver *driver = driverOf(connection.options().dialect);
    return driver && driver->mayHaveIgnored(connection);
}

bool takesBack(Connection &connection, const QString &table)
{
    const Driver *driver = driverOf(connection.options().dialect);
    return !driver || driver->takesBack(connection, table);
}

} // namespace orm
