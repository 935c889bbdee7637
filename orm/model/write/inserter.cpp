#include "orm/model/write/inserter.h"

#include "orm/core/error.h"
#include "orm/db/transaction.h"
#include "orm/model/define/plaincell.h"
#include "orm/model/write/writer.h"
#include "orm/sql/querygenerator.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

const QVariant &nothing()
{
    static const QVariant value = null();
    return value;
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
{
    if (!model.hasDefaults)
        return;
    for (int i = 0; i < model.attributeCount(); ++i) {
        m_defaults.push_back(model.defaultOf(i).takeData());
        if (std::holds_alternative<DataType>(model.attributes[size_t(i)].options.defaultValue))
            m_fresh.push_back(i);
    }
}

bool Inserter::takes(const ModelData &model, const Connection &connection)
{
    const auto hasOwnClock = [&model](int clock) {
        return clock >= 0 && model.hasDefaults && !model.defaultOf(clock).isUndefined();
    };
    return model.isPlain && model.attributeCount() <= maxAttributes && !hasOwnClock(model.createdAt)
           && !hasOwnClock(model.updatedAt) && connection.generator().capabilities().insertsBlocks;
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
    m_places.clear();
    for (const Values::Entry &entry : values) {
        const int index = m_model.indexOf(entry.attribute);
        const QVariant *given = index < 0 ? nullptr : valueOf(entry);
        if (given)
            take(index, given);
        m_places.append(given ? index : -1);
    }
    for (size_t i = 0; i < m_defaults.size(); ++i)
        if (!m_given[i] && m_defaults[i].isValid())
            take(int(i), &m_defaults[i]);
    const int key = m_model.primaryKey;
    if (!m_given[size_t(key)])
        take(key, &nothing());
    if (const int clock = m_model.createdAt; clock >= 0 && !m_given[size_t(clock)])
        take(clock, &m_now);
    if (const int clock = m_model.updatedAt;
        clock >= 0 && (!keepsUpdatedAt || !m_given[size_t(clock)]))
        take(clock, &m_now);
    return attributes;
}

void Inserter::choose(Attributes attributes)
{
    m_attributes = 0;
    m_columns.clear();
    chooseMore(attributes);
}

void Inserter::chooseMore(Attributes attributes)
{
    for (int i = 0; i < m_model.attributeCount(); ++i)
        if (attributes & ~m_attributes & bit(i))
            m_columns.append(i);
    m_attributes |= attributes;
}

void Inserter::judgeMissing(int attribute)
{
    const AttributeDefinition &definition = m_model.attributes[size_t(attribute)];
    if (!definition.options.allowNull)
        m_model.validate(attribute, nothing(), m_errors);
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
    appendValue(block, *value, m_model, attribute, isJudged ? &m_errors : nullptr);
}

void Inserter::append(RowBlock &block, bool isJudged)
{
    if (isJudged)
        for (int i = 0; i < m_model.attributeCount(); ++i)
            if (!(m_attributes & bit(i)))
                judgeMissing(i);
    for (const int attribute : m_fresh)
        m_defaults[size_t(attribute)] = m_model.defaultOf(attribute).takeData();
    for (const int attribute : m_columns)
        appendCell(block, attribute, isJudged);
}

int Inserter::keyColumn() const
{
    const auto column = std::find(m_columns.begin(), m_columns.end(), m_model.primaryKey);
    const bool isMade = m_model.attributes[size_t(m_model.primaryKey)].options.autoIncrement;
    return isMade && column != m_columns.end() ? int(column - m_columns.begin()) : -1;
}

StatementPointer Inserter::statementOfOne(bool makesKey) const
{
    const auto spell = [&] {
        Insert insert{.table = &m_model.table, .values = {}};
        // Only the placeholders matter: any value makes one.
        for (const int index : m_columns)
            insert.values.push_back(
                {.column = &m_model.table.columns[size_t(index)],
                 .value = makesKey && index == m_model.primaryKey ? Operand(nullptr) : Operand(0)});
        return m_connection.generator().insert(insert);
    };
    const Attributes given = makesKey ? m_attributes & ~bit(m_model.primaryKey) : m_attributes;
    return m_connection.cachedStatement(
        {.owner = &m_model, .kind = StatementKey::Kind::Insert, .columns = given}, spell);
}

void Inserter::sendOne(RowBlock &block)
{
    const int key = keyColumn();
    const bool makesKey = key >= 0 && block.isNull(0, key);
    QVarLengthArray<int, 16> columns;
    for (int column = 0; column < block.columnCount(); ++column)
        if (!makesKey || column != key)
            columns.append(column);
    const Result result = m_connection.executeCells(statementOfOne(makesKey), block, columns);
    if (makesKey && result.insertId != 0)
        block.setInteger(0, key, result.insertId);
}

StatementPointer Inserter::statement(int count) const
{
    const auto spell = [&] {
        BulkInsert insert{.table = &m_model.table, .columns = {}, .rows = {}};
        for (const int index : m_columns)
            insert.columns.push_back(&m_model.table.columns[size_t(index)]);
        // Only the placeholders matter: any value makes one.
        const Operand any(0);
        insert.rows.assign(size_t(count),
                           std::vector<const Operand *>(size_t(m_columns.size()), &any));
        return m_connection.generator().bulkInsert(insert);
    };
    // The key tells which columns there are, and not in which order.
    if (!std::is_sorted(m_columns.begin(), m_columns.end()))
        return std::make_shared<const Statement>(spell());
    return m_connection.cachedStatement({.owner = &m_model,
                                         .kind = StatementKey::Kind::InsertRows,
                                         .columns = m_attributes,
                                         .rows = count},
                                        spell);
}

void Inserter::send(RowBlock &block, int first, int count)
{
    const Result result = m_connection.executeRows(statement(count), block, first, count);
    // The keys of one statement follow each other.
    const int key = keyColumn();
    if (key < 0 || result.insertId == 0)
        return;
    for (int row = 0; row < count; ++row)
        if (block.isNull(first + row, key))
            block.setInteger(first + row, key, result.insertId - (count - 1 - row));
}

Instance Inserter::create(const Values &values, const CreateOptions &options)
{
    Attributes attributes = read(values, options.silent);
    // A silent create leaves out the clock that nobody set.
    if (const int clock = m_model.updatedAt;
        clock >= 0 && options.silent
        && (m_given[size_t(clock)] == &m_now || m_given[size_t(clock)]->isNull()))
        attributes &= ~bit(clock);
    choose(attributes);
    const Block block(new RowBlock(m_model.headOf(m_columns)));
    block->reserveRows(1);
    append(*block, options.validate);
    throwIfInvalid(m_errors);
    sendOne(*block);
    return Instance(RowBlockPointer(block.data()), 0);
}

/// Whether two rows give values to the same attributes in the same order. Names that come from one
/// literal share their characters.
bool Inserter::areAlike(const Values &one, const Values &other)
{
    const auto isAlike = [](const Values::Entry &mine, const Values::Entry &theirs) {
        return mine.attribute.constData() == theirs.attribute.constData()
               && mine.attribute.size() == theirs.attribute.size()
               && mine.value.isUndefined() == theirs.value.isUndefined();
    };
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), isAlike);
}

