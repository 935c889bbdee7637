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
    QString name; ///< What the record is called by.
    QVariant before = {};
    QVariant after = {};
    QString refusal = {}; ///< The rule that the new value breaks, for people; empty: none.
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

/// Of a record's key and its value before; the sum over many tells whether one of them is another.
[[nodiscard]] quint64 digestOf(const BulkRow &row);

constexpr qsizetype mostPreviewed = 50;
/// So many records at most may be left out of a change; where more break a rule, none is changed.
constexpr qsizetype mostLeftOut = 1'000;

/// Reads the records that `where` holds for in the order of their keys, some thousand at a time, so
/// that a million of them need no room. `attributes` have the key among them.
void walkRecords(const orm::ReadSession &session, const orm::Model &model, const orm::Where &where,
                 const orm::Attributes &attributes,
                 const std::function<void(const QList<orm::Instance> &)> &take);

/// Works out what a change makes of records, and holds it against the model's rules.
class BulkJudge
{
public:
    BulkJudge(const PageSpec &spec, const BulkChange &change);

    [[nodiscard]] const orm::Operand &expression() const { return m_expression; }
    /// What has to be read of a record that is to be judged.
    [[nodiscard]] orm::Attributes attributes() const;
    /// Of records that were read with attributes(), in their order.
    [[nodiscard]] QList<BulkRow> judge(const orm::ReadSession &session,
                                       const QList<orm::Instance> &records);

private:
    [[nodiscard]] QString refusalOf(const QVariant &value) const;
    void refuseTaken(const orm::ReadSession &session, QList<BulkRow> &rows);

    PageSpec m_spec;
    BulkChange m_change;
    orm::DataType m_type;
    orm::Operand m_expression;
    bool m_isUnique = false;
    std::unordered_set<QString> m_given; ///< Of a unique attribute: values that are given already.
};

/// How many records there are, and the first of them: quick, also for a million.
[[nodiscard]] BulkSurvey glanceAt(const orm::ReadSession &session, const PageSpec &spec,
                                  const BulkChange &change, const BulkTarget &target);
/// Every one of them.
[[nodiscard]] BulkSurvey survey(const orm::ReadSession &session, const PageSpec &spec,
                                const BulkChange &change, const BulkTarget &target);
/// How many records a deletion is about, and the first of them.
[[nodiscard]] BulkSurvey glanceAt(const orm::ReadSession &session, const PageSpec &spec,
                                  const BulkTarget &target);

} // namespace ui
