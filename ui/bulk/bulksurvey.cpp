#include "ui/bulk/bulksurvey.h"

#include "ui/base/refusal.h"
#include "ui/bulk/bulkexpression.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 recordsAtOnce = 20'000;
constexpr qsizetype valuesAtOnce = 500;

/// The name under which the database tells the new value.
QString newValue()
{
    return u"newValue"_s;
}

orm::FindOptions inOrderOfKeys(const orm::Model &model, const orm::Where &where,
                               const orm::Attributes &attributes)
{
    const orm::Text key(model.primaryKey());
    const RecordQuestion question{.where = where, .order = {{key}}};
    return {.where = where,
            .attributes = attributes,
            .order = question.order,
            .indexHints = indexHints(question, model, ReadingFor::Rows)};
}

/// Counts, and reads the first records of all pieces.
template<typename Take>
qint64 countAndRead(const orm::ReadSession &session, const orm::Model &model,
                    const std::vector<orm::Where> &pieces, const orm::Attributes &attributes,
                    Take take)
{
    qint64 count = 0;
    qsizetype read = 0;
    for (const orm::Where &piece : pieces) {
        count += session.count(model, {.where = piece});
        if (read >= mostPreviewed)
            continue;
        orm::FindOptions options = inOrderOfKeys(model, piece, attributes);
        options.limit = mostPreviewed - read;
        const QList<orm::Instance> records = session.findAll(model, options);
        read += records.size();
        take(records);
    }
    return count;
}

std::vector<orm::Where> piecesOf(const BulkTarget &target, const PageSpec &spec,
                                 const BulkChange &change)
{
    std::vector<orm::Where> pieces = piecesOf(target, spec.model->primaryKey());
    const orm::Where condition = bulkCondition(change, spec);
    for (orm::Where &piece : pieces)
        piece = piece && condition;
    return pieces;
}

} // namespace

quint64 digestOf(const BulkRow &row)
{
    return qHash(row.before.toString(), size_t(row.key));
}

void walkRecords(const orm::ReadSession &session, const orm::Model &model, const orm::Where &where,
                 const orm::Attributes &attributes,
                 const std::function<void(const QList<orm::Instance> &)> &take)
{
    const orm::Text key(model.primaryKey());
    orm::FindOptions options = inOrderOfKeys(model, where, attributes);
    options.limit = recordsAtOnce;
    for (;;) {
        const QList<orm::Instance> records = session.findAll(model, options);
        if (!records.isEmpty())
            take(records);
        if (records.size() < recordsAtOnce)
            return;
        options.where = where && orm::Where{{key, orm::Op::gt(keyOf(records.last()))}};
    }
}

BulkJudge::BulkJudge(const PageSpec &spec, const BulkChange &change)
    : m_spec(spec)
    , m_change(change)
    , m_type(spec.model->attribute(change.attribute)->options.type)
    , m_expression(bulkExpression(spec, change))
    , m_isUnique(spec.model->attribute(change.attribute)->options.unique.isOn)
{
}

orm::Attributes BulkJudge::attributes() const
{
    std::vector<orm::Selected> wanted{m_spec.model->primaryKey(), m_change.attribute};
    if (!m_spec.nameAttribute.isEmpty() && m_spec.nameAttribute != m_change.attribute)
        wanted.emplace_back(m_spec.nameAttribute);
    if (const QString updated = updatedAttribute(*m_spec.model); !updated.isEmpty())
        wanted.emplace_back(updated);
    const orm::Text alias(newValue());
    if (const auto *made = std::get_if<orm::Literal>(&m_expression.node()))
        wanted.emplace_back(*made, alias);
    else if (const auto *called = std::get_if<orm::Function>(&m_expression.node()))
        wanted.emplace_back(*called, alias);
    else if (const auto *copied = std::get_if<orm::Column>(&m_expression.node()))
        wanted.emplace_back(orm::Text(copied->path), alias);
    return orm::Attributes(std::move(wanted));
}

QString BulkJudge::refusalOf(const QVariant &value) const
{
    return refusal(m_spec, m_change.attribute, value).value_or(QString());
}

