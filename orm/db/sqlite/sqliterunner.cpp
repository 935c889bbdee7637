#include "orm/db/sqlite/sqliterunner.h"

#include "orm/core/error.h"
#include "orm/core/timestamp.h"
#include "orm/db/sqlite/sqliteerrors.h"
#include "orm/db/statementvalues.h"

#include <QDateTime>
#include <QSqlDatabase>

#include <sqlite3.h>

#include <cstring>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t maxKept = 100;
/// Steps of SQLite's machine between two looks at the cancel check: well below a millisecond.
constexpr int stepsPerCheck = 10'000;

/// Lets a statement be used again however its run ends.
class Reset
{
public:
    explicit Reset(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }
    ~Reset() { sqlite3_reset(m_statement); }
    Reset(const Reset &) = delete;
    Reset &operator=(const Reset &) = delete;

private:
    sqlite3_stmt *m_statement;
};

void checkCount(sqlite3_stmt *statement, const Statement &sql, int given)
{
    const int wanted = sqlite3_bind_parameter_count(statement);
    if (given != wanted)
        throw DatabaseError(
            u"%1 values were given for %2 placeholders: %3"_s.arg(given).arg(wanted).arg(
                sql.text.left(200)));
}

} // namespace

SqliteRunner::SqliteRunner(sqlite3 *handle, const QString &connectionName)
    : m_handle(handle)
    , m_connectionName(connectionName)
{
    const auto check = [](void *self) {
        const auto &isCancelled = static_cast<SqliteRunner *>(self)->m_isCancelled;
        return isCancelled && isCancelled() ? 1 : 0;
    };
    sqlite3_progress_handler(m_handle, stepsPerCheck, check, this);
}

SqliteRunner::~SqliteRunner()
{
    sqlite3_progress_handler(m_handle, 0, nullptr, nullptr);
    for (const Kept &kept : m_kept)
        sqlite3_finalize(kept.statement);
    QSqlDatabase::database(m_connectionName, false).close();
    QSqlDatabase::removeDatabase(m_connectionName);
}

void SqliteRunner::fail(const Statement &sql, const QVariantList &binds)
{
    throwSqliteError(sqlite3_extended_errcode(m_handle),
                     QString::fromUtf8(sqlite3_errmsg(m_handle)), sql, binds);
}

sqlite3_stmt *SqliteRunner::prepared(const Statement &sql)
{
    // What was used last is mostly used again, by the very same text.
    constexpr int usedLast = 3;
    auto kept = m_kept.begin();
    for (int i = 0; i < usedLast && kept != m_kept.end(); ++i, ++kept) {
        if (kept->text.constData() != sql.text.constData())
            continue;
        m_kept.splice(m_kept.begin(), m_kept, kept);
        return kept->statement;
    }
    if (const auto found = m_byText.constFind(sql.text); found != m_byText.cend()) {
        m_kept.splice(m_kept.begin(), m_kept, *found);
        return m_kept.front().statement;
    }
    const QByteArray utf8 = sql.text.toUtf8();
    sqlite3_stmt *statement = nullptr;
    const char *rest = nullptr;
    if (sqlite3_prepare_v3(m_handle, utf8.constData(), int(utf8.size()) + 1,
                           SQLITE_PREPARE_PERSISTENT, &statement, &rest)
        != SQLITE_OK)
        fail(sql, {});
    if (!statement || !QByteArrayView(rest).trimmed().isEmpty()) {
        sqlite3_finalize(statement);
        throw DatabaseError(u"Only one statement can run at a time: %1"_s.arg(sql.text.left(200)));
    }
    if (m_kept.size() >= maxKept) {
        sqlite3_finalize(m_kept.back().statement);
        m_byText.remove(m_kept.back().text);
        m_kept.pop_back();
    }
    m_kept.push_front({sql.text, statement});
    m_byText.insert(sql.text, m_kept.begin());
    return statement;
}

