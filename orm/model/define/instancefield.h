#pragma once

#include "orm/core/text.h"
#include "orm/expr/operand.h"

#include <QDebug>
#include <QJsonValue>
#include <QVariant>

#include <compare>
#include <concepts>

namespace orm {

class Instance;

/// One attribute of an instance, to be assigned to or read at once: `book["price"]`. It refers to
/// the instance, so that one which is kept in a variable can do nothing.
class InstanceField
{
public:
    /// Refers to an attribute of `instance`, which must stay.
    InstanceField(Instance &instance, const Text &attribute)
        : m_instance(instance)
        , m_attribute(attribute)
    {
    }
    /// Sets the attribute.
    InstanceField &operator=(const Operand &value) &&;
    ///@{
    /// Sets the attribute to the value of another: `book["authorId"] = author["id"]`.
    InstanceField &operator=(const InstanceField &other) &&;
    InstanceField(const InstanceField &) = default;
    ~InstanceField() = default;
    ///@}
    ///@{
    /// The value as Instance::get() tells it, also where a QVariant is wanted or a value among
    /// those of another row: `{"authorId", author["id"]}`.
    [[nodiscard]] QVariant get() &&;
    operator QVariant() && { return current(); }
    operator Operand() && { return current(); }
    ///@}
    ///@{
    /// What the function of the same name of the value tells.
    [[nodiscard]] bool isNull() && { return current().isNull(); }
    [[nodiscard]] bool toBool() && { return current().toBool(); }
    [[nodiscard]] qint64 toLongLong() && { return current().toLongLong(); }
    [[nodiscard]] double toDouble() && { return current().toDouble(); }
    [[nodiscard]] QString toString() && { return current().toString(); }
    [[nodiscard]] QDateTime toDateTime() && { return current().toDateTime(); }
    [[nodiscard]] QDate toDate() && { return current().toDate(); }
    [[nodiscard]] QByteArray toByteArray() && { return current().toByteArray(); }
    ///@}
    /// The same as Instance::get() of that type.
    template<typename T>
    [[nodiscard]] T value() &&;
    /// A JSON attribute's value; any other as JSON would hold it.
    [[nodiscard]] QJsonValue toJson() &&;
    ///@{
    /// Adds a number to it or takes one away, exactly where both are whole or decimal numbers.
    /// Throws UsageError when one of them is null or no number.
    InstanceField &operator+=(const Operand &amount) &&;
    InstanceField &operator-=(const Operand &amount) &&;
    ///@}
    /// Whether it has that value, in the attribute's type: a price of 12.50 equals 12.5.
    template<std::convertible_to<Operand> T>
    [[nodiscard]] bool operator==(const T &other) const
    {
        return equals(Operand(other));
    }
    /// Whether both have the same value: `a["authorId"] == b["id"]`.
    [[nodiscard]] bool operator==(const InstanceField &other) const
    {
        return equals(Operand(other.current()));
    }
    ///@{
    /// How the value compares, in the attribute's type: `book["price"] > 5`. Unordered with null,
    /// and where values of these types have no order.
    template<std::convertible_to<Operand> T>
    [[nodiscard]] std::partial_ordering operator<=>(const T &other) const
    {
        return comparedTo(Operand(other));
    }
    [[nodiscard]] std::partial_ordering operator<=>(const InstanceField &other) const
    {
        return comparedTo(Operand(other.current()));
    }
    ///@}
    /// The value, as qDebug() shows a QVariant.
    friend QDebug operator<<(QDebug debug, InstanceField &&field)
    {
        return debug << field.current();
    }

private:
    [[nodiscard]] QVariant current() const;
    [[nodiscard]] bool equals(const Operand &other) const;
    [[nodiscard]] std::partial_ordering comparedTo(const Operand &other) const;

    Instance &m_instance;
    Text m_attribute;
};

} // namespace orm
