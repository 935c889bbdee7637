#include "orm/expr/operand.h"

#include "orm/expr/where.h"

namespace orm {

Operand::Operand(const QVariant &data)
    : m_node(data.isValid() && data.isNull() ? null() : data)
{
    if (data.typeId() == QMetaType::QVariantList || data.typeId() == QMetaType::QStringList) {
        const QVariantList items = data.toList();
        m_node = List(items.begin(), items.end());
    }
}

Operand::Operand(const Where &condition)
    : m_node(std::make_shared<const Where>(condition))
{
}

const Where *Operand::condition() const
{
    const auto *where = std::get_if<std::shared_ptr<const Where>>(&m_node);
    return where ? where->get() : nullptr;
}

bool Operand::isUndefined() const
{
    const QVariant *value = data();
    return value && !value->isValid();
}

bool Operand::isNull() const
{
    const QVariant *value = data();
    return value && value->isValid() && value->isNull();
}

bool Operand::isExpression() const
{
    return !data() && !list() && !condition();
}

std::optional<QVariant> Operand::toData() const
{
    if (const QVariant *value = data())
        return *value;
    const List *items = list();
    if (!items)
        return std::nullopt;
    QVariantList all;
    for (const Operand &item : *items) {
        const std::optional<QVariant> value = item.toData();
        if (!value)
            return std::nullopt;
        all.push_back(*value);
    }
    return all;
}

Cast cast(const Operand &value, const Text &type)
{
    return {std::make_shared<const Operand>(value), type};
}

Comparison where(const Operand &left, const Operand &right)
{
    return {std::make_shared<const Operand>(left), std::make_shared<const Operand>(right)};
}

} // namespace orm
