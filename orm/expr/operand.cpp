#include "orm/expr/operand.h"

#include "orm/core/error.h"
#include "orm/core/held.h"
#include "orm/expr/where.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QUuid>

#include <utility>

namespace orm {

namespace {

/// Whether `data` is null, or a text or bytes that are: QVariant itself does not look into them.
bool isNullData(const QVariant &data)
{
    switch (data.typeId()) {
    case QMetaType::UnknownType: return false;
    case QMetaType::QString: return held<QString>(data).isNull();
    case QMetaType::QByteArray: return held<QByteArray>(data).isNull();
    default:
        return data.isNull()
               || (data.metaType() == QMetaType::fromType<QJsonValue>()
                   && (held<QJsonValue>(data).isNull() || held<QJsonValue>(data).isUndefined()));
    }
}

} // namespace

Operand::Operand() = default;
Operand::Operand(const Operand &) = default;
// Nearly every operand is data, which is moved without asking which of the others it may be.
Operand::Operand(Operand &&other) noexcept
    : m_node(other.data() ? Node(std::in_place_index<0>, std::move(*std::get_if<0>(&other.m_node)))
                          : Node(std::move(other.m_node)))
{
}
Operand &Operand::operator=(const Operand &) = default;
Operand &Operand::operator=(Operand &&) noexcept = default;
Operand::~Operand() = default;

Operand::Operand(std::nullptr_t)
    : m_node(null())
{
}

Operand::Operand(Whole whole)
    : m_node(whole.isUnsigned && qint64(whole.bits) < 0 ? QVariant(whole.bits)
                                                        : QVariant(qint64(whole.bits)))
{
}

void Operand::refuseUnnamed(qint64 number)
{
    throw UsageError(
        QStringLiteral("%1 is the number of no value of its enum, and has no text.").arg(number));
}

Operand::Operand(double value)
    : m_node(QVariant(value))
{
}

Operand::Operand(const char *utf8)
    : m_node(utf8 ? QVariant(QString::fromUtf8(utf8)) : null())
{
}

Operand::Operand(const QString &text)
    : m_node(text.isNull() ? null() : QVariant(text))
{
}

Operand::Operand(const QByteArray &bytes)
    : m_node(bytes.isNull() ? null() : QVariant(bytes))
{
}

Operand::Operand(const Decimal &value)
    : m_node(QVariant::fromValue(value))
{
}

Operand::Operand(const QDateTime &moment)
    : m_node(QVariant(moment))
{
}

Operand::Operand(QDate day)
    : m_node(QVariant(day))
{
}

Operand::Operand(QTime time)
    : m_node(QVariant(time))
{
}

Operand::Operand(QLatin1StringView text)
    : Operand(QString(text))
{
}

Operand::Operand(QStringView text)
    : Operand(text.toString())
{
}

Operand::Operand(std::string_view utf8)
    : m_node(QVariant(QString::fromUtf8(utf8.data(), qsizetype(utf8.size()))))
{
}

Operand::Operand(const QUuid &uuid)
    : m_node(QVariant(uuid.toString(QUuid::WithoutBraces)))
{
}

Operand::Operand(const QJsonValue &json)
    : m_node(json.isNull() || json.isUndefined() ? null() : QVariant::fromValue(json))
{
}

Operand::Operand(const QJsonObject &json)
    : m_node(QVariant::fromValue(QJsonValue(json)))
{
}

Operand::Operand(const QJsonArray &json)
    : m_node(QVariant::fromValue(QJsonValue(json)))
{
}

Operand::Operand(std::initializer_list<Operand> list)
    : m_node(List(list))
{
}

Operand::Operand(List list)
    : m_node(std::move(list))
{
}

Operand::Operand(Literal literal)
    : m_node(std::move(literal))
{
}

Operand::Operand(Column column)
    : m_node(std::move(column))
{
}

Operand::Operand(Function function)
    : m_node(std::move(function))
{
}

Operand::Operand(Cast cast)
    : m_node(std::move(cast))
{
}

Operand::Operand(JsonPath path)
    : m_node(std::move(path))
{
}

Operand::Operand(Comparison comparison)
    : m_node(std::move(comparison))
{
}

Operand::Operand(const QVariant &data)
    : m_node(isNullData(data) ? null() : data)
{
    if (data.typeId() == QMetaType::QVariantList || data.typeId() == QMetaType::QStringList) {
        const QVariantList items = data.toList();
        m_node = List(items.begin(), items.end());
    } else if (data.typeId() == QMetaType::QUuid) {
        *this = Operand(data.toUuid());
    }
}

Operand::Operand(const Where &condition)
    : m_node(std::make_shared<const Where>(condition))
{
}

Operand::Operand(Subquery subquery)
    : m_node(std::move(subquery))
{
}

QVariant Operand::takeData()
{
    QVariant *value = std::get_if<QVariant>(&m_node);
    return value ? std::exchange(*value, {}) : QVariant();
}

const Where *Operand::condition() const
{
    const auto *where = std::get_if<std::shared_ptr<const Where>>(&m_node);
    return where ? where->get() : nullptr;
}

bool Operand::isUndefined() const
{
    const QVariant *value = data();
    return value && !value->isValid();
}

bool Operand::isNull() const
{
    const QVariant *value = data();
    return value && value->isValid() && value->isNull();
}

bool Operand::isExpression() const
{
    return !data() && !list() && !condition();
}

std::optional<QVariant> Operand::toData() const
{
    if (const QVariant *value = data())
        return *value;
    const List *items = list();
    if (!items)
        return std::nullopt;
    QVariantList all;
    for (const Operand &item : *items) {
        const std::optional<QVariant> value = item.toData();
        if (!value)
            return std::nullopt;
        all.push_back(*value);
    }
    return all;
}

Literal literal(const Text &sql)
{
    return {sql};
}

Column col(const Text &path)
{
    return {path};
}

JsonPath json(const Text &path)
{
    return {path};
}

Cast cast(const Operand &value, const Text &type)
{
    return {std::make_shared<const Operand>(value), type};
}

Comparison where(const Operand &left, const Operand &right)
{
    return {std::make_shared<const Operand>(left), std::make_shared<const Operand>(right)};
}

} // namespace orm
