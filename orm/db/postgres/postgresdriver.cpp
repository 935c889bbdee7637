#include "orm/db/postgres/postgresdriver.h"

#include "orm/db/postgres/postgreserrors.h"
#include "orm/db/postgres/postgreslistener.h"
#include "orm/db/postgres/postgresoptions.h"
#include "orm/db/postgres/postgresqtrunner.h"
#include "orm/db/postgres/postgresrunner.h"

namespace orm {

using namespace Qt::StringLiterals;

std::unique_ptr<StatementRunner> PostgresDriver::open(const ConnectionOptions &options,
                                                      Connection::Role role) const
{
    const QStringList settings = setup(options, role);
    if (options.portable)
        return PostgresQtRunner::open(options, settings);
    return std::make_unique<PostgresRunner>(openPostgres(options, settings), options);
}

QStringList PostgresDriver::setup(const ConnectionOptions &options, Connection::Role) const
{
    return postgresSetup(options);
}

DriverCapabilities PostgresDriver::capabilities(const ConnectionOptions &) const
{
    return {.sharesDatabase = true, .failureEndsTransaction = true};
}

bool PostgresDriver::isPassing(const QString &code) const
{
    const auto serializationFailure = "40001"_L1;
    const auto deadlock = "40P01"_L1;
    return code == serializationFailure || code == deadlock;
}

std::shared_ptr<Listener>
PostgresDriver::listener(const std::vector<ConnectionOptions> &hosts) const
{
    return std::make_shared<PostgresListener>(hosts);
}

void PostgresDriver::throwError(const DriverError &error, const Statement &statement,
                                const QVariantList &binds) const
{
    throwPostgresError(error, statement, binds);
}

} // namespace orm
