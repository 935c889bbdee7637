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

qint64 StatementRunner::runKeys(const Statement &statement, const QVariantList &binds,
                                const TakeKey &take)
{
    const RowSet rows = run(statement, binds, std::make_shared<RowHead>()).rows;
    for (const RowBlockPointer &block : rows.blocks)
        for (int row = 0; row < block->rowCount(); ++row)
            take(block->value(row, 0).toLongLong());
    return rows.size();
}

std::optional<Result> StatementRunner::runRows(const Statement &, const BlockCells &,
                                               const std::shared_ptr<RowHead> &)
{
    return std::nullopt;
}

Result StatementRunner::runBlock(const Statement &statement, const BlockCells &cells,
                                 const std::shared_ptr<RowHead> &head)
{
    return run(statement, StatementValues(cells, statement.dialect).binds(statement),
               head ? head : std::make_shared<RowHead>());
}

} // namespace orm
