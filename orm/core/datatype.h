#pragma once

#include <QStringList>
#include <QVariant>

#include <memory>
#include <optional>

namespace orm {

/// The type of an attribute, e.g. `DataTypes::STRING(200)`: what a value may be, how it looks in
/// memory, and (in orm/sql) which column type and literal a database gets.
///
/// Values in memory, as QVariant: BIGINT and INTEGER qint64, DOUBLE double, DECIMAL Decimal,
/// BOOLEAN bool, STRING, TEXT and UUID QString, DATE QDateTime in UTC with milliseconds, DATEONLY
/// QDate, BLOB QByteArray, JSON QJsonValue. Null is QVariant::fromValue(nullptr); an invalid
/// QVariant means that nothing was given.
class DataType
{
public:
    enum class Kind : quint8 {
        String,
        Char,
        Text,
        CiText,
        Boolean,
        TinyInt,
        SmallInt,
        MediumInt,
        Integer,
        BigInt,
        Float,
        Real,
        Double,
        Decimal,
        Date,
        DateOnly,
        Time,
        Now,
        Uuid,
        UuidV1,
        UuidV4,
        Blob,
        Json,
        Jsonb,
        Enum,
        Array,
        Range,
        HStore,
        Cidr,
        Inet,
        MacAddr,
        TsVector,
        Geometry,
        Geography,
        Virtual
    };

    DataType(Kind kind = Kind::String)
        : m_kind(kind)
    {
    }

    /// The same type with a length, or precision and scale: `STRING(200)`, `DECIMAL(10, 2)`.
    [[nodiscard]] DataType operator()(int length, int scale = -1) const;

    [[nodiscard]] Kind kind() const { return m_kind; }
    /// Characters of a STRING, digits of a DECIMAL; -1 when not given.
    [[nodiscard]] int length() const { return m_length; }
    /// Digits after the point of a DECIMAL; -1 when not given.
    [[nodiscard]] int scale() const { return m_scale; }
    /// Sequelize's name of the kind: "STRING", "DECIMAL".
    [[nodiscard]] QString name() const;

    [[nodiscard]] bool isText() const;
    [[nodiscard]] bool isInteger() const;
    [[nodiscard]] bool isNumber() const;

    /// `value` as this type keeps it in memory (see above): "12.5" becomes a Decimal, a local time
    /// UTC, every null the one null. What does not fit is returned as it came; `refusal` names it.
    [[nodiscard]] QVariant fromUser(const QVariant &value) const;
    /// Why `value` (as fromUser() gave it) cannot be stored, e.g. `"abc" is not a valid integer`;
    /// nothing when it can. Null is always fine here.
    [[nodiscard]] std::optional<QString> refusal(const QVariant &value) const;

    bool operator==(const DataType &) const = default;

private:
    Kind m_kind;
    int m_length = -1;
    int m_scale = -1;
};

/// The one null: a valid QVariant that says so, unlike an invalid one, which says "not given".
[[nodiscard]] inline QVariant null()
{
    return QVariant::fromValue(nullptr);
}

/// Sequelize's names for the types.
namespace DataTypes {
inline const DataType STRING(DataType::Kind::String);
inline const DataType TEXT(DataType::Kind::Text);
inline const DataType BOOLEAN(DataType::Kind::Boolean);
inline const DataType INTEGER(DataType::Kind::Integer);
inline const DataType BIGINT(DataType::Kind::BigInt);
inline const DataType DOUBLE(DataType::Kind::Double);
inline const DataType DECIMAL(DataType::Kind::Decimal);
inline const DataType DATE(DataType::Kind::Date);
inline const DataType DATEONLY(DataType::Kind::DateOnly);
inline const DataType UUID(DataType::Kind::Uuid);
inline const DataType BLOB(DataType::Kind::Blob);
inline const DataType JSON(DataType::Kind::Json);
/// As a default value: the moment of the call.
inline const DataType NOW(DataType::Kind::Now);
/// As a default value: a fresh random UUID.
inline const DataType UUIDV4(DataType::Kind::UuidV4);
} // namespace DataTypes

} // namespace orm
