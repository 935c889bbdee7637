#pragma once

#include "orm/core/text.h"
#include "orm/expr/operand.h"

#include <initializer_list>
#include <utility>
#include <vector>

namespace orm {

/// Attribute values in the order given: `{{"title", "Kindred"}, {"price", 29.99}}`. A value may be
/// an expression (`literal("price * 1.1")`) where it is written to the database.
class Values
{
public:
    struct Entry
    {
        Entry(const Text &name, Operand content)
            : attribute(name)
            , value(std::move(content))
        {
        }
        QString attribute;
        Operand value;
    };

    Values() = default;
    Values(std::initializer_list<Entry> entries)
        : m_entries(entries)
    {
    }

    /// Sets `attribute`, in place when it is there already.
    void set(const QString &attribute, const Operand &value);
    /// The value of `attribute`, or nullptr when it was not given.
    [[nodiscard]] const Operand *find(QStringView attribute) const;
    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }
    [[nodiscard]] auto begin() const { return m_entries.begin(); }
    [[nodiscard]] auto end() const { return m_entries.end(); }

private:
    std::vector<Entry> m_entries;
};

} // namespace orm
