#pragma once

#include "orm/core/datatype.h"
#include "orm/core/decimal.h"
#include "orm/core/readvalue.h"
#include "orm/core/text.h"
#include "orm/expr/expression.h"

#include <QDateTime>

#include <concepts>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

class QJsonArray;
class QJsonObject;
class QJsonValue;
class QUuid;

namespace orm {

class Where;

/// Whether C is a text, bytes or JSON: one value, though it has items.
template<typename C>
inline constexpr bool isOneValue =
    std::convertible_to<
        C,
        QString> || std::same_as<C, QByteArray> || std::same_as<C, std::string> || std::same_as<C, std::string_view> || std::same_as<C, QStringView> || std::same_as<C, QLatin1StringView> || std::same_as<C, QJsonArray> || std::same_as<C, QJsonObject>;

/// Whether C has keys beside its values, as a map has.
template<typename C>
inline constexpr bool isMap = requires
{
    typename C::mapped_type;
};

/// A container of values of the standard library or Qt's, such as std::vector<int>, QSet<QString>;
/// not an Operand::List, which is one already.
template<typename C>
concept ValueContainer =
    std::is_class_v<C> && !isOneValue<
        C> && !isMap<C> && !std::same_as<typename C::value_type, Operand> && requires(const C &values)
{
    values.begin() != values.end();
};

/// Whatever may stand for a value in a call: data (as QVariant), a list, an expression, or a
/// condition (`Op::lt(30)`). Made by itself from what C++ and Qt call a value.
class Operand
{
public:
    using List = std::vector<Operand>; ///< For IN, BETWEEN, AND, OR and arrays.
    /// Data keeps what the caller gave; it is an invalid QVariant when nothing was given.
    using Node = std::variant<QVariant, List, Literal, Column, Function, Cast, JsonPath, Comparison,
                              std::shared_ptr<const Where>, Subquery>;

    // What takes a compiler long stands in the .cpp, because every unit that uses the ORM reads
    // this.
    Operand(); ///< Not given: an invalid QVariant.
    ///@{
    /// Copies are independent.
    Operand(const Operand &);
    Operand(Operand &&) noexcept;
    Operand &operator=(const Operand &);
    Operand &operator=(Operand &&) noexcept;
    ~Operand();
    ///@}

    ///@{
    /// Null.
    Operand(std::nullptr_t);
    Operand(std::nullopt_t)
        : Operand(nullptr)
    {
    }
    ///@}
    /// What it holds, or null.
    template<typename T>
    Operand(const std::optional<T> &value)
        : Operand(value ? Operand(*value) : Operand(nullptr))
    {
    }
    /// The text of an enum's value, as an ENUM or a text column keeps it. `int(state)` is its
    /// number. Throws UsageError for one that has no text.
    template<NamedEnum E>
    Operand(E value)
        : Operand(textOf(value))
    {
        if (isNull())
            refuseUnnamed(qint64(value));
    }
    /// The number of a plain enum's value.
    template<typename E>
    requires(std::is_enum_v<E> && !NamedEnum<E> && std::convertible_to<E, int>) Operand(E value)
        : Operand(int(value))
    {
    }
    /// A scoped enum needs Q_ENUM or an EnumText, so that its values have texts.
    template<typename E>
    requires(std::is_enum_v<E> && !NamedEnum<E> && !std::convertible_to<E, int>) Operand(E value)
    = delete;
    /// A bool, and nothing that merely converts to one.
    template<std::same_as<bool> B>
    Operand(B value)
        : Operand(QVariant(value))
    {
    }
    /// A whole number, kept as qint64. One beyond that stays quint64, which no whole type takes.
    template<std::integral I>
    requires(!std::same_as<I, bool> && !OneOf<I, char, char16_t>) Operand(I value)
        : Operand(Whole{quint64(value), std::is_unsigned_v<I>})
    {
    }
    ///@{
    /// A text of one character.
    template<OneOf<char, char16_t> Character>
    Operand(Character character)
        : Operand(QString(QChar(char16_t(character))))
    {
    }
    Operand(QChar character)
        : Operand(QString(character))
    {
    }
    ///@}
    ///@{
    /// Data of the type that the value is of; a UUID becomes its text without braces. A QString or
    /// QByteArray that isNull() is null, as it is to QtSql; an empty one is empty.
    Operand(double value);
    Operand(const char *utf8);
    Operand(const QString &text);
    Operand(const QByteArray &bytes);
    Operand(const Decimal &value);
    Operand(const QDateTime &moment);
    Operand(QDate day);
    Operand(QTime time);
    Operand(QLatin1StringView text);
    Operand(QStringView text);
    template<std::same_as<char16_t> Character>
    Operand(const Character *utf16)
        : Operand(QStringView(utf16))
    {
    }
    Operand(std::string_view utf8);
    Operand(const std::string &utf8)
        : Operand(std::string_view(utf8))
    {
    }
    Operand(const QUuid &uuid);
    Operand(const QJsonValue &json);
    Operand(const QJsonObject &json);
    Operand(const QJsonArray &json);
    ///@}
    /// Data from elsewhere, as if it were given itself; an invalid QVariant stays "not given". A
    /// QVariantList or QStringList becomes a list.
    Operand(const QVariant &data);

