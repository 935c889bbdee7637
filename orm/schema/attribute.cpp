#include "orm/schema/attribute.h"

namespace orm {

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
