#pragma once

#include "app/import/importedrow.h"
#include "app/import/importmatcher.h"
#include "app/shop/changedrows.h"
#include "ui/base/pagespec.h"

#include <atomic>
#include <memory>

class ImportReader;

/// A row that was not imported, and why.
struct RefusedRow
{
    qint64 number = 0; ///< As a spreadsheet counts.
    QString reason;
};

/// What came of an import.
struct ImportResult
{
    qint64 imported = 0;
    qint64 refused = 0;
    qint64 same = 0; ///< Rows that were there already, and stayed as they were.
    /// Records that rows of the file have changed; null when none was.
    std::shared_ptr<ChangedRows> changed;
    QList<RefusedRow> examples;  ///< The first refused rows; at most maxExamples.
    QString rejectedFile;        ///< Where all refused rows were saved; empty when nowhere.
    QString rejectedFileProblem; ///< Why they could not be saved.
    qint64 firstKey = 0;         ///< The imported rows have the keys from this one …
    qint64 lastKey = 0;          ///< … to this one; 0 when there are none.

    static constexpr qsizetype maxExamples = 100;
};

/// What an import would do.
struct ImportForecast
{
    qint64 added = 0;
    qint64 changed = 0;
    qint64 same = 0;
    qint64 refused = 0;

    bool operator==(const ImportForecast &) const = default;
};

/// How far an import is; both sides may look at it at any time.
struct ImportProgress
{
    std::atomic<qint64> bytesRead = 0;
    std::atomic<qint64> bytesInAll = 0;
    std::atomic<bool> isCancelled = false;
};

/// Why a row is not imported, in sentences: its own problem, or the rules of the page's model that
/// it breaks. Empty when it is.
[[nodiscard]] QString refusalOf(const ImportedRow &row, const ui::PageSpec &page);

/// The work of an import: reads a file, refuses what breaks the model's rules, and writes the rest.
/// A table that was empty is left without its indexes, which are made in half the time when all
/// rows are there (Indexer).
class ImportJob
{
public:
    ImportJob(const ui::PageSpec &page, const QList<ImportField> &fields, const ImportPlan &plan);

    /// Does the work. Belongs inside a transaction of the model's database, which makes it all or
    /// nothing: throws orm::CancelledError when `progress` says so, and orm::BaseError when the
    /// file cannot be read or the database fails.
    [[nodiscard]] ImportResult run(orm::Session &session, ImportProgress &progress);
    /// What run() would do now, without doing it. Throws what run() throws.
    [[nodiscard]] ImportForecast forecast(const orm::ReadSession &session,
                                          ImportProgress &progress) const;

private:
    /// Those of our own; they are made again when the rows are there.
    void dropIndexes() const;
    void writeAll(orm::Session &session, ImportReader &reader, ImportProgress &progress,
                  ImportResult &result) const;
    void change(orm::Session &session, const QList<ImportMatcher::Change> &changes,
                ImportResult &result) const;

    ui::PageSpec m_page;
    QList<ImportField> m_fields;
    ImportPlan m_plan;
};
