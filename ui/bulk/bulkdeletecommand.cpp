#include "orm/core/error.h"
#include "ui/base/onserver.h"
#include "ui/bulk/bulkcommands.h"
#include "ui/bulk/bulkexpression.h"
#include "ui/rows/keptrows.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/rowkeys.h"

#include <QCoreApplication>
#include <QDateTime>

namespace ui {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ui::BulkCommands)
};

/// Records and what goes with them, in files.
struct Records
{
    explicit Records(const PageSpec &spec)
        : dependents(size_t(spec.dependents.size()))
    {
    }

    KeptRows rows;
    std::vector<KeptRows> dependents; ///< Of each of the page's.
};

} // namespace

struct BulkDeleteCommand::Kept
{
    PageSpec spec; ///< Its dependents are those that have rows at all.
    std::unique_ptr<Records> records;
    BulkProgress progress;
    // Where there is a trash
    KeyRanges keys; ///< Of the records that the last step deleted or gave back.
    QDateTime back; ///< When they came back.
};

namespace {

PageSpec withDependentsThatExist(const orm::ReadSession &session, PageSpec spec)
{
    spec.dependents.removeIf([&session](const Dependent &dependent) {
        return !session.findOne(
            *dependent.model, {.where = {{orm::Text(dependent.foreignKey), orm::Op::ne(nullptr)}}});
    });
    return spec;
}

void keep(const orm::ReadSession &session, const PageSpec &spec, const QList<orm::Instance> &rows,
          Records &records)
{
    records.rows.append(*spec.model, rows);
    const QList<QList<orm::Instance>> dependents =
        Related::readDependents(session, spec, keysOf(rows));
    for (qsizetype i = 0; i < dependents.size(); ++i)
        records.dependents[size_t(i)].append(*spec.dependents.at(i).model, dependents.at(i));
}

/// Those of `rows` that are stored as they were.
QList<orm::Instance> unchanged(orm::Session &session, const PageSpec &spec,
                               const QList<orm::Instance> &rows)
{
    QList<orm::Instance> same;
    QHash<qint64, orm::Instance> stored;
    for (const orm::Instance &record : RecordWriter::readLocked(session, *spec.model, keysOf(rows)))
        stored.insert(keyOf(record), record);
    for (const orm::Instance &row : rows)
        if (const auto found = stored.constFind(keyOf(row));
            found != stored.constEnd() && differences(spec, row, *found).isEmpty())
            same += row;
    return same;
}

QString stayedNote(const PageSpec &spec, qint64 count)
{
    return count <= 0 ? QString()
                      : Texts::tr("%1 stayed: changed meanwhile by somebody else.")
                            .arg(spec.countText(count));
}

/// Deletes the records of the target, and keeps them.
RecordChange takeOut(orm::Session &session, const PageSpec &spec, const BulkTarget &target,
                     Records &records, BulkProgress &progress)
{
    RecordChange change;
    const bool isShared = isOnServer(spec.model->sequelize());
    std::vector<qint64> keys;
    for (const orm::Where &piece : piecesOf(target, *spec.model)) {
        const auto take = [&](const QList<orm::Instance> &rows) {
            keep(session, spec, rows, records);
            progress.done += rows.size();
            for (const orm::Instance &row : rows)
                if (isShared)
                    keys.push_back(keyOf(row));
        };
        walkRecords(session, *spec.model, piece, {}, take, writeLock(*spec.model));
        if (!isShared)
            change.count += destroyInBulk(session, *spec.model, piece);
    }
    for (const orm::Where &piece : piecesOf(rangesOf(keys), *spec.model))
        change.count += destroyInBulk(session, *spec.model, piece);
    return change;
}

/// The same with records that have come back; what refers to them may have changed meanwhile.
RecordChange takeOutAgain(orm::Session &session, const PageSpec &spec, const Records &before,
                          Records &records, BulkProgress &progress)
{
    RecordChange change;
    qint64 left = 0;
    before.rows.read(*spec.model, [&](const QList<orm::Instance> &rows) {
        const QList<orm::Instance> same = unchanged(session, spec, rows);
        keep(session, spec, same, records);
        if (!same.isEmpty())
            change.count += RecordWriter::remove(session, *spec.model, same);
        left += rows.size() - same.size();
        progress.done += rows.size();
    });
    change.note = stayedNote(spec, left);
    return change;
}

void restore(orm::Session &session, const PageSpec &spec, const Records &records,
             RecordChange &change, BulkProgress &progress)
{
    records.rows.read(*spec.model, [&](const QList<orm::Instance> &rows) {
        RecordWriter::insert(session, *spec.model, rows);
        change.count += rows.size();
        progress.done += rows.size();
    });
    for (size_t i = 0; i < records.dependents.size(); ++i) {
        PageSpec one = spec;
        one.dependents = {spec.dependents.at(qsizetype(i))};
        records.dependents[i].read(*one.dependents.first().model,
                                   [&](const QList<orm::Instance> &rows) {
                                       Related::restoreDependents(session, one, {rows});
                                   });
    }
}

/// Adds the keys of the records that `where` holds for, which come behind all that are there.
void addKeys(const orm::ReadSession &session, const orm::Model &model, const orm::Where &where,
             KeyRanges &ranges)
{
    const RowKeys about(model);
    std::vector<qint64> keys; // what stands for other keys is in no order
    about.read(session, {.where = where, .order = about.order()}, [&](qint64 key) {
        if (about.areNumbers())
            appendKey(ranges, key);
        else
            keys.push_back(key);
    });
    const KeyRanges more = rangesOf(std::move(keys));
    ranges.insert(ranges.end(), more.begin(), more.end());
}

/// The keys of a target's records; of some keys one may be gone.
KeyRanges keysOf(const orm::ReadSession &session, const PageSpec &spec, const BulkTarget &target)
{
    if (target.keys)
        return rangesOf(*target.keys);
    KeyRanges ranges;
    addKeys(session, *spec.model, target.where, ranges);
    return ranges;
}

/// Those of these records that nobody has changed since they came back.
KeyRanges untouched(const orm::ReadSession &session, const PageSpec &spec, const KeyRanges &keys,
                    const QDateTime &back)
{
    const QString clock = updatedAttribute(*spec.model);
    if (clock.isEmpty())
        return keys;
    const orm::Where since{
        {orm::Text(clock), orm::Op::or_({orm::Op::eq(nullptr), orm::Op::lte(back)})}};
    KeyRanges ranges;
    for (const orm::Where &piece : piecesOf(keys, *spec.model))
        addKeys(session, *spec.model, piece && since, ranges);
    return ranges;
}

/// One statement keeps them all, and one for each of `pieces` deletes them.
RecordChange moveToTrash(orm::Session &session, const PageSpec &spec, const KeyRanges &keys,
                         const std::vector<orm::Where> &pieces, const KeyRanges &before = {})
{
    RecordChange change;
    const bool isSame = countOf(before) == countOf(keys);
    change.kept = spec.trash.keep(session, keys, isSame ? before : KeyRanges());
    for (const orm::Where &piece : pieces)
        change.count += destroyInBulk(session, *spec.model, piece);
    return change;
}

} // namespace

