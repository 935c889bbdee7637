#pragma once

#include "orm/core/datatype.h"
#include "orm/core/decimal.h"
#include "orm/core/text.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QUuid>

#include <concepts>
#include <initializer_list>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace orm {

class Operand;
class Where;

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

/// Whatever may stand for a value in a call: data (as QVariant), a list, an expression, or a
/// condition (`Op::lt(30)`). Made by itself from what C++ and Qt call a value.
class Operand
{
public:
    using List = std::vector<Operand>;
    /// Data keeps what the caller gave; it is an invalid QVariant when nothing was given.
    using Node = std::variant<QVariant, List, Literal, Column, Function, Cast, JsonPath, Comparison,
                              std::shared_ptr<const Where>>;

    Operand() = default;
    Operand(std::nullptr_t)
        : m_node(null())
    {
    }
    template<std::same_as<bool> B>
    Operand(B value)
        : m_node(QVariant(value))
    {
    }
    template<std::integral I>
    requires(!std::same_as<I, bool>) Operand(I value)
        : m_node(QVariant(qint64(value)))
    {
    }
    Operand(double value)
        : m_node(QVariant(value))
    {
    }
    Operand(const char *utf8)
        : m_node(QVariant(QString::fromUtf8(utf8)))
    {
    }
    Operand(const QString &text)
        : m_node(QVariant(text))
    {
    }
    Operand(const QByteArray &bytes)
        : m_node(QVariant(bytes))
    {
    }
    Operand(const Decimal &value)
        : m_node(QVariant::fromValue(value))
    {
    }
    Operand(const QDateTime &moment)
        : m_node(QVariant(moment))
    {
    }
    Operand(QDate day)
        : m_node(QVariant(day))
    {
    }
    Operand(const QUuid &uuid)
        : m_node(QVariant(uuid.toString(QUuid::WithoutBraces)))
    {
    }
    Operand(const QJsonValue &json)
        : m_node(QVariant::fromValue(json))
    {
    }
    Operand(const QJsonObject &json)
        : m_node(QVariant::fromValue(QJsonValue(json)))
    {
    }
    Operand(const QJsonArray &json)
        : m_node(QVariant::fromValue(QJsonValue(json)))
    {
    }
    /// Data from elsewhere; an invalid QVariant stays "not given". A QVariantList or QStringList
    /// becomes a list.
    Operand(const QVariant &data);

    Operand(std::initializer_list<Operand> list)
        : m_node(List(list))
    {
    }
    explicit Operand(List list)
        : m_node(std::move(list))
    {
    }
    template<typename T>
    Operand(const QList<T> &list)
        : m_node(List(list.begin(), list.end()))
    {
    }

    Operand(Literal literal)
        : m_node(std::move(literal))
    {
    }
    Operand(Column column)
        : m_node(std::move(column))
    {
    }
    Operand(Function function)
        : m_node(std::move(function))
    {
    }
    Operand(Cast cast)
        : m_node(std::move(cast))
    {
    }
    Operand(JsonPath path)
        : m_node(std::move(path))
    {
    }
    Operand(Comparison comparison)
        : m_node(std::move(comparison))
    {
    }
    Operand(const Where &condition);

    [[nodiscard]] const Node &node() const { return m_node; }
    /// The data when this is data, else nullptr.
    [[nodiscard]] const QVariant *data() const { return std::get_if<QVariant>(&m_node); }
    /// The data, moved out of here; invalid when this is none.
    [[nodiscard]] QVariant takeData()
    {
        QVariant *value = std::get_if<QVariant>(&m_node);
        return value ? std::exchange(*value, {}) : QVariant();
    }
    [[nodiscard]] const List *list() const { return std::get_if<List>(&m_node); }
    /// The condition when this is one (`Op::lt(30)`), else nullptr.
    [[nodiscard]] const Where *condition() const;
    /// True for data that was not given at all.
    [[nodiscard]] bool isUndefined() const;
    [[nodiscard]] bool isNull() const;
    /// True for literal, col, fn, cast, json and where.
    [[nodiscard]] bool isExpression() const;
    /// This as data: a list of data is a QVariantList. Nothing when an expression or a condition
    /// is in it.
    [[nodiscard]] std::optional<QVariant> toData() const;

private:
    Node m_node;
};

[[nodiscard]] inline Literal literal(const Text &sql)
{
    return {sql};
}
[[nodiscard]] inline Column col(const Text &path)
{
    return {path};
}
template<typename... Arguments>
[[nodiscard]] Function fn(const Text &name, Arguments &&...arguments)
{
    return {name, {Operand(std::forward<Arguments>(arguments))...}};
}
[[nodiscard]] Cast cast(const Operand &value, const Text &type);
[[nodiscard]] inline JsonPath json(const Text &path)
{
    return {path};
}
/// `left` held against `right`: a value, or a condition such as `Op::like("a%")`.
[[nodiscard]] Comparison where(const Operand &left, const Operand &right);

} // namespace orm
