#include "orm/model/write/newrow.h"

#include <QDateTime>
#include <QScopedValueRollback>

#include <algorithm>

namespace orm {

namespace {

bool isUnset(const Operand *value)
{
    return !value || value->isNull();
}

/// What stands for a key that the database makes.
const Operand &noKey()
{
    static const Operand null(nullptr);
    return null;
}

} // namespace

NewRow::NewRow(const ModelData &model, Clock clock)
    : m_model(model)
    , m_clock(clock)
    , m_now(QDateTime::currentDateTimeUtc())
    , m_given(model.attributeCount(), nullptr)
{
    if (!model.hasDefaults)
        return;
    for (int i = 0; i < model.attributeCount(); ++i) {
        const bool isData =
            std::holds_alternative<Operand>(model.attributes[size_t(i)].options.defaultValue);
        const bool isClock = i == model.createdAt || i == model.updatedAt;
        // A function is called for rows that lack the value; until then something stands there.
        m_defaults.push_back(isData || isClock ? model.defaultOf(i) : Operand(nullptr));
        if (!isData)
            m_fresh.push_back(i);
    }
}

bool NewRow::areAlike(const Values &one, const Values &other)
{
    // Names that come from one literal share their characters.
    const auto isUndefined = [](const Operand &value) {
        const QVariant *data = value.data();
        return data && !data->isValid();
    };
    const auto isAlike = [&](const Values::Entry &mine, const Values::Entry &theirs) {
        return mine.attribute.constData() == theirs.attribute.constData()
               && mine.attribute.size() == theirs.attribute.size()
               && isUndefined(mine.value) == isUndefined(theirs.value);
    };
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), isAlike);
}

const GivenValues &NewRow::read(const Values &values)
{
    return read(values, m_before && areAlike(*m_before, values));
}

const GivenValues &NewRow::read(const Values &values, bool isAlike)
{
    m_before = &values;
    if (!isAlike)
        readEntries(values);
    auto place = m_places.cbegin();
    for (const Values::Entry &entry : values)
        if (const int attribute = *place++; attribute >= 0)
            m_given[attribute] = &entry.value;
    if (!isAlike)
        fillIn();
    for (const int attribute : m_fresh)
        if (!m_isLooking && m_given[attribute] == &m_defaults[size_t(attribute)])
            m_defaults[size_t(attribute)] = m_model.defaultOf(attribute);
    setClocks();
    return m_given;
}

const GivenValues &NewRow::look(const Values &values)
{
    const QScopedValueRollback isLooking(m_isLooking, true);
    return read(values);
}

void NewRow::readEntries(const Values &values)
{
    std::ranges::fill(m_given, nullptr);
    m_places.clear();
    for (const Values::Entry &entry : values) {
        const int attribute = m_model.indexOf(entry.attribute);
        if (entry.nested)
            m_model.refuseNested(entry.attribute);
        else if (attribute < 0)
            m_model.refuseUnknown(entry.attribute);
        m_places.append(entry.value.isUndefined() ? -1 : attribute);
    }
}

void NewRow::fillIn()
{
    for (size_t i = 0; i < m_defaults.size(); ++i)
        if (!m_given[qsizetype(i)] && !m_defaults[i].isUndefined())
            m_given[qsizetype(i)] = &m_defaults[i];
    for (const int key : m_model.primaryKeys)
        if (!m_given[key])
            m_given[key] = &noKey();
}

const GivenValues &NewRow::read(const Instance &built)
{
    m_before = nullptr;
    for (int i = 0; i < m_model.attributeCount(); ++i) {
        const Operand &own = built.own(i);
        m_given[i] = own.isUndefined() ? nullptr : &own;
    }
    setClocks();
    return m_given;
}

void NewRow::setClocks()
{
    // Of rows that are alike to the one before, the moments stand there already.
    const int created = m_model.createdAt;
    if (created >= 0 && m_given[created] != &m_now && isUnset(m_given[created]))
        m_given[created] = moment(created);
    const int clock = m_model.updatedAt;
    if (clock < 0 || m_given[clock] == &m_now
        || (m_clock != Clock::Set && !isUnset(m_given[clock])))
        return;
    m_given[clock] = m_clock == Clock::Leave ? nullptr : moment(clock);
}

/// The moment for a clock: now, unless the attribute has a default of its own.
const Operand *NewRow::moment(int clock) const
{
    const bool hasOwn = !m_defaults.empty() && !m_defaults[size_t(clock)].isUndefined();
    return hasOwn ? &m_defaults[size_t(clock)] : &m_now;
}

} // namespace orm
