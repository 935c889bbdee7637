#pragma once

#include "orm/core/text.h"

#include <QStringList>
#include <QVariant>

#include <concepts>
#include <initializer_list>
#include <memory>
#include <optional>

namespace orm {

/// The type of an attribute, e.g. `DataTypes::STRING(200)`: what a value may be, how it looks in
/// memory, and (in orm/sql) which column type and literal a database gets.
///
/// Values in memory, as QVariant: whole numbers qint64; FLOAT, REAL and DOUBLE double; DECIMAL
/// Decimal; BOOLEAN bool; STRING, TEXT, UUID, ENUM, TIME, CIDR and their like QString; DATE
/// QDateTime in UTC with milliseconds; DATEONLY QDate; BLOB QByteArray; JSON, HSTORE and GEOMETRY
/// (as GeoJSON) QJsonValue; ARRAY and RANGE QVariantList, a RANGE with two bounds (a null one is
/// open) or with none, which is the empty range. A bound may be `{value, inclusive}` as JSON.
/// Null is QVariant::fromValue(nullptr); an invalid QVariant means that nothing was given.
class DataType
{
public:
    /// Which type it is; DataTypes says what each means. Now, UuidV1 and UuidV4 are default values
    /// only.
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
    /// How much a TEXT or BLOB holds, where a database tells sizes apart.
    enum class Size : quint8 { Usual, Tiny, Medium, Long };

    /// The kind alone, without a length and whatever else can be said.
    constexpr DataType(Kind kind = Kind::String)
        : m_kind(kind)
    {
    }

    /// The type as it is: `STRING()`.
    [[nodiscard]] DataType operator()() const { return *this; }
    /// The same type with a length, or precision and scale: `STRING(200)`, `DECIMAL(10, 2)`.
    [[nodiscard]] DataType operator()(int length, int scale = -1) const;
    /// `TEXT("tiny")`, `BLOB("long")`, `GEOMETRY("POINT", 4326)`, `ENUM("new")`. Throws UsageError
    /// for another size than tiny, medium and long.
    [[nodiscard]] DataType operator()(const orm::Text &word, int srid = 0) const;
    /// The values of an ENUM, in their order: `ENUM("new", "used")`.
    template<std::convertible_to<orm::Text>... More>
    [[nodiscard]] DataType operator()(const orm::Text &first, const orm::Text &second,
                                      const More &...more) const
    {
        return (*this)(QStringList{first, second, orm::Text(more)...});
    }
    /// The same from a list that is there: `ENUM(genres)`.
    [[nodiscard]] DataType operator()(const QStringList &values) const;
    /// `ARRAY(STRING)`, `RANGE(DATE)`, `VIRTUAL(INTEGER, {"price"})`: of what it is, and which
    /// attributes a VIRTUAL one is made from.
    [[nodiscard]] DataType operator()(const DataType &element,
                                      const QStringList &dependencies = {}) const;
    /// The same, for dependencies that are written as literals.
    [[nodiscard]] DataType operator()(const DataType &element,
                                      std::initializer_list<orm::Text> dependencies) const
    {
        return (*this)(element, QStringList(dependencies.begin(), dependencies.end()));
    }
    /// `STRING(40).BINARY()`: bytes, or a text that is compared byte by byte.
    [[nodiscard]] DataType BINARY() const;
    /// `INTEGER.UNSIGNED()`: no number below zero, on MySQL and MariaDB.
    [[nodiscard]] DataType UNSIGNED() const;
    /// `INTEGER(5).ZEROFILL()`: shown with leading zeros, on MySQL and MariaDB.
    [[nodiscard]] DataType ZEROFILL() const;

    /// The same type for values that stand in no log and no error: `***` does in their place.
    [[nodiscard]] DataType asSensitive() const;

