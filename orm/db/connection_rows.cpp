// Rows of a block that are inserted at once, and told of as several statements.
#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/drivers.h"
#include "orm/db/querylog.h"
#include "orm/db/runninghooks.h"
#include "orm/db/statementguard.h"
#include "orm/db/statementreport.h"
#include "orm/db/statementrunner.h"

#include <algorithm>

namespace orm {

namespace {

/// The statements as which a log tells of rows of a block.
class RowsReport
{
public:
    RowsReport(const Connection &connection, const BlockCells &cells, Dialect dialect,
               const Connection::ToldRows &told)
        : m_connection(connection)
        , m_cells(cells)
        , m_dialect(dialect)
        , m_told(told)
        , m_isWanted(connection.log().isListening() || connection.call().log.function())
        , m_startedAt(QDateTime::currentDateTimeUtc())
        , m_start(std::chrono::steady_clock::now())
    {
    }

    /// All of them, which have shared the time that passed.
    void tell() const
    {
        if (!m_isWanted)
            return;
        const auto spent = std::chrono::steady_clock::now() - m_start;
        for (int row = 0; row < m_cells.count; row += m_told.rowsEach)
            tell(row, std::min(m_told.rowsEach, m_cells.count - row),
                 [&](QueryEvent &event, int count) {
                     event.rows = count;
                     const auto share = spent * count / m_cells.count;
                     event.nanoseconds =
                         std::chrono::duration_cast<std::chrono::nanoseconds>(share).count();
                 });
    }
    /// The first of them, with which it ended.
    void tellEnd(const BaseError &error) const
    {
        if (!m_isWanted)
            return;
        tell(0, std::min(m_told.rowsEach, m_cells.count), [&](QueryEvent &event, int) {
            const auto spent = std::chrono::steady_clock::now() - m_start;
            event.nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(spent).count();
            event.isCancelled = dynamic_cast<const CancelledError *>(&error) != nullptr;
            if (!event.isCancelled)
                event.error = error.message();
        });
    }

private:
    template<typename Fill>
    void tell(int first, int count, const Fill &fill) const
    {
        const BlockCells cells{.block = m_cells.block,
                               .first = m_cells.first + first,
                               .count = count,
                               .columns = m_cells.columns};
        QueryEvent event(m_told.statement(count), StatementValues(cells, m_dialect));
        event.id = m_connection.log().nextId();
        noteOrigin(event, m_connection, m_startedAt);
        fill(event, count);
        m_connection.log().tell(event, m_connection.call().log);
    }

    const Connection &m_connection;
    const BlockCells &m_cells;
    const Dialect m_dialect;
    const Connection::ToldRows &m_told;
    const bool m_isWanted;
    const QDateTime m_startedAt;
    const std::chrono::steady_clock::time_point m_start;
};

} // namespace

bool Connection::canGoOnAfter(const BaseError &error) const
{
    return !dynamic_cast<const CancelledError *>(&error)
           && !dynamic_cast<const ConnectionError *>(&error)
           && !(m_outcome && m_outcome->isRolledBack());
}

bool Connection::insertsAtOnce(int rows) const
{
    const ConnectionHooks *hooks = m_options.hooks.get();
    return m_runner->insertsAtOnce(rows) && !(hooks && hooks->isWanted(hooks->queries))
           && !QueryLog::isTelling();
}

std::optional<Result> Connection::executeRows(const StatementPointer &row, const BlockCells &cells,
                                              const std::shared_ptr<RowHead> &head,
                                              const ToldRows &told)
{
    RunningHooks::refuse(m_options.hooks.get(), this);
    noteStatement(row->text);
    const RowsReport report(*this, cells, row->dialect, told);
    try {
        std::optional<Result> result = orm::inTransaction(
            *this, *m_runner, *row, [&] { return m_runner->runRows(*row, cells, head); });
        // Where a trigger leaves rows out, the statements of some tell how many each has stored. (A
        // row that was changed instead counts as two on MySQL.)
        if (result && result->affected != cells.count && failureEndsTransaction(*this))
            return std::nullopt;
        if (result)
            report.tell();
        return result;
    } catch (const BaseError &error) {
        if (canGoOnAfter(error))
            return std::nullopt;
        report.tellEnd(error);
        throw;
    }
}

} // namespace orm
