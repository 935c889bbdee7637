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
    const auto setAll = [&values](Instance &row) {
        for (const Values::Entry &entry : values)
            if (!entry.nested)
                row.set(entry.attribute, entry.value);
    };
    if (!data().hasSetters) {
        setAll(*this);
        return *this;
    }
    Instance changed = *this; // A setter may throw: half of a change is none.
    setAll(changed);
    return *this = std::move(changed);
}

Instance &Instance::set(const Values &values, const SetOptions &options)
{
    Instance changed = *this; // What is refused leaves this as it is.
    for (int i = 0; options.reset && i < data().attributeCount(); ++i)
        if (options.raw || !values.find(data().attributes[size_t(i)].name))
            changed.markStored(i, {});
    if (!options.raw)
        changed.set(values);
    for (const Values::Entry &entry : values)
        if (options.raw)
            changed.setRaw(entry);
    return *this = std::move(changed);
}

/// Takes a value as if it were stored so, past the setter.
void Instance::setRaw(const Values::Entry &entry)
{
    const int attribute = indexOf(entry.attribute);
    if (attribute < 0)
        return data().refuseUnknown(entry.attribute);
    if (isNewRecord()) {
        InstanceChanges &own = changes();
        std::erase(own.order, attribute);
        own.values[size_t(attribute)] = entry.value;
        return;
    }
    const std::optional<QVariant> value =
        entry.value.isUndefined() ? QVariant() : entry.value.toData();
    if (!value)
        throw UsageError(
            u"set() with .raw says what is stored of %1, and an expression does not: "
            "only the database knows what comes of it."_s.arg(fullName(entry.attribute)));
    markStored(attribute, data().type(attribute).fromUser(*value));
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