    /// Which of the types it is, whatever its length.
    [[nodiscard]] Kind kind() const { return m_kind; }
    /// Characters of a STRING, digits of a number; -1 when not given.
    [[nodiscard]] int length() const { return m_length; }
    /// Digits after the point; -1 when not given.
    [[nodiscard]] int scale() const { return m_scale; }
    /// Of a TEXT or BLOB; Usual for all others.
    [[nodiscard]] Size size() const { return m_size; }
    /// Whether BINARY() made it; a value may be a QByteArray then.
    [[nodiscard]] bool isBinary() const { return m_binary; }
    ///@{
    /// Whether UNSIGNED() or ZEROFILL() made it.
    [[nodiscard]] bool isUnsigned() const { return m_unsigned; }
    [[nodiscard]] bool isZerofill() const { return m_zerofill; }
    ///@}
    /// Whether asSensitive() made it.
    [[nodiscard]] bool isSensitive() const { return m_sensitive; }
    /// The values of an ENUM.
    [[nodiscard]] const QStringList &values() const;
    /// What an ARRAY or RANGE is made of; INTEGER for a RANGE that does not say, STRING for others.
    [[nodiscard]] const DataType &element() const;
    /// The attributes that a VIRTUAL one is made from.
    [[nodiscard]] const QStringList &dependencies() const;
    /// "POINT" of a GEOMETRY or GEOGRAPHY; empty: any.
    [[nodiscard]] const QString &shape() const;
    /// The spatial reference of a GEOMETRY or GEOGRAPHY; 0 when not given.
    [[nodiscard]] int srid() const;
    /// Sequelize's name of the kind: "STRING", "DECIMAL".
    [[nodiscard]] QString name() const;

    /// STRING, CHAR, TEXT or CITEXT.
    [[nodiscard]] bool isText() const;
    /// TINYINT to BIGINT: qint64 in memory.
    [[nodiscard]] bool isInteger() const;
    /// FLOAT, REAL or DOUBLE: double in memory.
    [[nodiscard]] bool isFloating() const;
    /// A whole or floating number, or a DECIMAL.
    [[nodiscard]] bool isNumber() const;
    /// JSON or JSONB: QJsonValue in memory.
    [[nodiscard]] bool isJson() const { return m_kind == Kind::Json || m_kind == Kind::Jsonb; }
    /// True for a type that a column can have; not for VIRTUAL, NOW, UUIDV1 and UUIDV4.
    [[nodiscard]] bool isStored() const;

    /// `value` as this type keeps it in memory (see above): "12.5" becomes a Decimal, a local time
    /// UTC, every null the one null. What does not fit is returned as it came; `refusal` names it.
    [[nodiscard]] QVariant fromUser(const QVariant &value) const;
    /// Whether `value` needs neither fromUser() nor refusal(), because it is of the very C++ type
    /// that this type is made of (a double or a Decimal for a DECIMAL) and surely keeps its rules.
    /// False tells nothing. Most values that are ever written pass here.
    [[nodiscard]] bool takesAsIs(const QVariant &value) const;
    /// The same but for the letters of a text, among which there may be NUL or half a character.
    [[nodiscard]] bool takesFormOf(const QVariant &value) const;
    /// Why `value` (as fromUser() gave it) is none of this type, e.g. `"abc" is not a valid
    /// integer`; nothing when it is. Null is always fine here. Of a sensitive type the value is not
    /// told.
    [[nodiscard]] std::optional<QString> mismatch(const QVariant &value) const;
    /// The same, and why a value of the type does not fit: a text that is too long or holds NUL, a
    /// number with too many digits.
    [[nodiscard]] std::optional<QString> refusal(const QVariant &value) const;

    /// Equal in kind and in everything that was said: `STRING(20)` is not `STRING(40)`. Whether
    /// values are sensitive is no part of a type.
    bool operator==(const DataType &other) const;

private:
    struct Details;

    [[nodiscard]] DataType with(Details details) const;

