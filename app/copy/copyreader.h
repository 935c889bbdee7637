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
    QStringList leftOut = {};        ///< See CopyResult.
};

/// What the reading side hands over: the survey, then pages of all tables as the models read them,
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
    CopyReader(const std::vector<CopiedTable> &tables, const QString &name,
               const ui::TaskProgress &progress)
        : m_tables(tables)
        , m_name(name)
        , m_progress(progress)
    {
    }

    /// Reads everything into the queue, which it does not finish. In a transaction, so that all
    /// pages are of one moment. Throws what the database throws, and orm::CancelledError.
    void read(orm::Session &session, CopyQueue &queue) const;

private:
    enum class Form : quint8 { Known, Stored };

    [[nodiscard]] CopySurvey survey(orm::Session &session) const;
    [[nodiscard]] bool push(orm::Session &session, const CopiedTable &table, Form form,
                            CopyQueue &queue) const;

    const std::vector<CopiedTable> &m_tables;
    QString m_name;
    const ui::TaskProgress &m_progress;
};

/// The rows of a page as they are stored, whatever the models say.
[[nodiscard]] orm::RowSet storedPage(const CopiedTable &table, const KeyPages &pages);
/// Throws orm::CancelledError when the user wished so.
void throwIfCancelled(const ui::TaskProgress &progress);
