#pragma once

#include "orm/sql/mysql/mysqlcatalogue.h"

namespace orm {

/// What MariaDB is asked about its tables, and what its answers mean.
class MariaDbCatalogue final : public MySqlCatalogue
{
public:
    using MySqlCatalogue::MySqlCatalogue;

    [[nodiscard]] Sql showTables() const override;
    [[nodiscard]] Sql showSchemas() const override;
};

} // namespace orm
