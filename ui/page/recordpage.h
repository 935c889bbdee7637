#pragma once

#include "orm/expr/where.h"
#include "ui/base/pagespec.h"
#include "ui/edit/recordcommands.h"
#include "ui/rows/rowchoice.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>
#include <vector>

class QAction;

namespace ui {

class CommandQueue;
class RecordForm;
class RecordTableModel;
class RecordTableView;
class SelectionSummary;
struct FormSubject;

/// The records of one model: a table and a form of them, and what can be done with them. The
/// window places table() and form() where it likes; they go with the page.
class RecordPage : public QObject
{
    Q_OBJECT

public:
    /// Starts to read at once. Pages with the same `queue`, which outlives them, have one undo
    /// stack; with nullptr the page has a queue of its own.
    explicit RecordPage(const PageSpec &spec, CommandQueue *queue = nullptr,
                        QObject *parent = nullptr);
    ~RecordPage() override;

    [[nodiscard]] RecordTableView *table() const;
    [[nodiscard]] RecordForm *form() const;
    [[nodiscard]] const PageSpec &spec() const;

    /// "Undo Delete 3 Books"; off while there is nothing to undo or something is being written.
    [[nodiscard]] QAction *undoAction() const;
    [[nodiscard]] QAction *redoAction() const;

    /// Records that are shown, of how many; not exact while the database still counts.
    [[nodiscard]] qint64 shown() const;
    [[nodiscard]] qint64 total() const;
    [[nodiscard]] bool isExact() const;
    [[nodiscard]] int selectedCount() const;
    /// The keys of the selection; nothing while some are not known yet.
    [[nodiscard]] std::optional<std::vector<qint64>> selectedKeys() const;
    /// The one record that is selected; nothing when there are more, or it is being read.
    [[nodiscard]] std::optional<orm::Instance> selectedRecord() const;
    /// Turns the form to a new record with these entries; `hidden` is what it has beside what the
    /// form shows. Nothing is written before it is saved.
    void addRecord(const orm::Values &entries, const orm::Values &hidden);
    [[nodiscard]] const orm::Where &filter() const;
    /// What is selected, what is shown, and all there is, in the order of the table, to be read
    /// elsewhere. Of the selection nothing while the list is still being read.
    [[nodiscard]] std::optional<RowChoice> selectedRows() const;
    [[nodiscard]] RowChoice shownRows() const;
    [[nodiscard]] RowChoice allRows() const;

    /// Whether the form shows what is selected, so that an action on the selection does what it
    /// seems to. While the form holds unsaved changes of another record it does not; then this asks
    /// what becomes of them.
    bool isFormOnSelection();
    /// Whether a change is on its way to the database.
    [[nodiscard]] bool isWriting() const;
    /// Whether nothing would be lost: no unsaved changes in the form, nothing being written.
    [[nodiscard]] bool canClose() const;

    /// Widths, order and visibility of the columns, and the sort.
    [[nodiscard]] QByteArray saveState() const;
    /// Takes up what saveState() gave; false, and nothing changed, when it is of no use.
    bool restoreState(const QByteArray &state);

public slots:
    /// Empties the form for a new record; nothing is written before it is saved.
    void addRecord();
    /// The same, filled with the current record's values.
    void duplicateRecord();
    /// Deletes what is selected, without a question up to 10,000 records.
    void deleteSelected();
    void editCurrentCell();
    /// Saves what is in the form, if it is valid.
    void saveForm();
    void saveFormAndAddAnother();
    void revertForm();
    void undo();
    void redo();
    /// Reads again what is shown, keeping selection and position.
    void refresh();
    void setFilter(const orm::Where &where);
    /// Does once more what occupied() told of.
    void retry();
    /// Stops the task that taskStarted() told of; nothing of it remains.
    void cancelTask();

signals:
    void shownChanged(qint64 shown, qint64 total, bool exact);
    /// `sum` and `average` are formatted, and empty when there is nothing to sum up (yet).
    void selectionSummary(int count, const QString &sum, const QString &average);
    /// Something was done; `undo` takes it back, nullptr when nothing can.
    void message(const QString &text, QAction *undo);
    /// Something was written, undone or done again.
    void written();
    /// The user asks for the records with this value, by a Ctrl+click on it.
    void linkFollowed(const QString &attribute, const QString &value);
    /// Something went wrong, in a sentence for the user.
    void failed(const QString &text);
    /// The server could not be reached while something was read; refresh() reads it again.
    void lost();
    /// Something could not be written since another program is writing; retry() may succeed.
    void occupied(const QString &text);
    void taskStarted(const QString &text);
    void taskFinished();
    /// The form holds unsaved changes, or no longer does.
    void modifiedChanged(bool modified);
    /// The form wants to be seen: a new record is to be entered.
    void formWanted();

private:
    void connectTable();
    void connectForm();
    void connectQueue();
    void makeActions();

    void follow();
    void followRecord(const std::vector<RowRange> &rows);
    void followMany(const std::vector<RowRange> &rows);
    void turnForm(const FormSubject &subject);

    void save(bool another);
    void saveToMany(const orm::Values &values);
    void saveCell(const orm::Instance &seen, const QString &attribute, const QVariant &value);
    void takeDone(const RecordCommand &command, RecordCommand::Step step,
                  const RecordChange &change);
    void takeSavedForm(const RecordChange &change);
    void takeFailure(const RecordCommand &command, const orm::BaseError &error);
    void takeConflict(const RecordCommand &command, RecordCommand::Step step,
                      const QList<RecordConflict> &conflicts);
    void showEffect(const RecordCommand &command, RecordCommand::Step step,
                    const RecordChange &change);
    void resolve(const EditCommand &command, const RecordConflict &conflict);
    void saveResult(const RecordConflict &conflict, const orm::Values &result,
                    const RelatedValues &related);
    void lookAfterDraft();
    void keepDeleted(const orm::Instance &seen, const orm::Values &values,
                     const RelatedValues &related);
    [[nodiscard]] std::unique_ptr<RecordCommand> deletion(const std::vector<qint64> &keys,
                                                          const RecordState &seen) const;
    [[nodiscard]] RecordState seenOf(const std::vector<RowRange> &rows) const;
    [[nodiscard]] bool isOwn(const RecordCommand &command) const;
    [[nodiscard]] QString nameOf(const RecordChange &change) const;
    [[nodiscard]] QString doneText(const RecordCommand &command, RecordCommand::Step step) const;
    void showAdded(const std::vector<qint64> &keys, RecordCommand::Step step);
    void showRemoved(const std::vector<qint64> &keys);
    void showChanged(const RecordChange &change, RecordCommand::Step step);
    void showMoved(const std::vector<qint64> &keys);
    void showManyChanged();
    void tellDone(const RecordCommand &command, RecordCommand::Step step, const QString &note);

    void updateActions();
    void updateTask();

    PageSpec m_spec;
    RecordTableModel *m_model = nullptr;
    CommandQueue *m_queue = nullptr;
    SelectionSummary *m_summary = nullptr;
    QPointer<RecordTableView> m_table;
    QPointer<RecordForm> m_form;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;

    std::vector<qint64> m_deleting; ///< Keys of what was asked to be deleted last.
    std::vector<qint64> m_followed; ///< Keys of the selection that the form was told of.
    int m_reading = 0;              ///< Number of the question for the records of a selection.
    const RecordCommand *m_formCommand = nullptr; ///< Saves what is in the form.
    bool m_addsAnother = false;
    bool m_formFailed = false; ///< What failed last was to save the form.
    QString m_runningCommand;
    QString m_task; ///< What taskStarted() told of.
};

} // namespace ui
