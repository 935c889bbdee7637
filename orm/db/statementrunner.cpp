#include "orm/db/statementrunner.h"

#include "orm/core/timestamp.h"

#include <QDateTime>

namespace orm {

namespace {

/// The cells of a block as the values that are bound.
class CellValues
{
public:
    explicit CellValues(const RowBlock &block)
        : m_block(block)
    {
    }

    [[nodiscard]] QVariant at(int row, int column)
    {
        switch (m_block.type(row, column)) {
        case RowBlock::Type::Null: return {};
        case RowBlock::Type::Date: return moment(m_block.integer(row, column));
        default: return m_block.value(row, column);
        }
    }

private:
    /// The rows of one call share their moment.
    [[nodiscard]] const QVariant &moment(qint64 milliseconds)
    {
        if (milliseconds != m_milliseconds || !m_moment.isValid()) {
            m_milliseconds = milliseconds;
            m_moment = toTimestamp(QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC));
        }
        return m_moment;
    }

    const RowBlock &m_block;
    qint64 m_milliseconds = 0;
    QVariant m_moment;
};

} // namespace

void StatementRunner::markDates(const Sql &sql, int columnCount)
{
    m_isDate.assign(size_t(columnCount), 0);
    for (const int column : sql.dateColumns)
        m_isDate[size_t(column)] = 1;
}

Result StatementRunner::runRows(const Sql &sql, const RowBlock &block, int first, int count)
{
    Sql bound = sql;
    bound.binds.reserve(qsizetype(count) * block.columnCount());
    CellValues values(block);
    for (int row = first; row < first + count; ++row)
        for (int column = 0; column < block.columnCount(); ++column)
            bound.binds += values.at(row, column);
    return run(bound, std::make_shared<RowHead>());
}

Result StatementRunner::runCells(const Sql &sql, const RowBlock &block,
                                 std::span<const int> columns)
{
    Sql bound = sql;
    bound.binds.reserve(qsizetype(columns.size()));
    CellValues values(block);
    for (const int column : columns)
        bound.binds += values.at(0, column);
    return run(bound, std::make_shared<RowHead>());
}

} // namespace orm
