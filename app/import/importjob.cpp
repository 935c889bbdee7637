#include "app/import/importjob.h"

#include "app/import/importmatcher.h"
#include "app/import/importreader.h"
#include "app/import/importwriter.h"
#include "app/models/bookmodels.h"
#include "orm/model/sequelize.h"
#include "ui/base/onserver.h"
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

/// PostgreSQL counts the keys that it gives by itself, wherever those are that it was given.
void countOn(const orm::Session &session, const orm::Model &model)
{
    if (model.sequelize().options().dialect != orm::Dialect::Postgres)
        return;
    const orm::QueryInterface tables = model.sequelize().queryInterface();
    const QString table = tables.quoteIdentifiers(model.tableName());
    const QString key = tables.quoteIdentifiers(model.primaryKey());
    session.query(orm::Text(u"SELECT setval(pg_get_serial_sequence($table, $key), (SELECT max(%1) "
                            "FROM %2))"_s.arg(key, table)),
                  {.bind = QVariantMap{{u"table"_s, table}, {u"key"_s, model.primaryKey()}}});
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

QStringList leaveOutWrong(ImportedRow &row, const ui::PageSpec &page,
                          const ImportMatching &matching)
{
    QStringList reasons;
    for (const ui::FieldSpec &field : page.fields) {
        const auto texts = row.related.constFind(field.attribute);
        if (field.kind != ui::FieldKind::RelatedText || texts == row.related.constEnd()
            || (matching.by == ImportMatching::By::RelatedText
                && matching.attributes.contains(field.attribute)))
            continue;
        const QStringList wrong = ui::relatedRefusals(field, *texts);
        if (!wrong.isEmpty())
            row.related.remove(field.attribute);
        reasons << wrong;
    }
    return reasons;
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
    // Others may work on a server's table meanwhile, and MySQL would end the transaction.
    const bool isShared = ui::isOnServer(m_page.model->sequelize());
    if (highestBefore == 0 && !isShared)
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
    if (isShared && result.imported > 0 && plan.columns.contains(m_page.model->primaryKey()))
        countOn(session, *m_page.model);
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
