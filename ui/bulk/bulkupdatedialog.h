#pragma once

#include "ui/bulk/bulkcommands.h"
#include "ui/bulk/bulkdialog.h"

namespace ui {

class BulkChangesEdit;

/// Asks for changes of many records, and shows what they would do to them. Enter makes them, even
/// before all is counted: what could not be told in time of records that break a rule is told
/// then, and nothing is written.
class BulkUpdateDialog final : public BulkDialog
{
    Q_OBJECT

public:
    explicit BulkUpdateDialog(const Subject &subject, QWidget *parent = nullptr);

    [[nodiscard]] BulkChanges changes() const;
    /// What the user was told of the records so far.
    [[nodiscard]] BulkUpdateCommand::Told told() const;

protected:
    void ask() override;
    [[nodiscard]] QString verb() const override;
    [[nodiscard]] bool isReady() const override;
    void fill(const BulkSurvey &survey) override;
    [[nodiscard]] QString note(const BulkSurvey &survey) const override;

private:
    void judge();
    void spell(const QList<qint64> &leftOut);

    BulkChangesEdit *m_edit = nullptr;
    QPushButton *m_showWrong = nullptr; ///< While it is down, only those that break a rule.
};

} // namespace ui
