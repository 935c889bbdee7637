#include "orm/schema/attribute.h"

#include <QCoreApplication>
#include <QLocale>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

double numberOf(const QVariant &value)
{
    return holdsDecimal(value) ? value.value<Decimal>().toDouble() : value.toDouble();
}

QString shown(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

/// Shown to people, hence translated where the program has a translation of it.
QString text(const char *source)
{
    return QCoreApplication::translate("orm::Validate", source);
}

} // namespace

namespace Validate {

Validator notEmpty()
{
    return {u"notEmpty"_s, [](const QVariant &value) -> std::optional<QString> {
                if (!value.toString().trimmed().isEmpty())
                    return std::nullopt;
                return text(QT_TRANSLATE_NOOP("orm::Validate", "must not be empty"));
            }};
}

Validator len(int low, int high)
{
    return {u"len"_s, [low, high](const QVariant &value) -> std::optional<QString> {
                const qsizetype length = value.toString().size();
                if (length >= low && length <= high)
                    return std::nullopt;
                return text(QT_TRANSLATE_NOOP("orm::Validate",
                                              "must have between %1 and %2 characters"))
                    .arg(low)
                    .arg(high);
            }};
}

Validator min(double low)
{
    return {
        u"min"_s, [low](const QVariant &value) -> std::optional<QString> {
            if (numberOf(value) >= low)
                return std::nullopt;
            return text(QT_TRANSLATE_NOOP("orm::Validate", "must be at least %1")).arg(shown(low));
        }};
}

Validator max(double high)
{
    return {
        u"max"_s, [high](const QVariant &value) -> std::optional<QString> {
            if (numberOf(value) <= high)
                return std::nullopt;
            return text(QT_TRANSLATE_NOOP("orm::Validate", "must be at most %1")).arg(shown(high));
        }};
}

Validator custom(const Text &key, std::function<std::optional<QString>(const QVariant &)> refusal)
{
    return {key, std::move(refusal)};
}

} // namespace Validate

AttributeOptions::~AttributeOptions() = default;

AttributeDefinition::AttributeDefinition(const Text &attribute,
                                         const AttributeOptions &attributeOptions)
    : name(attribute)
    , options(attributeOptions)
{
}

AttributeDefinition::AttributeDefinition(const Text &attribute, const DataType &type)
    : name(attribute)
    , options{.type = type}
{
}

AttributeDefinition::AttributeDefinition(const AttributeDefinition &) = default;
AttributeDefinition::AttributeDefinition(AttributeDefinition &&) noexcept = default;
AttributeDefinition &AttributeDefinition::operator=(const AttributeDefinition &) = default;
AttributeDefinition &AttributeDefinition::operator=(AttributeDefinition &&) noexcept = default;
AttributeDefinition::~AttributeDefinition() = default;

ModelOptions::~ModelOptions() = default;

} // namespace orm
