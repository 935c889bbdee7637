// All values of an instance at once.
#include "orm/model/define/instance.h"

#include "orm/core/error.h"
#include "orm/model/define/modeldata.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

Instance &Instance::set(const Values &values)
{
    for (const Values::Entry &entry : values) // before any of them is set
        if (entry.nested)
            data().refuseNested(entry.attribute);
        else if (indexOf(entry.attribute) < 0)
            data().refuseUnknown(entry.attribute);
    for (const Values::Entry &entry : values)
        if (!entry.nested)
            set(entry.attribute, entry.value);
    return *this;
}

Instance &Instance::set(const Values &values, const SetOptions &options)
{
    if (!options.raw)
        Instance(*this).set(values); // throws before anything is forgotten
    for (const Values::Entry &entry : values)
        if (indexOf(entry.attribute) < 0)
            data().refuseUnknown(entry.attribute);
    const auto isGiven = [&](int attribute) {
        return values.find(data().attributes[size_t(attribute)].name) != nullptr;
    };
    for (int i = 0; options.reset && i < data().attributeCount(); ++i)
        if (!isGiven(i) || options.raw)
            markStored(i, {});
    if (!options.raw)
        return set(values);
    for (const Values::Entry &entry : values) {
        const int attribute = indexOf(entry.attribute);
        if (attribute < 0)
            continue;
        if (!isNewRecord()) {
            markStored(attribute,
                       data().type(attribute).fromUser(entry.value.toData().value_or(QVariant())));
            continue;
        }
        InstanceChanges &own = changes();
        std::erase(own.order, attribute);
        own.values[size_t(attribute)] = entry.value;
    }
    return *this;
}

bool Instance::isHidden(int attribute) const
{
    if (!m_block || !own(attribute).isUndefined())
        return false;
    const ModelRowHead &head = ModelRowHead::of(*m_block, m_part);
    if (size_t(attribute) < head.hidden.size() && head.hidden[size_t(attribute)])
        return true;
    // A getter makes nothing of a column that the query left out.
    return data().getterOf(attribute) && data().table.columns[size_t(attribute)].isStored()
           && !stored(attribute).isValid();
}

QList<std::pair<QString, QVariant>> Instance::values() const
{
    const ModelData &model = data();
    if (!model.hasGetters)
        return dataValues();
    QList<std::pair<QString, QVariant>> all;
    for (int i = 0; i < model.attributeCount(); ++i) {
        const Getter *getter = isHidden(i) ? nullptr : model.getterOf(i);
        if (getter)
            all.emplaceBack(model.attributes[size_t(i)].name,
                            (*getter)(*this).toData().value_or(QVariant()));
    }
    for (const auto &each : dataValues())
        if (!model.getterOf(model.indexOf(each.first)))
            all += each;
    // In the order of the attributes; what the query named stands behind them.
    const auto place = [&](const std::pair<QString, QVariant> &each) {
        const int index = model.indexOf(each.first);
        return index < 0 ? model.attributeCount() : index;
    };
    std::ranges::stable_sort(all, {}, place);
    all.removeIf([](const auto &each) { return !each.second.isValid(); });
    return all;
}

QList<std::pair<QString, QVariant>> Instance::dataValues() const
{
    const ModelData &model = data();
    QList<std::pair<QString, QVariant>> all;
    for (int i = 0; i < model.attributeCount(); ++i)
        if (const QVariant value = current(i); value.isValid() && !isHidden(i))
            all.emplaceBack(model.attributes[size_t(i)].name, value);
    if (!m_block)
        return all;
    for (const ModelRowHead::Extra &extra : ModelRowHead::of(*m_block, m_part).extras)
        all.emplaceBack(extra.name, ModelRowHead::valueOf(*m_block, m_row, extra));
    return all;
}

Values Instance::writtenValues() const
{
    Values written;
    if (isNewRecord()) {
        for (const auto &[name, value] : dataValues())
            written.set(name, value);
        return written;
    }
    std::vector<int> attributes = m_changes ? m_changes->order : std::vector<int>();
    std::ranges::sort(attributes);
    for (const int attribute : attributes)
        written.set(data().attributes[size_t(attribute)].name, current(attribute));
    return written;
}

bool Instance::equals(const Instance &other) const
{
    if (&data() != &other.data())
        return false;
    return std::ranges::all_of(data().primaryKeys, [&](int key) {
        const QVariant own = current(key);
        return !own.isNull() && own == other.current(key);
    });
}

bool Instance::equalsOneOf(const QList<Instance> &others) const
{
    return std::ranges::any_of(others, [this](const Instance &each) { return equals(each); });
}

} // namespace orm
