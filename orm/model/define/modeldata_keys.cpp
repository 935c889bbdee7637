// Which attributes a model has, which of them are its key, and what people are shown of them.
#include "orm/model/define/modeldata.h"

#include <algorithm>

namespace orm {

bool ModelData::isKey(int attribute) const
{
    return std::ranges::find(primaryKeys, attribute) != primaryKeys.end();
}

QVariant ModelData::shown(int attribute, const QVariant &value) const
{
    return isSensitive(attribute) && !value.isNull() ? QVariant(QString(sensitiveMark)) : value;
}

Operand ModelData::shown(int attribute, const Operand &value) const
{
    const bool isSecret = isSensitive(attribute) && !value.isNull() && !value.isUndefined();
    return isSecret ? Operand(QString(sensitiveMark)) : value;
}

QString ModelData::keyText(const Instance &row) const
{
    const Text key(attributes[size_t(primaryKey)].name);
    return shown(primaryKey, row.getDataValue(key)).toString();
}

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
