// Long lists in conditions: Qt gives each placeholder a name, and SQLite looks a name up by walking
// along all of them, so that 80,000 values would take half a minute. They travel as one JSON text,
// which tells whole numbers and texts exactly.
#include "orm/core/jsontext.h"
#include "orm/sql/sqlite/sqlitegenerator.h"

#include <algorithm>
#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool areAll(const QVariantList &values, QMetaType::Type type)
{
    return std::ranges::all_of(
        values, [type](const QVariant &value) { return value.isNull() || value.typeId() == type; });
}

QString textOf(const QVariantList &values)
{
    QStringList items;
    for (const QVariant &value : values)
        items += value.isNull() ? u"null"_s : jsonText(value);
    return u'[' + items.join(u',') + u']';
}

/// Numbers as whole ones and the power of ten that divides them.
struct ScaledNumbers
{
    QVariantList digits;
    int scale = 0;
};

/// Nothing when one of the values is no number of whole digits and a power of ten that doubles
/// keep: the quotient of two such doubles is the one that is nearest to the number, and stored.
std::optional<ScaledNumbers> scaled(const QVariantList &values)
{
    constexpr int maxScale = 22;
    constexpr double maxDigits = 9'007'199'254'740'992;
    std::vector<std::optional<Decimal>> numbers;
    ScaledNumbers all;
    for (const QVariant &value : values) {
        const bool isNumber =
            value.typeId() == QMetaType::Double || value.typeId() == QMetaType::LongLong;
        const auto number = isNumber ? Decimal::fromDouble(value.toDouble()) : std::nullopt;
        if (!value.isNull() && !number)
            return std::nullopt;
        numbers.push_back(number);
        all.scale = std::max(all.scale, number ? number->scale() : 0);
    }
    const double power = std::pow(10.0, all.scale);
    for (qsizetype i = 0; i < values.size(); ++i) {
        const auto &number = numbers[size_t(i)];
        const double digits =
            number ? number->rounded(all.scale).toString().remove(u'.').toDouble() : 0;
        const bool isExact = all.scale <= maxScale && std::abs(digits) < maxDigits
                             && digits / power == values.at(i).toDouble();
        if (number && !isExact)
            return std::nullopt;
        all.digits += number ? QVariant(qint64(digits)) : QVariant();
    }
    return all;
}

} // namespace

bool SqliteGenerator::writeLongList(SqlWriter &writer, const QVariantList &values,
                                    const DataType *type) const
{
    QVariantList bound;
    for (const QVariant &value : values)
        bound += toBind(value, type);
    const QString rows = " FROM json_each("_L1 + placeholder(0) + u')';
    if (areAll(bound, QMetaType::LongLong) || areAll(bound, QMetaType::QString)) {
        writer.list("SELECT value"_L1 + rows, textOf(bound), values, type);
        return true;
    }
    const std::optional<ScaledNumbers> numbers = scaled(bound);
    if (!numbers)
        return false;
    const QString power = QString::number(std::pow(10.0, numbers->scale), 'f', 1);
    writer.list("SELECT value / "_L1 + power + rows, textOf(numbers->digits), values, type);
    return true;
}

} // namespace orm
