#include "ui/edit/recordcommands.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ui::RecordCommands", text);
}

QString attributesText(const PageSpec &spec, const orm::Values &values,
                       const RelatedValues &related)
{
    QStringList headers;
    for (const orm::Values::Entry &entry : values)
        if (const FieldSpec *field = spec.field(entry.attribute))
            headers.append(field->header);
    for (const QString &attribute : related.keys())
        headers.append(spec.field(attribute)->header);
    return headers.size() == 1 ? headers.first() : QString();
}

QString editText(const PageSpec &spec, qint64 count, const orm::Values &values,
                 const RelatedValues &related)
{
    const QString what = spec.countTitle(count);
    const QString attribute = attributesText(spec, values, related);
    return attribute.isEmpty() ? tr("Edit %1").arg(what) : tr("Edit %1 of %2").arg(attribute, what);
}

RecordChange edited(const orm::Model &model, const std::vector<qint64> &keys,
                    const orm::Values &values)
{
    QStringList attributes;
    for (const orm::Values::Entry &entry : values)
        attributes.append(entry.attribute);
    if (const QString updated = updatedAttribute(model); !updated.isEmpty())
        attributes.append(updated);
    RecordChange change{.keys = keys, .before = RecordWriter::read(model, keys, attributes)};
    change.count = RecordWriter::update(model, keys, values);
    change.after = RecordWriter::read(model, keys, attributes);
    return change;
}

/// Writes related values and keeps in `change` what was there, and what is now.
void writeRelated(const PageSpec &spec, const RelatedValues &values, RecordChange &change)
{
    for (auto value = values.begin(); value != values.end(); ++value) {
        const FieldSpec &field = *spec.field(value.key());
        change.relatedBefore[value.key()] = Related::read(spec, field, change.keys);
        Related::write(spec, field, change.keys, value.value());
        change.relatedAfter[value.key()] = Related::read(spec, field, change.keys);
    }
}

/// Puts related values back to what they were; equal ones of many records at once.
void rewriteRelated(const PageSpec &spec, const QMap<QString, QHash<qint64, QVariant>> &values)
{
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
            Related::write(spec, *spec.field(field.key()), keys, value);
    }
}

} // namespace

RecordCommand::RecordCommand(const orm::Model &model, const QString &text)
    : QUndoCommand(text)
    , m_model(model)
{
}

AddCommand::AddCommand(const PageSpec &spec, const orm::Values &values,
                       const RelatedValues &related)
    : RecordCommand(*spec.model, tr("Add %1").arg(spec.countTitle(1)))
    , m_spec(spec)
    , m_values(values)
    , m_related(related)
{
}

RecordCommand::Effect AddCommand::effect(Step step) const
{
    return step == Step::Undo ? Effect::Removes : Effect::Adds;
}

RecordCommand::Work AddCommand::work(Step step) const
{
    const orm::Model *model = &this->model();
    switch (step) {
    case Step::First:
        return [model, spec = m_spec, values = m_values, related = m_related] {
            const orm::Instance created = model->create(values).result();
            RecordChange change{.keys = {created.get(model->primaryKey()).toLongLong()},
                                .count = 1};
            // Read back, so that doing it again writes what the database made of it.
            change.after = RecordWriter::read(*model, change.keys);
            writeRelated(spec, related, change);
            return change;
        };
    case Step::Undo:
        return [model, change = change()] {
            RecordWriter::remove(*model, change.keys);
            return change;
        };
    case Step::Redo:
        return [model, spec = m_spec, change = change()] {
            RecordWriter::insert(*model, change.after);
            rewriteRelated(spec, change.relatedAfter);
            return change;
        };
    }
    return {};
}

EditCommand::EditCommand(const PageSpec &spec, const std::vector<qint64> &keys,
                         const orm::Values &values, const RelatedValues &related)
    : RecordCommand(*spec.model, editText(spec, qint64(keys.size()), values, related))
    , m_spec(spec)
    , m_keys(keys)
    , m_values(values)
    , m_related(related)
{
}

RecordCommand::Effect EditCommand::effect(Step) const
{
    return Effect::Changes;
}

RecordCommand::Work EditCommand::work(Step step) const
{
    const orm::Model *model = &this->model();
    switch (step) {
    case Step::First:
        return [model, spec = m_spec, keys = m_keys, values = m_values, related = m_related] {
            RecordChange change{.keys = keys, .count = qint64(keys.size())};
            if (!values.isEmpty())
                change = edited(*model, keys, values);
            writeRelated(spec, related, change);
            return change;
        };
    case Step::Undo:
        return [model, spec = m_spec, change = change()] {
            RecordWriter::rewrite(*model, change.before);
            rewriteRelated(spec, change.relatedBefore);
            return change;
        };
    case Step::Redo:
        return [model, spec = m_spec, change = change()] {
            RecordWriter::rewrite(*model, change.after);
            rewriteRelated(spec, change.relatedAfter);
            return change;
        };
    }
    return {};
}

DeleteCommand::DeleteCommand(const PageSpec &spec, const std::vector<qint64> &keys)
    : RecordCommand(*spec.model, tr("Delete %1").arg(spec.countTitle(qint64(keys.size()))))
    , m_spec(spec)
    , m_keys(keys)
{
}

RecordCommand::Effect DeleteCommand::effect(Step step) const
{
    return step == Step::Undo ? Effect::Adds : Effect::Removes;
}

RecordCommand::Work DeleteCommand::work(Step step) const
{
    const orm::Model *model = &this->model();
    if (step == Step::Undo)
        return [model, spec = m_spec, change = change()] {
            RecordWriter::insert(*model, change.before);
            Related::restoreDependents(spec, change.dependents);
            return change;
        };
    // Also when it is done again: what refers to the records may have changed meanwhile.
    return [model, spec = m_spec, keys = m_keys] {
        RecordChange change{.keys = keys, .before = RecordWriter::read(*model, keys)};
        change.dependents = Related::readDependents(spec, keys);
        change.count = RecordWriter::remove(*model, keys);
        return change;
    };
}

DeleteForGoodCommand::DeleteForGoodCommand(const PageSpec &spec, const orm::Where &where,
                                           qint64 count)
    : RecordCommand(*spec.model, tr("Delete %1").arg(spec.countTitle(count)))
    , m_where(where)
{
}

RecordCommand::Effect DeleteForGoodCommand::effect(Step) const
{
    return Effect::Removes;
}

RecordCommand::Work DeleteForGoodCommand::work(Step) const
{
    return [model = &model(), where = m_where] {
        const orm::DestroyOptions options{.where = where, .allRows = where.isEmpty()};
        return RecordChange{.keys = {}, .count = model->destroy(options).result()};
    };
}

} // namespace ui
