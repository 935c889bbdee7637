#pragma once

#include "orm/model/session.h"
#include "ui/base/pagespec.h"
#include "ui/rows/keptrows.h"

/// Records that were changed at once, as they were before and after, in files, not in memory. For
/// one thread at a time.
class ChangedRows
{
public:
    explicit ChangedRows(const ui::PageSpec &page);

    /// Both have the same records in the same order.
    void append(const QList<orm::Instance> &before, const QList<orm::Instance> &after);
    [[nodiscard]] qint64 count() const { return m_count; }

    /// Puts the records back to what they were, in a transaction. Throws orm::BaseError, and
    /// changes nothing, when somebody has changed one of them since.
    void undo(orm::Session &session) const;
    /// Changes them again, as undo() left them.
    void redo(orm::Session &session) const;

private:
    void turn(orm::Session &session, const ui::KeptRows &from, const ui::KeptRows &to) const;

    ui::PageSpec m_page;
    ui::KeptRows m_before;
    ui::KeptRows m_after;
    qint64 m_count = 0;
};
