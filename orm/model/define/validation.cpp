#include "orm/model/define/modeldata.h"

#include "orm/core/error.h"
#include "orm/core/nearest.h"

#include <QJsonValue>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

void ModelData::refuseUnknown(const QString &unknown) const
{
    if (ignoresUnknown)
        return;
    QStringList names;
    for (const AttributeDefinition &attribute : attributes)
        names += attribute.name;
    const QString nearest = nearestName(unknown, names);
    throw UsageError(u"%1 has no attribute \"%2\"; %3"_s.arg(
        name, unknown,
        nearest.isEmpty() ? u"its attributes are %1."_s.arg(names.join(u", "))
                          : u"\"%1\" is probably meant."_s.arg(nearest)));
}

void ModelData::refuseNested(const QString &alias) const
{
    if (ignoresUnknown)
        return;
    if (association(alias))
        throw UsageError(
            u"\"%1\" of %2 are values of associated rows, which are only written where "
            "they are included: say .include = {{\"%1\"}}."_s.arg(alias, name));
    QStringList aliases;
    for (const auto &each : associations)
        aliases += each->as;
    const QString nearest = nearestName(alias, aliases);
    throw UsageError(u"%1 has no association \"%2\"%3"_s.arg(
        name, alias, nearest.isEmpty() ? u"."_s : u"; \"%1\" is probably meant."_s.arg(nearest)));
}

namespace {

ValidationErrorItem item(const ModelData &model, int attribute, const QString &reason,
                         const QString &key, const QVariant &value)
{
    const QString &name = model.attributes[size_t(attribute)].name;
    return {.message = model.name + u'.' + name + u' ' + reason,
            .type = u"Validation error"_s,
            .path = name,
            .value = value,
            .validatorKey = key,
            .text = reason,
            .origin = u"CORE"_s};
}

/// In Sequelize's words, unless the validator has others.
ValidationErrorItem itemOf(const Validator &validator, const QString &attribute,
                           const QString &reason, const QVariant &value)
{
    const QString usual = validator.isFunction
                              ? reason
                              : u"Validation %1 on %2 failed"_s.arg(validator.key, attribute);
    return {.message = validator.message.isEmpty() ? usual : validator.message,
            .type = u"Validation error"_s,
            .path = attribute,
            .value = value,
            .validatorKey = validator.key,
            .text = validator.message.isEmpty() ? reason : validator.message,
            .origin = u"FUNCTION"_s,
            .validatorName = validator.key,
            .validatorArgs = validator.args};
}

/// Sequelize's name of the rule that a value is of its type.
QString validatorOf(const DataType &type)
{
    const bool isDouble = type.kind() == DataType::Kind::Double;
    return (isDouble ? u"DOUBLE PRECISION"_s : type.name()) + " validator"_L1;
}

/// Null where it may not stand, in the attribute's own words or Sequelize's.
ValidationErrorItem nullItem(const ModelData &model, const AttributeDefinition &attribute)
{
    QString own;
    for (const Validator &validator : attribute.options.validate)
        if (validator.key == u"notNull")
            own = validator.message;
    const QString usual = model.name + u'.' + attribute.name + " cannot be null"_L1;
    return {.message = own.isEmpty() ? usual : own,
            .type = u"notNull Violation"_s,
            .path = attribute.name,
            .value = null(),
            .validatorKey = u"is_null"_s,
            .text = own,
            .origin = u"CORE"_s};
}

/// Takes out the texts that a value is compared to, which tell of it; bounds of numbers and of
/// lengths do not.
void coverArguments(ValidationErrorItem &item)
{
    for (QVariant &told : item.validatorArgs) {
        const QStringList texts = told.typeId() == QMetaType::QString
                                          || told.typeId() == QMetaType::QStringList
                                          || told.typeId() == QMetaType::QVariantList
                                      ? told.toStringList()
                                      : QStringList();
        if (texts.isEmpty())
            continue;
        told = QString(sensitiveMark);
        const auto stands = [&](const QString &text) { return item.text.contains(text); };
        if (std::ranges::any_of(texts, stands))
            item.text.clear();
    }
}

} // namespace

void ModelData::cover(int attribute, const QVariant &value, QList<ValidationErrorItem> &errors,
                      qsizetype first) const
{
    if (!attributes[size_t(attribute)].options.sensitive)
        return;
    for (qsizetype i = first; i < errors.size(); ++i) {
        ValidationErrorItem &item = errors[i];
        if (value.isNull())
            continue; // which is no secret
        item.value = QString(sensitiveMark);
        coverArguments(item);
        item.text = withoutValue(item.text, value);
        // What is said about a type shows the value in a form of its own.
        item.message = item.validatorName.isEmpty()
                           ? u"%1.%2 has a value that does not fit"_s.arg(name, item.path)
                           : withoutValue(item.message, value);
        if (item.validatorName.isEmpty())
            item.text.clear();
    }
}

