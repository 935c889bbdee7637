#include "app/import/importreader.h"

#include "app/import/csvreader.h"
#include "orm/core/error.h"

#include <QFile>

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype batchSize = 1'000;

bool isBlank(const CsvRow &row)
{
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](QStringView cell) { return cell.trimmed().isEmpty(); });
}

} // namespace

ImportReader::ImportReader(const ui::PageSpec &page, const QList<ImportField> &fields,
                           const ImportPlan &plan)
    : m_page(page)
    , m_fields(fields)
    , m_plan(plan)
    , m_rejected(plan)
{
}

void ImportReader::read(BatchQueue &queue, ImportProgress &progress)
{
    try {
        readFile(queue, progress);
        queue.finish();
    } catch (...) {
        queue.finish(std::current_exception());
    }
}

void ImportReader::readFile(BatchQueue &queue, ImportProgress &progress)
{
    QFile file(m_plan.file);
    if (!file.open(QIODevice::ReadOnly))
        throw orm::BaseError(tr("“%1” cannot be read: %2").arg(m_plan.file, file.errorString()));
    progress.bytesInAll = file.size();

    CsvReader reader(file, m_plan.format);
    bool isHeader = m_plan.hasHeader;
    for (CsvRow row; reader.next(row);) {
        if (progress.isCancelled)
            throw orm::CancelledError(tr("The import was cancelled."));
        progress.bytesRead = reader.bytesRead();
        if (!std::exchange(isHeader, false) && !isBlank(row) && !take(row, queue))
            return;
    }
    if (!m_batch.isEmpty())
        (void)queue.push(std::move(m_batch));
}

bool ImportReader::take(const CsvRow &row, BatchQueue &queue)
{
    orm::Values values = importedValues(row.cells, m_plan, m_fields);
    if (const QString reason = refusalOf(values, m_page); !reason.isEmpty()) {
        m_rejected.add(row, reason);
        if (++m_refused <= ImportResult::maxExamples)
            m_examples << RefusedRow{row.number, reason};
        return true;
    }
    m_batch << std::move(values);
    return m_batch.size() < batchSize || queue.push(std::exchange(m_batch, {}));
}

void ImportReader::tellRefused(ImportResult &result)
{
    m_rejected.commit();
    result.refused = m_refused;
    result.examples = m_examples;
    result.rejectedFile = m_rejected.path();
    result.rejectedFileProblem = m_rejected.problem();
}
