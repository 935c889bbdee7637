#pragma once

#include "orm/core/datatype.h"
#include "orm/core/decimal.h"
#include "orm/core/text.h"

#include <QDateTime>

#include <concepts>
#include <initializer_list>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

class QJsonArray;
class QJsonObject;
class QJsonValue;
class QUuid;

namespace orm {

class Operand;
class Where;
struct Select;

/// SQL text put in as it stands: `literal("price * 1.1")`. Never build one from what a user typed.
struct Literal
{
    QString sql;
};

/// A column or attribute by name: `col("price")`, `col("Author.name")`, `col("*")`.
struct Column
{
    QString path;
};

/// A call of an SQL function: `fn("lower", col("title"))`.
struct Function
{
    QString name;
    std::vector<Operand> arguments;
};

/// `cast(col("price"), "integer")`.
struct Cast
{
    std::shared_ptr<const Operand> value;
    QString type;
};

/// A value inside a JSON column: `json("meta.size.w")`.
struct JsonPath
{
    QString path; ///< The column, then keys and positions, with dots between.
};

/// A condition whose left side is an expression: `where(fn("lower", col("title")), "kindred")`.
struct Comparison
{
    std::shared_ptr<const Operand> left;
    std::shared_ptr<const Operand> right;
};

/// One column of rows of a model, to be held against: `{"id", Op::in(Sale.subquery("bookId"))}`.
struct Subquery
{
    std::shared_ptr<const Select> select;
    QString text; ///< The call that made it, for logs.
};

/// Whatever may stand for a value in a call: data (as QVariant), a list, an expression, or a
/// condition (`Op::lt(30)`). Made by itself from what C++ and Qt call a value.
class Operand
{
public:
    using List = std::vector<Operand>;
    /// Data keeps what the caller gave; it is an invalid QVariant when nothing was given.
    using Node = std::variant<QVariant, List, Literal, Column, Function, Cast, JsonPath, Comparison,
                              std::shared_ptr<const Where>, Subquery>;

    // What takes a compiler long stands in the .cpp, because every unit that uses the ORM reads
    // this.
    Operand();
    Operand(const Operand &);
    Operand(Operand &&) noexcept;
    Operand &operator=(const Operand &);
    Operand &operator=(Operand &&) noexcept;
    ~Operand();

    Operand(std::nullptr_t);
    template<std::same_as<bool> B>
    Operand(B value)
        : Operand(QVariant(value))
    {
    }
    template<std::integral I>
    requires(!std::same_as<I, bool>) Operand(I value)
        : Operand(Whole{qint64(value)})
    {
    }
    Operand(double value);
    Operand(const char *utf8);
    Operand(const QString &text);
    Operand(const QByteArray &bytes);
    Operand(const Decimal &value);
    Operand(const QDateTime &moment);
    Operand(QDate day);
    Operand(const QUuid &uuid);
    Operand(const QJsonValue &json);
    Operand(const QJsonObject &json);
    Operand(const QJsonArray &json);
    /// Data from elsewhere; an invalid QVariant stays "not given". A QVariantList or QStringList
    /// becomes a list.
    Operand(const QVariant &data);

    Operand(std::initializer_list<Operand> list);
    explicit Operand(List list);
    template<typename T>
    Operand(const QList<T> &list)
        : Operand(List(list.begin(), list.end()))
    {
    }

    Operand(Literal literal);
    Operand(Column column);
    Operand(Function function);
    Operand(Cast cast);
    Operand(JsonPath path);
    Operand(Comparison comparison);
    Operand(const Where &condition);
    Operand(Subquery subquery);

    [[nodiscard]] const Node &node() const { return m_node; }
    /// The data when this is data, else nullptr.
    [[nodiscard]] const QVariant *data() const { return std::get_if<QVariant>(&m_node); }
    /// The data, moved out of here; invalid when this is none.
    [[nodiscard]] QVariant takeData();
    [[nodiscard]] const List *list() const { return std::get_if<List>(&m_node); }
    /// The condition when this is one (`Op::lt(30)`), else nullptr.
    [[nodiscard]] const Where *condition() const;
    /// True for data that was not given at all.
    [[nodiscard]] bool isUndefined() const;
    [[nodiscard]] bool isNull() const;
    /// True for literal, col, fn, cast, json, where and sub-queries.
    [[nodiscard]] bool isExpression() const;
    /// This as data: a list of data is a QVariantList. Nothing when an expression or a condition
    /// is in it.
    [[nodiscard]] std::optional<QVariant> toData() const;

private:
    struct Whole
    {
        qint64 value;
    };
    explicit Operand(Whole whole);

    Node m_node;
};

[[nodiscard]] Literal literal(const Text &sql);
[[nodiscard]] Column col(const Text &path);
template<typename... Arguments>
[[nodiscard]] Function fn(const Text &name, Arguments &&...arguments)
{
    return {name, {Operand(std::forward<Arguments>(arguments))...}};
}
[[nodiscard]] Cast cast(const Operand &value, const Text &type);
[[nodiscard]] JsonPath json(const Text &path);
/// `left` held against `right`: a value, or a condition such as `Op::like("a%")`.
[[nodiscard]] Comparison where(const Operand &left, const Operand &right);

} // namespace orm