    Kind m_kind;
    Size m_size = Size::Usual;
    bool m_binary = false;
    bool m_unsigned = false;
    bool m_zerofill = false;
    bool m_sensitive = false;
    int m_length = -1;
    int m_scale = -1;
    std::shared_ptr<const Details> m_details; ///< Null for most types.
};

/// The one null: a valid QVariant that says so, unlike an invalid one, which says "not given".
[[nodiscard]] inline QVariant null()
{
    return QVariant::fromValue(nullptr);
}

/// What stands in logs and errors for a value that nobody is to read.
inline constexpr QLatin1StringView sensitiveMark("***");

/// Whether `text` has neither NUL nor halves of characters; surely without any beyond U+FFFF.
[[nodiscard]] bool isPlainText(QStringView text);
/// Whether `value` is one of C++'s numbers, whole or not; no bool, and no Decimal.
[[nodiscard]] bool holdsNumber(const QVariant &value);

/// Sequelize's names for the types.
namespace DataTypes {
/// Text; the column has room for 255 characters unless it says otherwise: `STRING(200)`.
inline const DataType STRING(DataType::Kind::String);
/// Text in a column of fixed width: `CHAR(2)`; 255 characters unless it says otherwise.
inline const DataType CHAR(DataType::Kind::Char);
/// Text of any length; MySQL and MariaDB tell `TEXT("tiny")`, "medium" and "long" apart.
inline const DataType TEXT(DataType::Kind::Text);
/// Text that ignores upper and lower case.
inline const DataType CITEXT(DataType::Kind::CiText);
/// True or false; SQLite, MySQL and MariaDB store 1 and 0.
inline const DataType BOOLEAN(DataType::Kind::Boolean);
///@{
/// A whole number of 1, 2, 3, 4 or 8 bytes, in the order of the names, where the database tells
/// them apart. In memory all are qint64, and no range is checked before it is sent.
inline const DataType TINYINT(DataType::Kind::TinyInt);
inline const DataType SMALLINT(DataType::Kind::SmallInt);
inline const DataType MEDIUMINT(DataType::Kind::MediumInt);
inline const DataType INTEGER(DataType::Kind::Integer);
inline const DataType BIGINT(DataType::Kind::BigInt);
///@}
///@{
/// A floating number; a double in memory, whatever the database makes of it. A whole number or a
/// Decimal with more digits than a double keeps is refused.
inline const DataType FLOAT(DataType::Kind::Float);
inline const DataType REAL(DataType::Kind::Real);
inline const DataType DOUBLE(DataType::Kind::Double);
///@}
/// An exact number: `DECIMAL(10, 2)` has 10 digits, 2 of them after the point. SQLite stores
/// it as a floating number, which is rounded to the scale when it is read.
inline const DataType DECIMAL(DataType::Kind::Decimal);
/// A moment, in UTC with milliseconds. Sequelize's name: a day alone is DATEONLY.
inline const DataType DATE(DataType::Kind::Date);
/// A day without a time.
inline const DataType DATEONLY(DataType::Kind::DateOnly);
/// A time of day, kept as text: "18:30", "18:30:00", "18:30:00.250". Other texts are refused.
inline const DataType TIME(DataType::Kind::Time);
/// A UUID as text of 36 characters; a QUuid is taken as this text.
inline const DataType UUID(DataType::Kind::Uuid);
/// Bytes; a text given is stored in UTF-8. MySQL and MariaDB tell `BLOB("tiny")` and others apart.
inline const DataType BLOB(DataType::Kind::Blob);
/// Any JSON value, stored as text where the database has no type for it. A key that holds NUL is
/// refused, since no condition could ask for it.
inline const DataType JSON(DataType::Kind::Json);
/// JSON that PostgreSQL stores in binary and can index.
inline const DataType JSONB(DataType::Kind::Jsonb);
/// One of the texts that it lists: `ENUM("new", "used")`.
inline const DataType ENUM(DataType::Kind::Enum);
/// A list of values of one type, on PostgreSQL: `ARRAY(STRING)`.
inline const DataType ARRAY(DataType::Kind::Array);
/// What lies between two bounds, on PostgreSQL: `RANGE(DATE)`; INTEGER unless it says otherwise.
inline const DataType RANGE(DataType::Kind::Range);
/// Texts by keys, on PostgreSQL.
inline const DataType HSTORE(DataType::Kind::HStore);
///@{
/// An address on a network, as text, on PostgreSQL: "10.0.0.0/8", "10.0.0.1", "08:00:2b:01:02:03".
inline const DataType CIDR(DataType::Kind::Cidr);
inline const DataType INET(DataType::Kind::Inet);
inline const DataType MACADDR(DataType::Kind::MacAddr);
///@}
/// Words that were made ready for Op::match(), on PostgreSQL.
inline const DataType TSVECTOR(DataType::Kind::TsVector);
///@{
/// A shape as GeoJSON: `GEOMETRY("POINT", 4326)`; on PostgreSQL with PostGIS, GEOMETRY also on
/// MySQL and MariaDB.
inline const DataType GEOMETRY(DataType::Kind::Geometry);
inline const DataType GEOGRAPHY(DataType::Kind::Geography);
///@}
/// An attribute without a column: `VIRTUAL(INTEGER, {"price"})` is a number made from the price.
inline const DataType VIRTUAL(DataType::Kind::Virtual);
/// As a default value: the moment of the call.
inline const DataType NOW(DataType::Kind::Now);
///@{
/// As a default value: a fresh UUID, V1 made of the time, V4 of random numbers.
inline const DataType UUIDV1(DataType::Kind::UuidV1);
inline const DataType UUIDV4(DataType::Kind::UuidV4);
///@}
} // namespace DataTypes

} // namespace orm
