#pragma once

#include "orm/core/text.h"
#include "orm/expr/operand.h"

#include <QList>

#include <concepts>
#include <initializer_list>
#include <memory>
#include <utility>

namespace orm {

/// Attribute values in the order given: `{{"title", "Kindred"}, {"price", 29.99}}`. A value may be
/// an expression (`literal("price * 1.1")`) where it is written to the database.
///
/// The values of associated rows stand under the alias of their association, for calls that
/// include it: `{"profile", Values{{"bio", "…"}}}`, `{"books", QList<Values>{{{"title", "…"}}}}`.
class Values
{
public:
    /// A value, or associated rows, under one name.
    struct Entry
    {
        /// The value of an attribute.
        Entry(const Text &name, Operand &&content)
            : attribute(name)
            , value(std::move(content))
        {
        }
        // Templates, so that a list in braces is never taken for nested values.

        ///@{
        /// The associated row, or rows, of an alias.
        template<std::same_as<Values> Nested>
        Entry(const Text &alias, const Nested &row)
            : attribute(alias)
            , nested(std::make_shared<const QList<Values>>(1, row))
        {
        }
        template<std::same_as<QList<Values>> Nested>
        Entry(const Text &alias, const Nested &rows)
            : attribute(alias)
            , nested(std::make_shared<const QList<Values>>(rows))
        {
        }
        ///@}

        QString attribute; ///< The attribute, or the alias of nested values.
        Operand value;     ///< Undefined when there are nested values.
        std::shared_ptr<const QList<Values>> nested = {}; ///< Null: none.
    };

    /// An entry on its way from a list in braces, out of which it may be moved.
    struct Written
    {
        /// The value of an attribute.
        Written(const Text &name, Operand content)
            : entry(name, std::move(content))
        {
        }
        /// The associated row, or rows, of an alias.
        template<typename Nested>
        requires std::same_as<Nested, Values> || std::same_as<Nested, QList<Values>>
        Written(const Text &alias, const Nested &rows)
            : entry(alias, rows)
        {
        }
        mutable Entry entry; ///< Empty once it has been moved out.
    };

    Values() = default; ///< None.
    /// In the order given.
    Values(std::initializer_list<Written> entries);

    ///@{
    /// The values of associated rows under `alias`; none when they were not given.
    [[nodiscard]] QList<Values> nested(QStringView alias) const;
    [[nodiscard]] QList<Values> nested(const char *alias) const { return nested(Text(alias)); }
    ///@}
    /// Whether values of associated rows were given under `alias`, perhaps for no row.
    [[nodiscard]] bool hasNested(QStringView alias) const;
    /// Adds rows under `alias`, under which none must be yet.
    void setNested(const Text &alias, const QList<Values> &rows);

    /// Sets `attribute`, in place when it is there already.
    void set(const Text &attribute, const Operand &value);
    ///@{
    /// The value of `attribute`, or nullptr when it was not given.
    [[nodiscard]] const Operand *find(QStringView attribute) const;
    [[nodiscard]] const Operand *find(const char *attribute) const { return find(Text(attribute)); }
    ///@}
    /// Whether neither values nor associated rows were given.
    [[nodiscard]] bool isEmpty() const { return m_entries.isEmpty(); }
    ///@{
    /// The entries, in the order given.
    [[nodiscard]] auto begin() const { return m_entries.begin(); }
    [[nodiscard]] auto end() const { return m_entries.end(); }
    ///@}

private:
    QList<Entry> m_entries; ///< Shared by copies, such as the one that a log keeps.
};

/// One value where the values of a row stand is refused, so that the compiler names the mistake.
struct BareValue
{
    /// Does not compile.
    template<typename T = Operand>
    BareValue(const Text &, const T &)
    {
        static_assert(sizeof(T) == 0, "The values of a row stand in two braces: "
                                      "{{\"title\", \"Kindred\"}}.");
    }
};

/// `number` as it is written: 2 rather than 2.0.
[[nodiscard]] Operand numberOf(double number);

} // namespace orm
