#include "orm/core/timestamp.h"
#include "orm/db/sqlite/sqliterunner.h"

#include <sqlite3.h>

#include <cstring>

namespace orm {

/// Appends what `column` holds in the row that the statement stands on.
void SqliteRunner::appendCell(RowBlock &block, sqlite3_stmt *statement, int column)
{
    // One look-up of the column for its type, text and length. That the value is "unprotected" only
    // matters to connections which several threads share.
    sqlite3_value *value = sqlite3_column_value(statement, column);
    switch (sqlite3_value_type(value)) {
    case SQLITE_NULL: block.appendNull(); return;
    case SQLITE_INTEGER: block.appendInteger(sqlite3_value_int64(value)); return;
    case SQLITE_FLOAT: block.appendReal(sqlite3_value_double(value)); return;
    case SQLITE_BLOB: {
        const auto *bytes = static_cast<const char *>(sqlite3_value_blob(value));
        block.appendBlob({bytes, bytes ? sqlite3_value_bytes(value) : 0});
        return;
    }
    default: break;
    }
    const auto *utf8 = reinterpret_cast<const char *>(sqlite3_value_text(value));
    const QByteArrayView text(utf8, sqlite3_value_bytes(value));
    if (!m_isDate[size_t(column)] || !appendMoment(block, text))
        block.appendText(text);
}

bool SqliteRunner::appendMoment(RowBlock &block, QByteArrayView text)
{
    // A row that was never changed has the same moment twice, and rows made together share it.
    if (text.size() == qsizetype(m_readText.size())
        && std::memcmp(text.data(), m_readText.data(), m_readText.size()) == 0) {
        block.appendDate(m_readMoment);
        return true;
    }
    const auto milliseconds = millisecondsOfTimestamp(text);
    if (!milliseconds)
        return false;
    if (text.size() == qsizetype(m_readText.size())) {
        std::memcpy(m_readText.data(), text.data(), m_readText.size());
        m_readMoment = *milliseconds;
    }
    block.appendDate(*milliseconds);
    return true;
}

RowSet SqliteRunner::readRows(sqlite3_stmt *statement, const Statement &sql,
                              const QVariantList &binds, const std::shared_ptr<RowHead> &head)
{
    // The first step prepares anew a statement whose tables have changed; only then it knows its
    // columns.
    int status = sqlite3_step(statement);
    const int columnCount = sqlite3_column_count(statement);
    if (head->columns.isEmpty())
        for (int i = 0; i < columnCount; ++i)
            head->columns += QString::fromUtf8(sqlite3_column_name(statement, i));
    markDates(sql, columnCount);

    RowSet rows;
    rows.columns = head->columns;
    QExplicitlySharedDataPointer<RowBlock> block;
    const auto next = [&] { return sql.isAboutOneRow ? SQLITE_DONE : sqlite3_step(statement); };
    for (; status == SQLITE_ROW; status = next()) {
        if (!block || block->isFull()) {
            if (block)
                block->squeeze();
            const bool isFirst = !block;
            block = new RowBlock(head);
            block->reserveRows(isFirst ? 1 : RowBlock::capacity);
            rows.blocks += RowBlockPointer(block.data());
        }
        for (int column = 0; column < columnCount; ++column)
            appendCell(*block, statement, column);
    }
    if (status != SQLITE_DONE)
        fail(sql, binds);
    if (block)
        block->squeeze();
    return rows;
}

} // namespace orm
