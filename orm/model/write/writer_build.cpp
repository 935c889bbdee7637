// How Writer makes rows of values, by the setters and defaults of their model.
#include "orm/model/define/builtrow.h"
#include "orm/model/write/treewriter.h"
#include "orm/model/write/writer.h"

#include <algorithm>

namespace orm {

namespace {

bool contains(const std::vector<int> &list, int attribute)
{
    return std::ranges::find(list, attribute) != list.end();
}

} // namespace

Instance Writer::build(const ModelData &model, const Values &values, const BuildOptions &options)
{
    Instance instance = emptyRow(model, options.isNewRecord);
    InstanceChanges &own = *instance.m_changes;
    for (int i = 0; options.isNewRecord && i < model.attributeCount(); ++i) {
        const Operand *given = values.find(model.attributes[size_t(i)].name);
        if (given && !given->isUndefined() && (options.raw || !model.setterOf(i)))
            continue;
        if (const Operand fallback = model.defaultOf(i); !fallback.isUndefined())
            own.values[size_t(i)] = fallback;
        else if (contains(model.primaryKeys, i))
            own.values[size_t(i)] = nullptr;
    }
    take(model, instance, values, options);
    if (options.raw && !options.isNewRecord)
        instance.markStored();
    if (!options.include.isEmpty())
        TreeWriter::addRelations(model, instance, values, options);
    return instance;
}

/// A row without any values, not even defaults.
Instance Writer::emptyRow(const ModelData &model, bool isNew)
{
    Instance instance;
    instance.m_changes = new InstanceChanges;
    instance.m_changes->data = model.shared();
    if (isNew)
        instance.m_changes->built = std::make_shared<BuiltRow>();
    instance.m_changes->values.resize(size_t(model.attributeCount()));
    return instance;
}

/// Has a row take what it is built of.
void Writer::take(const ModelData &model, Instance &instance, const Values &values,
                  const BuildOptions &options)
{
    for (const Values::Entry &entry : values) {
        const int index = model.indexOf(entry.attribute);
        if (entry.nested && !TreeWriter::isIncluded(model, options.include, entry.attribute))
            model.refuseNested(entry.attribute);
        if (index < 0 && !entry.nested)
            model.refuseUnknown(entry.attribute);
        if (index < 0 || entry.value.isUndefined())
            continue;
        if (const Setter *setter = options.raw ? nullptr : model.setterOf(index)) {
            (*setter)(instance, entry.value);
            continue;
        }
        InstanceChanges &now = instance.changes(); // another one when a setter has kept the row
        now.values[size_t(index)] = entry.value;
        std::erase(now.order, index);
        if (!options.raw)
            now.order.push_back(index);
    }
}

Values Writer::settled(const ModelData &model, const Values &values, bool hasSideEffects)
{
    if (!model.hasSetters)
        return values;
    // Without defaults: what a setter leaves alone stays as it is stored.
    Instance row = emptyRow(model, true);
    take(model, row, values, {});
    Values now;
    for (const Values::Entry &entry : values) {
        const int attribute = model.indexOf(entry.attribute);
        const Operand &value = attribute < 0 ? entry.value : row.own(attribute);
        if (attribute < 0 || !value.isUndefined())
            now.set(entry.attribute, value);
    }
    for (const QString &attribute : row.changed())
        if (hasSideEffects && !now.find(attribute))
            now.set(attribute, row.own(model.indexOf(attribute)));
    return now;
}

/// The row that rules and hooks are asked about where values are written without one: given values
/// count as changed, and others are what a new row has.
Instance Writer::judgedRow(const Values &values) const
{
    Instance row = build(m_model, values, {.raw = true});
    for (const Values::Entry &entry : values)
        if (const int attribute = m_model.indexOf(entry.attribute);
            attribute >= 0 && !entry.value.isUndefined())
            row.setChanged(Text(entry.attribute));
    return row;
}

/// The attributes that a call with `fields` sets: these, and virtual ones, whose setters may set
/// some of these.
Values Writer::givenFor(const Values &values, const QStringList &fields) const
{
    QStringList given = fields;
    for (int i = 0; i < m_model.attributeCount(); ++i)
        if (m_model.setterOf(i) && !isStored(i))
            given += m_model.attributes[size_t(i)].name;
    return only(values, given);
}

} // namespace orm
