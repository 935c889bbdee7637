#pragma once

#include "app/copy/copiedtable.h"
#include "app/import/batchqueue.h"
#include "orm/db/rowset.h"

namespace orm {
class Session;
}

namespace ui {
struct TaskProgress;
}

/// What the reading side of a copy knows about its shop.
struct CopySurvey
{
    std::vector<qint64> counts = {}; ///< Rows of each table; -1 where the shop has no such table.
    /// The highest key of each table that was ever given; 0 where there is none.
    std::vector<qint64> counters = {};
    QStringList leftOut = {}; ///< See CopyResult.
};

/// How rows are read: as the models know them, or as they are stored, whatever the models say,
/// which other databases cannot take.
enum class CopyForm : quint8 { Known, Stored };

/// What the reading side hands over: the survey, then pages of all tables in the form in which they
/// are written,
/// then pages of the same rows as they are stored, to be held against the copy.
struct CopyPage
{
    CopySurvey survey = {}; ///< Only in the first one.
    orm::RowSet rows = {};  ///< Never empty but in the first one, and in the last one of a table.
    bool isLast = true;     ///< Of its table.
};

using CopyQueue = BatchQueueOf<CopyPage>;

/// The reading half of a copy.
class CopyReader
{
public:
    /// `tables` and `progress` outlive it; the user knows the shop as `name`.
    CopyReader(const std::vector<CopiedTable> &tables, const QString &name, CopyForm form,
               const ui::TaskProgress &progress)
        : m_tables(tables)
        , m_form(form)
        , m_name(name)
        , m_progress(progress)
    {
    }

    /// Reads everything into the queue, which it does not finish. In a transaction, so that all
    /// pages are of one moment. Throws what the database throws, and orm::CancelledError.
    void read(orm::Session &session, CopyQueue &queue) const;

private:
    [[nodiscard]] CopySurvey survey(orm::Session &session) const;
    void surveyCounters(orm::Session &session, CopySurvey &survey) const;
    [[nodiscard]] bool push(orm::Session &session, const CopiedTable &table, CopyForm form,
                            CopyQueue &queue) const;

    const std::vector<CopiedTable> &m_tables;
    const CopyForm m_form;
    QString m_name;
    const ui::TaskProgress &m_progress;
};

/// The rows of a page as they are stored, whatever the models say.
[[nodiscard]] orm::RowSet storedPage(const CopiedTable &table, const orm::FindOptions &page);
/// Throws orm::CancelledError when the user wished so.
void throwIfCancelled(const ui::TaskProgress &progress);
