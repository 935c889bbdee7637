#include "orm/model/define/instancefield.h"

#include "orm/model/define/instance.h"
#include "orm/model/define/modeldata.h"

namespace orm {

QVariant InstanceField::current() const
{
    return m_instance.get(m_attribute);
}

InstanceField &InstanceField::operator=(const Operand &value) &&
{
    m_instance.set(m_attribute, value);
    return *this;
}

InstanceField &InstanceField::operator=(const InstanceField &other) &&
{
    return std::move(*this) = Operand(other.current());
}

QVariant InstanceField::get() &&
{
    return current();
}

QJsonValue InstanceField::toJson() &&
{
    return m_instance.get<QJsonValue>(m_attribute);
}

InstanceField &InstanceField::operator+=(const Operand &amount) &&
{
    return std::move(*this) = m_instance.sum(m_attribute, amount, false);
}

InstanceField &InstanceField::operator-=(const Operand &amount) &&
{
    return std::move(*this) = m_instance.sum(m_attribute, amount, true);
}

bool InstanceField::equals(const Operand &other) const
{
    const std::optional<QVariant> data = other.toData();
    const int index = m_instance.indexOf(m_attribute);
    const QVariant value = current();
    if (!data || value.isNull() || data->isNull())
        return data && value.isNull() && data->isNull();
    return value == (index < 0 ? *data : m_instance.data().type(index).fromUser(*data));
}

std::partial_ordering InstanceField::comparedTo(const Operand &other) const
{
    const std::optional<QVariant> data = other.toData();
    const int index = m_instance.indexOf(m_attribute);
    const QVariant value = current();
    if (!data || value.isNull() || data->isNull())
        return std::partial_ordering::unordered;
    const QVariant typed = index < 0 ? *data : m_instance.data().type(index).fromUser(*data);
    const QPartialOrdering order = QVariant::compare(value, typed);
    if (order == QPartialOrdering::Less)
        return std::partial_ordering::less;
    if (order == QPartialOrdering::Greater)
        return std::partial_ordering::greater;
    return order == QPartialOrdering::Equivalent ? std::partial_ordering::equivalent
                                                 : std::partial_ordering::unordered;
}

} // namespace orm
