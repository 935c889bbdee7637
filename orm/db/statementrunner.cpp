#include "orm/db/statementrunner.h"

#include "orm/core/timestamp.h"

#include <QDateTime>

namespace orm {

Result StatementRunner::runRows(const Sql &sql, const RowBlock &block, int first, int count)
{
    Sql bound = sql;
    for (int row = first; row < first + count; ++row) {
        for (int column = 0; column < block.columnCount(); ++column) {
            const QVariant value = block.value(row, column);
            const bool isDate = block.type(row, column) == RowBlock::Type::Date;
            bound.binds += value.isNull() ? QVariant()
                           : isDate       ? QVariant(toTimestamp(value.toDateTime()))
                                          : value;
        }
    }
    return run(bound, std::make_shared<RowHead>());
}

} // namespace orm