bool ModelData::validateType(int attribute, const Operand &value,
                             QList<ValidationErrorItem> &errors) const
{
    const qsizetype before = errors.size();
    const bool isOfType = judgeType(attribute, value, errors);
    if (!isOfType)
        cover(attribute, value.toData().value_or(QVariant()), errors, before);
    return isOfType;
}

bool ModelData::judgeType(int attribute, const Operand &value,
                          QList<ValidationErrorItem> &errors) const
{
    const DataType &wanted = type(attribute);
    const QVariant *plain = value.data();
    if (!typeValidation || (plain && wanted.takesAsIs(*plain)))
        return true;
    const std::optional<QVariant> data = value.toData();
    if (!data)
        return true;
    const QVariant typed = wanted.fromUser(*data);
    const auto refusal = wanted.refusal(typed);
    if (!refusal)
        return true;
    if (const auto mismatch = wanted.mismatch(typed)) {
        errors += {.message = *mismatch,
                   .type = u"Validation error"_s,
                   .path = attributes[size_t(attribute)].name,
                   .value = *data,
                   .validatorKey = validatorOf(wanted)};
        return false;
    }
    errors += item(*this, attribute, *refusal, wanted.isText() ? u"len"_s : u"type"_s, *data);
    return false;
}

void ModelData::validate(int attribute, const Operand &value,
                         QList<ValidationErrorItem> &errors) const
{
    const qsizetype before = errors.size();
    judge(attribute, value, errors);
    if (errors.size() > before)
        cover(attribute, value.toData().value_or(QVariant()), errors, before);
}

void ModelData::judge(int attribute, const Operand &value, QList<ValidationErrorItem> &errors) const
{
    const AttributeDefinition &definition = attributes[size_t(attribute)];
    const QVariant *data = value.data();
    if (data && definition.options.validate.empty() && type(attribute).takesAsIs(*data))
        return;
    if (!data && !value.list())
        return; // an expression; only the database knows what comes of it

    const bool isJson = data && data->metaType() == QMetaType::fromType<QJsonValue>();
    const bool isStructure =
        value.list()
        || (isJson
            && (data->value<QJsonValue>().isObject() || data->value<QJsonValue>().isArray()));
    if (isStructure && definition.options.type.isText()) {
        errors += {.message = definition.name + " cannot be an array or an object"_L1,
                   .type = u"string violation"_s,
                   .path = definition.name,
                   .value = {},
                   .validatorKey = u"not_a_string"_s,
                   .origin = u"CORE"_s};
        return;
    }
    if (!data) {
        validateType(attribute, value, errors);
        return;
    }
    if (data->isNull()) {
        const bool isFilledIn =
            definition.options.autoIncrement || attribute == createdAt || attribute == updatedAt;
        if (!definition.options.allowNull && !isFilledIn)
            errors += nullItem(*this, definition);
        // Sequelize asks functions about null where it is allowed by word.
        const bool asksFunctions =
            definition.options.allowNull.isSaid && definition.options.allowNull;
        for (const Validator &validator : definition.options.validate)
            if (const auto refusal =
                    asksFunctions && validator.isFunction ? validator.refusal(*data) : std::nullopt)
                errors += itemOf(validator, definition.name, *refusal, null());
        return;
    }
    if (!validateType(attribute, value, errors))
        return;
    for (const Validator &validator : definition.options.validate)
        if (const auto refusal = validator.refusal(*data))
            errors += itemOf(validator, definition.name, *refusal, *data);
}

void ModelData::validate(int attribute, const QVariant &value,
                         QList<ValidationErrorItem> &errors) const
{
    validate(attribute, Operand(value.isValid() ? value : null()), errors);
}

const Validator *ModelData::immutabilityOf(int attribute) const
{
    const std::vector<Validator> &all = attributes[size_t(attribute)].options.validate;
    const auto found = std::ranges::find(all, u"isImmutable"_s, &Validator::key);
    return found == all.end() ? nullptr : &*found;
}

ValidationErrorItem ModelData::immutableItem(int attribute, const QVariant &value) const
{
    const AttributeDefinition &definition = attributes[size_t(attribute)];
    return itemOf(*immutabilityOf(attribute), definition.name, u"cannot be changed"_s,
                  shown(attribute, value));
}

void ModelData::validateRow(const Instance &row, QList<ValidationErrorItem> &errors) const
{
    for (const ModelValidator &validator : options.validate)
        if (const std::optional<QString> reason = validator.refusal(row))
            errors += {.message = *reason,
                       .type = u"Validation error"_s,
                       .path = validator.name,
                       .value = {},
                       .validatorKey = validator.name,
                       .text = *reason,
                       .origin = u"FUNCTION"_s,
                       .validatorName = validator.name};
}

} // namespace orm
