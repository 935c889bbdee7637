#include "ui/bulk/bulksurvey.h"

#include "ui/base/onserver.h"
#include "ui/base/refusal.h"
#include "ui/bulk/bulkexpression.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"
#include "ui/rows/rowkeys.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 recordsAtOnce = 20'000;
constexpr qsizetype valuesAtOnce = 500;

/// The name under which the database tells when a record was changed last.
constexpr char momentAlias[] = "changedAt";

orm::FindOptions inOrderOfKeys(const orm::Model &model, const orm::Where &where,
                               const orm::Attributes &attributes)
{
    const RecordQuestion question{.where = where, .order = RowKeys(model).order()};
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
                                 const BulkChanges &changes)
{
    std::vector<orm::Where> pieces = piecesOf(target, *spec.model);
    const orm::Where condition = bulkCondition(spec, changes);
    for (orm::Where &piece : pieces)
        piece = piece && condition;
    return pieces;
}

} // namespace

quint64 digestOf(const BulkRow &row)
{
    size_t digest = size_t(row.key);
    for (const QVariant &value : row.before)
        digest = qHash(value.toString(), digest);
    return digest;
}

void walkRecords(const orm::ReadSession &session, const orm::Model &model, const orm::Where &where,
                 const orm::Attributes &attributes,
                 const std::function<void(const QList<orm::Instance> &)> &take, orm::Lock lock)
{
    const RowKeys about(model);
    orm::FindOptions options = inOrderOfKeys(model, where, attributes);
    options.limit = recordsAtOnce;
    options.lock = lock;
    for (;;) {
        const QList<orm::Instance> records = session.findAll(model, options);
        if (!records.isEmpty())
            take(records);
        if (records.size() < recordsAtOnce)
            return;
        options.where = where && about.whereBehind(records.last());
    }
}

bool isReadByDatabase(const orm::Model &model)
{
    return !isOnServer(model.sequelize()) && RowKeys::arePlain(model);
}

BulkJudge::BulkJudge(const PageSpec &spec, const BulkChanges &changes)
    : m_spec(spec)
{
    for (const BulkChange &change : changes) {
        const orm::AttributeOptions &options = spec.model->attribute(change.attribute)->options;
        m_parts.push_back({.attribute = change.attribute,
                           .type = options.type,
                           .expression = bulkExpression(spec, change),
                           .alias = orm::Text(u"newValue%1"_s.arg(m_parts.size())),
                           .isUnique = options.unique.isOn});
    }
}

orm::Attributes BulkJudge::attributes() const
{
    std::vector<orm::Selected> wanted;
    for (const QString &key : RowKeys(*m_spec.model).attributes())
        wanted.emplace_back(key);
    bool hasName =
        m_spec.nameAttribute.isEmpty() || RowKeys::isKey(*m_spec.model, m_spec.nameAttribute);
    for (const Part &part : m_parts) {
        wanted.emplace_back(part.attribute);
        hasName = hasName || part.attribute == m_spec.nameAttribute;
        if (const auto *made = std::get_if<orm::Literal>(&part.expression.node()))
            wanted.emplace_back(*made, part.alias);
        else if (const auto *called = std::get_if<orm::Function>(&part.expression.node()))
            wanted.emplace_back(*called, part.alias);
        else if (const auto *copied = std::get_if<orm::Column>(&part.expression.node()))
            wanted.emplace_back(orm::Text(copied->path), part.alias);
    }
    if (!hasName)
        wanted.emplace_back(m_spec.nameAttribute);
    if (const QString clock = updatedAttribute(*m_spec.model); clock.isEmpty())
        return orm::Attributes(std::move(wanted));
    else if (!isReadByDatabase(*m_spec.model))
        wanted.emplace_back(clock);
    else // as its text stands in the file
        wanted.emplace_back(orm::literal(quotedColumn(m_spec, clock)), momentAlias);
    return orm::Attributes(std::move(wanted));
}

QVariant BulkJudge::changedAt(const orm::Instance &record) const
{
    const QString clock = updatedAttribute(*m_spec.model);
    if (clock.isEmpty())
        return orm::null();
    return isReadByDatabase(*m_spec.model) ? record.get(momentAlias) : record.get(orm::Text(clock));
}

