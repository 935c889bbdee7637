#include "orm/model/define/values.h"

#include <algorithm>

namespace orm {

Values::Values(std::initializer_list<Written> entries)
{
    m_entries.reserve(qsizetype(entries.size()));
    for (const Written &each : entries)
        m_entries.append(std::move(each.entry));
}

void Values::set(const Text &attribute, const Operand &value)
{
    for (Entry &entry : m_entries) {
        if (entry.attribute == attribute) {
            entry.value = value;
            return;
        }
    }
    m_entries.emplaceBack(attribute, Operand(value));
}

QList<Values> Values::nested(QStringView alias) const
{
    for (const Entry &entry : m_entries)
        if (entry.nested && entry.attribute == alias)
            return *entry.nested;
    return {};
}

bool Values::hasNested(QStringView alias) const
{
    return std::any_of(begin(), end(), [alias](const Entry &entry) {
        return entry.nested && entry.attribute == alias;
    });
}

void Values::setNested(const Text &alias, const QList<Values> &rows)
{
    m_entries.emplaceBack(Text(alias), rows);
}

const Operand *Values::find(QStringView attribute) const
{
    for (const Entry &entry : m_entries)
        if (entry.attribute == attribute)
            return &entry.value;
    return nullptr;
}

Operand numberOf(double number)
{
    const bool isWhole = number == double(qint64(number));
    return isWhole ? Operand(qint64(number)) : Operand(number);
}

} // namespace orm
