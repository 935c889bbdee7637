#include "app/import/importjob.h"

#include "app/import/importreader.h"
#include "app/models/bookmodels.h"
#include "orm/model/sequelize.h"
#include "ui/base/refusal.h"

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

qint64 highestKey(const orm::Model &model)
{
    return model.max(model.primaryKey()).result().toLongLong();
}

/// Reads on a thread of its own; what it was about is over when this goes.
class ReadingThread
{
public:
    ReadingThread(ImportReader &reader, BatchQueue &queue, ImportProgress &progress)
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

} // namespace

QString refusalOf(const ImportedRow &row, const ui::PageSpec &page)
{
    if (!row.problem.isEmpty())
        return row.problem;
    QStringList reasons;
    for (const orm::ValidationErrorItem &item :
         page.model->validate(row.values, orm::Model::Scope::Whole))
        reasons << ui::refusalText(page, item);
    return reasons.join(u' ');
}

ImportJob::ImportJob(const ui::PageSpec &page, const QList<ImportField> &fields,
                     const ImportPlan &plan)
    : m_page(page)
    , m_fields(fields)
    , m_plan(plan)
{
}

ImportResult ImportJob::run(orm::Session &session, ImportProgress &progress)
{
    const qint64 highestBefore = highestKey(*m_page.model);
    if (highestBefore == 0)
        dropIndexes();
    ImportReader reader(m_page, m_fields, m_plan);
    ImportResult result;
    writeAll(session, reader, progress, result);
    if (result.imported > 0) {
        result.firstKey = highestBefore + 1;
        result.lastKey = highestKey(*m_page.model);
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

/// Writes one batch while the next one is read: each takes about as long.
void ImportJob::writeAll(orm::Session &session, ImportReader &reader, ImportProgress &progress,
                         ImportResult &result) const
{
    BatchQueue queue;
    ImportMatcher matcher(m_page, m_plan.matching);
    const ReadingThread reading(reader, queue, progress);
    while (const std::optional<BatchQueue::Batch> batch = queue.take()) {
        const ImportMatcher::Sorted rows = matcher.sort(session, *batch);
        if (!rows.added.isEmpty())
            session.bulkCreate(*m_page.model, rows.added);
        result.imported += rows.added.size();
        result.same += rows.same;
        change(session, rows.changed, result);
    }
}

void ImportJob::change(orm::Session &session, const QList<ImportMatcher::Change> &changes,
                       ImportResult &result) const
{
    if (changes.isEmpty())
        return;
    if (!result.changed)
        result.changed = std::make_shared<ChangedRows>(m_page);
    QList<orm::Instance> before;
    QList<orm::Instance> after;
    for (const ImportMatcher::Change &each : changes) {
        before << each.stored;
        after << session.update(each.stored, each.values);
    }
    result.changed->append(before, after);
}

ImportForecast ImportJob::forecast(const orm::ReadSession &session, ImportProgress &progress) const
{
    BatchQueue queue;
    ImportReader reader(m_page, m_fields, m_plan);
    ImportMatcher matcher(m_page, m_plan.matching);
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
