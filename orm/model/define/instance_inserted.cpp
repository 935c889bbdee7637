// A row that was stored by a transaction, which may be rolled back.
#include "orm/db/transactionoutcome.h"
#include "orm/model/define/insertedhead.h"
#include "orm/model/define/instance.h"
#include "orm/model/define/modeldata.h"

#include <algorithm>

namespace orm {

namespace {

/// What is known of rows that were answered by the call that inserted them.
const InsertedRows *insertedRows(const RowBlockPointer &block)
{
    return block ? InsertedHead::rowsOf(*block) : nullptr;
}

/// What tells a value of a key from others, and is empty for null.
QString textOf(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QByteArray: return QString::fromLatin1(value.toByteArray().toHex());
    case QMetaType::QDateTime: return QString::number(value.toDateTime().toMSecsSinceEpoch());
    default: return value.toString();
    }
}

/// What is set of no attribute yet.
InstanceChanges *emptyChanges(const ModelData &model, std::shared_ptr<BuiltRow> built)
{
    auto *own = new InstanceChanges;
    own->data = model.shared();
    own->built = std::move(built);
    own->values.resize(size_t(model.attributeCount()));
    return own;
}

} // namespace

bool Instance::wasTakenBack() const
{
    if (m_changes && m_changes->inserted)
        return m_changes->inserted->in->isRolledBack();
    const InsertedRows *rows = insertedRows(m_block);
    return rows && rows->isRolledBack();
}

void Instance::setInserted(const Instance &built, std::shared_ptr<const TransactionOutcome> in)
{
    const auto asBuilt = QSharedDataPointer<const InstanceChanges>(built.m_changes.constData());
    changes().inserted =
        std::make_shared<const InsertedRow>(InsertedRow{.in = std::move(in), .asBuilt = asBuilt});
}

void Instance::setInserted(const Instance &before)
{
    if (before.m_changes && before.m_changes->inserted)
        changes().inserted = before.m_changes->inserted;
}

Instance Instance::rebuilt() const
{
    const ModelData &model = data();
    const bool wasBuilt = m_changes && m_changes->inserted;
    const InsertedRows *rows = wasBuilt ? nullptr : insertedRows(m_block);
    const auto key = [&] {
        QStringList texts;
        for (const int attribute : model.primaryKeys)
            texts += textOf(stored(attribute));
        return texts.contains(QString()) ? QString() : texts.join(QChar(0));
    };
    Instance row;
    row.m_changes = wasBuilt ? new InstanceChanges(*m_changes->inserted->asBuilt)
                             : emptyChanges(model, rows->builtRow(key()));
    row.m_relations = m_relations;
    // The database made the key, and the call the moments; they are made anew.
    const auto isMade = [&](int attribute) {
        if (attribute == model.updatedAt)
            return true;
        if (wasBuilt)
            return attribute == model.createdAt || model.isKey(attribute);
        if (attribute == model.createdAt)
            return rows->isNow(stored(attribute).toDateTime().toMSecsSinceEpoch());
        return attribute == model.primaryKey
               && model.attributes[size_t(attribute)].options.autoIncrement
               && rows->madeKey(stored(attribute).toLongLong());
    };
    InstanceChanges &own = *row.m_changes;
    for (int i = 0; i < model.attributeCount(); ++i) {
        const Operand value = isMade(i) ? this->own(i) : given(i);
        if (value.isUndefined())
            continue;
        own.values[size_t(i)] = value;
        std::erase(own.order, i);
        own.order.push_back(i);
    }
    return row;
}

} // namespace orm
