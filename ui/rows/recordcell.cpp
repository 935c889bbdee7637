#include "ui/rows/recordcell.h"

#include "orm/model/define/instance.h"
#include "ui/base/format.h"

#include <QDateTime>

namespace ui {

namespace {

bool isNumber(const FieldSpec &field, const orm::Model &model)
{
    switch (field.kind) {
    case FieldKind::Number:
    case FieldKind::Money: return true;
    case FieldKind::Key: {
        const orm::AttributeDefinition *key = model.attribute(field.attribute);
        return key && key->options.type.isNumber();
    }
    case FieldKind::Text:
    case FieldKind::CompletingText:
    case FieldKind::Moment:
    case FieldKind::Names:
    case FieldKind::RelatedText:
    case FieldKind::Image:
    case FieldKind::Note:
    case FieldKind::Sum: return false;
    }
    return false;
}

} // namespace

bool isEditable(FieldKind kind)
{
    return kind != FieldKind::Key && kind != FieldKind::Moment && kind != FieldKind::Note
           && !isRelated(kind);
}

QVariant alignment(const FieldSpec &field, const orm::Model &model)
{
    const Qt::Alignment side = isNumber(field, model) ? Qt::AlignRight : Qt::AlignLeft;
    return QVariant::fromValue(side | Qt::AlignVCenter);
}

PageSpec withColumns(PageSpec spec)
{
    spec.fields.removeIf([](const FieldSpec &field) {
        return field.kind == FieldKind::Image || field.kind == FieldKind::Sum;
    });
    return spec;
}

QVariant cell(const PageSpec &spec, const orm::Instance &record, const FieldSpec &field, int role)
{
    const QVariant value = record.get(field.attribute);
    if (role == Qt::EditRole)
        return value;
    if (role == Qt::DisplayRole)
        return formatField(field, *spec.model, value);
    if (field.kind == FieldKind::Moment)
        return formatExactMoment(value.toDateTime());
    return {};
}

} // namespace ui
