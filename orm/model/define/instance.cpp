#include "orm/model/define/instance.h"

#include "orm/core/error.h"
#include "orm/db/transactionoutcome.h"
#include "orm/model/define/modeldata.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

Instance::Instance() = default;
Instance::Instance(const Instance &) = default;
Instance::Instance(Instance &&) noexcept = default;
Instance &Instance::operator=(const Instance &) = default;
Instance &Instance::operator=(Instance &&) noexcept = default;
Instance::~Instance() = default;

Instance::Instance(RowBlockPointer block, int row, int part)
    : m_block(std::move(block))
    , m_row(row)
    , m_part(part)
{
}

const ModelData &Instance::data() const
{
    if (m_changes)
        return *m_changes->data;
    if (!m_block)
        throw UsageError(
            u"This instance belongs to no model; it was made by the default constructor."_s);
    return *ModelRowHead::of(*m_block, m_part).data;
}

const Model &Instance::model() const
{
    return *data().model;
}

bool Instance::isNewRecord() const
{
    return m_changes && (m_changes->built || wasTakenBack());
}

InstanceChanges &Instance::changes()
{
    if (!m_changes) {
        const ModelData &model = data();
        m_changes = new InstanceChanges;
        m_changes->data = model.shared();
        m_changes->values.resize(size_t(model.attributeCount()));
    }
    return *m_changes;
}

const Operand &Instance::own(int attribute) const
{
    static const Operand undefined;
    return m_changes ? m_changes->values[size_t(attribute)] : undefined;
}

QVariant Instance::stored(int attribute) const
{
    if (m_changes && !m_changes->stored.empty() && m_changes->stored[size_t(attribute)])
        return *m_changes->stored[size_t(attribute)];
    if (!m_block)
        return {};
    const ModelRowHead &head = ModelRowHead::of(*m_block, m_part);
    const int column = head.columnOf[size_t(attribute)];
    return column < 0 ? QVariant() : decoded(*m_block, m_row, column, head.data->type(attribute));
}

QVariant Instance::current(int attribute) const
{
    const Operand &set = own(attribute);
    if (set.isUndefined())
        return stored(attribute);
    const std::optional<QVariant> plain = set.toData();
    return plain ? data().type(attribute).fromUser(*plain) : QVariant();
}

Operand Instance::given(int attribute) const
{
    if (m_changes && !m_changes->values[size_t(attribute)].isUndefined())
        return m_changes->values[size_t(attribute)];
    return stored(attribute);
}

QVariant Instance::get(const Text &attribute) const
{
    const int index = data().indexOf(attribute);
    const QVariant value = index >= 0 ? current(index) : QVariant();
    if (value.isValid() || (!m_block && index >= 0))
        return value;
    if (!m_block) {
        data().refuseUnknown(attribute);
        return {};
    }
    for (const ModelRowHead::Extra &extra : ModelRowHead::of(*m_block, m_part).extras)
        if (extra.name == attribute)
            return ModelRowHead::valueOf(*m_block, m_row, extra);
    if (index < 0)
        data().refuseUnknown(attribute);
    return {};
}

Instance &Instance::set(const Text &attribute, const Operand &value)
{
    const ModelData &model = data();
    const int index = model.indexOf(attribute);
    if (index < 0) {
        model.refuseUnknown(attribute);
        return *this;
    }
    if (value.isUndefined())
        return set(attribute, nullptr); // As a view clears a cell.
    const bool isKey = std::ranges::find(model.primaryKeys, index) != model.primaryKeys.end();
    const bool isStoredKey = isKey && !isNewRecord() && !stored(index).isNull();
    const bool isKept = !isNewRecord()
                        && (index == model.createdAt || index == model.updatedAt
                            || index == model.deletedAt || index == model.version);
    if (isStoredKey || isKept)
        return *this;

    InstanceChanges &own = changes();
    std::erase(own.order, index);
    const std::optional<QVariant> data = value.toData();
    const QVariant before = stored(index);
    const bool isSame =
        data && !isNewRecord() && before.isValid() && before == model.type(index).fromUser(*data);
    own.values[size_t(index)] = isSame ? Operand() : value;
    if (!isSame)
        own.order.push_back(index);
    return *this;
}

Instance &Instance::setChanged(const Text &attribute)
{
    const int index = data().indexOf(attribute);
    if (index < 0) {
        data().refuseUnknown(attribute);
        return *this;
    }
    InstanceChanges &own = changes();
    if (own.values[size_t(index)].isUndefined())
        own.values[size_t(index)] = stored(index);
    std::erase(own.order, index);
    own.order.push_back(index);
    return *this;
}

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

