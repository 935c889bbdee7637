#pragma once

#include "app/import/importedrow.h"
#include "app/shop/changedrows.h"
#include "ui/base/longtask.h"
#include "ui/base/pagespec.h"

#include <QDateTime>

#include <memory>

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
    qint64 leftOut = 0;          ///< Rows of which a wrong value was left out.
    QList<RefusedRow> leftOutOf; ///< The first of these, and why; at most maxExamples.
    QString rejectedFile;        ///< Where all refused rows were saved; empty when nowhere.
    QString rejectedFileProblem; ///< Why they could not be saved.
    qint64 firstKey = 0;         ///< The imported rows have the keys from this one …
    qint64 lastKey = 0;          ///< … to this one; 0 when there are none.
    QDateTime lastChange;        ///< The latest moment that one of these was changed at.
    QList<qint64> madeNames;     ///< Keys of rows that were made for names, such as genres.

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

/// Why a row is not imported, in sentences: its own problem, or the rules of the page's model that
/// it breaks. Empty when it is.
[[nodiscard]] QString refusalOf(const ImportedRow &row, const ui::PageSpec &page);

/// Takes texts of associated rows that break their rules out of `row`, such as an ISBN with a wrong
/// digit: the row is worth more than they are. By what `matching` finds records, however, it stays.
/// Answers why, in sentences; empty: all are right.
[[nodiscard]] QStringList leaveOutWrong(ImportedRow &row, const ui::PageSpec &page,
                                        const ImportMatching &matching);

/// The work of an import: reads a file, refuses what breaks the model's rules, and writes the rest.
/// Rows keep the numbers of the file in a table that was empty, and get others elsewhere.
/// A table that was empty is left without its indexes, which are made in half the time when all
/// rows are there (Indexer).
class ImportJob
{
public:
    ImportJob(const ui::PageSpec &page, const QList<ImportField> &fields, const ImportPlan &plan);

    /// Does the work. Belongs inside a transaction of the model's database, which makes it all or
    /// nothing: throws orm::CancelledError when `progress` says so, and orm::BaseError when the
    /// file cannot be read or the database fails.
    [[nodiscard]] ImportResult run(orm::Session &session, ui::TaskProgress &progress);
    /// What run() would do now, without doing it. Throws what run() throws.
    [[nodiscard]] ImportForecast forecast(const orm::ReadSession &session,
                                          ui::TaskProgress &progress) const;

private:
    /// Those of our own; they are made again when the rows are there.
    void dropIndexes() const;
    /// The plan as far as the table, which has records up to this key, can take it.
    [[nodiscard]] ImportPlan planFor(qint64 highestKey) const;

    ui::PageSpec m_page;
    QList<ImportField> m_fields;
    ImportPlan m_plan;
};
