#include "app/import/importwriter.h"

#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"

ImportWriter::ImportWriter(orm::Session &session, const ui::PageSpec &page, const ImportPlan &plan,
                           ImportResult &result)
    : m_session(session)
    , m_page(page)
    , m_matcher(page, plan)
    , m_result(result)
{
    for (const ui::FieldSpec &field : page.fields)
        if (ui::hasTexts(field.kind) && plan.columns.contains(field.attribute))
            m_links.emplace(field.attribute, field);
}

ImportWriter::~ImportWriter() = default;

void ImportWriter::write(const BatchQueue::Batch &batch)
{
    const ImportMatcher::Sorted rows = m_matcher.sort(m_session, batch);
    if (!rows.added.isEmpty())
        add(rows.added);
    if (!rows.changed.isEmpty())
        change(rows.changed);
    m_result.same += rows.same;
    m_result.madeNames.clear();
    for (const auto &[attribute, links] : m_links)
        m_result.madeNames << links.made();
}

void ImportWriter::add(const QList<ImportRow> &rows)
{
    QList<orm::Values> values;
    values.reserve(rows.size());
    for (const ImportRow &row : rows)
        values << row.values;
    const QList<orm::Instance> records = m_session.bulkCreate(*m_page.model, values);
    m_result.imported += rows.size();
    for (auto &[attribute, links] : m_links) {
        QList<ui::NameLinks::Record> named;
        for (qsizetype i = 0; i < rows.size(); ++i)
            if (const QStringList names = rows.at(i).related.value(attribute).toStringList();
                !names.isEmpty())
                named << ui::NameLinks::Record{ui::keyOf(records.at(i)), names};
        links.add(m_session, named);
    }
}

void ImportWriter::change(const QList<ImportMatcher::Change> &changes)
{
    if (!m_result.changed)
        m_result.changed = std::make_shared<ChangedRows>(m_page);
    QList<orm::Instance> before;
    QList<orm::Instance> after;
    for (const ImportMatcher::Change &each : changes) {
        before << each.stored;
        after << (each.values.isEmpty() ? each.stored : m_session.update(each.stored, each.values));
    }
    m_result.changed->append(before, after);
    for (const auto &[attribute, links] : m_links)
        changeNames(attribute, changes);
}

void ImportWriter::changeNames(const QString &attribute,
                               const QList<ImportMatcher::Change> &changes)
{
    std::vector<qint64> keys;
    QList<ui::NameLinks::Record> named;
    for (const ImportMatcher::Change &each : changes) {
        keys.push_back(ui::keyOf(each.stored));
        if (each.related.contains(attribute))
            named << ui::NameLinks::Record{keys.back(),
                                           each.related.value(attribute).toStringList()};
    }
    const ui::FieldSpec &field = *m_page.field(attribute);
    const QList<orm::Instance> before = linksOf(m_session, field, keys);
    m_links.at(attribute).replace(m_session, named);
    m_result.changed->appendLinks(field, before, linksOf(m_session, field, keys));
}
