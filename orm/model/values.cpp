#include "orm/model/values.h"

namespace orm {

void Values::set(const QString &attribute, const Operand &value)
{
    for (Entry &entry : m_entries) {
        if (entry.attribute == attribute) {
            entry.value = value;
            return;
        }
    }
    m_entries.emplace_back(attribute, value);
}

const Operand *Values::find(QStringView attribute) const
{
    for (const Entry &entry : m_entries)
        if (entry.attribute == attribute)
            return &entry.value;
    return nullptr;
}

} // namespace orm
