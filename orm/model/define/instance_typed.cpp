#include "orm/model/define/instance.h"
#include "orm/model/define/modeldata.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QJsonValue toJsonValue(const QVariant &value)
{
    if (!value.isValid() || value.isNull())
        return QJsonValue::Null;
    if (value.metaType() == QMetaType::fromType<QJsonValue>())
        return value.value<QJsonValue>();
    if (holdsDecimal(value))
        return value.value<Decimal>().toDouble();
    switch (value.typeId()) {
    case QMetaType::QDateTime: return value.toDateTime().toString(Qt::ISODateWithMs);
    case QMetaType::QDate: return value.toDate().toString(Qt::ISODate);
    case QMetaType::QByteArray: return QString::fromLatin1(value.toByteArray().toBase64());
    default: return QJsonValue::fromVariant(value);
    }
}

} // namespace

template<typename T, typename FromBlock>
T Instance::typed(const char *attribute, const FromBlock &fromBlock) const
{
    const int index = data().indexOf(attribute);
    if (m_block && index >= 0 && !m_changes) {
        const int column = ModelRowHead::of(*m_block, m_part).columnOf[size_t(index)];
        if (column >= 0)
            if (const std::optional<T> value = fromBlock(*m_block, column, data().type(index)))
                return *value;
    }
    return get(Text(attribute)).value<T>();
}

template<>
QString Instance::get<QString>(const char *attribute) const
{
    return typed<QString>(
        attribute, [this](const RowBlock &block, int column, const DataType &type) {
            const bool isPlain = block.type(m_row, column) == RowBlock::Type::Text && type.isText();
            return isPlain ? std::optional(QString::fromUtf8(block.bytes(m_row, column)))
                           : std::nullopt;
        });
}

template<>
double Instance::get<double>(const char *attribute) const
{
    return typed<double>(
        attribute, [this](const RowBlock &block, int column, const DataType &type) {
            if (block.type(m_row, column) != RowBlock::Type::Real || !type.isNumber())
                return std::optional<double>();
            const double stored = block.real(m_row, column);
            const bool hasPlaces = type.kind() == DataType::Kind::Decimal && type.scale() >= 0;
            return hasPlaces ? Decimal::rounded(stored, type.scale()) : std::optional(stored);
        });
}

template<>
qint64 Instance::get<qint64>(const char *attribute) const
{
    return typed<qint64>(
        attribute, [this](const RowBlock &block, int column, const DataType &type) {
            const bool isPlain =
                block.type(m_row, column) == RowBlock::Type::Integer && type.isInteger();
            return isPlain ? std::optional(block.integer(m_row, column)) : std::nullopt;
        });
}

template<>
QDateTime Instance::get<QDateTime>(const char *attribute) const
{
    return typed<QDateTime>(attribute, [this](const RowBlock &block, int column, const DataType &) {
        const bool isPlain = block.type(m_row, column) == RowBlock::Type::Date;
        return isPlain ? std::optional(
                   QDateTime::fromMSecsSinceEpoch(block.integer(m_row, column), Qt::UTC))
                       : std::nullopt;
    });
}

template<>
bool Instance::get<bool>(const char *attribute) const
{
    return get(Text(attribute)).toBool();
}

template<>
Decimal Instance::get<Decimal>(const char *attribute) const
{
    return typed<Decimal>(
        attribute, [this](const RowBlock &block, int column, const DataType &type) {
            const bool isPlain = block.type(m_row, column) == RowBlock::Type::Real
                                 && type.kind() == DataType::Kind::Decimal && type.scale() >= 0;
            return isPlain ? Decimal::fromDouble(block.real(m_row, column), type.scale())
                           : std::nullopt;
        });
}

void Instance::refuseNumber(const char *attribute, qint64 number) const
{
    throw UsageError(u"%1.%2 is %3, which is too large for the type that is asked for."_s.arg(
        data().name, QString::fromUtf8(attribute), QString::number(number)));
}

QJsonObject Instance::toJson() const
{
    QJsonObject object;
    const auto all = values();
    for (const auto &[name, value] : all)
        object.insert(name, toJsonValue(value));
    for (const QString &alias : related()) {
        QJsonArray rows;
        for (const Instance &row : this->all(Text(alias)))
            rows.append(row.toJson());
        object.insert(alias, isToMany(Text(alias)) ? QJsonValue(rows)
                             : rows.isEmpty()      ? QJsonValue()
                                                   : rows.first());
    }
    return object;
}

} // namespace orm