void Inserter::chooseFor(const QList<Values> &rows)
{
    // The first row's attributes in the model's order, then what later rows have besides.
    choose(0);
    const Values *before = nullptr;
    for (const Values &values : rows) {
        if (!before || !areAlike(*before, values))
            chooseMore(read(values, true));
        before = &values;
    }
}

/// Points at the values of a row of which the one before was alike.
void Inserter::readAgain(const Values &values)
{
    auto place = m_places.begin();
    for (const Values::Entry &entry : values) {
        if (*place >= 0)
            m_given[size_t(*place)] = entry.value.data();
        ++place;
    }
}

QList<Instance> Inserter::bulkCreate(const QList<Values> &rows)
{
    chooseFor(rows);
    const int chunk = Writer::rowsPerStatement(size_t(m_columns.size()));

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
    const Values *before = nullptr;
    for (const Values &values : rows) {
        if (!block || block->isFull() || unsent == chunk)
            sendChunk();
        if (!block || block->isFull()) {
            block = new RowBlock(head);
            block->reserveRows(int(std::min<qsizetype>(rows.size(), RowBlock::capacity)));
            inserted.blocks += RowBlockPointer(block.data());
        }
        if (before && areAlike(*before, values))
            readAgain(values);
        else
            (void)read(values, true);
        before = &values;
        append(*block, false);
        ++unsent;
    }
    sendChunk();
    if (transaction)
        transaction->commit();
    return ModelData::instances(inserted);
}

} // namespace orm
