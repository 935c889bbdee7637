#pragma once

#include "ui/base/pagespec.h"
#include "ui/bulk/bulksurvey.h"
#include "ui/rows/keptrows.h"

#include <QHash>

#include <atomic>
#include <memory>

namespace ui {

/// How far a long step is. Written by a worker, read by the window.
struct BulkProgress
{
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0; ///< 0: nobody knows.
};

/// The values that a bulk update has replaced and those that it wrote, in a file: with them it can
/// be taken back, and done again, whatever else has become of the records meanwhile.
class BulkKept
{
public:
    enum class Direction : quint8 { Back, Forth };
    /// What became of the records.
    struct Turned
    {
        qint64 changed = 0;
        qint64 left = 0; ///< Stayed, since they have not the value any more that was put there.
    };

    /// `attribute`: the one that is updated.
    BulkKept(const PageSpec &spec, const QString &attribute);

    void clear();
    [[nodiscard]] qint64 count() const { return m_count; }
    /// Records before they are changed, and what they are about to become.
    void append(const QList<orm::Instance> &records, const QList<BulkRow> &rows);
    /// The moment that the last `records` records were changed at; null() where none is stored.
    void setMoment(qint64 records, const QVariant &moment);
    /// Gives each record the old value back, or the new one again, if it has the other one now.
    [[nodiscard]] Turned turn(orm::Session &session, Direction direction,
                              BulkProgress &progress) const;

private:
    struct Pair
    {
        orm::Instance from; ///< Has the value that is expected.
        orm::Instance to;
        QVariant moment = {}; ///< When the new value was written.
    };

    [[nodiscard]] QHash<qint64, orm::Instance> storedOf(const orm::Session &session,
                                                        const QList<Pair> &pairs) const;
    void turnSome(orm::Session &session, Direction direction, const QList<Pair> &pairs,
                  Turned &turned) const;
    [[nodiscard]] orm::Values turned(const orm::Instance &stored, const Pair &pair,
                                     Direction direction) const;

    PageSpec m_spec;
    QString m_attribute;
    QString m_clock; ///< The attribute with the moment of the last change; empty: none.
    KeptRows m_rows; ///< Of each record the old one, and the new one behind it.
    qint64 m_count = 0;
    std::vector<std::pair<qint64, QVariant>> m_moments; ///< Of so many records each.
};

} // namespace ui
