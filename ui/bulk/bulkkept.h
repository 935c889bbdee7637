#pragma once

#include "ui/bulk/bulksurvey.h"

#include <atomic>
#include <memory>

class QJsonArray;
class QTemporaryFile;

namespace ui {

/// How far a long step is. Written by a worker, read by the window.
struct BulkProgress
{
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0; ///< 0: nobody knows.
};

/// The values that a bulk update has replaced and those that it wrote, in a file: with them it can
/// be taken back, and done again, whatever else has become of the records meanwhile. For one thread
/// at a time. What cannot be written or read throws orm::BaseError.
class BulkKept
{
public:
    enum class Direction : quint8 { Back, Forth };
    /// What became of the records.
    struct Turned
    {
        qint64 changed = 0;
        qint64 left = 0; ///< Stayed, since they have not the values any more that were put there.
    };

    /// `attributes`: those that are updated, in the order in which rows have their values.
    BulkKept(const PageSpec &spec, const QStringList &attributes);
    ~BulkKept();

    void clear();
    [[nodiscard]] qint64 count() const { return m_count; }
    /// Records that are about to be changed; those that are refused are left out.
    void append(const QList<BulkRow> &rows);
    /// The moment that the records appended since the last call were changed at, as the database
    /// keeps it; null where none is stored.
    void setMoment(const QVariant &moment);
    /// Gives each record its old values back, or the new ones again, if it has the others now.
    [[nodiscard]] Turned turn(orm::Session &session, Direction direction,
                              BulkProgress &progress) const;

private:
    /// Some lines of the file.
    struct Piece
    {
        qsizetype lines = 0;
        QVariant moment = {};
    };

    /// What becomes of the records of a line, which the database reads, or the ORM.
    [[nodiscard]] qint64 turnInFile(orm::Session &session, const QByteArray &line,
                                    const QString &sql, QVariantMap &values) const;
    [[nodiscard]] qint64 turnByCalls(orm::Session &session, const QByteArray &line,
                                     Direction direction, const QVariant &moment) const;
    [[nodiscard]] std::optional<orm::Values> valuesAfter(const orm::Instance &stored,
                                                         const QJsonArray &kept,
                                                         Direction direction,
                                                         const QVariant &moment) const;
    /// Where a record's list in the file has the value before the change of an attribute, and after
    /// it.
    [[nodiscard]] qsizetype placeOf(qsizetype attribute, Direction side) const;
    /// The same of the moment of its last change.
    [[nodiscard]] qsizetype placeOfMoment() const;
    [[nodiscard]] QByteArray lineOf(const BulkRow &row) const;
    void write(const QByteArray &line);
    [[nodiscard]] QString statement(Direction direction) const;
    [[nodiscard]] QString momentAfter(Direction direction) const;

    PageSpec m_spec;
    QStringList m_attributes;
    QStringList m_keys; ///< Attributes of the key, with which the list of a record begins.
    QString m_clock;    ///< The attribute with the moment of the last change; empty: none.
    std::unique_ptr<QTemporaryFile> m_file;
    std::vector<qsizetype> m_records; ///< Of each line.
    std::vector<Piece> m_pieces;
    qsizetype m_linesOfPieces = 0;
    qint64 m_count = 0;
};

} // namespace ui
