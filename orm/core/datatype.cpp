#include "orm/core/datatype.h"

#include "orm/core/error.h"

namespace orm {

using namespace Qt::StringLiterals;

/// What only some types have.
struct DataType::Details
{
    QStringList words; ///< Values of an ENUM, dependencies of a VIRTUAL.
    std::shared_ptr<const DataType> element;
    QString shape;
    int srid = 0;
};

DataType DataType::with(Details details) const
{
    DataType type = *this;
    type.m_details = std::make_shared<const Details>(std::move(details));
    return type;
}

DataType DataType::operator()(int length, int scale) const
{
    DataType type = *this;
    type.m_length = length;
    // DECIMAL(10) has no digits after the point in every database.
    type.m_scale = m_kind == Kind::Decimal && scale < 0 ? 0 : scale;
    return type;
}

DataType DataType::operator()(const orm::Text &word, int srid) const
{
    if (m_kind == Kind::Enum)
        return (*this)(QStringList{word});
    if (m_kind == Kind::Geometry || m_kind == Kind::Geography)
        return with({.words = {}, .element = {}, .shape = word, .srid = srid});
    static const QStringList sizes{u""_s, u"tiny"_s, u"medium"_s, u"long"_s};
    const qsizetype size = sizes.indexOf(word.toLower());
    if (size < 0 || (m_kind != Kind::Text && m_kind != Kind::Blob))
        throw UsageError(u"%1(\"%2\") is no type; TEXT and BLOB take \"tiny\", \"medium\" or "
                         u"\"long\"."_s.arg(name(), word));
    DataType type = *this;
    type.m_size = Size(size);
    return type;
}

DataType DataType::operator()(const QStringList &values) const
{
    return with({.words = values, .element = {}, .shape = {}});
}

DataType DataType::operator()(const DataType &element, const QStringList &dependencies) const
{
    return with(
        {.words = dependencies, .element = std::make_shared<const DataType>(element), .shape = {}});
}

DataType DataType::BINARY() const
{
    DataType type = *this;
    type.m_binary = true;
    return type;
}

DataType DataType::UNSIGNED() const
{
    DataType type = *this;
    type.m_unsigned = true;
    return type;
}

DataType DataType::ZEROFILL() const
{
    DataType type = *this;
    type.m_zerofill = true;
    return type;
}

DataType DataType::asSensitive() const
{
    DataType type = *this;
    type.m_sensitive = true;
    return type;
}

const QStringList &DataType::values() const
{
    static const QStringList none;
    return m_details ? m_details->words : none;
}

const QStringList &DataType::dependencies() const
{
    return values();
}

const DataType &DataType::element() const
{
    if (m_details && m_details->element)
        return *m_details->element;
    return m_kind == Kind::Range ? DataTypes::INTEGER : DataTypes::STRING;
}

const QString &DataType::shape() const
{
    static const QString any;
    return m_details ? m_details->shape : any;
}

int DataType::srid() const
{
    return m_details ? m_details->srid : 0;
}

QString DataType::name() const
{
    static constexpr const char *names[] = {
        "STRING",    "CHAR",     "TEXT",    "CITEXT",   "BOOLEAN",  "TINYINT",   "SMALLINT",
        "MEDIUMINT", "INTEGER",  "BIGINT",  "FLOAT",    "REAL",     "DOUBLE",    "DECIMAL",
        "DATE",      "DATEONLY", "TIME",    "NOW",      "UUID",     "UUIDV1",    "UUIDV4",
        "BLOB",      "JSON",     "JSONB",   "ENUM",     "ARRAY",    "RANGE",     "HSTORE",
        "CIDR",      "INET",     "MACADDR", "TSVECTOR", "GEOMETRY", "GEOGRAPHY", "VIRTUAL"};
    return QString::fromLatin1(names[size_t(m_kind)]);
}

bool DataType::isText() const
{
    return m_kind == Kind::String || m_kind == Kind::Char || m_kind == Kind::Text
           || m_kind == Kind::CiText;
}

bool DataType::isInteger() const
{
    return m_kind >= Kind::TinyInt && m_kind <= Kind::BigInt;
}

bool DataType::isFloating() const
{
    return m_kind >= Kind::Float && m_kind <= Kind::Double;
}

bool DataType::isNumber() const
{
    return m_kind >= Kind::TinyInt && m_kind <= Kind::Decimal;
}

bool DataType::isStored() const
{
    return m_kind != Kind::Virtual && m_kind != Kind::Now && m_kind != Kind::UuidV1
           && m_kind != Kind::UuidV4;
}

bool DataType::operator==(const DataType &other) const
{
    return m_kind == other.m_kind && m_size == other.m_size && m_binary == other.m_binary
           && m_unsigned == other.m_unsigned && m_zerofill == other.m_zerofill
           && m_length == other.m_length && m_scale == other.m_scale && values() == other.values()
           && shape() == other.shape() && srid() == other.srid()
           && ((!m_details || !m_details->element)
                   ? !other.m_details || !other.m_details->element
                   : other.m_details && other.m_details->element && element() == other.element());
}

bool holdsNumber(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::Long:
    case QMetaType::ULong:
    case QMetaType::Double:
    case QMetaType::Float:
    case QMetaType::Char:
    case QMetaType::SChar:
    case QMetaType::UChar: return true;
    default: return false;
    }
}

} // namespace orm
