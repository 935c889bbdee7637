#include "orm/core/timestamp.h"
#include "orm/db/sqlite/sqliterunner.h"

#include <QDateTime>

#include <sqlite3.h>

namespace orm {

void SqliteRunner::bindText(sqlite3_stmt *statement, int place, QByteArrayView text)
{
    sqlite3_bind_text64(statement, place, text.data(), sqlite3_uint64(text.size()), SQLITE_STATIC,
                        SQLITE_UTF8);
}

void SqliteRunner::bindValues(Kept &kept, const QVariantList &binds)
{
    sqlite3_stmt *statement = kept.statement;
    kept.holdsMoment.clear();
    m_texts.clear();
    m_texts.reserve(size_t(binds.size()));
    int place = 0;
    for (const QVariant &value : binds) {
        ++place;
        if (value.isNull()) {
            sqlite3_bind_null(statement, place);
            continue;
        }
        switch (value.typeId()) {
        case QMetaType::LongLong:
        case QMetaType::Bool: sqlite3_bind_int64(statement, place, value.toLongLong()); break;
        case QMetaType::Double: sqlite3_bind_double(statement, place, value.toDouble()); break;
        case QMetaType::QByteArray: {
            const QByteArray &bytes = m_texts.emplace_back(value.toByteArray());
            sqlite3_bind_blob64(statement, place, bytes.constData(), sqlite3_uint64(bytes.size()),
                                SQLITE_STATIC);
            break;
        }
        default: bindText(statement, place, m_texts.emplace_back(value.toString().toUtf8()));
        }
    }
}

void SqliteRunner::bindCells(Kept &kept, const BlockCells &cells)
{
    m_texts.clear();
    m_hasMoment = false;
    int place = 0;
    cells.forEach([&](int row, int column) { bindCell(kept, ++place, cells.block, row, column); });
}

void SqliteRunner::bindCell(Kept &kept, int place, const RowBlock &block, int row, int column)
{
    const RowBlock::Type type = block.type(row, column);
    if (type == RowBlock::Type::Date) {
        const qint64 moment = block.integer(row, column);
        const bool isThere =
            m_hasMoment && moment == kept.moment && kept.holdsMoment[size_t(place)];
        return isThere ? void() : bindMoment(kept, place, moment);
    }
    if (!kept.holdsMoment.empty())
        kept.holdsMoment[size_t(place)] = 0;
    sqlite3_stmt *statement = kept.statement;
    // The block outlives the statement's run, so that nothing has to be copied.
    switch (type) {
    case RowBlock::Type::Date:
    case RowBlock::Type::Null: sqlite3_bind_null(statement, place); return;
    case RowBlock::Type::Integer:
    case RowBlock::Type::Boolean:
        sqlite3_bind_int64(statement, place, block.integer(row, column));
        return;
    case RowBlock::Type::Real:
        sqlite3_bind_double(statement, place, block.real(row, column));
        return;
    case RowBlock::Type::Text: bindText(statement, place, block.bytes(row, column)); return;
    case RowBlock::Type::Blob: {
        const QByteArrayView bytes = block.bytes(row, column);
        sqlite3_bind_blob64(statement, place, bytes.data(), sqlite3_uint64(bytes.size()),
                            SQLITE_STATIC);
    }
    }
}

void SqliteRunner::bindMoment(Kept &kept, int place, qint64 milliseconds)
{
    if (kept.holdsMoment.empty())
        kept.holdsMoment.resize(size_t(sqlite3_bind_parameter_count(kept.statement)) + 1);
    const bool takes = takesMoment(kept, milliseconds);
    if (takes && kept.holdsMoment[size_t(place)])
        return;
    kept.holdsMoment[size_t(place)] = char(takes);
    if (takes)
        return bindText(kept.statement, place,
                        QByteArrayView(kept.momentText.data(), qsizetype(kept.momentText.size())));
    if (const auto usual = timestampText(milliseconds))
        m_texts.emplace_back(usual->data(), qsizetype(usual->size()));
    else
        m_texts.push_back(
            toTimestamp(QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC)).toUtf8());
    bindText(kept.statement, place, m_texts.back());
}

/// Whether the moment is the one whose text the statement has in its own place: the first of this
/// run, if it has the usual form.
bool SqliteRunner::takesMoment(Kept &kept, qint64 milliseconds)
{
    if (m_hasMoment || (milliseconds == kept.moment && kept.momentText.front() != 0)) {
        m_hasMoment = true;
        return milliseconds == kept.moment;
    }
    const auto usual = timestampText(milliseconds);
    if (!usual || !isInUtf8())
        return false;
    kept.moment = milliseconds;
    kept.momentText = *usual;
    m_hasMoment = true;
    return true;
}

/// Asked when a statement is bound, by which time there is a table, and the encoding stays.
bool SqliteRunner::isInUtf8()
{
    if (m_isInUtf8)
        return *m_isInUtf8;
    sqlite3_stmt *asked = nullptr;
    const bool isTold =
        sqlite3_prepare_v2(m_handle, "PRAGMA encoding", -1, &asked, nullptr) == SQLITE_OK
        && sqlite3_step(asked) == SQLITE_ROW;
    const auto *name =
        isTold ? reinterpret_cast<const char *>(sqlite3_column_text(asked, 0)) : nullptr;
    if (name)
        m_isInUtf8 = qstrcmp(name, "UTF-8") == 0;
    sqlite3_finalize(asked);
    return m_isInUtf8.value_or(false);
}

} // namespace orm
