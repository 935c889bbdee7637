// Prepared statements: made once for a text, kept, executed with values, and read row by row.
#include "orm/core/error.h"
#include "orm/db/mysql/mysqlcells.h"
#include "orm/db/mysql/mysqlerrors.h"
#include "orm/db/mysql/mysqlrunner.h"
#include "orm/db/mysql/mysqlvalues.h"
#include "orm/db/statementtext.h"

#include <mysql.h>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t maxKept = 100;

/// Where the cells of a row go that libmariadb has before it.
struct Target
{
    const MySqlCells *cells;
    RowBlock *block;
};

void takeCell(void *target, unsigned int column, unsigned char **row)
{
    const auto *to = static_cast<const Target *>(target);
    to->cells->appendBinary(*to->block, column, row);
}

/// Whether a kept statement failed only because tables are others by now, or because somebody
/// dropped it.
bool isOutOfDate(unsigned int number)
{
    return number == mysql::UnknownStatement || number == mysql::NeedsPreparing
           || number == mysql::NewMetadata;
}

} // namespace

/// What fails between two rows is told of the connection alone.
MySqlRunner::Failure MySqlRunner::failureOf(const Kept &kept) const
{
    const unsigned int number = mysql_stmt_errno(kept.handle.get());
    return number != 0 ? Failure{number, QString::fromUtf8(mysql_stmt_error(kept.handle.get()))}
                       : failure();
}

MySqlRunner::Kept *MySqlRunner::kept(const QString &text)
{
    // Calls in a loop use one statement, whose text is the same one and need not be looked up.
    const bool isLast = !m_kept.empty() && m_kept.front().text.constData() == text.constData()
                        && m_kept.front().text.size() == text.size();
    if (isLast)
        return &m_kept.front();
    const auto found = m_byText.constFind(text);
    if (found == m_byText.cend())
        return nullptr;
    m_kept.splice(m_kept.begin(), m_kept, *found);
    return &m_kept.front();
}

MySqlRunner::Kept *MySqlRunner::prepare(const Statement &statement, const BindsOf &bindsOf)
{
    Kept fresh{statement.text, MySqlStatement(mysql_stmt_init(m_connection.get()))};
    const QByteArray text = statement.text.toUtf8();
    if (mysql_stmt_prepare(fresh.handle.get(), text.constData(), ulong(text.size())) != 0) {
        const Failure failure = failureOf(fresh);
        if (failure.number == mysql::UnsupportedPrepared && bindsOf().isEmpty())
            return nullptr;
        fail(failure, statement, bindsOf());
    }
    if (m_kept.size() >= maxKept)
        drop(m_kept.back());
    m_kept.push_front(std::move(fresh));
    m_byText.insert(statement.text, m_kept.begin());
    return &m_kept.front();
}

void MySqlRunner::drop(Kept &kept)
{
    const auto at = m_byText.take(kept.text);
    m_kept.erase(at);
}

void MySqlRunner::throwUnlessSendable(qint64 size) const
{
    // A server that gets more ends the connection.
    if (size >= m_maxPacket)
        throw DatabaseError(
            u"The values take %1 bytes, and the server takes less than %2 at once (its setting max_allowed_packet)."_s
                .arg(size)
                .arg(m_maxPacket));
}

bool MySqlRunner::execute(Kept &kept, MySqlValues &values)
{
    MYSQL_STMT *handle = kept.handle.get();
    return (values.count() == 0 || mysql_stmt_bind_param(handle, values.binds()) == 0)
           && mysql_stmt_execute(handle) == 0;
}

