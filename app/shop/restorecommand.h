#pragma once

#include "app/shop/trash.h"
#include "ui/bulk/bulktarget.h"
#include "ui/edit/recordcommands.h"

#include <memory>

/// Makes books again of deleted ones. Its undo moves them to where they were in the trash, as they
/// are by then.
class RestoreCommand final : public ui::RecordCommand
{
public:
    /// `page` shows the deleted books, `target` is among them.
    RestoreCommand(const BookModels &models, const ui::PageSpec &page,
                   const ui::BulkTarget &target);

    [[nodiscard]] Work work(Step step) const override;
    [[nodiscard]] Effect effect(Step step) const override;
    [[nodiscard]] QString doneText(const QString &what) const override;
    void setChange(const ui::RecordChange &change) override;

private:
    /// What the last step has done; written by a worker.
    struct Done
    {
        ui::KeyRanges entries;
        Trash::Receipt receipt;
    };

    Trash m_trash;
    ui::PageSpec m_page;
    ui::BulkTarget m_target;
    std::shared_ptr<Done> m_done;
};
