#pragma once

#include "orm/db/request.h"
#include "ui/bulk/bulkscopebox.h"
#include "ui/bulk/bulkspeller.h"
#include "ui/bulk/bulksurvey.h"

#include <QDialog>
#include <QTimer>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace ui {

class BulkCodeView;
class BulkPreviewTable;

/// What bulk dialogs have in common: which records, how many they are and the first of them, the
/// call and its SQL as they will be sent, and a button that says what it does and to how many.
/// Everything is asked in the background, and what is asked is dropped for what is asked next.
class BulkDialog : public QDialog
{
    Q_OBJECT

public:
    /// What the dialog is about.
    struct Subject
    {
        PageSpec spec;
        BulkScopes scopes;
        BulkSpeller::Define define; ///< See BulkSpeller.
    };

    ~BulkDialog() override;

    [[nodiscard]] BulkTarget target() const { return m_scope->target(); }
    /// What is known so far; nothing while even the number of records is not.
    [[nodiscard]] const std::optional<BulkSurvey> &survey() const { return m_survey; }

protected:
    BulkDialog(const Subject &subject, QWidget *parent);

    /// Puts the parts together; `change` stands behind the records, nullptr for none.
    void build(QWidget *change);
    /// Looks anew when the user pauses.
    void askSoon();
    /// Shows what was found, in place of what was there.
    void take(const BulkSurvey &survey);
    /// The same for what cannot be asked: says why.
    void tellProblem(const QString &problem);
    [[nodiscard]] const PageSpec &spec() const { return m_subject.spec; }
    [[nodiscard]] BulkSpeller &speller() { return *m_speller; }
    [[nodiscard]] BulkPreviewTable &table() { return *m_table; }
    [[nodiscard]] QPushButton &button() { return *m_button; }
    void setRequest(orm::Request request);
    /// Puts `button` at the end of the line with the note.
    void setBesideNote(QPushButton *button);
    void updateButton();

    /// Asks for what a change of these records would do, and ends in take() or tellProblem().
    virtual void ask() = 0;
    /// What stands on the button before "3 Books", and whether it may be pressed.
    [[nodiscard]] virtual QString verb() const = 0;
    [[nodiscard]] virtual bool isReady() const;
    /// Puts rows into the table.
    virtual void fill(const BulkSurvey &survey) = 0;
    /// What is to be known of it, in sentences.
    [[nodiscard]] virtual QString note(const BulkSurvey &survey) const = 0;

private:
    Subject m_subject;
    BulkScopeBox *m_scope = nullptr;
    QLabel *m_heading = nullptr; ///< Of the table.
    BulkPreviewTable *m_table = nullptr;
    BulkCodeView *m_call = nullptr;
    BulkCodeView *m_sql = nullptr;
    QLabel *m_note = nullptr;
    QHBoxLayout *m_noteLine = nullptr;
    QPushButton *m_button = nullptr;
    BulkSpeller *m_speller = nullptr;
    QTimer m_pause;
    orm::Request m_request;
    std::optional<BulkSurvey> m_survey;
    QString m_problem;
};

} // namespace ui
