#include "orm/db/statementrunner.h"

#include "orm/core/error.h"
#include "orm/db/statementvalues.h"

namespace orm {

using namespace Qt::StringLiterals;

void StatementRunner::markDates(const Statement &statement, int columnCount)
{
    m_isDate.assign(size_t(columnCount), 0);
    for (const int column : statement.dateColumns)
        m_isDate[size_t(column)] = 1;
}

void StatementRunner::throwCancelled(const Statement &statement, const QVariantList &binds,
                                     const QString &code, const QString &text)
{
    throw CancelledError(ErrorFacts{.message = u"The statement was cancelled."_s,
                                    .sql = statement.text,
                                    .binds = binds,
                                    .fields = {},
                                    .driverCode = code,
                                    .driverText = text,
                                    .errors = {}});
}

Result StatementRunner::runRows(const Statement &statement, const RowBlock &block, int first,
                                int count)
{
    return run(statement, StatementValues(block, first, count).binds(),
               std::make_shared<RowHead>());
}

Result StatementRunner::runCells(const Statement &statement, const RowBlock &block,
                                 std::span<const int> columns)
{
    return run(statement, StatementValues(block, columns).binds(), std::make_shared<RowHead>());
}

} // namespace orm
