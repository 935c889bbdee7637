#pragma once

#include "app/import/batchqueue.h"
#include "app/import/importjob.h"
#include "app/import/rejectedrows.h"
#include "app/import/seenkeys.h"

/// The half of an import that reads: the rows of a file, without those that break the model's
/// rules.
class ImportReader
{
    Q_DECLARE_TR_FUNCTIONS(ImportReader)

public:
    /// All outlive the reader.
    ImportReader(const ui::PageSpec &page, const QList<ImportField> &fields,
                 const ImportPlan &plan);

    /// Reads the file into `queue` and finishes that; it hears of failures, too: CancelledError
    /// when `progress` says so, BaseError when the file cannot be read.
    void read(BatchQueue &queue, ui::TaskProgress &progress);
    /// How many rows were refused. Not while read() goes on.
    [[nodiscard]] qint64 refused() const { return m_refused; }
    /// Saves the refused rows, and tells of them in `result`. Not while read() goes on.
    void tellRefused(ImportResult &result);

private:
    void readFile(BatchQueue &queue, ui::TaskProgress &progress);
    /// False when nobody wants rows any more.
    [[nodiscard]] bool take(const CsvRow &row, BatchQueue &queue);
    void refuse(const CsvRow &row, const QString &reason);
    /// Refuses a row above the names of the columns that is a book all the same; other rows there
    /// are titles and notes.
    void takeAbove(const CsvRow &row);

    const ui::PageSpec &m_page;
    const QList<ImportField> &m_fields;
    const ImportPlan &m_plan;
    RejectedRows m_rejected;
    bool m_hasKeys; ///< Rows keep the numbers of the file.
    SeenKeys m_keys;
    QList<RefusedRow> m_examples;
    qint64 m_refused = 0;
    QList<RefusedRow> m_leftOutOf;
    qint64 m_leftOut = 0;
    BatchQueue::Batch m_batch;
};
