#include "orm/db/postgres/postgresdriver.h"

#include "orm/db/postgres/postgreserrors.h"
#include "orm/db/postgres/postgresoptions.h"
#include "orm/db/postgres/postgresrunner.h"

namespace orm {

std::unique_ptr<StatementRunner> PostgresDriver::open(const ConnectionOptions &options,
                                                      Connection::Role role) const
{
    return std::make_unique<PostgresRunner>(openPostgres(options, setup(options, role)));
}

QStringList PostgresDriver::setup(const ConnectionOptions &options, Connection::Role) const
{
    return postgresSetup(options);
}

DriverCapabilities PostgresDriver::capabilities(const ConnectionOptions &) const
{
    return {.sharesDatabase = true, .failureEndsTransaction = true};
}

void PostgresDriver::throwError(const DriverError &error, const Statement &statement,
                                const QVariantList &binds) const
{
    throwPostgresError(error, statement, binds);
}

} // namespace orm
