#include "orm/db/statementvalues.h"

#include "orm/core/timestamp.h"
#include "orm/sql/dialects.h"
#include "orm/sql/querygenerator.h"

#include <QDateTime>

#include <algorithm>

namespace orm {

namespace {

using namespace Qt::StringLiterals;

/// What a value takes beside its letters or bytes.
constexpr qsizetype valueCost = 32;

qsizetype costOf(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QString: return valueCost + 2 * value.toString().size();
    case QMetaType::QByteArray: return valueCost + value.toByteArray().size();
    case QMetaType::QVariantList: return valueCost * (1 + value.toList().size());
    default: return valueCost;
    }
}

QString cutText(const QString &text, qsizetype bytes)
{
    return text.left(std::max<qsizetype>(bytes / 2, 1)) + u'…';
}

/// `value` if it takes up to `bytes`, else its beginning, or how much it is.
QVariant cut(const QVariant &value, qsizetype bytes)
{
    if (costOf(value) <= bytes)
        return value;
    if (value.typeId() == QMetaType::QString)
        return cutText(value.toString(), bytes);
    if (value.typeId() == QMetaType::QByteArray)
        return u"<%1 bytes>"_s.arg(value.toByteArray().size());
    return u"…"_s;
}

QString momentText(qint64 milliseconds)
{
    if (const std::optional<TimestampText> usual = timestampText(milliseconds))
        return QString::fromLatin1(usual->data(), qsizetype(usual->size()));
    return toTimestamp(QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC));
}

/// The cell as one of the six types that are sent.
QVariant sent(const RowBlock &block, int row, int column)
{
    switch (block.type(row, column)) {
    case RowBlock::Type::Null: return {};
    case RowBlock::Type::Date: return momentText(block.integer(row, column));
    default: return block.value(row, column);
    }
}

bool hasBytes(RowBlock::Type type)
{
    return type == RowBlock::Type::Text || type == RowBlock::Type::Blob;
}

qsizetype costOf(const RowBlock &block, int row, int column)
{
    return valueCost + (hasBytes(block.type(row, column)) ? block.bytes(row, column).size() : 0);
}

} // namespace

int StatementValues::columnOf(qsizetype slot) const
{
    const qsizetype column = slot % m_width;
    if (!m_ownColumns.isEmpty())
        return m_ownColumns[column];
    return m_columns.empty() ? int(column) : m_columns[size_t(column)];
}

QVariant StatementValues::bound(qsizetype slot, const DataType *type) const
{
    if (!m_block)
        return m_lists.binds.at(slot);
    const int row = rowOf(slot);
    const int column = columnOf(slot);
    const auto held = m_block->type(row, column);
    const bool isAsSent = m_dialect == Dialect::Sqlite || !type || held == RowBlock::Type::Null
                          || held == RowBlock::Type::Text || held == RowBlock::Type::Blob;
    return isAsSent ? sent(*m_block, row, column)
                    : lastingGenerator(m_dialect).toStored(given(slot, type).value, *type);
}

StatementValues::Given StatementValues::given(qsizetype slot, const DataType *type) const
{
    if (!m_block)
        return {.value = m_lists.given.at(slot)};
    const int row = rowOf(slot);
    const int column = columnOf(slot);
    if (const QVariant *given = m_block->given(row, column))
        return {.value = *given};
    switch (m_block->type(row, column)) {
    case RowBlock::Type::Date:
        if (m_dialect != Dialect::Sqlite)
            return {.value = m_block->value(row, column)};
        [[fallthrough]];
    case RowBlock::Type::Text:
        // As it is sent; a document of JSON, which is a text by now, would be put in quotes again.
        return {.value = sent(*m_block, row, column), .isPlainText = true};
    case RowBlock::Type::Integer:
        if (type && type->kind() == DataType::Kind::Boolean)
            return {.value = m_block->integer(row, column) != 0};
        [[fallthrough]];
    default: return {.value = m_block->value(row, column)};
    }
}

