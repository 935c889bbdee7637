#pragma once

#include "orm/core/decimal.h"

#include <QDateTime>
#include <QJsonValue>
#include <QMetaEnum>
#include <QStringList>
#include <QVariant>

#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>

class QUuid;

namespace orm {

/// Whether T is one of the types that follow.
template<typename T, typename... Of>
concept OneOf = (std::same_as<T, Of> || ...);

/// How the values of an enum without Q_ENUM are written as text. Specialize it with two functions:
///
///     template<>
///     struct orm::EnumText<State>
///     {
///         static QString toText(State state);
///         static std::optional<State> fromText(const QString &text); // nothing: it is none
///     };
template<typename E>
struct EnumText;

/// An enum whose values have texts: one with Q_ENUM, or one with an EnumText.
template<typename E>
concept NamedEnum = std::is_enum_v<E> &&(bool(QtPrivate::IsQEnumHelper<E>::Value)
                                         || requires(E value) { EnumText<E>::toText(value); });

/// The key of an enum's value, or the text that its EnumText gives. A null text where Q_ENUM has no
/// key for it.
template<NamedEnum E>
[[nodiscard]] QString textOf(E value)
{
    if constexpr (requires { EnumText<E>::toText(value); })
        return EnumText<E>::toText(value);
    else
        return QString::fromUtf8(QMetaEnum::fromType<E>().valueToKey(int(value)));
}

///@{
/// Reads `value`, which is not null, as the type of `result`, as QVariant converts it. False, and
/// nothing is read, where it does not convert without a loss: a text that is no number, a number
/// that is too large, bytes that are no UUID. JSON and Decimal are read as text, too.
bool readValue(const QVariant &value, bool &result);
bool readValue(const QVariant &value, qint64 &result);
bool readValue(const QVariant &value, quint64 &result);
bool readValue(const QVariant &value, double &result);
bool readValue(const QVariant &value, QString &result);
bool readValue(const QVariant &value, QByteArray &result);
bool readValue(const QVariant &value, QDate &result);
bool readValue(const QVariant &value, QTime &result);
bool readValue(const QVariant &value, QDateTime &result);
bool readValue(const QVariant &value, QUuid &result);
bool readValue(const QVariant &value, QJsonValue &result);
bool readValue(const QVariant &value, QJsonObject &result);
bool readValue(const QVariant &value, QJsonArray &result);
bool readValue(const QVariant &value, Decimal &result);
bool readValue(const QVariant &value, QStringList &result);
bool readValue(const QVariant &value, QVariantList &result);
bool readValue(const QVariant &value, QVariantMap &result);
///@}

/// The same for other whole numbers, from what fits in them.
template<std::integral I>
requires(!OneOf<I, char, char16_t, char32_t, wchar_t>) bool readValue(const QVariant &value,
                                                                      I &result)
{
    std::conditional_t<std::is_unsigned_v<I>, quint64, qint64> number = 0;
    if (!readValue(value, number) || !std::in_range<I>(number))
        return false;
    result = I(number);
    return true;
}
/// The same for float, with its fewer digits.
inline bool readValue(const QVariant &value, float &result)
{
    double number = 0;
    const bool isRead = readValue(value, number);
    result = float(number);
    return isRead;
}
/// The same for an enum, from the text of one of its values, or from the number of one.
template<NamedEnum E>
bool readValue(const QVariant &value, E &result)
{
    QString text;
    if (!readValue(value, text))
        return false;
    if constexpr (requires { EnumText<E>::fromText(text); }) {
        const std::optional<E> found = EnumText<E>::fromText(text);
        result = found.value_or(result);
        return found.has_value();
    } else {
        const QMetaEnum keys = QMetaEnum::fromType<E>();
        bool isKey = false;
        int number = keys.keyToValue(text.toUtf8().constData(), &isKey);
        if (!isKey)
            isKey = readValue(value, number) && keys.valueToKey(number);
        if (isKey)
            result = E(number);
        return isKey;
    }
}

template<typename T>
inline constexpr bool isOptional = false;
template<typename T>
inline constexpr bool isOptional<std::optional<T>> = true;

/// What a value can be read as: a whole number, bool, double, float, QString, QByteArray, QDate,
/// QTime, QDateTime, QUuid, QJsonValue, QJsonObject, QJsonArray, Decimal, QStringList,
/// QVariantList, QVariantMap, a NamedEnum, std::optional of these, and QVariant.
template<typename T>
concept Readable = std::same_as<T, QVariant> || isOptional<T> || requires(T &result)
{
    {
        readValue(QVariant(), result)
        } -> std::same_as<bool>;
};

/// Throws UsageError: `what`, such as "Book.price", is `value`, which cannot be read as `type`.
[[noreturn]] void refuseToRead(const QString &what, const QVariant &value, const char *type);

/// The same without the value, which nobody is to read.
[[noreturn]] void refuseToReadSensitive(const QString &what);

/// `value` as a T. Null, and a value that is not there, are the empty value of T, or no value of an
/// optional. Throws UsageError for what does not convert; `what()` names it there.
template<typename T, std::invocable What>
[[nodiscard]] T valueAs(const QVariant &value, const What &what)
{
    static_assert(Readable<T>,
                  "No value is read as this type. Take one that orm::Readable lists, a QVariant, "
                  "or give your enum Q_ENUM or an orm::EnumText.");
    if constexpr (std::same_as<T, QVariant>) {
        return value;
    } else if constexpr (isOptional<T>) {
        using Held = typename T::value_type;
        return value.isNull() ? T() : T(valueAs<Held>(value, what));
    } else if constexpr (Readable<T>) {
        T result{};
        if (!value.isNull() && !readValue(value, result))
            refuseToRead(what(), value, QMetaType::fromType<T>().name());
        return result;
    }
}

} // namespace orm
