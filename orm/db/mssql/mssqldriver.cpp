#include "orm/db/mssql/mssqldriver.h"

#include "orm/db/drivererrors.h"
#include "orm/db/mssql/mssqlerrors.h"
#include "orm/db/mssql/mssqloptions.h"
#include "orm/db/mssql/mssqlrunner.h"

#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlError>

#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Connects; no copy of Qt's object is left when it throws.
void connect(const QtDatabase &database, const ConnectionOptions &options)
{
    QSqlDatabase handle = database.handle();
    handle.setConnectOptions(mssql::connectOptions(options));
    handle.setDatabaseName(mssql::connectionText(options));
    QElapsedTimer timer;
    timer.start();
    const bool isOpen = handle.open();
    handle.setDatabaseName({}); // the password stands in it
    if (isOpen)
        return;
    if (timer.elapsed() >= mssql::connectLimit(options))
        throwNoAnswer(mssql::placeOf(options), mssql::connectLimit(options));
    mssql::throwCannotConnect(options, handle.lastError().nativeErrorCode(),
                              handle.lastError().databaseText());
}

} // namespace

std::unique_ptr<StatementRunner> MsSqlDriver::open(const ConnectionOptions &options,
                                                   Connection::Role role) const
{
    (void)setup(options, role); // refuses what cannot be set before it connects
    QtDatabase database(u"QODBC"_s, u"libqt6sql6-odbc, and tdsodbc"_s);
    connect(database, options);
    return std::make_unique<MsSqlRunner>(std::move(database), options, *this);
}

QStringList MsSqlDriver::setup(const ConnectionOptions &options, Connection::Role) const
{
    return mssql::setupOf(options);
}

DriverCapabilities MsSqlDriver::capabilities(const ConnectionOptions &) const
{
    return {};
}

bool MsSqlDriver::isPassing(const QString &code) const
{
    return code.toInt() == mssql::Deadlock || code.toInt() == mssql::SnapshotConflict;
}

void MsSqlDriver::throwError(const DriverError &error, const Statement &statement,
                             const QVariantList &binds) const
{
    mssql::throwError(error, statement, binds);
}

} // namespace orm
