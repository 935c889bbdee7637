#include "ui/edit/conflicts.h"

#include "ui/rows/recordquery.h"

#include <QDateTime>

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
        way.values.set(attribute, orm::Operand(to.get(attribute)));
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

QList<RecordConflict> conflictsAmong(const PageSpec &spec, const QList<orm::Instance> &seen,
                                     const QList<orm::Instance> &stored)
{
    const QHash<qint64, orm::Instance> storedByKey = byKey(stored);
    QList<RecordConflict> conflicts;
    for (const orm::Instance &row : seen) {
        const auto found = storedByKey.constFind(keyOf(row));
        if (found == storedByKey.constEnd())
            conflicts += {row, std::nullopt};
        else if (!differences(spec, row, *found).isEmpty())
            conflicts += {row, *found};
    }
    return conflicts;
}

RecordChange turned(orm::Session &session, const PageSpec &spec, const RecordChange &change,
                    const QList<orm::Instance> &from, const QList<orm::Instance> &to)
{
    RecordChange result{.keys = change.keys, .count = change.count};
    const QList<orm::Instance> stored = RecordWriter::read(session, *spec.model, change.keys);
    const QHash<qint64, orm::Instance> storedByKey = byKey(stored);
    const QHash<qint64, orm::Instance> fromByKey = byKey(from);
    QList<WayBack> ways;
    for (const orm::Instance &target : to) {
        const qint64 key = keyOf(target);
        const auto found = storedByKey.constFind(key);
        const auto now = found == storedByKey.constEnd() ? std::nullopt : std::optional(*found);
        if (const auto way = wayBack(spec, now, fromByKey.value(key), target))
            ways += *way;
        else
            result.conflicts += {fromByKey.value(key), now};
    }
    if (!result.conflicts.isEmpty())
        return result;
    for (const WayBack &way : ways)
        result.after += way.values.isEmpty()
                            ? way.stored
                            : RecordWriter::rewrite(session, way.stored, way.values);
    return result;
}

} // namespace ui
