#include "app/importjob.h"

#include "app/csvreader.h"
#include "app/rejectedrows.h"
#include "orm/model/model.h"
#include "ui/refusal.h"

#include <QFile>

#include <utility>

namespace {

constexpr qsizetype batchSize = 1'000;

bool isBlank(const CsvRow &row)
{
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](const QString &cell) { return cell.trimmed().isEmpty(); });
}

qint64 highestKey(const orm::Model &model)
{
    return model.max(model.primaryKey()).result().toLongLong();
}

} // namespace

QString refusalOf(const orm::Values &values, const ui::PageSpec &page)
{
    QStringList reasons;
    for (const orm::ValidationErrorItem &item :
         page.model->validate(values, orm::Model::Scope::Whole))
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
    QFile file(m_plan.file);
    if (!file.open(QIODevice::ReadOnly))
        throw orm::BaseError(tr("“%1” cannot be read: %2").arg(m_plan.file, file.errorString()));
    progress.bytesInAll = file.size();

    const qint64 highestBefore = highestKey(*m_page.model);
    CsvReader reader(file, m_plan.format);
    RejectedRows rejected(m_plan);
    bool isHeader = m_plan.hasHeader;
    for (CsvRow row; reader.next(row);) {
        if (progress.isCancelled)
            throw orm::CancelledError(tr("The import was cancelled."));
        progress.bytesRead = reader.bytesRead();
        if (!std::exchange(isHeader, false) && !isBlank(row))
            take(row, rejected);
    }
    flush();
    if (m_result.imported > 0) {
        m_result.firstKey = highestBefore + 1;
        m_result.lastKey = highestKey(*m_page.model);
    }
    rejected.commit();
    m_result.rejectedFile = rejected.path();
    m_result.rejectedFileProblem = rejected.problem();
    return m_result;
}

void ImportJob::take(const CsvRow &row, RejectedRows &rejected)
{
    const orm::Values values = importedValues(row.cells, m_plan, m_fields);
    if (const QString reason = refusalOf(values, m_page); !reason.isEmpty()) {
        rejected.add(row, reason);
        if (++m_result.refused <= ImportResult::maxExamples)
            m_result.examples << RefusedRow{row.number, reason};
        return;
    }
    m_batch << values;
    if (m_batch.size() == batchSize)
        flush();
}

void ImportJob::flush()
{
    if (m_batch.isEmpty())
        return;
    m_page.model->bulkCreate(m_batch)
        .waitForFinished(); // at once: this is a worker of the database
    m_result.imported += m_batch.size();
    m_batch.clear();
}
