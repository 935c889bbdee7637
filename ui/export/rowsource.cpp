#include "ui/export/rowsource.h"

#include "ui/export/rowwriter.h"
#include "ui/rows/recordwriter.h"
#include "ui/rows/relatedvalues.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {

namespace {

constexpr qint64 rowsAtATime = 4'096;

/// Turns rows as the ORM reads them into cells, and counts them.
class RowPump
{
public:
    RowPump(const orm::ReadSession &session, const RowSource &source, RowWriter &writer,
            TaskProgress &progress)
        : m_session(session)
        , m_source(source)
        , m_writer(writer)
        , m_progress(progress)
    {
        for (const ExportColumn &column : source.table.columns)
            m_names.emplace_back(column.name);
        m_cells.resize(m_names.size());
        for (const FieldSpec &field : source.table.names)
            if (session.count(*field.related.model) > 0)
                m_related << field;
    }

    void run()
    {
        const orm::Model &model = *m_source.table.model;
        const RowChoice &choice = m_source.choice;
        if (choice.keys)
            addByKeys(*choice.keys);
        else if (!hasNumberAsKey(model))
            add(m_session.findAll(model, {.where = choice.question.where}));
        else if (choice.question.where.isEmpty() && keyDirection(order(), model))
            addInKeyOrder(*keyDirection(order(), model));
        else
            addByKeys(keys());
    }

private:
    [[nodiscard]] static bool hasNumberAsKey(const orm::Model &model)
    {
        const auto isKey = [](const orm::AttributeDefinition &attribute) {
            return attribute.options.primaryKey;
        };
        const auto &all = model.attributes();
        const auto key = std::ranges::find_if(all, isKey);
        return key != all.end() && key->options.type.isInteger()
               && std::ranges::count_if(all, isKey) == 1;
    }

    [[nodiscard]] orm::Order order() const
    {
        return withKey(m_source.choice.question.order, *m_source.table.model);
    }

    [[nodiscard]] std::vector<qint64> keys() const
    {
        const orm::Model &model = *m_source.table.model;
        const RecordQuestion question{.where = m_source.choice.question.where, .order = order()};
        std::vector<qint64> keys;
        m_session.findKeys(model,
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
            const QList<orm::Instance> rows = m_session.findAll(model, options);
            add(rows);
            if (rows.size() < rowsAtATime)
                return;
            const qint64 last = keyOf(rows.last());
            options.where = direction == KeyIndex::Direction::Up
                                ? orm::Where{{key, orm::Op::gt(last)}}
                                : orm::Where{{key, orm::Op::lt(last)}};
        }
    }

    void addByKeys(const std::vector<qint64> &keys)
    {
        const orm::Model &model = *m_source.table.model;
        inPieces(keys, [&](std::span<const qint64> some) {
            PageQuery query{.keys = {some.begin(), some.end()}};
            const orm::FindOptions options{
                .where = {{orm::Text(model.primaryKey()),
                           orm::Operand(QList<qint64>(some.begin(), some.end()))}}};
            QList<orm::Instance> rows;
            for (const std::optional<orm::Instance> &row :
                 arranged(query, m_session.findAll(model, options)))
                if (row)
                    rows << *row;
            add(rows);
        });
    }

    void add(const QList<orm::Instance> &rows)
    {
        stopIfCancelled();
        RelatedTable related;
        if (!m_related.isEmpty() && !rows.isEmpty())
            inPieces(keysOf(rows), [&](std::span<const qint64> some) {
                const RelatedTable part = Related::read(m_session, m_source.table.page, m_related,
                                                        {some.begin(), some.end()});
                for (auto field = part.begin(); field != part.end(); ++field)
                    related[field.key()].insert(*field);
            });
        for (const orm::Instance &row : rows)
            add(row, related);
    }

    void add(const orm::Instance &row, const RelatedTable &related)
    {
        constexpr qint64 rowsBetweenLooks = 256;
        if (m_rows % rowsBetweenLooks == 0)
            stopIfCancelled();
        for (size_t column = 0; column < m_cells.size(); ++column) {
            if (m_source.table.columns.at(qsizetype(column)).isNames)
                m_cells[column] = related.value(m_names[column]).value(keyOf(row));
            else
                m_cells[column] = row.get(m_names[column]);
        }
        m_writer.add(m_cells);
        m_progress.done = ++m_rows;
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
    std::vector<orm::Text> m_names; ///< Of the columns.
    QList<FieldSpec> m_related;     ///< Those of whose rows there are any.
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
