#include "ui/form/brokenrules.h"

#include "ui/base/refusal.h"

namespace ui {

namespace {

using Kind = FormSubject::Kind;
using Items = QList<orm::ValidationErrorItem>;

/// Whoever types waits for no more of them.
constexpr qsizetype mostJudged = 300;

orm::Values typed(const orm::Model &model, const orm::Values &values)
{
    orm::Values all;
    for (const orm::Values::Entry &entry : values) {
        const orm::AttributeDefinition *attribute = model.attribute(entry.attribute);
        const bool isText = attribute && entry.value.data();
        all.set(entry.attribute,
                isText ? orm::Operand(attribute->options.type.fromUser(*entry.value.data()))
                       : entry.value);
    }
    return all;
}

/// What the record would break with `values`; of a stored one, what it has beside them passes.
Items judged(orm::Instance record, const orm::Values &values)
{
    const bool isNew = record.isNewRecord();
    Items items = record.set(values).validate();
    if (!isNew)
        items.removeIf([&](const orm::ValidationErrorItem &item) {
            return record.model().attribute(item.path) && !values.find(item.path);
        });
    return items;
}

Items judged(const PageSpec &spec, const FormSubject &subject, const orm::Values &values)
{
    const orm::Model &model = *spec.model;
    if (subject.kind == Kind::New)
        return judged(model.build({}), values);
    if (subject.records.isEmpty())
        return model.validate(values, orm::Model::Scope::GivenOnly);
    Items items;
    for (const orm::Instance &record :
         subject.records.first(std::min(mostJudged, subject.records.size())))
        items += judged(record, values);
    return items;
}

void add(QStringList &reasons, const QString &reason)
{
    if (!reasons.contains(reason))
        reasons.append(reason);
}

} // namespace

BrokenRules brokenRules(const PageSpec &spec, const Items &items)
{
    BrokenRules broken;
    for (const orm::ValidationErrorItem &item : items) {
        const FieldSpec *field = spec.field(item.path);
        const bool isShown = field && field->inForm;
        add(isShown ? broken.fields[item.path] : broken.record, refusalText(spec, item));
    }
    return broken;
}

BrokenRules brokenRules(const PageSpec &spec, const FormSubject &subject, const Entries &entries)
{
    const orm::Values values = typed(*spec.model, entries.values);
    Items items;
    try {
        items = judged(spec, subject, values);
    } catch (const orm::BaseError &) { // a rule that cannot judge half a record
        items = spec.model->validate(values, orm::Model::Scope::GivenOnly);
    }
    BrokenRules broken = brokenRules(spec, items);
    for (auto value = entries.related.begin(); value != entries.related.end(); ++value)
        for (const QString &reason : relatedRefusals(*spec.field(value.key()), *value))
            add(broken.fields[value.key()], reason);
    return broken;
}

} // namespace ui
