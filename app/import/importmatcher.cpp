#include "app/import/importmatcher.h"

#include "ui/base/refusal.h"
#include "ui/export/textoutput.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype valuesAtOnce = 500;

} // namespace

ImportMatcher::ImportMatcher(const ui::PageSpec &page, const ImportMatching &matching)
    : m_page(page)
    , m_matching(matching)
{
}

ImportMatcher::Sorted ImportMatcher::sort(const orm::ReadSession &session,
                                          const QList<orm::Values> &rows)
{
    if (m_matching.by == ImportMatching::By::Nothing)
        return {.added = rows};
    const QHash<QString, orm::Instance> records = stored(session, rows);
    Sorted sorted;
    for (const orm::Values &row : rows) {
        const QString identity = identityOf(row);
        const auto record = records.find(identity);
        const bool isRepeated = !identity.isEmpty() && m_seen.contains(identity);
        if (!identity.isEmpty())
            m_seen << identity;
        if (isRepeated) {
            ++sorted.same;
        } else if (record == records.end()) {
            sorted.added << withoutKey(row);
        } else {
            const orm::Values values = m_matching.then == ImportMatching::Then::Update
                                           ? differing(*record, row)
                                           : orm::Values();
            if (values.isEmpty())
                ++sorted.same;
            else
                sorted.changed << Change{*record, values};
        }
    }
    return sorted;
}

QStringList ImportMatcher::attributes() const
{
    return m_matching.by == ImportMatching::By::Key ? QStringList{m_matching.key}
                                                    : m_matching.attributes;
}

/// The records among which those of `rows` are: by the first of the attributes.
QHash<QString, orm::Instance> ImportMatcher::stored(const orm::ReadSession &session,
                                                    const QList<orm::Values> &rows) const
{
    const orm::Text attribute(attributes().constFirst());
    orm::Operand::List wanted;
    for (const orm::Values &row : rows)
        if (const orm::Operand *value = row.find(attribute); value && !value->isNull())
            wanted.push_back(*value);
    QHash<QString, orm::Instance> records;
    for (size_t done = 0; done < wanted.size(); done += valuesAtOnce) {
        const auto first = wanted.begin() + qsizetype(done);
        const orm::Operand::List some(
            first, first + std::min(valuesAtOnce, qsizetype(wanted.size() - done)));
        const orm::FindOptions options{.where = {{attribute, orm::Operand(some)}},
                                       .order = {orm::Text(m_page.model->primaryKey())}};
        for (const orm::Instance &record : session.findAll(*m_page.model, options))
            if (const QString identity = identityOf(record); !records.contains(identity))
                records.insert(identity, record);
    }
    return records;
}

QString ImportMatcher::identityOf(const orm::Values &row) const
{
    QStringList parts;
    for (const QString &attribute : attributes()) {
        const orm::Operand *value = row.find(attribute);
        if (!value || !value->data() || value->isNull())
            return {};
        parts << value->data()->toString();
    }
    return parts.join(QChar(QChar::Null));
}

QString ImportMatcher::identityOf(const orm::Instance &record) const
{
    QStringList parts;
    for (const QString &attribute : attributes())
        parts << ui::plainText(record.get(orm::Text(attribute)));
    return parts.join(QChar(QChar::Null));
}

orm::Values ImportMatcher::differing(const orm::Instance &record, const orm::Values &row) const
{
    orm::Values values;
    for (const orm::Values::Entry &entry : row) {
        const QVariant *value = entry.value.data();
        if (entry.attribute == m_matching.key || !value || entry.value.isNull())
            continue;
        const QVariant before = record.get(orm::Text(entry.attribute));
        if (before.isNull() || !ui::sameValue(m_page, entry.attribute, before, *value))
            values.set(entry.attribute, entry.value);
    }
    return values;
}

/// A new record gets a number of its own: the file's may be another one's by then.
orm::Values ImportMatcher::withoutKey(const orm::Values &row) const
{
    if (!row.find(m_matching.key))
        return row;
    orm::Values values;
    for (const orm::Values::Entry &entry : row)
        if (entry.attribute != m_matching.key)
            values.set(entry.attribute, entry.value);
    return values;
}
