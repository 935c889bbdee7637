#include "orm/core/timestamp.h"
#include "orm/db/sqlite/sqliterunner.h"

#include <QDateTime>

#include <sqlite3.h>

namespace orm {

void SqliteRunner::bindValues(sqlite3_stmt *statement, const QVariantList &binds)
{
    m_texts.clear();
    m_texts.reserve(size_t(binds.size()));
    int position = 0;
    for (const QVariant &value : binds) {
        ++position;
        if (value.isNull()) {
            sqlite3_bind_null(statement, position);
            continue;
        }
        switch (value.typeId()) {
        case QMetaType::LongLong:
        case QMetaType::Bool: sqlite3_bind_int64(statement, position, value.toLongLong()); break;
        case QMetaType::Double: sqlite3_bind_double(statement, position, value.toDouble()); break;
        case QMetaType::QByteArray: {
            const QByteArray &bytes = m_texts.emplace_back(value.toByteArray());
            sqlite3_bind_blob64(statement, position, bytes.constData(),
                                sqlite3_uint64(bytes.size()), SQLITE_STATIC);
            break;
        }
        default: {
            const QByteArray &text = m_texts.emplace_back(value.toString().toUtf8());
            sqlite3_bind_text64(statement, position, text.constData(), sqlite3_uint64(text.size()),
                                SQLITE_STATIC, SQLITE_UTF8);
        }
        }
    }
}

void SqliteRunner::bindCells(sqlite3_stmt *statement, const BlockCells &cells)
{
    forgetTexts(cells.size());
    int position = 0;
    cells.forEach(
        [&](int row, int column) { bindCell(statement, ++position, cells.block, row, column); });
}

void SqliteRunner::bindCell(sqlite3_stmt *statement, int position, const RowBlock &block, int row,
                            int column)
{
    // The block outlives the statement's run, so that nothing has to be copied.
    switch (block.type(row, column)) {
    case RowBlock::Type::Null: sqlite3_bind_null(statement, position); return;
    case RowBlock::Type::Integer:
    case RowBlock::Type::Boolean:
        sqlite3_bind_int64(statement, position, block.integer(row, column));
        return;
    case RowBlock::Type::Real:
        sqlite3_bind_double(statement, position, block.real(row, column));
        return;
    case RowBlock::Type::Text: {
        const QByteArrayView text = block.bytes(row, column);
        sqlite3_bind_text64(statement, position, text.data(), sqlite3_uint64(text.size()),
                            SQLITE_STATIC, SQLITE_UTF8);
        return;
    }
    case RowBlock::Type::Blob: {
        const QByteArrayView bytes = block.bytes(row, column);
        sqlite3_bind_blob64(statement, position, bytes.data(), sqlite3_uint64(bytes.size()),
                            SQLITE_STATIC);
        return;
    }
    case RowBlock::Type::Date: bindMoment(statement, position, block.integer(row, column));
    }
}

void SqliteRunner::bindMoment(sqlite3_stmt *statement, int position, qint64 milliseconds)
{
    // The rows of one call mostly share their moment, and many calls a millisecond do.
    if (milliseconds != m_moment) {
        const auto usual = timestampText(milliseconds);
        if (!usual) {
            const QDateTime moment = QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
            const QByteArray &text = m_texts.emplace_back(toTimestamp(moment).toUtf8());
            sqlite3_bind_text64(statement, position, text.constData(), sqlite3_uint64(text.size()),
                                SQLITE_STATIC, SQLITE_UTF8);
            return;
        }
        m_moment = milliseconds;
        m_momentText = *usual;
        m_isMomentBound = false;
    }
    if (!m_isMomentBound)
        m_moments.push_back(m_momentText);
    m_isMomentBound = true;
    const TimestampText &text = m_moments.back();
    sqlite3_bind_text64(statement, position, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

/// What is bound from now on stays where it is for `cells` cells.
void SqliteRunner::forgetTexts(int cells)
{
    m_texts.clear();
    m_moments.clear();
    m_moments.reserve(size_t(cells));
    m_isMomentBound = false;
}

} // namespace orm
