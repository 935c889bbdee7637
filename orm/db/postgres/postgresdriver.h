#pragma once

#include "orm/db/driver.h"

namespace orm {

/// PostgreSQL's servers, through libpq itself: Qt's plug-in writes values into the text and tells
/// no code where it cannot connect.
class PostgresDriver final : public Driver
{
public:
    [[nodiscard]] std::unique_ptr<StatementRunner> open(const ConnectionOptions &options,
                                                        Connection::Role role) const override;
    [[nodiscard]] QStringList setup(const ConnectionOptions &options,
                                    Connection::Role role) const override;
    [[nodiscard]] DriverCapabilities capabilities(const ConnectionOptions &options) const override;
    [[nodiscard]] bool isPassing(const QString &code) const override;
    /// `error.code` is an SQLSTATE.
    [[noreturn]] void throwError(const DriverError &error, const Statement &statement,
                                 const QVariantList &binds) const override;
    [[nodiscard]] std::shared_ptr<Listener>
    listener(const std::vector<ConnectionOptions> &hosts) const override;
};

} // namespace orm