    ///@{
    /// A list, of data or of whatever else may stand for a value.
    Operand(std::initializer_list<Operand> list);
    explicit Operand(List list);
    template<typename T>
    Operand(const QList<T> &list)
        : Operand(List(list.begin(), list.end()))
    {
    }
    template<ValueContainer C>
    Operand(const C &values)
        : Operand(List(std::begin(values), std::end(values)))
    {
    }
    ///@}

    ///@{
    /// An expression, as literal(), col(), fn(), cast(), json(), where() and subquery() make it.
    Operand(Literal literal);
    Operand(Column column);
    Operand(Function function);
    Operand(Cast cast);
    Operand(JsonPath path);
    Operand(Comparison comparison);
    Operand(Subquery subquery);
    ///@}
    /// A condition: `Op::lt(30)`.
    Operand(const Where &condition);

    /// What it is, for std::visit.
    [[nodiscard]] const Node &node() const { return m_node; }
    /// The data when this is data, else nullptr.
    [[nodiscard]] const QVariant *data() const { return std::get_if<QVariant>(&m_node); }
    /// The data, moved out of here; invalid when this is none.
    [[nodiscard]] QVariant takeData();
    /// The items when this is a list, else nullptr.
    [[nodiscard]] const List *list() const { return std::get_if<List>(&m_node); }
    /// The condition when this is one (`Op::lt(30)`), else nullptr.
    [[nodiscard]] const Where *condition() const;
    /// True for data that was not given at all.
    [[nodiscard]] bool isUndefined() const;
    /// True for data that is null; a list or an expression never is.
    [[nodiscard]] bool isNull() const;
    /// True for literal, col, fn, cast, json, where and sub-queries.
    [[nodiscard]] bool isExpression() const;
    /// This as data: a list of data is a QVariantList. Nothing when an expression or a condition
    /// is in it.
    [[nodiscard]] std::optional<QVariant> toData() const;

private:
    struct Whole
    {
        quint64 bits;
        bool isUnsigned;
    };
    explicit Operand(Whole whole);
    /// Throws UsageError for the number of an enum's value that has no text.
    [[noreturn]] static void refuseUnnamed(qint64 number);

    Node m_node;
};

/// What an operator on texts is given. A QString that isNull() is an empty text here, as that of a
/// QLineEdit is in which nobody has typed; as a value, or to be equal to, it is null.
class TextOperand
{
public:
    /// Whatever an Operand can be made of.
    template<std::convertible_to<Operand> T>
    TextOperand(const T &given)
        : m_operand(isNullText(given) ? Operand("") : copy(given))
    {
    }
    /// The same as an Operand.
    operator const Operand &() const { return m_operand; }

private:
    template<typename T>
    [[nodiscard]] static bool isNullText(const T &given)
    {
        if constexpr (std::derived_from<T, QString>)
            return given.isNull();
        else if constexpr (std::same_as<T, QVariant>)
            return given.typeId() == QMetaType::QString && given.toString().isNull();
        return false;
    }
    [[nodiscard]] static Operand copy(const Operand &given) { return given; }

    Operand m_operand;
};

/// SQL as it stands; see Literal for what must never get in.
[[nodiscard]] Literal literal(const Text &sql);
/// A column by name, quoted.
[[nodiscard]] Column col(const Text &path);
/// A call of an SQL function; each argument is whatever an Operand can be made of.
template<typename... Arguments>
[[nodiscard]] Function fn(const Text &name, Arguments &&...arguments)
{
    return {name, {Operand(std::forward<Arguments>(arguments))...}};
}
/// CAST(value AS type).
[[nodiscard]] Cast cast(const Operand &value, const Text &type);
/// A value inside a JSON column, as the dialect spells the way to it.
[[nodiscard]] JsonPath json(const Text &path);
/// `left` held against `right`: a value, or a condition such as `Op::like("a%")`.
[[nodiscard]] Comparison where(const Operand &left, const Operand &right);

} // namespace orm
