#pragma once

#include "orm/sql/mysqlgenerator.h"

namespace orm {

/// What MariaDB says otherwise than MySQL.
class MariaDbGenerator final : public MySqlGenerator
{
public:
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] QString driver() const override;
};

} // namespace orm