sqlite3_stmt *SqliteRunner::bound(const Statement &sql, const QVariantList &binds)
{
    sqlite3_stmt *statement = prepared(sql);
    checkCount(statement, sql, int(binds.size()));
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
    return statement;
}

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

Result SqliteRunner::run(const Statement &sql, const QVariantList &binds,
                         const std::shared_ptr<RowHead> &head)
{
    sqlite3_stmt *statement = bound(sql, binds);
    const Reset reset(statement);
    if (sqlite3_column_count(statement) > 0) {
        Result result;
        result.rows = readRows(statement, sql, binds, head);
        return result;
    }
    return finish(statement, sql, [&binds] { return binds; });
}

template<typename BindsOf>
Result SqliteRunner::finish(sqlite3_stmt *statement, const Statement &sql, const BindsOf &bindsOf)
{
    // Inside a transaction, its BEGIN has looked.
    if (sqlite3_get_autocommit(m_handle) != 0)
        throwIfMoved();
    if (sqlite3_step(statement) != SQLITE_DONE)
        fail(sql, bindsOf());
    return {.rows = {},
            .affected = sqlite3_changes64(m_handle),
            .insertId = sqlite3_last_insert_rowid(m_handle)};
}

void SqliteRunner::throwIfMoved() const
{
    int hasMoved = 0;
    sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved);
    if (hasMoved != 0)
        throw ConnectionError(
            u"The file %1 was deleted or moved while it was open; nothing was written."_s.arg(
                QString::fromUtf8(sqlite3_db_filename(m_handle, "main"))));
}

void SqliteRunner::bindCell(sqlite3_stmt *statement, int position, const RowBlock &block, int row,
                            int column)
{
    // The block outlives the statement's run, so that nothing has to be copied.
    switch (block.type(row, column)) {
    case RowBlock::Type::Null: sqlite3_bind_null(statement, position); return;
    case RowBlock::Type::Integer:
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

Result SqliteRunner::runRows(const Statement &sql, const RowBlock &block, int first, int count)
{
    sqlite3_stmt *statement = prepared(sql);
    const Reset reset(statement);
    const int cells = count * block.columnCount();
    forgetTexts(cells);
    int position = 0;
    for (int row = first; row < first + count; ++row)
        for (int column = 0; column < block.columnCount(); ++column)
            bindCell(statement, ++position, block, row, column);
    checkCount(statement, sql, cells);
    return finish(statement, sql, [&] { return StatementValues(block, first, count).binds(); });
}

Result SqliteRunner::runCells(const Statement &sql, const RowBlock &block,
                              std::span<const int> columns)
{
    sqlite3_stmt *statement = prepared(sql);
    const Reset reset(statement);
    forgetTexts(int(columns.size()));
    int position = 0;
    for (const int column : columns)
        bindCell(statement, ++position, block, 0, column);
    checkCount(statement, sql, position);
    return finish(statement, sql, [&] { return StatementValues(block, columns).binds(); });
}

/// What is bound from now on stays where it is for `cells` cells.
void SqliteRunner::forgetTexts(int cells)
{
    m_texts.clear();
    m_moments.clear();
    m_moments.reserve(size_t(cells));
    m_isMomentBound = false;
}

qint64 SqliteRunner::runKeys(const Statement &sql, const QVariantList &binds, const TakeKey &take)
{
    sqlite3_stmt *statement = bound(sql, binds);
    const Reset reset(statement);
    qint64 count = 0;
    int status = SQLITE_DONE;
    for (; (status = sqlite3_step(statement)) == SQLITE_ROW; ++count)
        take(sqlite3_column_int64(statement, 0));
    if (status != SQLITE_DONE)
        fail(sql, binds);
    return count;
}

void SqliteRunner::setCancelCheck(std::function<bool()> isCancelled)
{
    m_isCancelled = std::move(isCancelled);
}

bool SqliteRunner::isInTransaction()
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

} // namespace orm
