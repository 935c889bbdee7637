// What the database told of the rows of an image, and what they are answered as.
#include "orm/db/database.h"
#include "orm/model/define/builtrow.h"
#include "orm/model/define/insertedhead.h"
#include "orm/model/write/rowimage.h"
#include "orm/sql/querygenerator.h"

#include <QDateTime>

#include <algorithm>

namespace orm {

void RowImage::setInserting(const std::shared_ptr<const TransactionOutcome> &in)
{
    if (!in)
        return;
    m_inserted = std::make_shared<InsertedRows>(in, QDateTime::currentMSecsSinceEpoch());
    m_head = std::make_shared<const InsertedHead>(static_cast<const ModelRowHead &>(*m_head),
                                                  m_inserted);
    if (m_model.database.generator().capabilities().returning)
        m_returnedHead = std::make_shared<InsertedHead>(
            static_cast<const ModelRowHead &>(*m_model.wholeHead()), m_inserted);
}

void RowImage::noteGivenKeys()
{
    const int key = m_model.primaryKey;
    // Only a key that the database numbers is made anew; every other one stays.
    if (!m_inserted || !m_model.attributes[size_t(key)].options.autoIncrement)
        return;
    for (qsizetype row = 0; row < m_rowCount; ++row)
        if (!lacksKey(row))
            m_inserted->addGivenKey(value(row, key).toLongLong());
    m_inserted->sortGivenKeys();
}

std::shared_ptr<RowHead> RowImage::returnedHead() const
{
    return m_returnedHead ? m_returnedHead : m_model.wholeHead();
}

void RowImage::setValue(qsizetype row, int attribute, const QVariant &value)
{
    m_told.push_back({row, attribute, value});
}

void RowImage::setKey(qsizetype row, qint64 key)
{
    const int column = m_columnOf[m_model.primaryKey];
    if (column < 0)
        return setValue(row, m_model.primaryKey, key);
    const auto [block, at] = place(row);
    block.setInteger(at, column, key);
}

void RowImage::setReturned(qsizetype row, const RowSet &returned, int at)
{
    if (&returned.blocks.first()->head() == returnedHead().get()) {
        m_stored.push_back({row, returned.blocks.first(), at});
        return;
    }
    for (int i = 0; i < m_model.attributeCount(); ++i) {
        const ColumnDef &definition = m_model.table.columns[size_t(i)];
        const qsizetype column = returned.columns.indexOf(definition.name);
        if (column >= 0)
            setValue(row, i, decoded(*returned.blocks.first(), at, int(column), definition.type));
    }
}

// Answers

Instance RowImage::newInstance(qsizetype row) const
{
    Instance fresh;
    fresh.m_changes = new InstanceChanges;
    InstanceChanges &own = *fresh.m_changes;
    own.data = m_model.shared();
    own.built = std::make_shared<BuiltRow>();
    own.values.resize(size_t(m_model.attributeCount()));
    for (int attribute = 0; attribute < m_model.attributeCount(); ++attribute) {
        const Beside *found = beside(row, attribute);
        if (found ? found->value.isUndefined() : m_columnOf[attribute] < 0)
            continue;
        Operand &value = own.values[size_t(attribute)];
        value = found ? found->value : Operand(this->value(row, attribute));
        if (!value.isNull())
            own.order.push_back(attribute);
    }
    return fresh;
}

Instance RowImage::instance(qsizetype row) const
{
    if (std::ranges::binary_search(m_leftOut, row))
        return newInstance(row);
    const auto [block, at] = place(row);
    const auto stored = std::ranges::lower_bound(m_stored, row, {}, &Stored::row);
    const bool isTold = stored != m_stored.end() && stored->row == row;
    Instance fresh =
        isTold ? Instance(stored->block, stored->at) : Instance(RowBlockPointer(&block), at);
    auto own = std::ranges::lower_bound(m_beside, row, {}, &Beside::row);
    for (; own != m_beside.end() && own->row == row; ++own)
        if (!isTold || !m_model.table.columns[size_t(own->attribute)].isStored())
            fresh.markStored(own->attribute, value(row, own->attribute));
    auto told = std::ranges::lower_bound(m_told, row, {}, &Told::row);
    for (; told != m_told.end() && told->row == row; ++told)
        fresh.markStored(told->attribute, told->value);
    return fresh;
}

QList<Instance> RowImage::instances() const
{
    QList<Instance> rows;
    rows.reserve(m_rowCount);
    for (qsizetype row = 0; row < m_rowCount; ++row)
        rows += instance(row);
    return rows;
}

} // namespace orm