/// A value that stays as it was breaks no rule that it did not break before.
BulkRow BulkJudge::judge(const orm::Instance &record) const
{
    BulkRow row{.key = keyOf(record),
                .name = record.get(orm::Text(m_spec.nameAttribute)).toString(),
                .changedAt = changedAt(record)};
    for (const Part &part : m_parts) {
        const QVariant *constant = part.expression.data();
        const QVariant before = record.get(orm::Text(part.attribute));
        const QVariant after = part.type.fromUser(constant ? *constant : record.get(part.alias));
        if (row.refusal.isEmpty() && !sameValue(m_spec, part.attribute, before, after))
            row.refusal = refusal(m_spec, part.attribute, after).value_or(QString());
        row.before += before;
        row.after += after;
    }
    return row;
}

QList<BulkRow> BulkJudge::judge(const orm::ReadSession &session,
                                const QList<orm::Instance> &records)
{
    QList<BulkRow> rows;
    rows.reserve(records.size());
    for (const orm::Instance &record : records)
        rows += judge(record);
    for (qsizetype place = 0; place < qsizetype(m_parts.size()); ++place)
        if (m_parts[size_t(place)].isUnique)
            refuseTaken(session, place, rows);
    return rows;
}

/// A value that another record has, or gets by the same change, breaks the rule. Who has it may be
/// about to lose it; then the user does it in two steps.
void BulkJudge::refuseTaken(const orm::ReadSession &session, qsizetype place, QList<BulkRow> &rows)
{
    Part &part = m_parts[size_t(place)];
    const orm::Text attribute(part.attribute);
    const QStringList read = QStringList(RowKeys(*m_spec.model).attributes()) << part.attribute;
    orm::ValidationErrorItem taken;
    taken.path = part.attribute;
    taken.validatorKey = u"not_unique"_s;
    for (qsizetype first = 0; first < rows.size(); first += valuesAtOnce) {
        const qsizetype last = std::min(first + valuesAtOnce, rows.size());
        orm::Operand::List values;
        for (qsizetype i = first; i < last; ++i)
            values.emplace_back(rows.at(i).after.at(place));
        QHash<QString, qint64> owners;
        for (const orm::Instance &owner : session.findAll(
                 *m_spec.model, {.where = {{attribute, orm::Op::in(orm::Operand(values))}},
                                .attributes = orm::Attributes(read)}))
            owners.insert(owner.get(attribute).toString(), keyOf(owner));
        for (qsizetype i = first; i < last; ++i) {
            BulkRow &row = rows[i];
            const QString value = row.after.at(place).toString();
            const bool isTaken = owners.value(value, row.key) != row.key;
            if (row.refusal.isEmpty() && !row.after.at(place).isNull()
                && (isTaken || !part.given.insert(value).second))
                row.refusal = refusalText(m_spec, taken);
        }
    }
}

BulkSurvey glanceAt(const orm::ReadSession &session, const PageSpec &spec,
                    const BulkChanges &changes, const BulkTarget &target)
{
    BulkSurvey survey;
    BulkJudge judge(spec, changes);
    survey.count = countAndRead(session, *spec.model, piecesOf(target, spec, changes),
                                judge.attributes(), [&](const QList<orm::Instance> &records) {
                                    survey.first += judge.judge(session, records);
                                });
    return survey;
}

BulkSurvey survey(const orm::ReadSession &session, const PageSpec &spec, const BulkChanges &changes,
                  const BulkTarget &target)
{
    BulkSurvey survey;
    survey.isJudged = true;
    BulkJudge judge(spec, changes);
    for (const orm::Where &piece : piecesOf(target, spec, changes))
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
        countAndRead(session, *spec.model, piecesOf(target, *spec.model), {},
                     [&](const QList<orm::Instance> &records) {
                         for (const orm::Instance &record : records)
                             survey.first +=
                                 BulkRow{.key = keyOf(record), .name = record.get(name).toString()};
                     });
    return survey;
}

} // namespace ui
