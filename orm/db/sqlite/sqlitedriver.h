#pragma once

#include "orm/db/driver.h"

namespace orm {

/// SQLite's files and databases in memory, through Qt's plug-in QSQLITE, and through SQLite's own
/// interface where the plug-in uses the library that this program is linked with.
class SqliteDriver final : public Driver
{
public:
    [[nodiscard]] std::unique_ptr<StatementRunner> open(const ConnectionOptions &options,
                                                        Connection::Role role) const override;
    [[nodiscard]] QStringList setup(const ConnectionOptions &options,
                                    Connection::Role role) const override;
    [[nodiscard]] DriverCapabilities capabilities(const ConnectionOptions &options) const override;
    [[nodiscard]] bool isPassing(const QString &code) const override;
    /// `error.code` is SQLite's extended code.
    [[noreturn]] void throwError(const DriverError &error, const Statement &statement,
                                 const QVariantList &binds) const override;
};

} // namespace orm