QList<BulkRow> BulkJudge::judge(const orm::ReadSession &session,
                                const QList<orm::Instance> &records)
{
    const orm::Text attribute(m_change.attribute);
    const orm::Text name(m_spec.nameAttribute);
    const orm::Text alias(newValue());
    const QVariant *constant = m_expression.data();
    QList<BulkRow> rows;
    rows.reserve(records.size());
    for (const orm::Instance &record : records) {
        BulkRow row{.key = keyOf(record),
                    .name = record.get(name).toString(),
                    .before = record.get(attribute),
                    .after = m_type.fromUser(constant ? *constant : record.get(alias))};
        row.refusal = refusalOf(row.after);
        rows += row;
    }
    if (m_isUnique)
        refuseTaken(session, rows);
    return rows;
}

/// A value that another record has, or gets by the same change, breaks the rule. Who has it may be
/// about to lose it; then the user does it in two steps.
void BulkJudge::refuseTaken(const orm::ReadSession &session, QList<BulkRow> &rows)
{
    const orm::Text attribute(m_change.attribute);
    const QStringList read{m_spec.model->primaryKey(), m_change.attribute};
    orm::ValidationErrorItem taken;
    taken.path = m_change.attribute;
    taken.validatorKey = u"not_unique"_s;
    for (qsizetype first = 0; first < rows.size(); first += valuesAtOnce) {
        const qsizetype last = std::min(first + valuesAtOnce, rows.size());
        orm::Operand::List values;
        for (qsizetype i = first; i < last; ++i)
            values.emplace_back(rows.at(i).after);
        QHash<QString, qint64> owners;
        for (const orm::Instance &owner : session.findAll(
                 *m_spec.model, {.where = {{attribute, orm::Op::in(orm::Operand(values))}},
                                .attributes = orm::Attributes(read)}))
            owners.insert(owner.get(attribute).toString(), keyOf(owner));
        for (qsizetype i = first; i < last; ++i) {
            BulkRow &row = rows[i];
            const QString value = row.after.toString();
            const bool isTaken = owners.value(value, row.key) != row.key;
            if (row.refusal.isEmpty() && !row.after.isNull()
                && (isTaken || !m_given.insert(value).second))
                row.refusal = refusalText(m_spec, taken);
        }
    }
}

BulkSurvey glanceAt(const orm::ReadSession &session, const PageSpec &spec, const BulkChange &change,
                    const BulkTarget &target)
{
    BulkSurvey survey;
    BulkJudge judge(spec, change);
    survey.count = countAndRead(session, *spec.model, piecesOf(target, spec, change),
                                judge.attributes(), [&](const QList<orm::Instance> &records) {
                                    survey.first += judge.judge(session, records);
                                });
    return survey;
}

BulkSurvey survey(const orm::ReadSession &session, const PageSpec &spec, const BulkChange &change,
                  const BulkTarget &target)
{
    BulkSurvey survey;
    survey.isJudged = true;
    BulkJudge judge(spec, change);
    for (const orm::Where &piece : piecesOf(target, spec, change))
        walkRecords(session, *spec.model, piece, judge.attributes(),
                    [&](const QList<orm::Instance> &records) {
                        survey.count += records.size();
                        for (const BulkRow &row : judge.judge(session, records)) {
                            survey.digest += digestOf(row);
                            if (survey.first.size() < mostPreviewed)
                                survey.first += row;
                            if (row.refusal.isEmpty())
                                continue;
                            ++survey.refused;
                            if (survey.wrong.size() < mostPreviewed)
                                survey.wrong += row;
                            if (survey.leftOut.size() < mostLeftOut)
                                survey.leftOut += row.key;
                        }
                    });
    return survey;
}

BulkSurvey glanceAt(const orm::ReadSession &session, const PageSpec &spec, const BulkTarget &target)
{
    BulkSurvey survey;
    survey.isJudged = true;
    const orm::Text name(spec.nameAttribute);
    survey.count =
        countAndRead(session, *spec.model, piecesOf(target, spec.model->primaryKey()), {},
                     [&](const QList<orm::Instance> &records) {
                         for (const orm::Instance &record : records)
                             survey.first +=
                                 BulkRow{.key = keyOf(record), .name = record.get(name).toString()};
                     });
    return survey;
}

} // namespace ui
