#include "orm/model/define/modeldata.h"

namespace orm {

void ModelData::setAttribute(const AttributeDefinition &attribute)
{
    if (const int known = indexOf(attribute.name); known >= 0)
        attributes[size_t(known)] = attribute;
    else
        attributes.push_back(attribute);
    refresh();
}

void ModelData::removeAttribute(const QString &attribute)
{
    std::erase_if(attributes,
                  [&attribute](const AttributeDefinition &each) { return each.name == attribute; });
    refresh();
}

void ModelData::removeGeneratedKey()
{
    hasGeneratedKey = false;
    isKeyPair = true;
    removeAttribute(attributes[size_t(primaryKey)].name);
}

} // namespace orm
