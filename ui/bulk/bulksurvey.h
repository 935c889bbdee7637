#pragma once

#include "orm/model/session.h"
#include "ui/bulk/bulkchange.h"
#include "ui/bulk/bulktarget.h"

#include <functional>
#include <unordered_set>

namespace ui {

/// A record as a bulk update finds it, and as it would leave it.
struct BulkRow
{
    qint64 key = 0;
    QString name;             ///< What the record is called by.
    QVariantList before = {}; ///< Of the attributes that are changed, in the order of the changes.
    QVariantList after = {};  ///< The same.
    QVariant changedAt = {};  ///< When it was changed last, as the database keeps it.
    QString refusal = {};     ///< The rule that a new value breaks, for people; empty: none.
};

/// What a bulk update or delete would do, as far as it was looked into.
struct BulkSurvey
{
    qint64 count = 0;      ///< Records that it is about, with those that are refused.
    qint64 refused = 0;    ///< Those whose new value breaks a rule; they stay as they are.
    QList<BulkRow> first;  ///< Some of them, by their keys.
    QList<BulkRow> wrong;  ///< The first that are refused.
    quint64 digest = 0;    ///< The sum of digestOf() over all, when isJudged.
    bool isJudged = false; ///< Each record was looked at, so that `refused` is known.
    QList<qint64> leftOut; ///< The keys of those that are refused, up to mostLeftOut.
};

/// Of a record's key and its values before; the sum over many tells whether one of them is another.
[[nodiscard]] quint64 digestOf(const BulkRow &row);

constexpr qsizetype mostPreviewed = 50;
/// So many records at most may be left out of a change; where more break a rule, none is changed.
constexpr qsizetype mostLeftOut = 1'000;

/// Reads the records that `where` holds for in the order of their keys, some thousand at a time, so
/// that a million of them need no room. `attributes` have the key among them. With a lock, which
/// needs a transaction, they stay as they were read.
void walkRecords(const orm::ReadSession &session, const orm::Model &model, const orm::Where &where,
                 const orm::Attributes &attributes,
                 const std::function<void(const QList<orm::Instance> &)> &take,
                 orm::Lock lock = orm::Lock::None);

/// Whether the database itself reads the values that a bulk update has replaced: SQLite does so
/// with keys that JSON has. Others are given their values back by calls of the ORM.
[[nodiscard]] bool isReadByDatabase(const orm::Model &model);

/// Works out what changes make of records, and holds it against the model's rules.
class BulkJudge
{
public:
    BulkJudge(const PageSpec &spec, const BulkChanges &changes);

    /// What has to be read of a record that is to be judged.
    [[nodiscard]] orm::Attributes attributes() const;
    /// Of records that were read with attributes(), in their order.
    [[nodiscard]] QList<BulkRow> judge(const orm::ReadSession &session,
                                       const QList<orm::Instance> &records);

    /// When such a record was changed last, as the database keeps it; null where it does not.
    [[nodiscard]] QVariant changedAt(const orm::Instance &record) const;

private:
    /// One of the changes.
    struct Part
    {
        QString attribute;
        orm::DataType type;
        orm::Operand expression;
        orm::Text alias; ///< Under which the database tells the new value.
        bool isUnique = false;
        std::unordered_set<QString> given = {}; ///< If it is unique: values that are given already.
    };

    [[nodiscard]] BulkRow judge(const orm::Instance &record) const;
    void refuseTaken(const orm::ReadSession &session, qsizetype place, QList<BulkRow> &rows);

    PageSpec m_spec;
    std::vector<Part> m_parts;
};

/// How many records there are, and the first of them: quick, also for a million.
[[nodiscard]] BulkSurvey glanceAt(const orm::ReadSession &session, const PageSpec &spec,
                                  const BulkChanges &changes, const BulkTarget &target);
/// Every one of them.
[[nodiscard]] BulkSurvey survey(const orm::ReadSession &session, const PageSpec &spec,
                                const BulkChanges &changes, const BulkTarget &target);
/// How many records a deletion is about, and the first of them.
[[nodiscard]] BulkSurvey glanceAt(const orm::ReadSession &session, const PageSpec &spec,
                                  const BulkTarget &target);

} // namespace ui
