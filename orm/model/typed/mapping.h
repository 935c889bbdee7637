#pragma once

#include "orm/model/model.h"

#include <type_traits>
#include <vector>

namespace orm {

/// What a member of a struct is, as far as it must suit the type of an attribute.
enum class MemberKind : quint8 {
    Whole,
    Real,
    Decimal,
    Boolean,
    Text,
    Bytes,
    Day,
    Time,
    Moment,
    Uuid,
    Any ///< Lists, JSON, enums, QVariant: only their values tell.
};

/// The kind of a T.
template<typename T>
[[nodiscard]] constexpr MemberKind memberKind()
{
    if constexpr (std::is_same_v<T, bool>)
        return MemberKind::Boolean;
    else if constexpr (std::is_integral_v<T>)
        return MemberKind::Whole;
    else if constexpr (std::is_floating_point_v<T>)
        return MemberKind::Real;
    else if constexpr (std::is_same_v<T, Decimal>)
        return MemberKind::Decimal;
    else if constexpr (std::is_same_v<T, QString>)
        return MemberKind::Text;
    else if constexpr (std::is_same_v<T, QByteArray>)
        return MemberKind::Bytes;
    else if constexpr (std::is_same_v<T, QDate>)
        return MemberKind::Day;
    else if constexpr (std::is_same_v<T, QTime>)
        return MemberKind::Time;
    else if constexpr (std::is_same_v<T, QDateTime>)
        return MemberKind::Moment;
    else if constexpr (std::is_same_v<T, QUuid>)
        return MemberKind::Uuid;
    else
        return MemberKind::Any;
}

/// The attributes of a model that a struct has members for.
class Mapping
{
public:
    /// One of them.
    struct Column
    {
        Text name;                         ///< Of the attribute.
        MemberKind kind = MemberKind::Any; ///< Of its member.
        bool isKey = false;                ///< Part of the primary key.
        bool isMade = false;               ///< The database makes its values.
        bool isKept = false;    ///< The library writes it: a stamp, the version, a VIRTUAL one.
        bool isVirtual = false; ///< It is made of others, which the struct may not have.
    };

    /// `columns` have names and kinds. Throws UsageError for a name that is no attribute, or stands
    /// there twice, for a member that cannot hold the attribute's values, and where a part of the
    /// primary key is missing. `model` must stay, as what define() answers with does.
    Mapping(const Model &model, std::vector<Column> columns);

    /// The model.
    [[nodiscard]] const Model &model() const { return *m_model; }
    /// The attributes, in the order in which they were given.
    [[nodiscard]] const std::vector<Column> &columns() const { return m_columns; }
    /// Whether one of them is VIRTUAL.
    [[nodiscard]] bool hasVirtual() const;
    /// All of them, to be read.
    [[nodiscard]] Attributes attributes() const;
    /// The row that is stored with these values, to be changed or deleted. Throws UsageError where
    /// the model has a version and it is none of the attributes: a write could not tell whether
    /// somebody else has written the row.
    [[nodiscard]] Instance stored(const Values &values) const;
    /// Throws UsageError: a row came without `column`, and would be read by halves.
    [[noreturn]] void throwMissing(const Column &column) const;
    /// Throws UsageError: an update changes the key `column`.
    [[noreturn]] void throwOtherKey(const Column &column) const;

private:
    const Model *m_model;
    std::vector<Column> m_columns;
};

} // namespace orm
