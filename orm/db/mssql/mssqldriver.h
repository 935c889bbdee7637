#pragma once

#include "orm/db/driver.h"

namespace orm {

/// SQL Server, through Qt's plug-in for ODBC and FreeTDS.
class MsSqlDriver final : public Driver
{
public:
    [[nodiscard]] std::unique_ptr<StatementRunner> open(const ConnectionOptions &options,
                                                        Connection::Role role) const override;
    [[nodiscard]] QStringList setup(const ConnectionOptions &options,
                                    Connection::Role role) const override;
    [[nodiscard]] DriverCapabilities capabilities(const ConnectionOptions &options) const override;
    [[nodiscard]] bool isPassing(const QString &code) const override;
    /// `error.code` is a number of the server's or of FreeTDS's.
    [[noreturn]] void throwError(const DriverError &error, const Statement &statement,
                                 const QVariantList &binds) const override;
};

} // namespace orm
