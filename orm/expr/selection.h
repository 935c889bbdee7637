#pragma once

#include "orm/expr/statement.h"

#include <initializer_list>
#include <vector>

namespace orm {

/// Which attributes a result has: `{"id", {"title", "name"}}`, all when empty, or all with some
/// more or some less: `Attributes::include({…})`, `Attributes::exclude({"createdAt"})`.
class Attributes
{
public:
    Attributes() = default; ///< All.
    ///@{
    /// These and no others, in this order.
    Attributes(std::initializer_list<Selected> only)
        : m_only(only)
        , m_isList(true)
    {
    }
    explicit Attributes(std::vector<Selected> only)
        : m_only(std::move(only))
        , m_isList(true)
    {
    }
    Attributes(const QStringList &only)
        : m_only(only.begin(), only.end())
        , m_isList(true)
    {
    }
    ///@}
    /// A brace too few is refused.
    template<typename One>
    requires std::convertible_to<const One &, Selected> Attributes(const One &)
    {
        static_assert(sizeof(One) == 0, "Attributes stand in a list: .attributes = {\"title\"}.");
    }
    /// No attribute at all: included rows that are only counted or compared.
    [[nodiscard]] static Attributes none() { return Attributes(std::vector<Selected>()); }
    ///@{
    /// All, and `more` behind them, such as a count.
    [[nodiscard]] static Attributes include(std::initializer_list<Selected> more)
    {
        return include(std::vector<Selected>(more));
    }
    [[nodiscard]] static Attributes include(std::vector<Selected> more)
    {
        Attributes all;
        all.m_more = std::move(more);
        return all;
    }
    ///@}
    ///@{
    /// All but these. A name that the model has not is no error.
    [[nodiscard]] static Attributes exclude(const QStringList &less)
    {
        Attributes all;
        all.m_less = less;
        return all;
    }
    [[nodiscard]] static Attributes exclude(std::initializer_list<Text> less)
    {
        return exclude(QStringList(less.begin(), less.end()));
    }
    ///@}
    /// All but `less`, and then `more`.
    [[nodiscard]] static Attributes excludeAndInclude(const QStringList &less,
                                                      std::vector<Selected> more)
    {
        Attributes all = include(std::move(more));
        all.m_less = less;
        return all;
    }

    /// Whether these are the attributes themselves (perhaps none), and not all with a difference.
    [[nodiscard]] bool isList() const { return m_isList; }
    /// Whether it is all of them, as they are.
    [[nodiscard]] bool isAll() const { return !m_isList && m_more.empty() && m_less.isEmpty(); }
    /// What was listed; empty unless isList().
    [[nodiscard]] const std::vector<Selected> &only() const { return m_only; }
    /// What include() adds.
    [[nodiscard]] const std::vector<Selected> &more() const { return m_more; }
    /// What exclude() leaves out.
    [[nodiscard]] const QStringList &less() const { return m_less; }

private:
    std::vector<Selected> m_only;
    std::vector<Selected> m_more;
    QStringList m_less;
    bool m_isList = false;
};

/// What makes the groups of a result: names of columns, fn(), col() or literal().
class Group : public std::vector<Operand>
{
public:
    using std::vector<Operand>::vector;
    /// As they were collected at run time.
    Group(std::vector<Operand> what)
        : std::vector<Operand>(std::move(what))
    {
    }
    /// A brace too few is refused.
    template<typename One>
    requires std::convertible_to<const One &, Operand> Group(const One &)
    {
        static_assert(sizeof(One) == 0, "What is grouped by stands in a list: "
                                        ".group = {\"author\"}.");
    }
};

/// Sort keys, the first one first: `{{"price", "DESC"}, "id"}`.
class Order
{
public:
    Order() = default; ///< As the database likes.
    ///@{
    /// Rows that are equal in the first key are sorted by the second, and so on.
    Order(std::initializer_list<OrderTerm> terms)
        : m_terms(terms)
    {
    }
    explicit Order(std::vector<OrderTerm> terms)
        : m_terms(std::move(terms))
    {
    }
    ///@}
    /// A brace too few is refused.
    template<typename One>
    requires std::convertible_to<const One &, OrderTerm> Order(const One &)
    {
        static_assert(sizeof(One) == 0, "Sort keys stand in a list: .order = {desc(\"price\")}.");
    }
    /// The keys, the first one first.
    [[nodiscard]] const std::vector<OrderTerm> &terms() const { return m_terms; }

private:
    std::vector<OrderTerm> m_terms;
};

} // namespace orm
