#include "ui/edit/recordcommands.h"

#include "ui/edit/conflicts.h"
#include "ui/edit/relatedchange.h"
#include "ui/rows/recordquery.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ui::RecordCommands", text);
}

/// A step before it, which its user did not wait for, wrote some of what the user saw, or gave the
/// record another key.
void takeWrittenInto(std::vector<qint64> &keys, RecordState &seen, const RecordChange &change)
{
    const bool isMove = hasMovedKey(change.before, change.after);
    const qint64 old = isMove ? keyOf(change.before.first()) : 0;
    if (isMove)
        std::ranges::replace(keys, old, keyOf(change.after.first()));
    for (orm::Instance &row : seen.rows)
        if (isMove && keyOf(row) == old)
            row = change.after.first();
        else if (const auto written = recordOfKey(change.after, keyOf(row)))
            row = *written;
    for (auto field = seen.related.begin(); field != seen.related.end(); ++field) {
        const QHash<qint64, QVariant> fresh = change.relatedAfter.value(field.key());
        for (auto value = field->begin(); value != field->end(); ++value)
            *value = fresh.value(value.key(), *value);
    }
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
            RecordWriter::refuseWithoutKey(created); // SQLite takes nothing as a key
            RecordChange change{.keys = {keyOf(created)}, .after = {created}, .count = 1};
            writeRelated(session, spec, related, change);
            return change;
        };
    case Step::Undo:
        return [spec = m_spec, change = change()](orm::Session &session) {
            RecordChange result = change;
            const QList<orm::Instance> stored =
                RecordWriter::readLocked(session, *spec.model, change.keys);
            if (stored.isEmpty()) // somebody else has deleted it already
                return result;
            const RelatedTable related =
                readRelated(session, spec, change.relatedAfter.keys(), change.keys);
            result.conflicts =
                conflictsAmong(spec, {change.after, change.relatedAfter}, {stored, related});
            if (!result.conflicts.isEmpty())
                return result;
            RecordWriter::remove(session, *spec.model, stored);
            removeUnused(session, spec, change.made);
            return result;
        };
    case Step::Redo:
        return [spec = m_spec, change = change()](orm::Session &session) {
            RecordChange result = change;
            RecordWriter::insert(session, *spec.model, change.after);
            result.made = rewriteRelated(session, spec, change.relatedAfter);
            return result;
        };
    }
    return {};
}

EditCommand::EditCommand(const PageSpec &spec, const std::vector<qint64> &keys,
                         const orm::Values &values, const RelatedValues &related,
                         const RecordState &seen)
    : RecordCommand(*spec.model, editText(spec, qint64(keys.size()), values, related))
    , m_spec(spec)
    , m_keys(keys)
    , m_values(values)
    , m_related(related)
    , m_seen(seen)
{
}

void EditCommand::takeWritten(const RecordChange &change)
{
    takeWrittenInto(m_keys, m_seen, change);
}

RecordCommand::Effect EditCommand::effect(Step) const
{
    return Effect::Changes;
}

RecordCommand::Work EditCommand::firstStep() const
{
    return [spec = m_spec, keys = m_keys, values = m_values, related = m_related,
            seen = m_seen](orm::Session &session) {
        RecordChange change{.keys = keys, .count = qint64(keys.size())};
        change.before = RecordWriter::readLocked(session, *spec.model, keys);
        change.relatedBefore = readRelated(session, spec, related.keys(), keys);
        change.conflicts = conflictsAmong(spec, seen, {change.before, change.relatedBefore});
        if (!change.conflicts.isEmpty())
            return change;
        try {
            change.after = values.isEmpty() || change.before.isEmpty()
                               ? change.before
                               : RecordWriter::update(session, *spec.model, change.before, values);
        } catch (const orm::OptimisticLockError &) { // of one record only
            change.conflicts = lostRace(session, change.before.first());
            return change;
        }
        if (hasMovedKey(change.before, change.after)) {
            RecordChange fresh{.keys = keysOf(change.after)};
            writeRelated(session, spec, related, fresh);
            change.made = fresh.made;
            change.relatedAfter = fresh.relatedAfter;
        } else {
            writeRelated(session, spec, related, change);
        }
        return change;
    };
}

