#include "orm/db/mysql/mysqldriver.h"

#include "orm/db/mysql/mysqlerrors.h"
#include "orm/db/mysql/mysqloptions.h"
#include "orm/db/mysql/mysqlqtrunner.h"
#include "orm/db/mysql/mysqlrunner.h"

namespace orm {

std::unique_ptr<StatementRunner> MySqlDriver::open(const ConnectionOptions &options,
                                                   Connection::Role role) const
{
    const QStringList settings = setup(options, role);
    if (options.portable)
        return MySqlQtRunner::open(options, settings);
    return std::make_unique<MySqlRunner>(openMySql(options, settings), options);
}

QStringList MySqlDriver::setup(const ConnectionOptions &options, Connection::Role) const
{
    return mysql::setupOf(options);
}

DriverCapabilities MySqlDriver::capabilities(const ConnectionOptions &) const
{
    return {};
}

bool MySqlDriver::isPassing(const QString &code) const
{
    constexpr unsigned int recordHasChanged = 1020;
    return code.toUInt() == mysql::Deadlock || code.toUInt() == recordHasChanged;
}

void MySqlDriver::throwError(const DriverError &error, const Statement &statement,
                             const QVariantList &binds) const
{
    mysql::throwError(error, statement, binds);
}

} // namespace orm
