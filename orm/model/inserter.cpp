#include "orm/model/inserter.h"

#include "orm/core/error.h"
#include "orm/db/querylog.h"
#include "orm/db/transaction.h"
#include "orm/model/plaincell.h"
#include "orm/model/writer.h"
#include "orm/sql/querygenerator.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

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

constexpr quint64 bit(int attribute)
{
    return quint64(1) << attribute;
}

} // namespace

Inserter::Inserter(const ModelData &model, Connection &connection)
    : m_model(model)
    , m_connection(connection)
    , m_milliseconds(QDateTime::currentMSecsSinceEpoch())
    , m_null(null())
{
    if (!model.hasDefaults)
        return;
    for (int i = 0; i < model.attributeCount(); ++i)
        m_defaults.push_back(model.defaultOf(i).takeData());
}

bool Inserter::takes(const ModelData &model, const Connection &connection)
{
    const auto hasOwnClock = [&model](int clock) {
        return clock >= 0 && model.hasDefaults && !model.defaultOf(clock).isUndefined();
    };
    return model.isPlain && model.attributeCount() <= maxAttributes && !hasOwnClock(model.createdAt)
           && !hasOwnClock(model.updatedAt) && connection.generator().capabilities().insertsBlocks
           && !connection.log().isListening();
}

bool Inserter::takes(const ModelData &model, const Values &values)
{
    const auto isData = [](const Values::Entry &entry) { return entry.value.data() != nullptr; };
    return model.hasPlainDefaults && std::all_of(values.begin(), values.end(), isData);
}

const QVariant *Inserter::valueOf(const Values::Entry &entry) const
{
    const QVariant *given = entry.value.data();
    if (!given)
        throw UsageError(
            u"bulkCreate takes values only; \"%1\" is an expression."_s.arg(entry.attribute));
    return given->isValid() ? given : nullptr;
}

Inserter::Attributes Inserter::read(const Values &values, bool keepsUpdatedAt)
{
    std::fill_n(m_given.begin(), m_model.attributeCount(), nullptr);
    Attributes attributes = 0;
    const auto take = [&](int attribute, const QVariant *value) {
        m_given[size_t(attribute)] = value;
        attributes |= bit(attribute);
    };
    for (const Values::Entry &entry : values)
        if (const int index = m_model.indexOf(entry.attribute); index >= 0)
            if (const QVariant *given = valueOf(entry))
                take(index, given);
    for (size_t i = 0; i < m_defaults.size(); ++i)
        if (!m_given[i] && m_defaults[i].isValid())
            take(int(i), &m_defaults[i]);
    const int key = m_model.primaryKey;
    if (!m_given[size_t(key)] && m_model.attributes[size_t(key)].options.autoIncrement)
        take(key, &m_null);
    if (const int clock = m_model.createdAt; clock >= 0 && !m_given[size_t(clock)])
        take(clock, &m_now);
    if (const int clock = m_model.updatedAt;
        clock >= 0 && (!keepsUpdatedAt || !m_given[size_t(clock)]))
        take(clock, &m_now);
    return attributes;
}

void Inserter::choose(Attributes attributes)
{
    m_attributes = attributes;
    m_columns.clear();
    for (int i = 0; i < m_model.attributeCount(); ++i)
        if (attributes & bit(i))
            m_columns.push_back(i);
}

void Inserter::judgeMissing(int attribute)
{
    const AttributeDefinition &definition = m_model.attributes[size_t(attribute)];
    if (!definition.options.allowNull)
        m_model.validate(attribute, m_null, m_errors);
}

void Inserter::appendCell(RowBlock &block, int attribute, bool isJudged)
{
    const QVariant *value = m_given[size_t(attribute)];
    if (value == &m_now)
        return block.appendDate(m_milliseconds);
    if (!value || value->isNull()) {
        if (isJudged)
            judgeMissing(attribute);
        return block.appendNull();
    }
    const DataType &type = m_model.type(attribute);
    const bool hasRules =
        isJudged && !m_model.attributes[size_t(attribute)].options.validate.empty();
    if (!hasRules && appendPlain(block, *value, type))
        return;
    const QVariant typed = type.fromUser(*value);
    if (isJudged)
        m_model.validate(attribute, typed, m_errors);
    if (typed.typeId() == QMetaType::QDateTime)
        block.appendDate(typed.toDateTime().toMSecsSinceEpoch());
    else if (m_errors.isEmpty())
        appendBound(block, m_connection.generator().toStored(typed, type));
    else
        block.appendNull(); // goes nowhere any more
}

void Inserter::append(RowBlock &block, bool isJudged)
{
    if (isJudged)
        for (int i = 0; i < m_model.attributeCount(); ++i)
            if (!(m_attributes & bit(i)))
                judgeMissing(i);
    for (const int attribute : m_columns)
        appendCell(block, attribute, isJudged);
}

const Sql &Inserter::statement(int count) const
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
    return m_connection.spelledOnce({.owner = &m_model,
                                     .kind = Shape::Kind::InsertRows,
                                     .columns = m_attributes,
                                     .rows = count},
                                    spell);
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
    choose(read(values, options.silent));
    const Block block(new RowBlock(m_model.headOf(m_columns)));
    block->reserveRows(1);
    append(*block, options.validate);
    throwIfInvalid(m_errors);
    send(*block, 0, 1);
    return Instance(RowBlockPointer(block.data()), 0);
}

QList<Instance> Inserter::bulkCreate(const QList<Values> &rows)
{
    Attributes attributes = 0;
    for (const Values &values : rows)
        attributes |= read(values, true);
    choose(attributes);
    const int chunk = Writer::rowsPerStatement(m_columns.size());

    // One statement is all or nothing by itself.
    std::optional<Transaction> transaction;
    if (rows.size() > chunk)
        transaction.emplace(m_connection);
    RowSet inserted;
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
        (void)read(values, true);
        append(*block, false);
        ++unsent;
    }
    sendChunk();
    if (transaction)
        transaction->commit();
    return ModelData::instances(inserted);
}

} // namespace orm
