#include "orm/model/inserter.h"

#include "orm/core/error.h"
#include "orm/db/querylog.h"
#include "orm/db/transaction.h"
#include "orm/model/writer.h"
#include "orm/sql/querygenerator.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowsPerStatement = 100;
constexpr int maxParameters = 1000;

/// Appends one of the six types that are bound.
void appendBound(RowBlock &block, const QVariant &bound)
{
    switch (bound.typeId()) {
    case QMetaType::UnknownType:
    case QMetaType::Nullptr: block.appendNull(); return;
    case QMetaType::LongLong:
    case QMetaType::Bool: block.appendInteger(bound.toLongLong()); return;
    case QMetaType::Double: block.appendReal(bound.toDouble()); return;
    case QMetaType::QByteArray: block.appendBlob(bound.toByteArray()); return;
    default: block.appendText(bound.toString().toUtf8());
    }
}

} // namespace

bool Inserter::takes(const ModelData &model, const Connection &connection)
{
    const auto hasOwnClock = [&model](int clock) {
        return clock >= 0 && !model.defaultOf(clock).isUndefined();
    };
    return model.isPlain && !hasOwnClock(model.createdAt) && !hasOwnClock(model.updatedAt)
           && connection.generator().capabilities().insertsBlocks
           && !connection.log().isListening();
}

bool Inserter::takes(const ModelData &model, const Values &values)
{
    const auto isData = [](const Operand &operand) { return operand.data() != nullptr; };
    return model.hasPlainDefaults
           && std::all_of(values.begin(), values.end(),
                          [&](const Values::Entry &entry) { return isData(entry.value); });
}

void Inserter::readRow(const Values &values)
{
    m_row.assign(size_t(m_model.attributeCount()), QVariant());
    for (const Values::Entry &entry : values) {
        const int index = m_model.indexOf(entry.attribute);
        if (index < 0 || entry.value.isUndefined())
            continue;
        const QVariant *given = entry.value.data();
        if (!given)
            throw UsageError(
                u"bulkCreate takes values only; \"%1\" is an expression."_s.arg(entry.attribute));
        m_row[size_t(index)] = m_model.type(index).fromUser(*given);
    }
    for (int i = 0; i < m_model.attributeCount(); ++i) {
        QVariant &value = m_row[size_t(i)];
        const AttributeDefinition &attribute = m_model.attributes[size_t(i)];
        if (!value.isValid() && m_model.hasDefaults)
            value = m_model.type(i).fromUser(m_model.defaultOf(i).takeData());
        if (!value.isValid() && i == m_model.primaryKey && attribute.options.autoIncrement)
            value = null();
    }
}

void Inserter::stamp(bool keepUpdatedAt)
{
    if (m_model.createdAt >= 0 && !m_row[size_t(m_model.createdAt)].isValid())
        m_row[size_t(m_model.createdAt)] = m_now;
    if (m_model.updatedAt >= 0 && (!keepUpdatedAt || !m_row[size_t(m_model.updatedAt)].isValid()))
        m_row[size_t(m_model.updatedAt)] = m_now;
}

void Inserter::validateRow() const
{
    QList<ValidationErrorItem> errors;
    for (int i = 0; i < m_model.attributeCount(); ++i)
        m_model.validate(i, m_row[size_t(i)], errors);
    throwIfInvalid(errors);
}

void Inserter::chooseColumns()
{
    // The first row's attributes in the model's order, then what later rows have besides.
    m_isKnown.resize(m_row.size(), 0);
    for (size_t i = 0; i < m_row.size(); ++i) {
        if (m_row[i].isValid() && !m_isKnown[i]) {
            m_isKnown[i] = 1;
            m_columns.push_back(int(i));
        }
    }
}

void Inserter::appendRow(RowBlock &block) const
{
    const QueryGenerator &generator = m_connection.generator();
    for (const int index : m_columns) {
        const QVariant &value = m_row[size_t(index)];
        if (value.typeId() == QMetaType::QDateTime)
            block.appendDate(value.toDateTime().toMSecsSinceEpoch());
        else if (value.typeId() == QMetaType::QString)
            block.appendText(value.toString().toUtf8());
        else
            appendBound(block, generator.toStored(value, m_model.type(index)));
    }
}

Sql Inserter::statement(int count) const
{
    const auto spell = [&] {
        BulkInsert insert{.table = &m_model.table, .columns = {}, .rows = {}};
        for (const int index : m_columns)
            insert.columns.push_back(&m_model.table.columns[size_t(index)]);
        // Only the placeholders matter: any value makes one.
        const Operand any(0);
        insert.rows.assign(size_t(count), std::vector<const Operand *>(m_columns.size(), &any));
        return m_connection.generator().bulkInsert(insert, QueryGenerator::Log::Off);
    };
    quint64 columns = quint64(count);
    for (const int index : m_columns)
        columns = qHashMulti(columns, index, m_columns.size());
    return m_connection.spelledOnce(
        {.owner = &m_model, .kind = Shape::Kind::InsertRows, .columns = columns}, spell);
}

void Inserter::send(RowBlock &block, int first, int count)
{
    const Result result = m_connection.executeRows(statement(count), block, first, count);
    // The keys of one statement follow each other.
    const auto column = std::find(m_columns.begin(), m_columns.end(), m_model.primaryKey);
    if (column == m_columns.end())
        return;
    const int keyColumn = int(column - m_columns.begin());
    for (int row = 0; row < count; ++row)
        if (block.isNull(first + row, keyColumn))
            block.setInteger(first + row, keyColumn, result.insertId - (count - 1 - row));
}

Instance Inserter::create(const Values &values, const CreateOptions &options)
{
    readRow(values);
    if (options.validate)
        validateRow();
    stamp(options.silent);
    chooseColumns();
    const Block block(new RowBlock(m_model.headOf(m_columns)));
    block->reserveRows(1);
    appendRow(*block);
    send(*block, 0, 1);
    return Instance(RowBlockPointer(block.data()), 0);
}

QList<Instance> Inserter::bulkCreate(const QList<Values> &rows)
{
    for (const Values &values : rows) {
        readRow(values);
        stamp(true);
        chooseColumns();
    }
    RowSet inserted;
    const int chunk =
        std::clamp(maxParameters / int(std::max<size_t>(m_columns.size(), 1)), 1, rowsPerStatement);

    // One statement is all or nothing by itself.
    std::optional<Transaction> transaction;
    if (rows.size() > chunk)
        transaction.emplace(m_connection);
    const auto head = m_model.headOf(m_columns);
    Block block;
    int unsent = 0;
    const auto sendChunk = [&] {
        if (unsent > 0)
            send(*block, block->rowCount() - unsent, unsent);
        unsent = 0;
    };
    for (const Values &values : rows) {
        if (!block || block->isFull() || unsent == chunk)
            sendChunk();
        if (!block || block->isFull()) {
            block = new RowBlock(head);
            block->reserveRows(int(std::min<qsizetype>(rows.size(), RowBlock::capacity)));
            inserted.blocks += RowBlockPointer(block.data());
        }
        readRow(values);
        stamp(true);
        appendRow(*block);
        ++unsent;
    }
    sendChunk();
    if (transaction)
        transaction->commit();
    return ModelData::instances(inserted);
}

} // namespace orm