Result MySqlRunner::runPrepared(const Statement &statement, MySqlValues &values,
                                const BindsOf &bindsOf, const std::shared_ptr<RowHead> &head)
{
    Kept *used = kept(statement.text);
    const bool wasKept = used;
    if (!used)
        used = prepare(statement, bindsOf);
    if (!used)
        return runText(statement, head);
    const auto places = qsizetype(mysql_stmt_param_count(used->handle.get()));
    if (places != values.count())
        throwMiscounted(statement, places, values.count());
    throwUnlessSendable(values.size());
    bool isDone = execute(*used, values);
    if (!isDone && wasKept && isOutOfDate(failureOf(*used).number)) {
        drop(*used);
        used = prepare(statement, bindsOf);
        isDone = execute(*used, values);
    }
    MYSQL_STMT *handle = used->handle.get();
    Result result;
    if (isDone && mysql_stmt_field_count(handle) > 0) {
        isDone = readBinary(*used, result.rows, statement.isAboutOneRow, head);
        result.affected = statement.kind == StatementKind::Write ? result.rows.size() : 0;
    } else if (isDone) {
        result.affected = qint64(mysql_stmt_affected_rows(handle));
        result.insertId = lastKey(statement, mysql_stmt_insert_id(handle), result.affected);
    }
    // A procedure may answer with more; its first rows count.
    while (isDone && mysql_stmt_more_results(handle))
        isDone = mysql_stmt_next_result(handle) <= 0 && mysql_stmt_free_result(handle) == 0;
    if (!isDone) {
        const Failure failure = failureOf(*used);
        drop(*used);
        fail(failure, statement, bindsOf());
    }
    return result;
}

// Rows

bool MySqlRunner::readText(RowSet &rows, bool isAboutOneRow, const std::shared_ptr<RowHead> &given)
{
    const std::shared_ptr<RowHead> head = given ? given : std::make_shared<RowHead>();
    const MySqlResult result(mysql_use_result(m_connection.get()));
    if (!result)
        return false;
    const MySqlCells cells(mysql_fetch_fields(result.get()), mysql_num_fields(result.get()));
    if (head->columns.isEmpty())
        head->columns = cells.names();
    rows.columns = head->columns;
    QExplicitlySharedDataPointer<RowBlock> block;
    while (const MYSQL_ROW row = mysql_fetch_row(result.get())) {
        if (isAboutOneRow && block)
            continue; // the rest must be read all the same
        if (!block || block->isFull()) {
            block = new RowBlock(head);
            rows.blocks += RowBlockPointer(block.data());
        }
        cells.appendText(*block, row, mysql_fetch_lengths(result.get()));
    }
    if (block)
        block->squeeze();
    return mysql_errno(m_connection.get()) == 0;
}

bool MySqlRunner::readBinary(Kept &kept, RowSet &rows, bool isAboutOneRow,
                             const std::shared_ptr<RowHead> &given)
{
    const std::shared_ptr<RowHead> head = given ? given : std::make_shared<RowHead>();
    MYSQL_STMT *handle = kept.handle.get();
    const MySqlCells cells(mariadb_stmt_fetch_fields(handle), mysql_stmt_field_count(handle));
    if (head->columns.isEmpty())
        head->columns = cells.names();
    rows.columns = head->columns;
    bool isAtEnd = false;
    while (!isAtEnd) {
        const QExplicitlySharedDataPointer<RowBlock> block(new RowBlock(head));
        if (!fetchBlock(kept, cells, *block, isAboutOneRow ? 1 : RowBlock::capacity, &isAtEnd))
            return false;
        isAtEnd = isAtEnd || isAboutOneRow || !goesOn();
        block->squeeze();
        if (block->rowCount() > 0)
            rows.blocks += RowBlockPointer(block.data());
    }
    return mysql_stmt_free_result(handle) == 0;
}

/// Reads so many rows, or those that are left; false when it fails.
bool MySqlRunner::fetchBlock(Kept &kept, const MySqlCells &cells, RowBlock &block, int rows,
                             bool *isAtEnd)
{
    MYSQL_STMT *handle = kept.handle.get();
    Target target{.cells = &cells, .block = &block};
    mysql_stmt_attr_set(handle, STMT_ATTR_CB_USER_DATA, &target);
    mysql_stmt_attr_set(handle, STMT_ATTR_CB_RESULT, reinterpret_cast<const void *>(&takeCell));
    for (int row = 0; row < rows; ++row) {
        const int fetched = mysql_stmt_fetch(handle);
        *isAtEnd = fetched == MYSQL_NO_DATA;
        if (fetched != 0)
            return *isAtEnd;
    }
    return true;
}

} // namespace orm
