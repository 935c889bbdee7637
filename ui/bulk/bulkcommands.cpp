#include "ui/bulk/bulkcommands.h"

#include "orm/core/error.h"
#include "ui/base/onserver.h"
#include "ui/bulk/bulkexpression.h"
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

/// What one UPDATE is about.
struct Piece
{
    orm::Where where;
    qint64 kept = 0;
    qint64 firstKept = 0; ///< A key.
    QList<qint64> leftOut = {};
};

[[noreturn]] void refuse(const PageSpec &spec, qint64 count, const QString &reason)
{
    throw orm::BaseError(Texts::tr("Nothing was changed: at least %1 would break a rule. %2")
                             .arg(spec.countText(count), reason));
}

QString leftOutNote(const PageSpec &spec, qint64 count)
{
    return count == 0 ? QString()
                      : Texts::tr("Left out, for a broken rule: %1.").arg(spec.countText(count));
}

QString leftNote(const PageSpec &spec, qint64 count)
{
    return count == 0 ? QString()
                      : Texts::tr("%1 stayed: changed meanwhile by somebody else.")
                            .arg(spec.countText(count));
}

} // namespace

struct BulkUpdateCommand::Kept
{
    Kept(const PageSpec &spec, const QStringList &attributes)
        : values(spec, attributes)
    {
    }

    BulkKept values;
    BulkProgress progress;
};

namespace {

/// The first step of an update, on a worker.
class Updater
{
public:
    Updater(orm::Session &session, const PageSpec &spec, const BulkChanges &changes,
            const BulkUpdateCommand::Told &told, BulkKept &kept, BulkProgress &progress)
        : m_session(session)
        , m_spec(spec)
        , m_changes(changes)
        , m_told(told)
        , m_kept(kept)
        , m_progress(progress)
        , m_judge(spec, changes)
    {
    }

    RecordChange update(const BulkTarget &target)
    {
        RecordChange change;
        const orm::Where condition = bulkCondition(m_spec, m_changes);
        const std::vector<orm::Where> pieces = piecesOf(target, *m_spec.model);
        for (const orm::Where &where : pieces)
            change.count += update(Piece{.where = where && condition});
        QStringList notes{leftOutNote(m_spec, m_refused)};
        if (m_told.digest && *m_told.digest != m_digest)
            notes += Texts::tr("Somebody else had changed some of them since they were shown.");
        notes.removeAll(QString());
        change.note = notes.join(u' ');
        return change;
    }

private:
    qint64 update(Piece piece)
    {
        walkRecords(
            m_session, *m_spec.model, piece.where, m_judge.attributes(),
            [&](const QList<orm::Instance> &records) { keep(records, piece); },
            writeLock(*m_spec.model));
        if (piece.kept == 0)
            return 0;
        if (isOnServer(m_spec.model->sequelize()))
            return updateKept(piece);
        const orm::Where where = piece.where && RowKeys(*m_spec.model).whereNot(piece.leftOut);
        m_progress.total = 0; // how far the one statement is, nobody knows
        const qint64 count =
            updateInBulk(m_session, *m_spec.model, bulkValues(m_spec, m_changes), where);
        m_kept.setMoment(momentOf(piece.firstKept));
        return count;
    }

    /// On a server the condition may hold for other records by now, of which none was kept.
    qint64 updateKept(const Piece &piece)
    {
        m_progress.total = 0;
        orm::Values values = bulkValues(m_spec, m_changes);
        if (const QString clock = updatedAttribute(*m_spec.model); !clock.isEmpty())
            values.set(clock, orm::Operand(QDateTime::currentDateTimeUtc()));
        qint64 count = 0;
        for (const orm::Where &some : piecesOf(rangesOf(m_keys), *m_spec.model))
            count += m_session.update(*m_spec.model, values, {.where = some, .silent = true});
        m_keys.clear();
        m_kept.setMoment(momentOf(piece.firstKept));
        return count;
    }

    void keep(const QList<orm::Instance> &records, Piece &piece)
    {
        const QList<BulkRow> rows = m_judge.judge(m_session, records);
        for (const BulkRow &row : rows) {
            m_digest += digestOf(row);
            if (row.refusal.isEmpty()) {
                piece.firstKept = piece.kept++ == 0 ? row.key : piece.firstKept;
                if (isOnServer(m_spec.model->sequelize()))
                    m_keys.push_back(row.key);
                continue;
            }
            piece.leftOut += row.key;
            if (++m_refused > m_told.refused.value_or(mostLeftOut) || m_refused > mostLeftOut)
                refuse(m_spec, m_refused, row.refusal);
        }
        m_kept.append(rows);
        m_progress.done += records.size();
    }

    /// One UPDATE gives all its records the same moment.
    [[nodiscard]] QVariant momentOf(qint64 key) const
    {
        const std::optional<orm::Instance> record =
            RowKeys(*m_spec.model).find(m_session, key, {.attributes = m_judge.attributes()});
        return record ? m_judge.changedAt(*record) : orm::null();
    }

    orm::Session &m_session;
    const PageSpec &m_spec;
    const BulkChanges &m_changes;
    BulkUpdateCommand::Told m_told;
    BulkKept &m_kept;
    BulkProgress &m_progress;
    BulkJudge m_judge;
    qint64 m_refused = 0;
    quint64 m_digest = 0;
    std::vector<qint64> m_keys; ///< Of what is kept of this piece, on a server.
};

} // namespace

BulkUpdateCommand::BulkUpdateCommand(const PageSpec &spec, const BulkChanges &changes,
                                     const BulkTarget &target, const BulkUpdateCommand::Told &told)
    : RecordCommand(*spec.model, Texts::tr("Update %1").arg(changedFields(spec, changes)))
    , m_spec(spec)
    , m_what(changes)
    , m_target(target)
    , m_told(told)
    , m_kept(std::make_shared<Kept>(spec, changedAttributes(changes)))
{
}

BulkUpdateCommand::~BulkUpdateCommand() = default;

RecordCommand::Progress BulkUpdateCommand::progress() const
{
    return {m_kept->progress.done, m_kept->progress.total};
}

void BulkUpdateCommand::setChange(const RecordChange &change)
{
    RecordCommand::setChange(change);
    setText(Texts::tr("Update %1 of %2")
                .arg(changedFields(m_spec, m_what), m_spec.countTitle(change.count)));
}

RecordCommand::Work BulkUpdateCommand::work(Step step) const
{
    m_kept->progress.done = 0;
    m_kept->progress.total = 0;
    if (step == Step::First)
        return [kept = m_kept, spec = m_spec, what = m_what, target = m_target,
                told = m_told](orm::Session &session) {
            kept->values.clear(); // of a try that failed
            return Updater(session, spec, what, told, kept->values, kept->progress).update(target);
        };
    using Direction = BulkKept::Direction;
    return [kept = m_kept, spec = m_spec,
            direction =
                step == Step::Undo ? Direction::Back : Direction::Forth](orm::Session &session) {
        const BulkKept::Turned turned = kept->values.turn(session, direction, kept->progress);
        RecordChange change;
        change.count = turned.changed;
        change.note = leftNote(spec, turned.left);
        return change;
    };
}

} // namespace ui
