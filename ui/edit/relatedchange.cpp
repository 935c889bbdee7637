#include "ui/edit/relatedchange.h"

#include <algorithm>

namespace ui {

RelatedTable readRelated(const orm::ReadSession &session, const PageSpec &spec,
                         const QStringList &attributes, const std::vector<qint64> &keys)
{
    QList<FieldSpec> fields;
    for (const QString &attribute : attributes)
        fields += *spec.field(attribute);
    return fields.isEmpty() || keys.empty() ? RelatedTable()
                                            : Related::read(session, spec, fields, keys);
}

void writeRelated(const orm::Session &session, const PageSpec &spec, const RelatedValues &values,
                  RecordChange &change)
{
    for (auto value = values.begin(); value != values.end(); ++value) {
        const QList<qint64> made =
            Related::write(session, spec, *spec.field(value.key()), change.keys, value.value());
        if (!made.isEmpty())
            change.made.insert(value.key(), made);
    }
    change.relatedAfter = readRelated(session, spec, values.keys(), change.keys);
}

MadeNames rewriteRelated(const orm::Session &session, const PageSpec &spec,
                         const RelatedTable &values)
{
    MadeNames made;
    for (auto field = values.begin(); field != values.end(); ++field) {
        std::vector<std::pair<QVariant, std::vector<qint64>>> groups;
        for (auto value = field->begin(); value != field->end(); ++value) {
            const auto same =
                std::ranges::find(groups, *value, &decltype(groups)::value_type::first);
            auto &group =
                same == groups.end() ? groups.emplace_back(*value, std::vector<qint64>()) : *same;
            group.second.push_back(value.key());
        }
        for (const auto &[value, keys] : groups)
            if (const QList<qint64> rows =
                    Related::write(session, spec, *spec.field(field.key()), keys, value);
                !rows.isEmpty())
                made[field.key()] += rows;
    }
    return made;
}

void removeUnused(orm::Session &session, const PageSpec &spec, const MadeNames &made)
{
    for (auto field = made.begin(); field != made.end(); ++field)
        Related::removeUnused(session, spec, *spec.field(field.key()), *field);
}

RelatedValues relatedOf(const RelatedTable &table, qint64 key)
{
    RelatedValues values;
    for (auto field = table.begin(); field != table.end(); ++field)
        if (field->contains(key))
            values.insert(field.key(), field->value(key));
    return values;
}

} // namespace ui