BulkDeleteCommand::BulkDeleteCommand(const PageSpec &spec, const BulkTarget &target)
    : RecordCommand(*spec.model, deletionText(spec, spec.title))
    , m_spec(spec)
    , m_target(target)
    , m_kept(std::make_shared<Kept>())
{
}

BulkDeleteCommand::~BulkDeleteCommand() = default;

RecordCommand::Effect BulkDeleteCommand::effect(Step step) const
{
    return step == Step::Undo ? Effect::Adds : Effect::Removes;
}

RecordCommand::Progress BulkDeleteCommand::progress() const
{
    return {m_kept->progress.done, m_kept->progress.total};
}

void BulkDeleteCommand::setChange(const RecordChange &change)
{
    RecordCommand::setChange(change);
    setText(deletionText(m_spec, m_spec.countTitle(change.count)));
}

RecordCommand::Work BulkDeleteCommand::work(Step step) const
{
    m_kept->progress.done = 0;
    m_kept->progress.total = step == Step::First ? 0 : change().count;
    if (m_spec.trash)
        return trashWork(step);
    if (step == Step::First)
        return [kept = m_kept, spec = m_spec, target = m_target](orm::Session &session) {
            kept->spec = withDependentsThatExist(session, spec);
            kept->records = std::make_unique<Records>(kept->spec);
            return takeOut(session, kept->spec, target, *kept->records, kept->progress);
        };
    if (step == Step::Undo)
        return [kept = m_kept](orm::Session &session) {
            RecordChange change;
            restore(session, kept->spec, *kept->records, change, kept->progress);
            return change;
        };
    return [kept = m_kept, spec = m_spec](orm::Session &session) {
        const PageSpec present = withDependentsThatExist(session, spec);
        auto again = std::make_unique<Records>(present);
        const RecordChange change =
            takeOutAgain(session, present, *kept->records, *again, kept->progress);
        kept->spec = present;
        kept->records = std::move(again);
        return change;
    };
}

RecordCommand::Work BulkDeleteCommand::trashWork(Step step) const
{
    if (step == Step::First)
        return [kept = m_kept, spec = m_spec, target = m_target](orm::Session &session) {
            kept->keys = keysOf(session, spec, target);
            // On a server the condition may hold for other records by now, of which none was kept.
            const orm::Model &model = *spec.model;
            return moveToTrash(session, spec, kept->keys,
                               isOnServer(model.sequelize()) ? piecesOf(kept->keys, model)
                                                             : piecesOf(target, model));
        };
    if (step == Step::Undo)
        return [kept = m_kept, spec = m_spec, range = change().kept](orm::Session &session) {
            const QDateTime now = QDateTime::currentDateTimeUtc();
            const TrashSpec::Returned returned = spec.trash.giveBack(session, range);
            RecordChange change;
            change.count = returned.count;
            change.note = returnNote(spec, returned, countOf(range));
            kept->keys = returned.keys.value_or(kept->keys);
            kept->back = now;
            return change;
        };
    return [kept = m_kept, spec = m_spec, before = change().kept](orm::Session &session) {
        const KeyRanges same = untouched(session, spec, kept->keys, kept->back);
        RecordChange change = moveToTrash(session, spec, same, piecesOf(same, *spec.model), before);
        change.note = stayedNote(spec, countOf(kept->keys) - countOf(same));
        kept->keys = same;
        return change;
    };
}

} // namespace ui
