#pragma once

#include "ui/form/brokenrules.h"
#include "ui/form/formsubject.h"
#include "ui/rows/recordwriter.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QAction;
class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace ui {

class DraftBar;
class ErrorText;
class FieldRow;
class RelatedFields;

/// The fields of one record, of a new one, or of many at once. It says what the user wants; it
/// writes nothing. Unsaved changes stay in it until they are saved or discarded.
class RecordForm final : public QWidget
{
    Q_OBJECT

public:
    explicit RecordForm(const PageSpec &spec, QWidget *parent = nullptr);

    /// Turns to `subject`; while there are unsaved changes, asks and turns to it afterwards.
    void follow(const FormSubject &subject);
    /// Whether the form holds unsaved changes of other records than those that are selected.
    [[nodiscard]] bool isLeftBehind() const { return m_next.has_value(); }
    /// The same as follow() without asking; `entered` is entered then as if the user had.
    void turnTo(const FormSubject &subject, const orm::Values &entered = {});
    [[nodiscard]] const PageSpec &spec() const { return m_spec; }

    [[nodiscard]] FormSubject::Kind kind() const { return m_subject.kind; }
    [[nodiscard]] const std::vector<qint64> &keys() const { return m_subject.keys; }
    [[nodiscard]] const FormSubject &subject() const { return m_subject; }
    /// The records that it is about, as the user sees them but for what was entered.
    [[nodiscard]] RecordState seen() const;
    /// The record that is being changed, as it is stored now; somebody else may have changed it.
    void takeStored(const orm::Instance &fresh);
    [[nodiscard]] bool isModified() const;
    /// Whether there is something to save, and it is known what it changes.
    [[nodiscard]] bool canSave() const;
    /// What was entered and differs from what is stored.
    [[nodiscard]] orm::Values changes() const;
    /// The same of fields whose values are rows of other models.
    [[nodiscard]] const RelatedFields &related() const { return *m_related; }
    /// Reads related values again; they may have changed.
    void refreshRelated();
    /// Whether the model takes what was entered; if not, says why under the fields and goes to
    /// the first of them. What is typed is judged all the time: a reason comes when the typing
    /// rests or the field is left, and goes as soon as the entry is right.
    bool isValid();
    /// The same of what a save was refused for.
    void showErrors(const QList<orm::ValidationErrorItem> &items);
    /// What was entered is stored now, as `rows` say, and the form turns to what waits for it.
    /// False when nothing waits: then it shows what was saved.
    bool takeSaved(const QList<orm::Instance> &rows);
    /// While it is being saved, nothing can be entered.
    void setSaving(bool saving);
    void focusFirst();

    [[nodiscard]] QAction *saveAction() const { return m_save; }
    [[nodiscard]] QAction *saveAnotherAction() const { return m_saveAnother; }
    [[nodiscard]] QAction *revertAction() const { return m_revert; }

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void saveWanted();
    void saveAnotherWanted();
    /// Back to what is stored; of a new record nothing is left.
    void reverted();
    void modifiedChanged(bool modified);
    /// What is entered and not saved is something else than before.
    void draftChanged();
    /// Esc with nothing to revert.
    void leaveWanted();
    /// Something cannot be taken or read, in a sentence for the user.
    void failed(const QString &message);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// Which of the broken rules are told: where one is told already, of fields that the user has
    /// entered something in, or all.
    enum class Telling : quint8 { Told, Touched, All };

    void makeActions();
    [[nodiscard]] QWidget *makeFields();
    [[nodiscard]] QLayout *makeButtons();
    [[nodiscard]] QString draftText() const;
    void makeRows(QGridLayout &grid);
    [[nodiscard]] QPushButton *makeButton(QAction *action, const QString &objectName,
                                          const QString &accessibleName);
    void fill();
    void fillOwn();
    void fillMany(FieldRow &row) const;
    void takePick(const FieldSpec &field, const orm::Instance &row);
    [[nodiscard]] FieldRow *rowOf(const QString &attribute) const;
    void revert();
    void takeEdit(const FieldRow &row);
    void judgeAtRest();
    [[nodiscard]] BrokenRules judged() const;
    void rejudge();
    void tell(const BrokenRules &broken, Telling telling);
    void goToFirstError();
    void updateState();

    PageSpec m_spec;
    FormSubject m_subject;
    std::optional<FormSubject> m_next; ///< Waits for unsaved changes to be saved or discarded.
    BrokenRules m_refused;             ///< By the last save, where nothing was entered since.
    bool m_saving = false;
    bool m_wasModified = false;
    QTimer m_escape; ///< Runs while a second Esc would revert.
    QTimer m_typing; ///< Runs while the user types.

    QLabel *m_heading = nullptr;
    DraftBar *m_bar = nullptr;
    QList<FieldRow *> m_rows;
    RelatedFields *m_related = nullptr;
    ErrorText *m_error = nullptr; ///< Of the record as a whole.
    QScrollArea *m_fields = nullptr;
    QAction *m_save = nullptr;
    QAction *m_saveAnother = nullptr;
    QAction *m_revert = nullptr;
    QPushButton *m_revertButton = nullptr;
    QPushButton *m_saveButton = nullptr;
};

} // namespace ui