RecordCommand::Work EditCommand::work(Step step) const
{
    switch (step) {
    case Step::First: return firstStep();
    case Step::Undo:
        return [spec = m_spec, change = change()](orm::Session &session) {
            RecordChange result = turned(session, spec, change, {change.after, change.relatedAfter},
                                         {change.before, change.relatedBefore});
            if (result.conflicts.isEmpty())
                removeUnused(session, spec, change.made);
            result.relatedBefore = change.relatedBefore;
            return result;
        };
    case Step::Redo:
        return [spec = m_spec, change = change()](orm::Session &session) {
            RecordChange result = change;
            const RecordChange again =
                turned(session, spec, change, {change.before, change.relatedBefore},
                       {change.after, change.relatedAfter});
            result.keys = again.keys;
            result.conflicts = again.conflicts;
            result.after = again.after;
            result.made = again.made;
            return result;
        };
    }
    return {};
}

QString deletionText(const PageSpec &spec, const QString &what)
{
    return spec.isTrash ? tr("Delete %1 Forever").arg(what) : tr("Delete %1").arg(what);
}

QString returnNote(const PageSpec &spec, const TrashSpec::Returned &returned, qint64 kept)
{
    const qint64 gone = kept - returned.count;
    if (returned.count == 0)
        throw orm::BaseError(
            tr("Somebody else has emptied or restored %1 meanwhile.").arg(spec.trash.title));
    if (gone == 0)
        return returned.note;
    const QString note =
        tr("Somebody else has restored or deleted %1 of them.").arg(spec.countText(gone));
    return returned.note.isEmpty() ? note : note + u' ' + returned.note;
}

DeleteCommand::DeleteCommand(const PageSpec &spec, const std::vector<qint64> &keys,
                             const RecordState &seen)
    : RecordCommand(*spec.model, deletionText(spec, spec.countTitle(qint64(keys.size()))))
    , m_spec(spec)
    , m_keys(keys)
    , m_seen(seen)
{
}

void DeleteCommand::takeWritten(const RecordChange &change)
{
    takeWrittenInto(m_keys, m_seen, change);
}

RecordCommand::Effect DeleteCommand::effect(Step step) const
{
    return step == Step::Undo ? Effect::Adds : Effect::Removes;
}

RecordCommand::Work DeleteCommand::work(Step step) const
{
    if (step == Step::Undo)
        return undoing();
    // Also when it is done again: what refers to the records may have changed meanwhile.
    return [spec = m_spec, keys = m_keys, again = step == Step::First ? KeyRanges() : change().kept,
            seen = step == Step::First ? m_seen
                                       : RecordState{change().before, {}}](orm::Session &session) {
        RecordChange change{.keys = keys};
        change.before = RecordWriter::readLocked(session, *spec.model, keys);
        const RelatedTable related = readRelated(session, spec, seen.related.keys(), keys);
        change.conflicts = conflictsAmong(spec, seen, {change.before, related});
        // What somebody else has deleted is as it was to be, unless it is all.
        if (!change.before.isEmpty())
            change.conflicts.removeIf([](const RecordConflict &one) { return !one.stored; });
        if (!change.conflicts.isEmpty())
            return change;
        if (spec.trash)
            change.kept =
                spec.trash.keep(session, rangesOf(keysOf(change.before)),
                                countOf(again) == change.before.size() ? again : KeyRanges());
        else
            change.dependents = Related::readDependents(session, spec, keys);
        try {
            change.count = RecordWriter::remove(session, *spec.model, change.before);
        } catch (const orm::OptimisticLockError &) { // of one record only
            if (spec.trash)
                throw; // and takes the copy back
            change.conflicts = lostRace(session, change.before.first());
        }
        return change;
    };
}

RecordCommand::Work DeleteCommand::undoing() const
{
    return [spec = m_spec, change = change()](orm::Session &session) {
        RecordChange result = change;
        if (spec.trash) {
            const TrashSpec::Returned returned = spec.trash.giveBack(session, change.kept);
            result.note = returnNote(spec, returned, countOf(change.kept));
            return result;
        }
        RecordWriter::insert(session, *spec.model, change.before);
        Related::restoreDependents(session, spec, change.dependents);
        return result;
    };
}

} // namespace ui
