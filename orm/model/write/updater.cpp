#include "orm/model/write/updater.h"

#include "orm/core/error.h"
#include "orm/model/define/plaincell.h"
#include "orm/model/write/writer.h"
#include "orm/sql/querygenerator.h"

#include <QDateTime>

#include <algorithm>

namespace orm {

Updater::Updater(const Instance &instance, Connection &connection)
    : m_instance(instance)
    , m_model(instance.data())
    , m_connection(connection)
    , m_head(ModelRowHead::of(*instance.m_block))
{
    for (const int attribute : instance.m_changes->order)
        m_attributes.append(attribute);
    if (m_model.updatedAt >= 0)
        m_attributes.append(m_model.updatedAt);
}

bool Updater::takes(const Instance &instance, const SaveOptions &options,
                    const Connection &connection)
{
    const InstanceChanges *changes = instance.m_changes.constData();
    if (!changes || changes->isNew || !changes->stored.empty() || !instance.m_block
        || instance.m_part != 0 || changes->order.size() > maxChanged)
        return false;
    const ModelData &model = *changes->data;
    constexpr int maxAttributes = 127; // seven bits in a StatementKey
    if (!options.isPlain() || !model.isPlain || model.attributeCount() >= maxAttributes
        || !connection.generator().capabilities().insertsBlocks)
        return false;
    const ModelRowHead &head = ModelRowHead::of(*instance.m_block);
    const auto isThere = [&](int attribute) { return head.columnOf[size_t(attribute)] >= 0; };
    const auto isTaken = [&](int attribute) {
        return isThere(attribute) && attribute != model.primaryKey && attribute != model.updatedAt
               && changes->values[size_t(attribute)].data();
    };
    const int clock = model.updatedAt;
    const bool hasPlainClock =
        clock < 0
        || (isThere(clock) && (!model.hasDefaults || model.defaultOf(clock).isUndefined()));
    return hasPlainClock && isThere(model.primaryKey)
           && !instance.m_block->isNull(instance.m_row, head.columnOf[size_t(model.primaryKey)])
           && std::ranges::all_of(changes->order, isTaken);
}

Instance Updater::save(bool isJudged)
{
    const Block block = changedRow(isJudged);
    QVarLengthArray<int, 16> columns;
    for (const int attribute : m_attributes)
        columns.append(m_head.columnOf[size_t(attribute)]);
    columns.append(m_head.columnOf[size_t(m_model.primaryKey)]);
    if (m_connection.executeCells(statement(), *block, columns).affected == 0)
        throwGone(m_instance);
    Instance fresh(RowBlockPointer(block.data()), 0);
    fresh.m_relations = m_instance.m_relations;
    return fresh;
}

/// The row with what was set in its place.
Updater::Block Updater::changedRow(bool isJudged) const
{
    const RowBlock &before = *m_instance.m_block;
    QVarLengthArray<int, 16> written(before.columnCount(), -1);
    for (const int attribute : m_attributes)
        written[m_head.columnOf[size_t(attribute)]] = attribute;

    QList<ValidationErrorItem> errors;
    Block block(new RowBlock(before.sharedHead()));
    block->reserveRows(1);
    for (int column = 0; column < before.columnCount(); ++column) {
        const int attribute = written[column];
        if (attribute < 0)
            block->appendCell(before, m_instance.m_row, column);
        else if (attribute == m_model.updatedAt)
            block->appendDate(QDateTime::currentMSecsSinceEpoch());
        else
            appendSet(*block, attribute, isJudged ? &errors : nullptr);
    }
    throwIfInvalid(errors);
    return block;
}

void Updater::appendSet(RowBlock &block, int attribute, QList<ValidationErrorItem> *errors) const
{
    const QVariant &value = *m_instance.m_changes.constData()->values[size_t(attribute)].data();
    if (!value.isNull())
        return appendValue(block, value, m_model, attribute, errors);
    if (errors)
        m_model.validate(attribute, value, *errors);
    block.appendNull();
}

StatementPointer Updater::statement() const
{
    quint64 written = 0;
    for (const int attribute : m_attributes)
        written = written << 7U | quint64(attribute + 1);
    const auto spell = [this] {
        // Only the placeholders matter: any value makes one.
        const Operand any(0);
        const QString &key = m_model.attributes[size_t(m_model.primaryKey)].name;
        Update update{.table = &m_model.table, .values = {}, .where = Where{{key, any}}};
        for (const int attribute : m_attributes)
            update.values.push_back(
                {.column = &m_model.table.columns[size_t(attribute)], .value = any});
        return m_connection.generator().update(update);
    };
    return m_connection.cachedStatement(
        {.owner = &m_model, .kind = StatementKey::Kind::Update, .columns = written}, spell);
}

} // namespace orm
