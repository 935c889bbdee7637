#pragma once

#include "orm/db/driver.h"

namespace orm {

/// MariaDB's and MySQL's servers, through libmariadb itself: Qt's plug-in loses rows and bits, and
/// connects in clear text where encryption was asked for.
class MySqlDriver final : public Driver
{
public:
    [[nodiscard]] std::unique_ptr<StatementRunner> open(const ConnectionOptions &options,
                                                        Connection::Role role) const override;
    [[nodiscard]] QStringList setup(const ConnectionOptions &options,
                                    Connection::Role role) const override;
    [[nodiscard]] DriverCapabilities capabilities(const ConnectionOptions &options) const override;
    [[nodiscard]] bool isPassing(const QString &code) const override;
    /// `error.code` is a number of the server's or of libmariadb's.
    [[noreturn]] void throwError(const DriverError &error, const Statement &statement,
                                 const QVariantList &binds) const override;
    /// Whether the server warns of anything but duplicates. A note is no warning; and it keeps the
    /// words of a few warnings only, so that the others may be of anything.
    [[nodiscard]] bool mayHaveIgnored(Connection &connection) const override;
    /// True for views, and for tables of which the user is told nothing.
    [[nodiscard]] bool takesBack(Connection &connection, const QString &table) const override;
};

} // namespace orm