QVariantList StatementValues::binds(const Statement &statement) const
{
    if (!m_block)
        return m_lists.binds;
    QVariantList binds;
    binds.reserve(m_count);
    for (qsizetype slot = 0; slot < m_count; ++slot) {
        const qint16 type = slot < qsizetype(statement.valueSlots.size())
                                ? statement.valueSlots[size_t(slot)].type
                                : ValueSlot::none;
        binds += bound(slot, type == ValueSlot::none ? nullptr : &statement.types[size_t(type)]);
    }
    return binds;
}

qsizetype StatementValues::costOf(qsizetype slot) const
{
    if (!m_block)
        return orm::costOf(m_lists.binds.at(slot)) + orm::costOf(m_lists.given.at(slot));
    return orm::costOf(*m_block, rowOf(slot), columnOf(slot));
}

qsizetype StatementValues::cost() const
{
    if (m_own && !m_ownColumns.isEmpty()) // all of the block is kept
        return m_own->byteCount() + valueCost * m_count;
    qsizetype cost = 0;
    // A block that was copied has the values and nothing else.
    for (int row = 0; m_own && row < m_own->rowCount(); ++row)
        for (int column = 0; column < m_width; ++column)
            cost += orm::costOf(*m_own, row, column);
    for (qsizetype slot = 0; !m_own && slot < m_count; ++slot)
        cost += costOf(slot);
    return cost;
}

StatementValues StatementValues::copied(qsizetype maxBytes) const
{
    if (!m_block)
        return copiedList(maxBytes);
    return canShareBlock(maxBytes) ? sharedCells() : copiedCells(maxBytes);
}

StatementValues StatementValues::copiedList(qsizetype maxBytes) const
{
    if (cost() <= maxBytes)
        return StatementValues(m_lists); // shared
    BoundValues kept;
    for (qsizetype slot = 0, left = maxBytes; slot < m_count && left > 0; ++slot) {
        kept.binds += cut(m_lists.binds.at(slot), left / 2);
        kept.given += cut(m_lists.given.at(slot), left / 2);
        left -= orm::costOf(kept.binds.last()) + orm::costOf(kept.given.last());
    }
    return StatementValues(kept);
}

/// Whether the block of one written row may be kept as it is. The answered row keeps it, too, and
/// nothing in it changes but its key, which no statement had that left it to the database.
bool StatementValues::canShareBlock(qsizetype maxBytes) const
{
    return m_block->ref.loadRelaxed() > 0 && m_block->rowCount() == 1
           && m_block->byteCount() <= maxBytes;
}

StatementValues StatementValues::sharedCells() const
{
    StatementValues values(BlockCells{.block = *m_block}, m_dialect);
    values.m_own = RowBlockPointer(m_block);
    values.m_width = m_width;
    values.m_count = m_count;
    if (m_ownColumns.isEmpty())
        values.m_ownColumns.append(m_columns.data(), qsizetype(m_columns.size()));
    else
        values.m_ownColumns = m_ownColumns;
    return values;
}

StatementValues StatementValues::copiedCells(qsizetype maxBytes) const
{
    const QExplicitlySharedDataPointer<RowBlock> copy(new RowBlock(m_width));
    const qsizetype rows = rowCount();
    if (rows == 1)
        copy->reserveRows(1);
    const auto columnAt = [this](int place) {
        if (!m_ownColumns.isEmpty())
            return m_ownColumns[place];
        return m_columns.empty() ? place : m_columns[size_t(place)];
    };
    qsizetype left = maxBytes;
    int copiedRows = 0;
    for (; copiedRows < rows && left > 0; ++copiedRows) {
        const int row = m_first + copiedRows;
        for (int place = 0; place < m_width; ++place) {
            const int column = columnAt(place);
            const qsizetype cost = orm::costOf(*m_block, row, column);
            const qsizetype room = std::max(left, valueCost);
            if (cost <= room)
                copy->appendCell(*m_block, row, column);
            else
                copy->appendText(cut(m_block->value(row, column), room).toString().toUtf8());
            if (const QVariant *given = m_block->given(row, column); given && cost <= left)
                copy->setGiven(*given);
            left -= std::min(cost, room);
        }
    }
    StatementValues values(BlockCells{.block = *copy, .count = copiedRows}, m_dialect);
    values.m_own = RowBlockPointer(copy.data());
    return values;
}

} // namespace orm
