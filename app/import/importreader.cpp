#include "app/import/importreader.h"

#include "app/csv/csvfile.h"
#include "app/csv/csvreader.h"
#include "app/import/importedrow.h"
#include "orm/core/error.h"

#include <QFile>

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype batchSize = 1'000;

} // namespace

ImportReader::ImportReader(const ui::PageSpec &page, const QList<ImportField> &fields,
                           const ImportPlan &plan)
    : m_page(page)
    , m_fields(fields)
    , m_plan(plan)
    , m_rejected(plan)
    , m_hasKeys(plan.columns.contains(page.model->primaryKey()))
{
}

void ImportReader::read(BatchQueue &queue, ui::TaskProgress &progress)
{
    try {
        readFile(queue, progress);
        queue.finish();
    } catch (...) {
        queue.finish(std::current_exception());
    }
}

void ImportReader::readFile(BatchQueue &queue, ui::TaskProgress &progress)
{
    QFile file(m_plan.file);
    openCsv(file);
    progress.total = file.size();

    CsvReader reader(file, m_plan.format);
    for (CsvRow row; reader.next(row);) {
        if (progress.isCancelled)
            throw orm::CancelledError(tr("The import was cancelled."));
        progress.done = reader.bytesRead();
        if (isBlank(row))
            continue;
        if (row.number < m_plan.firstRow)
            takeAbove(row);
        else if (!take(row, queue))
            return;
    }
    if (!m_batch.isEmpty())
        (void)queue.push(std::move(m_batch));
}

bool ImportReader::take(const CsvRow &row, BatchQueue &queue)
{
    ImportedRow imported = importedRow(row, m_plan, m_fields);
    const QStringList left = leaveOutWrong(imported, m_page, m_plan.matching);
    if (const QString reason = refusalOf(imported, m_page); !reason.isEmpty()) {
        refuse(row, reason);
        return true;
    }
    if (const orm::Operand *key = imported.values.find(m_page.model->primaryKey());
        key && m_hasKeys && !m_keys.add(key->data()->toLongLong())) {
        refuse(row, tr("Its number is that of a row above."));
        return true;
    }
    if (!left.isEmpty() && ++m_leftOut <= ImportResult::maxExamples)
        m_leftOutOf << RefusedRow{row.number, tr("%1 It is left out.").arg(left.join(u' '))};
    m_batch << ImportRow{std::move(imported.values), std::move(imported.related)};
    return m_batch.size() < batchSize || queue.push(std::exchange(m_batch, {}));
}

void ImportReader::takeAbove(const CsvRow &row)
{
    if (row.number == m_plan.headerRow)
        return;
    const bool isFull = std::all_of(m_plan.columns.begin(), m_plan.columns.end(), [&](int column) {
        return !row.cells.value(column).trimmed().isEmpty();
    });
    ImportedRow imported = importedRow(row, m_plan, m_fields);
    (void)leaveOutWrong(imported, m_page, m_plan.matching);
    if (isFull && refusalOf(imported, m_page).isEmpty())
        refuse(row, tr("It stands above the row with the names of the columns."));
}

void ImportReader::refuse(const CsvRow &row, const QString &reason)
{
    m_rejected.add(row, reason);
    if (++m_refused <= ImportResult::maxExamples)
        m_examples << RefusedRow{row.number, reason};
}

void ImportReader::tellRefused(ImportResult &result)
{
    m_rejected.commit();
    result.refused = m_refused;
    result.examples = m_examples;
    result.leftOut = m_leftOut;
    result.leftOutOf = m_leftOutOf;
    result.rejectedFile = m_rejected.path();
    result.rejectedFileProblem = m_rejected.problem();
}
