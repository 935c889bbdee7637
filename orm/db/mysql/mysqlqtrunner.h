#pragma once

#include "orm/db/mysql/mysqlrunner.h"

class QSqlQuery;

namespace orm {

class QtDatabase;

/// MariaDB's and MySQL's statements through QSqlQuery. QMYSQL's prepared statements give no row
/// where a column is made of a value, and none of a RETURNING; it reads bits as letters, and days
/// and moments in a time zone that they do not have. So values are literals of ours in a text that
/// it sends as it stands, and cells are read from the result that it holds.
class MySqlQtRunner final : public MySqlRunner
{
public:
    /// Opens the connection as `options` say by Qt's plug-in and runs the statements of `setup`.
    /// Throws ConnectionError and its kin, as openMySql() does, and when Qt has no such plug-in; it
    /// cannot check whose certificate it is, and InvalidConnectionError says so.
    [[nodiscard]] static std::unique_ptr<StatementRunner> open(const ConnectionOptions &options,
                                                               const QStringList &setup);

    Result run(const Statement &statement, const QVariantList &binds,
               const std::shared_ptr<RowHead> &head) override;
    [[nodiscard]] bool insertsAtOnce(int) const override { return false; }
    Result runBlock(const Statement &statement, const BlockCells &cells,
                    const std::shared_ptr<RowHead> &head) override;

private:
    MySqlQtRunner(const std::shared_ptr<QtDatabase> &database, MySqlConnection connection,
                  const ConnectionOptions &options);

    Result send(const Statement &statement, const MySqlValues &values, const BindsOf &bindsOf,
                const std::shared_ptr<RowHead> &head);
    static bool read(QSqlQuery &query, const Statement &statement,
                     const std::shared_ptr<RowHead> &head, RowSet &rows);

    std::shared_ptr<QtDatabase> m_database;
};

} // namespace orm
