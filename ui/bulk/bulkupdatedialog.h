#pragma once

#include "ui/bulk/bulkcommands.h"
#include "ui/bulk/bulkdialog.h"

namespace ui {

class BulkChangeEdit;

/// Asks for a change of many records, and shows what it would do to them. Enter does it, even
/// before all is counted: what could not be told in time of records that break a rule is told
/// then, and nothing is written.
class BulkUpdateDialog final : public BulkDialog
{
    Q_OBJECT

public:
    explicit BulkUpdateDialog(const Subject &subject, QWidget *parent = nullptr);

    [[nodiscard]] BulkChange change() const;
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

    BulkChangeEdit *m_edit = nullptr;
    QPushButton *m_showWrong = nullptr; ///< While it is down, only those that break a rule.
};

} // namespace ui
