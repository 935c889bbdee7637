#pragma once

#include "app/shop/bulkaddcommand.h"
#include "app/shop/changedrows.h"

/// An import: books that came at once, and books that were changed by it. Its undo takes the ones
/// out again and puts the others back.
class ImportCommand final : public ui::RecordCommand
{
public:
    /// `tables` as BulkAddCommand has them, without books when none was added; `changed` is null
    /// when nothing was changed.
    ImportCommand(const orm::Model &book, const QString &text, const QList<AddedRows> &tables,
                  std::shared_ptr<const ChangedRows> changed);

    /// Its first step was done before.
    [[nodiscard]] Work work(Step step) const override;
    [[nodiscard]] Effect effect(Step step) const override;

private:
    BulkAddCommand m_added;
    bool m_hasAdded = false;
    std::shared_ptr<const ChangedRows> m_changed;
};
