#pragma once

#include "orm/expr/select.h"
#include "orm/expr/where.h"
#include "orm/model/define/instance.h"

#include <concepts>
#include <optional>
#include <type_traits>

namespace orm {

/// T, or what an optional T holds.
template<typename T>
struct PlainOf
{
    using Type = T; ///< The type.
};
/// Of an optional.
template<typename T>
struct PlainOf<std::optional<T>>
{
    using Type = T; ///< The type.
};
/// What a member holds when it is not null.
template<typename T>
using Plain = typename PlainOf<T>::Type;

/// A word for null.
template<typename V>
concept IsNull = std::same_as<V, std::nullopt_t> || std::same_as<V, std::nullptr_t>;
/// What a Text is made of.
template<typename V>
concept IsText = std::convertible_to<const V &, Text> && !IsNull<V>;
/// A number of any kind.
template<typename T>
concept Numeric = std::same_as<T, Decimal> ||(std::is_arithmetic_v<T> && !std::same_as<T, bool>);

/// What a member of type T may be held against: its own type, any number for a number, any kind of
/// text for a text, and null for an optional one.
template<typename V, typename T>
concept ComparableWith =
    std::same_as<V, T> || std::same_as<V, Plain<T>> ||(Numeric<Plain<T>> &&Numeric<V>)
    || (std::same_as<Plain<T>, QString> && IsText<V>) || (isOptional<T> && IsNull<V>);

/// An attribute of a model whose rows are read into the struct S, where `member` has its value:
///
///     namespace books {
///     inline constexpr Attribute price{&Book::price, "price"};
///     }
///
/// It stands wherever the attribute's name may stand: `.order = {desc(books::price)}`,
/// `book[books::price]`. Held against a value it is a condition like any other:
/// `.where = books::price < 30 && books::title.like("K%")`.
template<typename S, typename T>
struct Attribute
{
    T S::*member;     ///< Not null.
    const char *name; ///< Of the attribute, in UTF-8; a literal.

    ///@{
    /// The name, for conditions, lists and sort keys.
    operator Text() const { return name; }
    operator Selected() const { return Selected(name); }
    operator OrderTerm() const { return OrderTerm(name); }
    ///@}

    /// One of these values.
    [[nodiscard]] Where in(const QList<Plain<T>> &values) const
    {
        return Where(Text(name), Op::in(values));
    }
    /// A text that `pattern` describes, with `%` and `_`.
    [[nodiscard]] Where like(const Text &pattern) const requires std::same_as<Plain<T>, QString>
    {
        return Where(Text(name), Op::like(pattern));
    }
    /// From `low` to `high`, both among them.
    [[nodiscard]] Where between(const Plain<T> &low, const Plain<T> &high) const
    {
        return Where(Text(name), Op::between(Operand(low), Operand(high)));
    }

    /// The value of a row; see Instance::get().
    [[nodiscard]] T of(const Instance &row) const { return row.get<T>(Text(name)); }

    /// `value`, which the attribute is held against.
    template<typename V>
    [[nodiscard]] static Operand operandOf(const V &value)
    {
        static_assert(ComparableWith<V, T>,
                      "An attribute is held against a value of its member's type, and against "
                      "null where that is a std::optional.");
        if constexpr (std::same_as<Plain<T>, QString> && IsText<V>)
            return Operand(QString(Text(value)));
        else if constexpr (ComparableWith<V, T>)
            return Operand(value);
        else
            return {};
    }
};

///@{
/// The condition that the attribute of a row compares like that with `value`. As everywhere, no
/// row fits whose attribute is null, but for `== std::nullopt`.
template<typename S, typename T, typename V>
[[nodiscard]] Where operator==(const Attribute<S, T> &attribute, const V &value)
{
    return Where(Text(attribute.name), Attribute<S, T>::operandOf(value));
}
template<typename S, typename T, typename V>
[[nodiscard]] Where operator!=(const Attribute<S, T> &attribute, const V &value)
{
    return Where(Text(attribute.name), Op::ne(Attribute<S, T>::operandOf(value)));
}
template<typename S, typename T, typename V>
[[nodiscard]] Where operator<(const Attribute<S, T> &attribute, const V &value)
{
    return Where(Text(attribute.name), Op::lt(Attribute<S, T>::operandOf(value)));
}
template<typename S, typename T, typename V>
[[nodiscard]] Where operator<=(const Attribute<S, T> &attribute, const V &value)
{
    return Where(Text(attribute.name), Op::lte(Attribute<S, T>::operandOf(value)));
}
template<typename S, typename T, typename V>
[[nodiscard]] Where operator>(const Attribute<S, T> &attribute, const V &value)
{
    return Where(Text(attribute.name), Op::gt(Attribute<S, T>::operandOf(value)));
}
template<typename S, typename T, typename V>
[[nodiscard]] Where operator>=(const Attribute<S, T> &attribute, const V &value)
{
    return Where(Text(attribute.name), Op::gte(Attribute<S, T>::operandOf(value)));
}
///@}

} // namespace orm
