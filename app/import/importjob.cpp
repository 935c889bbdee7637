#include "app/import/importjob.h"

#include "app/import/importmatcher.h"
#include "app/import/importreader.h"
#include "app/import/importwriter.h"
#include "app/models/bookmodels.h"
#include "orm/model/sequelize.h"
#include "ui/base/refusal.h"
#include "ui/rows/recordwriter.h"

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

qint64 highestKey(const orm::ReadSession &session, const orm::Model &model)
{
    return session.max(model, model.primaryKey()).toLongLong();
}

/// Of the records behind the key.
QDateTime lastChange(const orm::ReadSession &session, const orm::Model &model, qint64 key)
{
    const QString clock = ui::updatedAttribute(model);
    if (clock.isEmpty())
        return {};
    return session.max(model, clock, {.where = {{orm::Text(model.primaryKey()), orm::Op::gt(key)}}})
        .toDateTime();
}

/// Reads on a thread of its own; what it was about is over when this goes.
class ReadingThread
{
public:
    ReadingThread(ImportReader &reader, BatchQueue &queue, ui::TaskProgress &progress)
        : m_queue(queue)
        , m_thread([&reader, &queue, &progress] { reader.read(queue, progress); })
    {
    }
    ~ReadingThread()
    {
        m_queue.stop();
        m_thread.join();
    }
    ReadingThread(const ReadingThread &) = delete;
    ReadingThread &operator=(const ReadingThread &) = delete;

private:
    BatchQueue &m_queue;
    std::thread m_thread;
};

/// What is wrong with the names of associated rows.
QStringList nameRefusals(const ImportedRow &row, const ui::PageSpec &page)
{
    QStringList reasons;
    for (auto names = row.related.begin(); names != row.related.end(); ++names)
        if (const ui::FieldSpec *field = page.field(names.key()))
            reasons << ui::relatedRefusals(*field, *names);
    return reasons;
}

} // namespace

QString refusalOf(const ImportedRow &row, const ui::PageSpec &page)
{
    if (!row.problem.isEmpty())
        return row.problem;
    QStringList reasons;
    for (const orm::ValidationErrorItem &item :
         page.model->validate(row.values, orm::Model::Scope::Whole))
        reasons << ui::refusalText(page, item);
    return (reasons + nameRefusals(row, page)).join(u' ');
}

ImportJob::ImportJob(const ui::PageSpec &page, const QList<ImportField> &fields,
                     const ImportPlan &plan)
    : m_page(page)
    , m_fields(fields)
    , m_plan(plan)
{
}

ImportPlan ImportJob::planFor(qint64 highestKey) const
{
    const QString key = m_page.model->primaryKey();
    ImportPlan plan = m_plan;
    for (const ImportField &field : m_fields)
        if (isRelated(field.kind) && !m_page.field(field.attribute)) {
            plan.columns.remove(field.attribute);
            if (plan.matching.attributes == QStringList{field.attribute})
                plan.matching = {.key = key};
        }
    if (highestKey > 0)
        plan.columns.remove(key);
    else if (plan.columns.contains(key) && plan.matching.by == ImportMatching::By::Key)
        plan.matching = {.key = key}; // nothing is there that could have the number
    return plan;
}

ImportResult ImportJob::run(orm::Session &session, ui::TaskProgress &progress)
{
    const qint64 highestBefore = highestKey(session, *m_page.model);
    if (highestBefore == 0)
        dropIndexes();
    const ImportPlan plan = planFor(highestBefore);
    ImportReader reader(m_page, m_fields, plan);
    ImportResult result;
    {
        BatchQueue queue;
        ImportWriter writer(session, m_page, plan, result);
        // One batch is written while the next one is read: each takes about as long.
        const ReadingThread reading(reader, queue, progress);
        while (const std::optional<BatchQueue::Batch> batch = queue.take())
            writer.write(*batch);
    }
    if (result.imported > 0) {
        result.firstKey = highestBefore + 1;
        result.lastKey = highestKey(session, *m_page.model);
        result.lastChange = lastChange(session, *m_page.model, highestBefore);
    }
    reader.tellRefused(result);
    return result;
}

void ImportJob::dropIndexes() const
{
    const QString table = m_page.model->tableName();
    const orm::QueryInterface tables = m_page.model->sequelize().queryInterface();
    const std::vector<orm::Index> own = bookIndexes(); // those that somebody else made stay
    for (const orm::IndexDescription &index : tables.showIndex(table).result())
        if (std::ranges::find(own, index.name, &orm::Index::name) != own.end())
            tables.removeIndex(table, orm::Text(index.name)).waitForFinished();
}

ImportForecast ImportJob::forecast(const orm::ReadSession &session,
                                   ui::TaskProgress &progress) const
{
    BatchQueue queue;
    const ImportPlan plan = planFor(highestKey(session, *m_page.model));
    ImportReader reader(m_page, m_fields, plan);
    ImportMatcher matcher(m_page, plan);
    ImportForecast forecast;
    {
        const ReadingThread reading(reader, queue, progress);
        while (const std::optional<BatchQueue::Batch> batch = queue.take()) {
            const ImportMatcher::Sorted rows = matcher.sort(session, *batch);
            forecast.added += rows.added.size();
            forecast.changed += rows.changed.size();
            forecast.same += rows.same;
        }
    }
    forecast.refused = reader.refused();
    return forecast;
}
