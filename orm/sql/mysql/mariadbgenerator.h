#pragma once

#include "orm/sql/mysql/mysqlgenerator.h"

namespace orm {

/// What MariaDB says otherwise than MySQL.
class MariaDbGenerator final : public MySqlGenerator
{
public:
    [[nodiscard]] Dialect dialect() const override { return Dialect::MariaDb; }
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] QString name() const override { return QStringLiteral("mariadb"); }

protected:
    [[nodiscard]] QString jsonKey(const QString &key) const override;
    void writeJsonDocument(SqlWriter &writer, const std::function<void()> &writeColumn,
                           const QStringList &path) const override;
    [[nodiscard]] QString momentText(const QDateTime &moment, const DataType *type) const override;
};

} // namespace orm
