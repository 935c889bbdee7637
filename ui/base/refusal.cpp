#include "ui/base/refusal.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ui::Refusal", text);
}

/// As a type counts them: a pair of surrogates is one character.
qsizetype characters(const QString &text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); });
}

bool isMissing(const orm::ValidationErrorItem &item)
{
    return item.validatorKey == u"is_null"_s || item.validatorKey == u"notEmpty"_s
           || item.type == u"notNull Violation"_s;
}

} // namespace

QString refusalText(const PageSpec &spec, const orm::ValidationErrorItem &item)
{
    const FieldSpec *field = spec.field(item.path);
    const orm::AttributeDefinition *attribute = spec.model->attribute(item.path);
    if (!field || !attribute)
        return item.text.isEmpty() ? item.message : item.text;

    if (isMissing(item))
        return tr("%1 cannot be empty.").arg(field->header);
    if (item.validatorKey == u"not_unique"_s)
        return tr("%1 is taken by another %2.").arg(field->header, spec.record);
    const orm::DataType &type = attribute->options.type;
    const QString text = item.value.toString();
    if (type.isText() && type.length() > 0 && characters(text) > type.length())
        return tr("%1 is too long: %2 characters, at most %3.")
            .arg(field->header)
            .arg(characters(text))
            .arg(type.length());
    if (item.validatorKey.endsWith(" validator"_L1))
        return tr("%1 %2.").arg(field->header, item.message);
    if (!item.text.isEmpty() && item.text != item.message)
        return tr("%1 %2.").arg(field->header, item.text);
    return tr("%1: %2").arg(field->header, item.message);
}

std::optional<QString> refusal(const PageSpec &spec, const QString &attribute,
                               const QVariant &value)
{
    orm::Values values;
    values.set(attribute, orm::Operand(value));
    const QList<orm::ValidationErrorItem> items =
        spec.model->validate(values, orm::Model::Scope::GivenOnly);
    if (items.isEmpty())
        return std::nullopt;
    return refusalText(spec, items.first());
}

QStringList relatedRefusals(const FieldSpec &field, const QVariant &value)
{
    if (field.kind == FieldKind::Image)
        return {};
    FieldSpec about;
    about.attribute = field.related.attribute;
    const bool isOne = field.kind == FieldKind::RelatedText;
    about.header = isOne ? field.header : tr("A name in %1").arg(field.header);
    PageSpec rules;
    rules.model = field.related.model;
    rules.fields = {about};
    QStringList reasons;
    for (const QString &name : value.toStringList())
        if (const std::optional<QString> reason =
                isOne && name.isEmpty() ? std::nullopt : refusal(rules, about.attribute, name);
            reason && !reasons.contains(*reason))
            reasons << *reason;
    return reasons;
}

bool sameValue(const PageSpec &spec, const QString &attribute, const QVariant &one,
               const QVariant &other)
{
    const orm::AttributeDefinition *definition = spec.model->attribute(attribute);
    if (!definition)
        return one == other;
    const orm::DataType &type = definition->options.type;
    const QVariant left = type.fromUser(one);
    const QVariant right = type.fromUser(other);
    const bool leftIsNull = !left.isValid() || left.isNull();
    const bool rightIsNull = !right.isValid() || right.isNull();
    if (leftIsNull || rightIsNull)
        return leftIsNull == rightIsNull;
    if (orm::holdsDecimal(left) && right.typeId() == left.typeId())
        return left.value<orm::Decimal>() == right.value<orm::Decimal>();
    return left == right;
}

} // namespace ui
