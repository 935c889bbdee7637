#include "ui/export/rowsource.h"

#include "ui/export/rowwriter.h"
#include "ui/rows/namereader.h"
#include "ui/rows/recordwriter.h"
#include "ui/rows/rowkeys.h"

#include <QCoreApplication>

namespace ui {

namespace {

constexpr qint64 rowsAtATime = 4'096;

/// A row of a result: its block and its number in it.
using Place = std::pair<const orm::RowBlock *, int>;

/// Turns rows as the database has them into cells, and counts them. Instances would be made for
/// nothing: nobody asks them.
class RowPump
{
public:
    RowPump(const orm::ReadSession &session, const RowSource &source, RowWriter &writer,
            TaskProgress &progress)
        : m_session(session)
        , m_source(source)
        , m_writer(writer)
        , m_progress(progress)
        , m_keys(*source.table.model)
    {
        m_cells.resize(size_t(source.table.columns.size()));
        for (const FieldSpec &field : source.table.names)
            if (session.count(*field.related.model) > 0)
                m_readers.emplace_back(field, *source.table.model);
    }

    void run()
    {
        const orm::Model &model = *m_source.table.model;
        const RowChoice &choice = m_source.choice;
        if (choice.keys)
            addByKeys(*choice.keys);
        else if (choice.question.where.isEmpty() && keyDirection(order(), model))
            addInKeyOrder(*keyDirection(order(), model));
        else
            addByKeys(keys());
    }

private:
    [[nodiscard]] orm::Order order() const
    {
        return withKey(m_source.choice.question.order, *m_source.table.model);
    }

    [[nodiscard]] std::vector<qint64> keys() const
    {
        const orm::Model &model = *m_source.table.model;
        const RecordQuestion question{.where = m_source.choice.question.where, .order = order()};
        std::vector<qint64> keys;
        m_keys.read(m_session,
                    {.where = question.where,
                     .order = question.order,
                     .indexHints = indexHints(question, model, ReadingFor::Keys)},
                    [&keys](qint64 key) { keys.push_back(key); });
        return keys;
    }

    /// Each piece begins behind the last key of the one before.
    void addInKeyOrder(KeyIndex::Direction direction)
    {
        const orm::Model &model = *m_source.table.model;
        const orm::Text key(model.primaryKey());
        orm::FindOptions options{.order = order(), .limit = rowsAtATime};
        for (;;) {
            const orm::RowSet rows = m_session.findAllRaw(model, options);
            add(rows);
            if (rows.size() < rowsAtATime)
                return;
            const orm::RowBlock &end = *rows.blocks.last();
            const qint64 last = end.integer(end.rowCount() - 1, m_keyColumns.front());
            options.where = direction == KeyIndex::Direction::Up
                                ? orm::Where{{key, orm::Op::gt(last)}}
                                : orm::Where{{key, orm::Op::lt(last)}};
        }
    }

    void addByKeys(const std::vector<qint64> &keys)
    {
        const orm::Model &model = *m_source.table.model;
        inPieces(
            keys,
            [&](std::span<const qint64> some) {
                add(m_session.findAllRaw(model, {.where = m_keys.where(some)}), some);
            },
            m_keys.atOnce());
    }

    [[nodiscard]] qint64 keyOf(const Place &place) const
    {
        return m_keys.numberOf(*place.first, place.second, m_keyColumns);
    }

    /// All rows in their order.
    void add(const orm::RowSet &rows)
    {
        begin(rows);
        for (const orm::RowBlockPointer &block : rows.blocks)
            for (int row = 0; row < block->rowCount(); ++row)
                add({block.data(), row});
    }

    /// The rows in the order of `keys`; what is gone is left out.
    void add(const orm::RowSet &rows, std::span<const qint64> keys)
    {
        begin(rows);
        QHash<qint64, Place> places;
        for (const orm::RowBlockPointer &block : rows.blocks)
            for (int row = 0; row < block->rowCount(); ++row)
                places.insert(keyOf({block.data(), row}), {block.data(), row});
        for (const qint64 key : keys)
            if (const auto place = places.constFind(key); place != places.constEnd())
                add(*place);
    }

    /// Finds the columns of the table in those of the rows, and reads what the rows' cells lack.
    void begin(const orm::RowSet &rows)
    {
        stopIfCancelled();
        m_keyColumns = m_keys.columnsIn(rows);
        m_columns.clear();
        for (const ExportColumn &column : m_source.table.columns)
            m_columns.push_back(column.isRelated() ? -1 : int(rows.columns.indexOf(column.name)));
        m_related.clear();
        if (m_readers.empty() || rows.isEmpty())
            return;
        std::vector<qint64> keys;
        for (const orm::RowBlockPointer &block : rows.blocks)
            for (int row = 0; row < block->rowCount(); ++row)
                keys.push_back(keyOf({block.data(), row}));
        for (NameReader &reader : m_readers)
            m_related.insert(reader.field().attribute, reader.read(m_session, keys));
    }

    void add(const Place &place)
    {
        const auto [block, row] = place;
        constexpr qint64 rowsBetweenLooks = 256;
        if (m_rows % rowsBetweenLooks == 0)
            stopIfCancelled();
        for (size_t i = 0; i < m_cells.size(); ++i)
            m_cells[i] = m_columns[i] < 0 ? names(qsizetype(i), keyOf(place))
                                          : block->head().value(*block, row, m_columns[i]);
        m_writer.add(m_cells);
        m_progress.done = ++m_rows;
    }

    [[nodiscard]] QVariant names(qsizetype column, qint64 key) const
    {
        static const QVariant noNames = QStringList();
        const ExportColumn &about = m_source.table.columns.at(column);
        const bool isText = about.kind == FieldKind::RelatedText;
        const auto field = m_related.constFind(about.name);
        if (field == m_related.constEnd() || !field->contains(key))
            return isText ? QVariant() : noNames;
        const QStringList names = field->value(key);
        return isText ? QVariant(names.first()) : QVariant(names);
    }

    void stopIfCancelled() const
    {
        if (m_progress.isCancelled)
            throw orm::CancelledError(
                QCoreApplication::translate("ui::Export", "The export was cancelled."));
    }

    const orm::ReadSession &m_session;
    const RowSource &m_source;
    RowWriter &m_writer;
    TaskProgress &m_progress;
    std::vector<NameReader> m_readers;                    ///< Of the fields whose rows there are.
    QHash<QString, QHash<qint64, QStringList>> m_related; ///< Names by field and key.
    RowKeys m_keys;
    std::vector<int> m_keyColumns;
    std::vector<int> m_columns; ///< Of the rows, for each cell; -1: names.
    std::vector<QVariant> m_cells;
    qint64 m_rows = 0;
};

} // namespace

qint64 writeRows(const orm::ReadSession &session, const RowSource &source, RowWriter &writer,
                 TaskProgress &progress)
{
    RowPump pump(session, source, writer, progress);
    writer.begin();
    pump.run();
    writer.end();
    return progress.done;
}

} // namespace ui
