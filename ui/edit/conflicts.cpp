#include "ui/edit/conflicts.h"

#include "ui/edit/relatedchange.h"
#include "ui/rows/recordquery.h"

#include <QDateTime>

#include <algorithm>
#include <iterator>

namespace ui {

namespace {

/// How to take one record from a state that a command left it in to another.
struct WayBack
{
    orm::Instance stored;
    orm::Values values;
};

/// Nothing when somebody else has changed the same attributes since, or deleted the record.
std::optional<WayBack> wayBack(const PageSpec &spec, const std::optional<orm::Instance> &stored,
                               const orm::Instance &from, const orm::Instance &to)
{
    if (!stored)
        return std::nullopt;
    const QString updated = updatedAttribute(*spec.model);
    const QStringList others = differences(spec, from, *stored);
    WayBack way{*stored, {}};
    for (const QString &attribute : differences(spec, from, to)) {
        if (attribute != updated && others.contains(attribute))
            return std::nullopt;
        way.values.set(attribute, orm::Operand(to.getDataValue(attribute)));
    }
    // The moment of another change of the record, in other attributes, is now.
    if (!updated.isEmpty() && others.contains(updated))
        way.values.set(updated, orm::Operand(QDateTime::currentDateTimeUtc()));
    return way;
}

QHash<qint64, orm::Instance> byKey(const QList<orm::Instance> &rows)
{
    QHash<qint64, orm::Instance> found;
    for (const orm::Instance &row : rows)
        found.insert(keyOf(row), row);
    return found;
}

} // namespace

std::vector<qint64> relatedConflicts(const RelatedTable &seen, const RelatedTable &stored,
                                     const std::vector<qint64> &keys)
{
    const auto isOther = [&](qint64 key) {
        for (auto field = seen.begin(); field != seen.end(); ++field) {
            const QHash<qint64, QVariant> now = stored.value(field.key());
            if (field->contains(key) && now.contains(key) && field->value(key) != now.value(key))
                return true;
        }
        return false;
    };
    std::vector<qint64> conflicts;
    std::ranges::copy_if(keys, std::back_inserter(conflicts), isOther);
    return conflicts;
}

QList<RecordConflict> conflictsAmong(const PageSpec &spec, const RecordState &seen,
                                     const RecordState &stored)
{
    const QHash<qint64, orm::Instance> storedByKey = byKey(stored.rows);
    QList<RecordConflict> conflicts;
    for (const orm::Instance &row : seen.rows) {
        const qint64 key = keyOf(row);
        const auto found = storedByKey.constFind(key);
        if (found == storedByKey.constEnd())
            conflicts += {row, std::nullopt};
        else if (!differences(spec, row, *found).isEmpty()
                 || !relatedConflicts(seen.related, stored.related, {key}).empty())
            conflicts += {row, *found, relatedOf(stored.related, key)};
    }
    return conflicts;
}

RecordChange turned(orm::Session &session, const PageSpec &spec, const RecordChange &change,
                    const RecordState &from, const RecordState &to)
{
    RecordChange result{.keys = change.keys, .count = change.count};
    const bool isMove = hasMovedKey(from.rows, to.rows);
    if (isMove) {
        result.keys = keysOf(from.rows);
        result.before = from.rows;
    }
    const QList<orm::Instance> stored = RecordWriter::readLocked(session, *spec.model, result.keys);
    const QHash<qint64, orm::Instance> storedByKey = byKey(stored);
    const QHash<qint64, orm::Instance> fromByKey = byKey(from.rows);
    const RelatedTable related = readRelated(session, spec, from.related.keys(), result.keys);
    QList<WayBack> ways;
    for (const orm::Instance &target : to.rows) {
        const qint64 key = isMove ? result.keys.front() : keyOf(target);
        const auto found = storedByKey.constFind(key);
        const auto now = found == storedByKey.constEnd() ? std::nullopt : std::optional(*found);
        const auto way = wayBack(spec, now, fromByKey.value(key), target);
        if (way && relatedConflicts(from.related, related, {key}).empty())
            ways += *way;
        else
            result.conflicts += {fromByKey.value(key), now, relatedOf(related, key)};
    }
    if (!result.conflicts.isEmpty())
        return result;
    if (!isMove) // else they are those of a key that is not there yet
        result.made = rewriteRelated(session, spec, to.related);
    for (const WayBack &way : ways)
        result.after += way.values.isEmpty()
                            ? way.stored
                            : RecordWriter::rewrite(session, way.stored, way.values);
    if (isMove)
        result.made = rewriteRelated(session, spec, to.related);
    if (!spec.versionAttribute.isEmpty()) // the database has counted
        result.after = RecordWriter::read(session, *spec.model, keysOf(to.rows));
    return result;
}

QList<RecordConflict> lostRace(const orm::ReadSession &session, const orm::Instance &read)
{
    const QList<orm::Instance> now = RecordWriter::read(session, read.model(), {keyOf(read)});
    return {{read, now.isEmpty() ? std::nullopt : std::optional(now.first())}};
}

} // namespace ui
