#include "ui/edit/recordcommands.h"

#include "ui/edit/conflicts.h"
#include "ui/rows/recordquery.h"

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

/// Writes related values and keeps in `change` what was there, and what is now.
void writeRelated(const orm::Session &session, const PageSpec &spec, const RelatedValues &values,
                  RecordChange &change)
{
    QList<FieldSpec> fields;
    for (const QString &attribute : values.keys())
        fields += *spec.field(attribute);
    if (fields.isEmpty())
        return;
    change.relatedBefore = Related::read(session, spec, fields, change.keys);
    for (const FieldSpec &field : fields)
        Related::write(session, spec, field, change.keys, values.value(field.attribute));
    change.relatedAfter = Related::read(session, spec, fields, change.keys);
}

/// Puts related values back to what they were; equal ones of many records at once.
void rewriteRelated(const orm::Session &session, const PageSpec &spec, const RelatedTable &values)
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
            Related::write(session, spec, *spec.field(field.key()), keys, value);
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
    switch (step) {
    case Step::First:
        return [spec = m_spec, values = m_values, related = m_related](orm::Session &session) {
            const orm::Instance created = session.create(*spec.model, values);
            RecordChange change{.keys = {keyOf(created)}, .after = {created}, .count = 1};
            writeRelated(session, spec, related, change);
            return change;
        };
    case Step::Undo:
        return [spec = m_spec, change = change()](orm::Session &session) {
            RecordChange result = change;
            const QList<orm::Instance> stored =
                RecordWriter::read(session, *spec.model, change.keys);
            if (stored.isEmpty()) // somebody else has deleted it already
                return result;
            result.conflicts = conflictsAmong(spec, change.after, stored);
            if (result.conflicts.isEmpty())
                RecordWriter::remove(session, *spec.model, change.after);
            return result;
        };
    case Step::Redo:
        return [spec = m_spec, change = change()](orm::Session &session) {
            RecordWriter::insert(session, *spec.model, change.after);
            rewriteRelated(session, spec, change.relatedAfter);
            return change;
        };
    }
    return {};
}

EditCommand::EditCommand(const PageSpec &spec, const std::vector<qint64> &keys,
                         const orm::Values &values, const RelatedValues &related,
                         const QList<orm::Instance> &seen)
    : RecordCommand(*spec.model, editText(spec, qint64(keys.size()), values, related))
    , m_spec(spec)
    , m_keys(keys)
    , m_values(values)
    , m_related(related)
    , m_seen(seen)
{
}

void EditCommand::takeWritten(const QList<orm::Instance> &fresh)
{
    for (orm::Instance &row : m_seen)
        if (const std::optional<orm::Instance> written = recordOfKey(fresh, keyOf(row)))
            row = *written;
}

RecordCommand::Effect EditCommand::effect(Step) const
{
    return Effect::Changes;
}

RecordCommand::Work EditCommand::work(Step step) const
{
    switch (step) {
    case Step::First:
        return [spec = m_spec, keys = m_keys, values = m_values, related = m_related,
                seen = m_seen](orm::Session &session) {
            RecordChange change{.keys = keys, .count = qint64(keys.size())};
            change.before = RecordWriter::read(session, *spec.model, keys);
            change.conflicts = conflictsAmong(spec, seen, change.before);
            if (!change.conflicts.isEmpty())
                return change;
            change.after = values.isEmpty() || change.before.isEmpty()
                               ? change.before
                               : RecordWriter::update(session, *spec.model, change.before, values);
            writeRelated(session, spec, related, change);
            return change;
        };
    case Step::Undo:
        return [spec = m_spec, change = change()](orm::Session &session) {
            RecordChange result = turned(session, spec, change, change.after, change.before);
            if (result.conflicts.isEmpty())
                rewriteRelated(session, spec, change.relatedBefore);
            return result;
        };
    case Step::Redo:
        return [spec = m_spec, change = change()](orm::Session &session) {
            RecordChange result = change;
            const RecordChange again = turned(session, spec, change, change.before, change.after);
            result.conflicts = again.conflicts;
            result.after = again.after;
            if (result.conflicts.isEmpty())
                rewriteRelated(session, spec, change.relatedAfter);
            return result;
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
    if (step == Step::Undo)
        return [spec = m_spec, change = change()](orm::Session &session) {
            RecordWriter::insert(session, *spec.model, change.before);
            Related::restoreDependents(session, spec, change.dependents);
            return change;
        };
    // Also when it is done again: what refers to the records may have changed meanwhile.
    return [spec = m_spec, keys = m_keys](orm::Session &session) {
        RecordChange change{.keys = keys};
        change.before = RecordWriter::read(session, *spec.model, keys);
        change.dependents = Related::readDependents(session, spec, keys);
        change.count = RecordWriter::remove(session, *spec.model, change.before);
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
    return [model = &model(), where = m_where](orm::Session &session) {
        const orm::DestroyOptions options{.where = where, .allRows = where.isEmpty()};
        return RecordChange{.keys = {}, .count = session.destroy(*model, options)};
    };
}

} // namespace ui
