#include "ui/bulk/bulkkept.h"

#include "ui/base/refusal.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"

#include <QDateTime>

#include <algorithm>

namespace ui {

BulkKept::BulkKept(const PageSpec &spec, const QString &attribute)
    : m_spec(spec)
    , m_attribute(attribute)
    , m_clock(updatedAttribute(*spec.model))
{
}

void BulkKept::clear()
{
    m_rows.clear();
    m_moments.clear();
    m_count = 0;
}

void BulkKept::append(const QList<orm::Instance> &records, const QList<BulkRow> &rows)
{
    const orm::Text key(m_spec.model->primaryKey());
    const orm::Text attribute(m_attribute);
    QList<orm::Instance> pairs;
    pairs.reserve(rows.size() * 2);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const BulkRow &row = rows.at(i);
        if (!row.refusal.isEmpty())
            continue;
        pairs += records.at(i);
        pairs += m_spec.model->build({{key, row.key}, {attribute, orm::Operand(row.after)}},
                                     {.isNewRecord = false, .raw = true});
    }
    m_rows.append(*m_spec.model, pairs);
    m_count += pairs.size() / 2;
}

void BulkKept::setMoment(qint64 records, const QVariant &moment)
{
    m_moments.emplace_back(records, moment);
}

BulkKept::Turned BulkKept::turn(orm::Session &session, Direction direction,
                                BulkProgress &progress) const
{
    Turned turned;
    auto moment = m_moments.begin();
    qint64 left = moment == m_moments.end() ? 0 : moment->first;
    progress.total = m_count;
    m_rows.read(*m_spec.model, [&](const QList<orm::Instance> &rows) {
        QList<Pair> pairs;
        pairs.reserve(rows.size() / 2);
        for (qsizetype i = 0; i + 1 < rows.size(); i += 2) {
            for (; left == 0 && moment != m_moments.end(); left = moment->first)
                ++moment;
            const bool isBack = direction == Direction::Back;
            pairs += Pair{.from = rows.at(isBack ? i + 1 : i),
                          .to = rows.at(isBack ? i : i + 1),
                          .moment = moment->second};
            --left;
        }
        turnSome(session, direction, pairs, turned);
        progress.done += pairs.size();
    });
    return turned;
}

/// Pairs come in the order of their keys. A range of these says more briefly which they are than a
/// list, which the log would keep, and finds them at once, unless most of it are others.
QHash<qint64, orm::Instance> BulkKept::storedOf(const orm::Session &session,
                                                const QList<Pair> &pairs) const
{
    constexpr qint64 mostPerPair = 4;
    const orm::Model &model = *m_spec.model;
    std::vector<qint64> keys;
    keys.reserve(size_t(pairs.size()));
    for (const Pair &pair : pairs)
        keys.push_back(keyOf(pair.to));
    const auto [first, last] = std::ranges::minmax(keys);
    const orm::Where range{{orm::Text(model.primaryKey()), orm::Op::between(first, last)}};
    const QList<orm::Instance> records = last - first < mostPerPair * pairs.size()
                                             ? session.findAll(model, {.where = range})
                                             : RecordWriter::read(session, model, keys);
    QHash<qint64, orm::Instance> stored;
    for (const orm::Instance &record : records)
        stored.insert(keyOf(record), record);
    return stored;
}

void BulkKept::turnSome(orm::Session &session, Direction direction, const QList<Pair> &pairs,
                        Turned &turned) const
{
    const QHash<qint64, orm::Instance> stored = storedOf(session, pairs);
    const orm::Text attribute(m_attribute);
    QList<orm::Values> rows;
    for (const Pair &pair : pairs) {
        const auto found = stored.constFind(keyOf(pair.to));
        if (found != stored.constEnd()
            && sameValue(m_spec, m_attribute, found->get(attribute), pair.from.get(attribute)))
            rows += this->turned(*found, pair, direction);
    }
    turned.changed += rows.size();
    turned.left += pairs.size() - rows.size();
    if (rows.isEmpty())
        return;
    QStringList written{m_attribute};
    if (!m_clock.isEmpty())
        written += m_clock;
    session.bulkCreate(*m_spec.model, rows,
                       {.updateOnDuplicate = written,
                        .conflictAttributes = {m_spec.model->primaryKey()},
                        .returning = false});
}

/// A record that nobody else has touched gets its old moment, too, so that it is as it was. On
/// another one the window has made a change of its own, which its moment must show.
orm::Values BulkKept::turned(const orm::Instance &stored, const Pair &pair,
                             Direction direction) const
{
    orm::Values values = valuesOf(stored);
    values.set(m_attribute, orm::Operand(pair.to.get(orm::Text(m_attribute))));
    if (m_clock.isEmpty())
        return values;
    const orm::Text clock(m_clock);
    const QVariant old = (direction == Direction::Back ? pair.to : pair.from).get(clock);
    const QVariant &expected = direction == Direction::Back ? pair.moment : old;
    const QVariant &wanted = direction == Direction::Back ? old : pair.moment;
    const bool isUntouched = sameValue(m_spec, m_clock, stored.get(clock), expected);
    values.set(m_clock, orm::Operand(isUntouched ? wanted : QDateTime::currentDateTimeUtc()));
    return values;
}

} // namespace ui
