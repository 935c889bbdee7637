#pragma once

#include "ui/base/pagespec.h"
#include "ui/rows/recordwriter.h"
#include "ui/rows/relatedvalues.h"

#include <QUndoCommand>

#include <functional>

namespace ui {

/// One change of records that can be taken back. A CommandQueue runs its work on a worker, in one
/// transaction, and moves the undo stack only when that succeeded; undo() and redo() themselves do
/// nothing.
class RecordCommand : public QUndoCommand
{
public:
    enum class Step : quint8 { First, Undo, Redo };
    /// Runs on a worker, inside a transaction, and knows all it needs as values.
    using Work = std::function<RecordChange(orm::Session &)>;

    RecordCommand(const orm::Model &model, const QString &text);

    [[nodiscard]] const orm::Model &model() const { return m_model; }
    /// What the last step forwards changed.
    [[nodiscard]] const RecordChange &change() const { return m_change; }
    virtual void setChange(const RecordChange &change) { m_change = change; }
    [[nodiscard]] virtual Work work(Step step) const = 0;
    /// Whether `step` takes rows away or puts some in, or only changes their values.
    enum class Effect : quint8 { Adds, Removes, Changes };
    [[nodiscard]] virtual Effect effect(Step step) const = 0;
    /// What is said of its first step, when its effect alone does not tell: `what` are the records
    /// in a sentence.
    [[nodiscard]] virtual QString doneText(const QString &what) const
    {
        Q_UNUSED(what)
        return {};
    }
    /// Some of its records were written by a step before it, which its user did not wait for: as
    /// `change` left them they are what the user saw.
    virtual void takeWritten(const RecordChange &change) { Q_UNUSED(change) }
    /// How many of its records a step has done; a total of 0: nobody knows.
    struct Progress
    {
        qint64 done = 0;
        qint64 total = 0;
    };
    /// Of the step that runs, asked from time to time.
    [[nodiscard]] virtual Progress progress() const { return {}; }

private:
    const orm::Model &m_model;
    RecordChange m_change;
};

class AddCommand final : public RecordCommand
{
public:
    AddCommand(const PageSpec &spec, const orm::Values &values, const RelatedValues &related = {});

    [[nodiscard]] Work work(Step step) const override;
    [[nodiscard]] Effect effect(Step step) const override;

private:
    PageSpec m_spec;
    orm::Values m_values;
    RelatedValues m_related;
};

/// Sets the same values in one or many records.
class EditCommand final : public RecordCommand
{
public:
    /// `seen`: the records as the user saw them, where that is known. When one of them is stored
    /// otherwise, nothing is written and the change tells of a conflict.
    EditCommand(const PageSpec &spec, const std::vector<qint64> &keys, const orm::Values &values,
                const RelatedValues &related = {}, const RecordState &seen = {});

    [[nodiscard]] Work work(Step step) const override;
    [[nodiscard]] Effect effect(Step step) const override;
    void takeWritten(const RecordChange &change) override;
    [[nodiscard]] bool isOfOne() const { return m_keys.size() == 1; }
    [[nodiscard]] const orm::Values &values() const { return m_values; }
    [[nodiscard]] const RelatedValues &related() const { return m_related; }

private:
    [[nodiscard]] Work firstStep() const;

    PageSpec m_spec;
    std::vector<qint64> m_keys;
    orm::Values m_values;
    RelatedValues m_related;
    RecordState m_seen;
};

/// "Delete 3 Books", and "Delete 3 Deleted Books Forever" of a trash.
[[nodiscard]] QString deletionText(const PageSpec &spec, const QString &what);
/// Whether they all came back from the trash; in a sentence if not. Throws orm::BaseError when none
/// did.
[[nodiscard]] QString returnNote(const PageSpec &spec, const TrashSpec::Returned &returned,
                                 qint64 kept);

/// Undoing it also brings back what went with the records, or lost its reference to them. A page
/// with a trash keeps them there meanwhile.
class DeleteCommand final : public RecordCommand
{
public:
    /// `seen`: the records as the user saw them, where that is known. When one of them is stored
    /// otherwise, or none is stored any longer, the change tells of a conflict.
    DeleteCommand(const PageSpec &spec, const std::vector<qint64> &keys,
                  const RecordState &seen = {});

    [[nodiscard]] Work work(Step step) const override;
    [[nodiscard]] Effect effect(Step step) const override;
    void takeWritten(const RecordChange &change) override;

private:
    [[nodiscard]] Work undoing() const;

    PageSpec m_spec;
    std::vector<qint64> m_keys;
    RecordState m_seen;
};

} // namespace ui
