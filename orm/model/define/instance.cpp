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
    return (m_changes && m_changes->built) || wasTakenBack();
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
    const ModelData &model = data();
    const int index = model.indexOf(attribute);
    if (const Getter *getter = model.getterOf(index))
        return (*getter)(*this).toData().value_or(QVariant());
    return dataValue(index, attribute);
}

QVariant Instance::getDataValue(const Text &attribute) const
{
    return dataValue(data().indexOf(attribute), attribute);
}

QVariant Instance::dataValue(int index, const Text &name) const
{
    const QVariant value = index >= 0 ? current(index) : QVariant();
    if (value.isValid() || (!m_block && index >= 0))
        return value;
    if (!m_block) {
        data().refuseUnknown(name);
        return {};
    }
    for (const ModelRowHead::Extra &extra : ModelRowHead::of(*m_block, m_part).extras)
        if (extra.name == name)
            return ModelRowHead::valueOf(*m_block, m_row, extra);
    if (index < 0)
        data().refuseUnknown(name);
    return {};
}

Instance &Instance::set(const Text &attribute, const Operand &value)
{
    const ModelData &model = data();
    const int index = model.indexOf(attribute);
    if (index < 0)
        model.refuseUnknown(attribute);
    else if (const Setter *setter = model.setterOf(index))
        (*setter)(*this, value);
    else
        setPlain(index, value);
    return *this;
}

Instance &Instance::setDataValue(const Text &attribute, const Operand &value)
{
    const int index = data().indexOf(attribute);
    if (index < 0)
        data().refuseUnknown(attribute);
    else if (!isStoredKey(index))
        setData(index, value);
    return *this;
}

bool Instance::isStoredKey(int attribute) const
{
    return data().isKey(attribute) && !isNewRecord() && !stored(attribute).isNull();
}

void Instance::setPlain(int attribute, const Operand &value)
{
    const ModelData &model = data();
    const bool isKept = !isNewRecord()
                        && (attribute == model.createdAt || attribute == model.updatedAt
                            || attribute == model.deletedAt || attribute == model.version);
    if (!isKept && !isStoredKey(attribute))
        setData(attribute, value);
}

void Instance::setData(int attribute, const Operand &value)
{
    if (value.isUndefined())
        return setData(attribute, nullptr); // As a view clears a cell.
    InstanceChanges &own = changes();
    std::erase(own.order, attribute);
    const std::optional<QVariant> given = value.toData();
    const QVariant before = stored(attribute);
    const bool isSame = given && !isNewRecord() && before.isValid()
                        && before == own.data->type(attribute).fromUser(*given);
    own.values[size_t(attribute)] = isSame ? Operand() : value;
    if (!isSame)
        own.order.push_back(attribute);
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

InstanceField Instance::operator[](const Text &attribute) &
{
    return {*this, attribute};
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
    const bool isKept = !set.isUndefined() && !isNewRecord() && data().hasImmutables
                        && data().immutabilityOf(attribute);
    // As in Sequelize, only the database knows what comes of an expression.
    if (isKept && set.toData() && current(attribute) != stored(attribute))
        errors += data().immutableItem(attribute, current(attribute));
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
    // A block of its own, whose head tells which attributes nobody asked for.
    const ModelRowHead &head = ModelRowHead::of(*m_block, m_part);
    auto *block = new RowBlock(m_block->sharedHead());
    copy.m_block = RowBlockPointer(block);
    copy.m_row = 0;
    for (int column = 0; column < m_block->columnCount(); ++column)
        if (std::ranges::find(head.columnOf, column) != head.columnOf.end()
            || std::ranges::find(head.extras, column, &ModelRowHead::Extra::column)
                   != head.extras.end())
            block->appendCell(*m_block, m_row, column);
        else
            block->appendNull(); // of an included row
    return copy;
}

} // namespace orm
