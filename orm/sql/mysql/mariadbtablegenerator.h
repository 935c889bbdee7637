#pragma once

#include "orm/sql/mysql/mysqltablegenerator.h"

namespace orm {

/// Statements on tables for MariaDB.
class MariaDbTableGenerator final : public MySqlTableGenerator
{
public:
    using MySqlTableGenerator::MySqlTableGenerator;

    [[nodiscard]] Sql createSchema(const QString &schema) const override;
    [[nodiscard]] Sql dropSchema(const QString &schema) const override;
};

} // namespace orm
