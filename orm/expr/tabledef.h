#pragma once

#include "orm/core/datatype.h"
#include "orm/expr/operand.h"

#include <optional>
#include <vector>

namespace orm {

/// One column as DDL and conditions need it.
struct ColumnDef
{
    QString attribute; ///< The model's name for it.
    QString name;      ///< The database's name for it.
    DataType type;
    bool allowNull = true;
    bool primaryKey = false;
    bool autoIncrement = false;
    bool unique = false;
    /// Goes into the DDL when it is data or a literal; undefined: none.
    Operand defaultValue;
};

/// A table as plain data: what the generator knows of a model.
struct TableDef
{
    QString name;
    std::vector<ColumnDef> columns;

    /// The column of `attribute`, or nullptr when the table has none of that name.
    [[nodiscard]] const ColumnDef *find(QStringView attribute) const
    {
        for (const ColumnDef &column : columns)
            if (column.attribute == attribute)
                return &column;
        return nullptr;
    }
};

} // namespace orm
