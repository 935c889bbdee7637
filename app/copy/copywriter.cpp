#include "app/copy/copywriter.h"

#include "app/copy/copytarget.h"
#include "app/copy/rowcomparison.h"
#include "app/copy/unstorable.h"
#include "orm/model/sequelize.h"
#include "ui/base/longtask.h"

namespace {

/// Bytes of one statement at most: servers refuse larger ones, MariaDB by itself at 16 MiB.
constexpr qint64 bytesAtOnce = 4 << 20;

/// Takes a copy back that is not equal.
class Unequal final : public orm::BaseError
{
public:
    using BaseError::BaseError;
    void raise() const override { throw *this; }
    [[nodiscard]] Unequal *clone() const override { return new Unequal(*this); }
};

CopyPage taken(CopyQueue &queue)
{
    std::optional<CopyPage> page = queue.take();
    Q_ASSERT(page); // each table has a last page
    return std::move(*page);
}

orm::Values valuesOf(const CopiedTable &table, const orm::RowBlock &block, int row)
{
    orm::Values values;
    for (int column = 0; column < table.attributes.size(); ++column)
        values.set(orm::Text(table.attributes.at(column)), block.head().value(block, row, column));
    return values;
}

qint64 bytesOf(const orm::RowBlock &block, int row)
{
    qint64 bytes = 0;
    for (int column = 0; column < block.columnCount(); ++column)
        if (block.type(row, column) == orm::RowBlock::Type::Blob)
            bytes += block.bytes(row, column).size();
    return bytes;
}

/// Values of any type, as they are: a file keeps what other programs write into it.
void insertStored(const CopiedTable &table, const QList<orm::Values> &rows)
{
    QList<orm::RowValues> stored;
    for (const orm::Values &row : rows) {
        orm::RowValues &values = stored.emplaceBack();
        for (const QString &attribute : table.attributes)
            values.emplace_back(attribute, *row.find(attribute));
    }
    table.model->sequelize()
        .queryInterface()
        .bulkInsert(table.model->tableName(), stored)
        .waitForFinished();
}

void insertKnown(orm::Session &session, const CopiedTable &table, const QList<orm::Values> &rows)
{
    // Books stay as they are: their rules are asked when somebody changes them.
    session.bulkCreate(*table.model, rows, {.validate = false, .returning = false, .hooks = false});
}

/// Of several rows that failed at once it finds the one.
void throwOfStored(const CopiedTable &table, const QList<orm::Values> &rows,
                   const orm::BaseError &error)
{
    for (const orm::Values &row : rows)
        try {
            insertStored(table, {row});
        } catch (const orm::ValidationError &own) {
            throwOfRow(table, {row}, own);
        }
    throw orm::BaseError(error.message());
}

} // namespace

void CopyWriter::insert(orm::Session &session, const CopiedTable &table,
                        QList<orm::Values> &rows) const
{
    if (rows.isEmpty())
        return;
    refuseUnstorable(table, rows);
    try {
        if (m_form == CopyForm::Stored)
            insertStored(table, rows);
        else
            insertKnown(session, table, rows);
    } catch (const orm::CancelledError &) {
        throw;
    } catch (const orm::ValidationError &error) { // two rows with one name, say
        if (m_form == CopyForm::Stored)
            throwOfStored(table, rows, error);
        throwOfRow(table, rows, error);
    } catch (const orm::BaseError &error) {
        throwOfRow(table, rows, error);
    }
    rows.clear();
}

CopyResult CopyWriter::write(orm::Session &session, CopyQueue &queue)
{
    m_survey = taken(queue).survey;
    for (const qint64 count : m_survey.counts)
        m_progress.total += 2 * std::max<qint64>(count, 0); // written, and compared
    raiseKeyCounters(m_tables, m_survey.counters);
    CopyResult result{.leftOut = m_survey.leftOut, .rounding = m_rounding};
    try {
        session.transaction([&] {
            copy(session, queue);
            compare(session, queue, result);
            if (!result.isKept())
                throw Unequal();
            moveKeyCounters(session, m_tables);
        });
    } catch (const Unequal &) {
        // The result tells of it.
    }
    return result;
}

void CopyWriter::copy(orm::Session &session, CopyQueue &queue) const
{
    for (size_t i = 0; i < m_tables.size(); ++i) {
        bool isLast = m_survey.counts[i] < 0;
        while (!isLast) {
            throwIfCancelled(m_progress);
            const CopyPage page = taken(queue);
            copy(session, m_tables[i], page.rows);
            m_progress.done += page.rows.size();
            isLast = page.isLast;
        }
    }
}

void CopyWriter::copy(orm::Session &session, const CopiedTable &table,
                      const orm::RowSet &rows) const
{
    QList<orm::Values> batch;
    qint64 bytes = 0;
    for (const orm::RowBlockPointer &block : rows.blocks)
        for (int row = 0; row < block->rowCount(); ++row) {
            const qint64 more = bytesOf(*block, row);
            if (bytes + more > bytesAtOnce) {
                insert(session, table, batch);
                bytes = 0;
            }
            batch += valuesOf(table, *block, row);
            bytes += more;
        }
    insert(session, table, batch);
}

void CopyWriter::compare(orm::Session &session, CopyQueue &queue, CopyResult &result) const
{
    for (size_t i = 0; i < m_tables.size(); ++i) {
        const CopiedTable &table = m_tables[i];
        bool isLast = m_survey.counts[i] < 0;
        const auto here = [&] {
            if (isLast)
                return orm::RowSet();
            throwIfCancelled(m_progress);
            CopyPage page = taken(queue);
            isLast = page.isLast;
            return page.rows;
        };
        KeyPages pages(table);
        const auto there = [&] {
            if (pages.isAtEnd())
                return orm::RowSet();
            orm::RowSet page = storedPage(table, pages.next());
            pages.pass(page);
            return page;
        };
        CopiedCount count{.table = table.model->tableName(),
                          .here = std::max<qint64>(m_survey.counts[i], 0)};
        count.equal = RowComparison(table, result, m_progress).run(here, there);
        count.there = session.count(*table.model);
        // Of rows that nobody could tell apart, some come twice or never.
        if (!count.isEqual() && result.different == 0)
            result.different = std::abs(count.here - count.there) + 1;
        result.tables.push_back(count);
    }
}
