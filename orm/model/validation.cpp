#include "orm/model/modeldata.h"

#include <QJsonValue>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

ValidationErrorItem item(const ModelData &model, int attribute, const QString &reason,
                         const QString &key, const QVariant &value)
{
    const QString &name = model.attributes[size_t(attribute)].name;
    return {.message = model.name + u'.' + name + u' ' + reason,
            .type = u"Validation error"_s,
            .path = name,
            .value = value,
            .validatorKey = key};
}

ValidationErrorItem structureItem(const ModelData &model, int attribute)
{
    const QString &name = model.attributes[size_t(attribute)].name;
    return {.message = name + " cannot be an array or an object"_L1,
            .type = u"string violation"_s,
            .path = name,
            .value = {},
            .validatorKey = u"not_a_string"_s};
}

bool isStructure(const QVariant &value)
{
    if (value.metaType() != QMetaType::fromType<QJsonValue>())
        return false;
    const QJsonValue json = value.value<QJsonValue>();
    return json.isObject() || json.isArray();
}

} // namespace

void ModelData::validate(int attribute, const Operand &value,
                         QList<ValidationErrorItem> &errors) const
{
    // An expression passes; only the database knows what comes of it.
    if (const QVariant *data = value.data())
        validate(attribute, *data, errors);
    else if (value.list() && attributes[size_t(attribute)].options.type.isText())
        errors += structureItem(*this, attribute);
}

void ModelData::validate(int attribute, const QVariant &value,
                         QList<ValidationErrorItem> &errors) const
{
    const AttributeDefinition &definition = attributes[size_t(attribute)];
    if (value.isNull()) {
        const bool isFilledIn =
            definition.options.autoIncrement || attribute == createdAt || attribute == updatedAt;
        if (!definition.options.allowNull && !isFilledIn)
            errors += {.message = name + u'.' + definition.name + " cannot be null"_L1,
                       .type = u"notNull Violation"_s,
                       .path = definition.name,
                       .value = null(),
                       .validatorKey = u"is_null"_s};
        return;
    }
    if (isStructure(value) && definition.options.type.isText()) {
        errors += structureItem(*this, attribute);
        return;
    }
    if (typeValidation) {
        if (const auto refusal = definition.options.type.refusal(value)) {
            const bool isLength = refusal->startsWith("is longer"_L1);
            errors += item(*this, attribute, *refusal, isLength ? u"len"_s : u"type"_s, value);
            return;
        }
    }
    for (const Validator &validator : definition.options.validate)
        if (const auto refusal = validator.refusal(value))
            errors += item(*this, attribute, *refusal, validator.key, value);
}

} // namespace orm