Instance::Field Instance::operator[](const Text &attribute) &
{
    return {*this, attribute};
}

Values Instance::writtenValues() const
{
    Values written;
    if (isNewRecord()) {
        for (const auto &[name, value] : values())
            written.set(name, value);
        return written;
    }
    std::vector<int> attributes = m_changes ? m_changes->order : std::vector<int>();
    std::ranges::sort(attributes);
    for (const int attribute : attributes)
        written.set(data().attributes[size_t(attribute)].name, current(attribute));
    return written;
}

QStringList Instance::changed() const
{
    QStringList names;
    if (m_changes)
        for (const int index : m_changes->order)
            names += m_changes->data->attributes[size_t(index)].name;
    return names;
}

bool Instance::changed(const Text &attribute) const
{
    const int index = data().indexOf(attribute);
    if (index < 0)
        data().refuseUnknown(attribute);
    return m_changes && std::ranges::find(m_changes->order, index) != m_changes->order.end();
}

QVariant Instance::previous(const Text &attribute) const
{
    const int index = data().indexOf(attribute);
    if (index < 0)
        data().refuseUnknown(attribute);
    return index < 0 ? QVariant() : stored(index);
}

QList<std::pair<QString, QVariant>> Instance::previous() const
{
    QList<std::pair<QString, QVariant>> all;
    for (const QString &attribute : changed())
        all.emplaceBack(attribute, previous(attribute));
    return all;
}

bool Instance::isSoftDeleted() const
{
    const ModelData &model = data();
    if (model.deletedAt < 0)
        throw UsageError(u"Model is not paranoid"_s);
    const QVariant mark = current(model.deletedAt);
    return mark.isValid() && !mark.isNull();
}

QList<std::pair<QString, QVariant>> Instance::values() const
{
    const ModelData &model = data();
    QList<std::pair<QString, QVariant>> all;
    const auto isHidden = [this](int attribute) {
        if (!m_block || !own(attribute).isUndefined())
            return false;
        const std::vector<bool> &hidden = ModelRowHead::of(*m_block, m_part).hidden;
        return size_t(attribute) < hidden.size() && hidden[size_t(attribute)];
    };
    for (int i = 0; i < model.attributeCount(); ++i)
        if (const QVariant value = current(i); value.isValid() && !isHidden(i))
            all.emplaceBack(model.attributes[size_t(i)].name, value);
    if (!m_block)
        return all;
    for (const ModelRowHead::Extra &extra : ModelRowHead::of(*m_block, m_part).extras)
        all.emplaceBack(extra.name, ModelRowHead::valueOf(*m_block, m_row, extra));
    return all;
}

QList<ValidationErrorItem> Instance::validate() const
{
    const ModelData &model = data();
    QList<ValidationErrorItem> errors;
    for (int i = 0; i < model.attributeCount(); ++i)
        validate(i, errors);
    model.validateRow(*this, errors);
    return errors;
}

void Instance::validate(int attribute, QList<ValidationErrorItem> &errors) const
{
    const Operand &set = own(attribute);
    if (m_relations && awaitsOwner(attribute))
        return;
    const bool hasRules = !data().attributes[size_t(attribute)].options.validate.empty();
    if (!set.isUndefined() && (!set.data() || !hasRules))
        data().validate(attribute, set, errors);
    else if (const QVariant value = current(attribute); value.isValid() || isNewRecord())
        data().validate(attribute, value, errors);
}

void Instance::markStored()
{
    for (int i = 0; i < data().attributeCount(); ++i)
        markStored(i, current(i));
    changes().built.reset();
}

void Instance::markStored(int attribute, const QVariant &value)
{
    InstanceChanges &own = changes();
    own.stored.resize(own.values.size());
    own.stored[size_t(attribute)] = value;
    own.values[size_t(attribute)] = {};
    std::erase(own.order, attribute);
}

Instance Instance::detached() const
{
    Instance copy = *this;
    if (!m_block)
        return copy;
    InstanceChanges &own = copy.changes();
    own.stored.resize(own.values.size());
    for (int i = 0; i < own.data->attributeCount(); ++i)
        own.stored[size_t(i)] = stored(i);
    copy.m_block = {};
    return copy;
}

} // namespace orm
