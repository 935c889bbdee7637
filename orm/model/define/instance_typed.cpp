#include "orm/core/utf8.h"
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
    case QMetaType::QVariantList: {
        QJsonArray items;
        for (const QVariant &item : value.toList())
            items.append(toJsonValue(item));
        return items;
    }
    default: return QJsonValue::fromVariant(value);
    }
}

/// An exact number as servers write it, with the places of its type (`scale`; below 0: any).
/// Nothing for what takes the careful way: long ones, and those that are to be rounded.
std::optional<Decimal> shortDecimal(QByteArrayView text, int scale)
{
    constexpr qsizetype longest = 18; // fits in 64 bits, with or without a point
    constexpr int ten = 10;
    const bool isNegative = text.startsWith('-');
    const QByteArrayView digits = text.sliced(isNegative ? 1 : 0);
    const qsizetype point = digits.indexOf('.');
    const qsizetype places = point < 0 ? 0 : digits.size() - point - 1;
    const bool isWhole = !digits.isEmpty() && point != 0 && (point < 0 || places > 0);
    if (!isWhole || digits.size() > longest || (scale >= 0 && places != scale))
        return std::nullopt;
    qint64 unscaled = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        if (i == point)
            continue;
        if (digits[i] < '0' || digits[i] > '9')
            return std::nullopt;
        unscaled = unscaled * ten + (digits[i] - '0');
    }
    return Decimal(isNegative ? -unscaled : unscaled, int(places));
}

} // namespace

int Instance::indexOf(const char *attribute) const
{
    return data().indexOf(attribute);
}

int Instance::indexOf(const QString &attribute) const
{
    return data().indexOf(attribute);
}

int Instance::plainColumn(int attribute) const
{
    if (!m_block || attribute < 0)
        return -1;
    if (m_changes) {
        const auto &stored = m_changes->stored;
        if (!own(attribute).isUndefined() || (!stored.empty() && stored[size_t(attribute)]))
            return -1;
    }
    const ModelRowHead &head = ModelRowHead::of(*m_block, m_part);
    return head.data->getterOf(attribute) ? -1 : head.columnOf[size_t(attribute)];
}

bool Instance::readPlain(int attribute, QString &value) const
{
    const int column = plainColumn(attribute);
    if (column < 0 || m_block->type(m_row, column) != RowBlock::Type::Text)
        return false;
    const DataType &type = data().type(attribute);
    const QByteArrayView bytes = m_block->bytes(m_row, column);
    const bool isNested = type.isJson() && (bytes.startsWith('{') || bytes.startsWith('['));
    if (!type.isText() && !isNested)
        return false;
    value = utf8Text(bytes);
    return true;
}

bool Instance::readPlain(int attribute, double &value) const
{
    const int column = plainColumn(attribute);
    if (column >= 0 && m_block->type(m_row, column) == RowBlock::Type::Text) {
        Decimal exact;
        const bool isRead = readPlain(attribute, exact);
        value = exact.toDouble();
        return isRead;
    }
    if (column < 0 || m_block->type(m_row, column) != RowBlock::Type::Real)
        return false;
    const DataType &type = data().type(attribute);
    if (!type.isNumber())
        return false;
    const double stored = m_block->real(m_row, column);
    const bool hasPlaces = type.kind() == DataType::Kind::Decimal && type.scale() >= 0;
    const std::optional<double> read =
        hasPlaces ? Decimal::rounded(stored, type.scale()) : std::optional(stored);
    value = read.value_or(0);
    return read.has_value();
}

bool Instance::readPlain(int attribute, qint64 &value) const
{
    const int column = plainColumn(attribute);
    if (column < 0 || m_block->type(m_row, column) != RowBlock::Type::Integer
        || !data().type(attribute).isInteger())
        return false;
    value = m_block->integer(m_row, column);
    return true;
}

bool Instance::readPlain(int attribute, QDateTime &value) const
{
    const int column = plainColumn(attribute);
    if (column < 0 || m_block->type(m_row, column) != RowBlock::Type::Date)
        return false;
    value = QDateTime::fromMSecsSinceEpoch(m_block->integer(m_row, column), Qt::UTC);
    return true;
}

bool Instance::readPlain(int attribute, Decimal &value) const
{
    const int column = plainColumn(attribute);
    const DataType *type = column >= 0 ? &data().type(attribute) : nullptr;
    if (!type || type->kind() != DataType::Kind::Decimal)
        return false;
    std::optional<Decimal> read;
    if (m_block->type(m_row, column) == RowBlock::Type::Text)
        read = shortDecimal(m_block->bytes(m_row, column), type->scale());
    else if (m_block->type(m_row, column) == RowBlock::Type::Real && type->scale() >= 0)
        read = Decimal::fromDouble(m_block->real(m_row, column), type->scale());
    value = read.value_or(value);
    return read.has_value();
}

QString Instance::fullName(const Text &attribute) const
{
    return data().name + u'.' + attribute;
}

QString Instance::nameToRefuse(const Text &attribute) const
{
    if (data().isSensitive(indexOf(attribute)))
        refuseToReadSensitive(fullName(attribute));
    return fullName(attribute);
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
