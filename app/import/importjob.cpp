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

ImportResult ImportJob::run(ImportProgress &progress)
{
    const qint64 highestBefore = highestKey(*m_page.model);
    if (highestBefore == 0)
        dropIndexes();
    ImportReader reader(m_page, m_fields, m_plan);
    ImportResult result;
    result.imported = writeAll(reader, progress);
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
qint64 ImportJob::writeAll(ImportReader &reader, ImportProgress &progress) const
{
    BatchQueue queue;
    const ReadingThread reading(reader, queue, progress);
    qint64 rows = 0;
    while (const std::optional<BatchQueue::Batch> batch = queue.take()) {
        m_page.model->bulkCreate(*batch).waitForFinished(); // at once: a worker of the database
        rows += batch->size();
    }
    return rows;
}
