// A built row that was stored by a transaction, which may be rolled back.
#include "orm/db/transactionoutcome.h"
#include "orm/model/define/instance.h"
#include "orm/model/define/modeldata.h"

#include <algorithm>

namespace orm {

bool Instance::wasTakenBack() const
{
    return m_changes && m_changes->inserted && m_changes->inserted->in->isRolledBack();
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
    Instance row;
    row.m_changes = new InstanceChanges(*m_changes->inserted->asBuilt);
    row.m_relations = m_relations;
    // The database made the key, and save() the moments; they are made anew.
    const auto isMade = [&](int attribute) {
        return attribute == model.createdAt || attribute == model.updatedAt
               || model.isKey(attribute);
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
