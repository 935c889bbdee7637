#include "app/import/importmatcher.h"

#include "ui/base/refusal.h"
#include "ui/export/textoutput.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype valuesAtOnce = 500;

} // namespace

ImportMatcher::ImportMatcher(const ui::PageSpec &page, const ImportPlan &plan)
    : m_page(page)
    , m_plan(plan)
    , m_matching(plan.matching)
{
}

ImportMatcher::Sorted ImportMatcher::sort(const orm::ReadSession &session,
                                          const QList<ImportRow> &rows)
{
    if (m_matching.by == ImportMatching::By::Nothing)
        return {.added = rows};
    const QHash<QString, orm::Instance> records =
        isByRelated() ? storedByText(session, rows) : stored(session, rows);
    const ui::RelatedTable names = storedNames(session, records.values());
    Sorted sorted;
    for (const ImportRow &row : rows) {
        const QString identity = isByRelated() ? textOf(row) : identityOf(row.values);
        const auto record = records.find(identity);
        const bool isRepeated = !identity.isEmpty() && m_seen.contains(identity);
        if (!identity.isEmpty())
            m_seen << identity;
        if (isRepeated) {
            ++sorted.same;
        } else if (record == records.end()) {
            sorted.added << withoutKey(row);
        } else {
            Change change{*record, {}, {}};
            if (m_matching.then == ImportMatching::Then::Update)
                change = {*record, differing(*record, row.values),
                          differing(ui::keyOf(*record), row.related, names)};
            if (change.values.isEmpty() && change.related.isEmpty())
                ++sorted.same;
            else
                sorted.changed << change;
        }
    }
    return sorted;
}

/// Of the fields that the file fills, where they may be changed.
ui::RelatedTable ImportMatcher::storedNames(const orm::ReadSession &session,
                                            const QList<orm::Instance> &records) const
{
    QList<ui::FieldSpec> fields;
    for (const ui::FieldSpec &field : m_page.fields)
        if (ui::hasTexts(field.kind) && m_plan.columns.contains(field.attribute))
            fields << field;
    if (fields.isEmpty() || records.isEmpty() || m_matching.then != ImportMatching::Then::Update)
        return {};
    return ui::Related::read(session, m_page, fields, ui::keysOf(records));
}

QStringList ImportMatcher::attributes() const
{
    return m_matching.by == ImportMatching::By::Key ? QStringList{m_matching.key}
                                                    : m_matching.attributes;
}

/// The records among which those of `rows` are: by the first of the attributes.
QHash<QString, orm::Instance> ImportMatcher::stored(const orm::ReadSession &session,
                                                    const QList<ImportRow> &rows) const
{
    const orm::Text attribute(attributes().constFirst());
    orm::Operand::List wanted;
    for (const ImportRow &row : rows)
        if (const orm::Operand *value = row.values.find(attribute); value && !value->isNull())
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

bool ImportMatcher::isByRelated() const
{
    return m_matching.by == ImportMatching::By::RelatedText;
}

QString ImportMatcher::textOf(const ImportRow &row) const
{
    return row.related.value(m_matching.attributes.constFirst()).toStringList().value(0);
}

/// The records among which those of `rows` are: by the text of their associated row. Of several
/// with one text, that of the lowest key.
QHash<QString, orm::Instance> ImportMatcher::storedByText(const orm::ReadSession &session,
                                                          const QList<ImportRow> &rows) const
{
    const ui::RelatedSpec &related = m_page.field(m_matching.attributes.constFirst())->related;
    const orm::Text attribute(related.attribute);
    const orm::Text recordKey(related.recordKey);
    QStringList wanted;
    for (const ImportRow &row : rows)
        if (const QString text = textOf(row); !text.isEmpty())
            wanted << text;
    QHash<qint64, QString> texts;
    for (qsizetype done = 0; done < wanted.size(); done += valuesAtOnce)
        for (const orm::Instance &row : session.findAll(
                 *related.model,
                 {.where = {{attribute, orm::Operand(wanted.mid(done, valuesAtOnce))}}}))
            texts.insert(row.get(recordKey).toLongLong(), row.get(attribute).toString());
    std::vector<qint64> keys(texts.keyBegin(), texts.keyEnd());
    std::ranges::sort(keys);
    QHash<QString, orm::Instance> records;
    for (const orm::Instance &record : ui::RecordWriter::read(session, *m_page.model, keys))
        if (const QString text = texts.value(ui::keyOf(record)); !records.contains(text))
            records.insert(text, record);
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
        const ui::FieldSpec *field = m_page.field(entry.attribute);
        const bool isMoment = field && field->kind == ui::FieldKind::Moment;
        if (entry.attribute == m_matching.key || isMoment || !value || entry.value.isNull())
            continue;
        const QVariant before = record.get(orm::Text(entry.attribute));
        if (before.isNull() || !ui::sameValue(m_page, entry.attribute, before, *value))
            values.set(entry.attribute, entry.value);
    }
    return values;
}

/// Letters' case makes no other name, as where names are stored.
ui::RelatedValues ImportMatcher::differing(qint64 key, const ui::RelatedValues &row,
                                           const ui::RelatedTable &stored) const
{
    const auto folded = [](const QVariant &names) {
        QSet<QString> set;
        for (const QString &name : names.toStringList())
            set << name.toCaseFolded();
        return set;
    };
    ui::RelatedValues values;
    for (auto field = row.begin(); field != row.end(); ++field)
        if (!field->toStringList().isEmpty()
            && folded(*field) != folded(stored.value(field.key()).value(key)))
            values.insert(field.key(), *field);
    return values;
}

/// A new record gets a number of its own where there are others: the file's may be another one's by
/// then.
ImportRow ImportMatcher::withoutKey(const ImportRow &row) const
{
    if (!row.values.find(m_matching.key) || m_plan.columns.contains(m_matching.key))
        return row;
    ImportRow other{.values = {}, .related = row.related};
    for (const orm::Values::Entry &entry : row.values)
        if (entry.attribute != m_matching.key)
            other.values.set(entry.attribute, entry.value);
    return other;
}
