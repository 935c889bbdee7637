#include "ui/rows/relatednames.h"

#include "orm/model/sequelize.h"

namespace ui {

namespace {

/// Names of more records than any screen shows are forgotten.
constexpr qsizetype mostKept = 20'000;

} // namespace

RelatedNames::RelatedNames(const PageSpec &spec, QObject *parent)
    : QObject(parent)
    , m_spec(spec)
{
    for (const FieldSpec &field : spec.fields)
        if (hasTexts(field.kind))
            m_fields.append(field);
}

std::optional<QStringList> RelatedNames::names(const FieldSpec &field, qint64 key) const
{
    const auto known = m_names.constFind(field.attribute);
    if (known == m_names.constEnd())
        return std::nullopt;
    const auto names = known->constFind(key);
    return names == known->constEnd() ? std::nullopt : std::optional(*names);
}

void RelatedNames::want(const std::vector<qint64> &keys)
{
    std::vector<qint64> wanted;
    for (const qint64 key : keys)
        if (!m_fresh.contains(key))
            wanted.push_back(key);
    if (wanted.empty())
        return;
    if (m_fresh.size() > mostKept) {
        m_names.clear();
        refresh();
    }
    m_fresh.unite(QSet<qint64>(wanted.begin(), wanted.end()));
    m_spec.model->sequelize().read(
        this,
        [spec = m_spec, fields = m_fields, wanted](const orm::ReadSession &session) {
            return Related::read(session, spec, fields, wanted);
        },
        [this, number = m_number](const RelatedTable &table) {
            if (number == m_number)
                take(table);
        },
        [this](const orm::BaseError &error) { emit failed(error.message()); });
}

void RelatedNames::take(const RelatedTable &table)
{
    for (auto field = table.begin(); field != table.end(); ++field)
        for (auto names = field->begin(); names != field->end(); ++names)
            m_names[field.key()].insert(names.key(), names->toStringList());
    emit read();
}

void RelatedNames::refresh()
{
    ++m_number;
    m_fresh.clear();
}

} // namespace ui
