#pragma once

#include "orm/model/session.h"
#include "ui/base/pagespec.h"
#include "ui/rows/keptrows.h"

#include <map>

/// Records that were changed at once, as they were before and after, in files, not in memory. For
/// one thread at a time.
class ChangedRows
{
public:
    explicit ChangedRows(const ui::PageSpec &page);

    /// Both have the same records in the same order.
    void append(const QList<orm::Instance> &before, const QList<orm::Instance> &after);
    /// What links these records to their names, in the table between.
    void appendLinks(const ui::FieldSpec &field, const QList<orm::Instance> &before,
                     const QList<orm::Instance> &after);
    [[nodiscard]] qint64 count() const { return m_count; }

    /// Puts the records back to what they were, in a transaction. Throws orm::BaseError, and
    /// changes nothing, when somebody has changed one of them since.
    void undo(orm::Session &session) const;
    /// Changes them again, as undo() left them.
    void redo(orm::Session &session) const;

private:
    /// Of rows, or of the links to one field's names.
    struct Kept
    {
        ui::KeptRows rows;
        quint64 digest = 0; ///< Of links.
    };
    struct Version
    {
        Kept records;
        std::map<QString, Kept> links; ///< By the attribute of their field.
    };

    void turn(orm::Session &session, const Version &from, const Version &to) const;
    void refuseChanged(const orm::Session &session, const Version &from) const;

    ui::PageSpec m_page;
    Version m_before;
    Version m_after;
    qint64 m_count = 0;
};

/// What links these records to the names of `field`: rows of the table between.
[[nodiscard]] QList<orm::Instance> linksOf(const orm::ReadSession &session,
                                           const ui::FieldSpec &field,
                                           const std::vector<qint64> &keys);
