#pragma once

#include "ui/bulk/bulkdialog.h"

namespace ui {

/// Asks which of many records are to be deleted, and shows them.
class BulkDeleteDialog final : public BulkDialog
{
    Q_OBJECT

public:
    explicit BulkDeleteDialog(const Subject &subject, QWidget *parent = nullptr);

protected:
    void ask() override;
    [[nodiscard]] QString verb() const override;
    void fill(const BulkSurvey &survey) override;
    [[nodiscard]] QString note(const BulkSurvey &survey) const override;
};

} // namespace ui
