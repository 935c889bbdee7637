// The part of Writer that sends many rows, some at a time.
#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/drivers.h"
#include "orm/db/transaction.h"
#include "orm/model/write/ofrow.h"
#include "orm/model/write/unlessthere.h"
#include "orm/model/write/writer.h"

#include <algorithm>
#include <span>
#include <utility>

namespace orm {

namespace {

/// Rows of an image that one statement inserts.
struct Chunk
{
    qsizetype first;
    int count;
};

/// With `byKey` no statement has rows that bring their key beside rows that are to get one: the
/// database tells only the last key that it made, from which those of its rows are counted back.
std::vector<Chunk> chunksOf(const RowImage &image, int maxRows, bool byKey)
{
    std::vector<Chunk> chunks;
    bool lackedKey = false;
    for (qsizetype row = 0; row < image.rowCount(); ++row) {
        const bool lacksKey = byKey && image.lacksKey(row);
        if (chunks.empty() || chunks.back().count == maxRows || lacksKey != lackedKey
            || image.place(row).row == 0)
            chunks.push_back({row, 0});
        ++chunks.back().count;
        lackedKey = lacksKey;
    }
    return chunks;
}

/// How many chunks from `first` on are whole, but for the last, and stand in one block.
size_t chunksOfBlock(const std::vector<Chunk> &chunks, size_t first, const RowImage &image)
{
    size_t next = first + 1;
    while (next < chunks.size() && image.place(chunks[next].first).row != 0
           && chunks[next - 1].count == chunks[first].count
           && chunks[next].count <= chunks[first].count)
        ++next;
    return next - first;
}

void takeKeys(RowImage &image, const Chunk &chunk, const Result &result)
{
    if (result.rows.size() == chunk.count)
        for (int i = 0; i < chunk.count; ++i)
            image.setReturned(chunk.first + i, result.rows, i);
    else if (result.affected == chunk.count && result.insertId > 0 && image.lacksKey(chunk.first))
        for (int i = 0; i < chunk.count; ++i)
            image.setKey(chunk.first + i, result.insertId - (chunk.count - 1 - i));
}

/// Inserts the rows of a statement that failed one by one, so that the one which the database
/// refuses throws what is wrong with it and which it is. Takes all of them back.
void throwOfRow(RowSender &sender, Connection &connection, const RowImage &image,
                const Chunk &chunk, InsertRules rules)
{
    rules.isLogged = false;
    const Transaction attempt(connection, Savepoint::Released, TransactionLog::Untold);
    for (qsizetype row = chunk.first; row < chunk.first + chunk.count; ++row)
        ofRow(row, [&] { sender.insertRows(image, row, 1, rules); });
}

/// INSERT of a chunk. What it throws says which row is to blame.
Result inserted(RowSender &sender, Connection &connection, const RowImage &image,
                const Chunk &chunk, const InsertRules &rules)
{
    std::optional<Transaction> attempt;
    if (chunk.count > 1 && failureEndsTransaction(connection))
        attempt.emplace(connection, Savepoint::Released, TransactionLog::Untold);
    try {
        Result result = sender.insertRows(image, chunk.first, chunk.count, rules);
        if (attempt)
            attempt->commit();
        return result;
    } catch (const TimeoutError &) {
        throw;
    } catch (BaseError &error) {
        if (!connection.canGoOnAfter(error))
            throw;
        if (chunk.count == 1)
            error.setRow(chunk.first);
        else {
            if (attempt)
                attempt->rollback();
            throwOfRow(sender, connection, image, chunk, rules);
        }
        throw;
    }
}

/// Inserts chunks of a block at once; false, and nothing was done, where they must go one by one:
/// the database does not take them so, or refuses a row, of which that tells. (Of a table without
/// transactions, such as MyISAM's, rows before the refused one stay, as of any batch.)
bool insertedAtOnce(RowSender &sender, Connection &connection, RowImage &image,
                    std::span<const Chunk> chunks, const InsertRules &rules)
{
    const Chunk block{chunks.front().first,
                      int(chunks.back().first - chunks.front().first) + chunks.back().count};
    if (!connection.insertsAtOnce(block.count))
        return false;
    std::optional<Transaction> attempt;
    if (failureEndsTransaction(connection))
        attempt.emplace(connection, Savepoint::Released, TransactionLog::Untold);
    const std::optional<Result> result =
        sender.insertBlock(image, block.first, block.count, chunks.front().count, rules);
    if (attempt && result)
        attempt->commit();
    else if (attempt)
        attempt->rollback();
    if (result)
        takeKeys(image, block, *result);
    return result.has_value();
}

/// Takes over the keys of rows that were stored, or that all were left out.
void takeStoredOrNot(RowImage &image, const Chunk &chunk, const Result &result)
{
    takeKeys(image, chunk, result);
    for (int i = 0; i < chunk.count && result.affected == 0; ++i)
        image.leaveOut(chunk.first + i);
}

/// Inserts rows of which some may be left out, and finds out which: when it was some of them, or
/// the database has perhaps ignored more than duplicates, all are taken back, and one half is
/// inserted after the other. A single row is inserted once more then without leave to ignore.
void insertOrLeaveOut(RowSender &sender, Connection &connection, RowImage &image,
                      const Chunk &chunk, InsertRules rules)
{
    std::optional<Transaction> attempt;
    if (chunk.count > 1 || ignoresOtherErrors(connection))
        attempt.emplace(connection, Savepoint::Released, TransactionLog::Untold);
    Result result = inserted(sender, connection, image, chunk, rules);
    const bool isDoubtful = mayHaveIgnored(connection);
    const bool isSplit =
        chunk.count > 1 && (isDoubtful || (result.affected > 0 && result.affected < chunk.count));
    if (attempt && (isSplit || isDoubtful))
        attempt->rollback();
    else if (attempt)
        attempt->commit();
    rules.isLogged = false; // the first line told of all, also of what comes for it
    const int half = chunk.count / 2;
    if (isSplit) {
        insertOrLeaveOut(sender, connection, image, {chunk.first, half}, rules);
        insertOrLeaveOut(sender, connection, image, {chunk.first + half, chunk.count - half},
                         rules);
        return;
    }
    if (isDoubtful)
        result = insertedUnlessThere(rules, [&](const InsertRules &strict) {
            return inserted(sender, connection, image, chunk, strict);
        });
    takeStoredOrNot(image, chunk, result);
}

/// Where nothing can be taken back each row goes by itself, without leave to ignore anything.
void insertEachUnlessThere(RowSender &sender, Connection &connection, RowImage &image,
                           const InsertRules &rules)
{
    for (qsizetype row = 0; row < image.rowCount(); ++row) {
        const Chunk one{row, 1};
        takeStoredOrNot(image, one, insertedUnlessThere(rules, [&](const InsertRules &strict) {
                            return inserted(sender, connection, image, one, strict);
                        }));
    }
}

void insertChunk(RowSender &sender, Connection &connection, RowImage &image, const Chunk &chunk,
                 const InsertRules &rules)
{
    if (rules.onDuplicate.isIgnored)
        return insertOrLeaveOut(sender, connection, image, chunk, rules);
    const Result result = inserted(sender, connection, image, chunk, rules);
    // Rows that changed others count differently, and the last key is none of theirs.
    if (!rules.onDuplicate.isUpdate || result.rows.size() == chunk.count)
        takeKeys(image, chunk, result);
}

} // namespace

void Writer::sendAll(RowImage &image, const InsertRules &rules, int chunk)
{
    const bool tellsKeys =
        !rules.onDuplicate.isUpdate && !m_connection.generator().capabilities().returning;
    const std::vector<Chunk> chunks = chunksOf(image, chunk, tellsKeys);
    // One statement is all or nothing by itself.
    std::optional<Transaction> transaction;
    if (chunks.size() > 1)
        transaction.emplace(m_connection);
    else if (rules.onDuplicate.isUpdate || (rules.onDuplicate.isIgnored && image.rowCount() > 1))
        beginUntold(transaction);
    RowSender sender(m_model, m_connection);
    if (rules.onDuplicate.isIgnored && !takesBack()) {
        insertEachUnlessThere(sender, m_connection, image, rules);
        return;
    }
    for (size_t i = 0; i < chunks.size();) {
        const size_t some = rules.isPlain() ? chunksOfBlock(chunks, i, image) : 1;
        if (some == 1 || !insertedAtOnce(sender, m_connection, image, {&chunks[i], some}, rules))
            for (const Chunk &each : std::span(&chunks[i], some))
                insertChunk(sender, m_connection, image, each, rules);
        i += some;
    }
    if (rules.onDuplicate.isUpdate && rules.returning.isWanted)
        takeAllStored(image, rules.onDuplicate);
    if (transaction)
        transaction->commit();
}

/// Whether an INSERT that ignored too much can be taken back, where one may do so.
bool Writer::takesBack() const
{
    return !ignoresOtherErrors(m_connection)
           || orm::takesBack(m_connection, m_connection.generator().quoted(m_model.table));
}

/// Of rows that changed others, the rows that are there tell the keys and all that was not given.
void Writer::takeAllStored(RowImage &image, const OnDuplicate &rule) const
{
    if (m_connection.generator().capabilities().returning || !rule.where.isEmpty())
        return;
    for (qsizetype row = 0; row < image.rowCount(); ++row)
        if (const std::optional<Where> same = conflictRule(image, row, rule.keys))
            takeStored(image, row, *same);
}

} // namespace orm
