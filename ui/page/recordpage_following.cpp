// The part of RecordPage that tells what is selected, and shows it in the form.
#include "ui/page/recordpage.h"

#include "orm/model/sequelize.h"
#include "ui/form/recordform.h"
#include "ui/rows/recordtablemodel.h"
#include "ui/rows/recordwriter.h"
#include "ui/table/recordtableview.h"
#include "ui/table/selectionsummary.h"

namespace ui {

namespace {

/// Of more records the form does not look whether their fields differ.
constexpr qint64 mostCompared = 1'000;
/// The old values of all that are changed stay in memory, to be able to undo.
constexpr qint64 mostEdited = 100'000;

qint64 rowsIn(const std::vector<RowRange> &ranges)
{
    qint64 count = 0;
    for (const RowRange &range : ranges)
        count += range.count();
    return count;
}

} // namespace

std::optional<orm::Instance> RecordPage::selectedRecord() const
{
    const std::vector<RowRange> rows = m_table->selectedRanges();
    return rowsIn(rows) == 1 ? m_model->record(int(rows.front().first)) : std::nullopt;
}

std::optional<RowChoice> RecordPage::selectedRows() const
{
    const std::vector<RowRange> rows = m_table->selectedRanges();
    const qint64 count = rowsIn(rows);
    const bool isAll = m_model->isSettled() && count == m_model->count();
    if (isAll && count > mostEdited) // so many are read by what they have in common
        return shownRows();
    std::optional<std::vector<qint64>> keys = m_model->keys(rows);
    if (!keys)
        return std::nullopt;
    return RowChoice{.keys = std::move(keys), .count = count};
}

/// Tells the form and the summary of the selection, once the rows that it has are known.
void RecordPage::follow()
{
    if (m_table->isRestoring())
        return;
    const std::vector<RowRange> rows = m_table->selectedRanges();
    const qint64 count = rowsIn(rows);
    if (sender() == m_model)
        m_summary->refresh();
    else
        m_summary->select(rows);

    if (count == 0)
        turnForm({});
    else if (count == 1)
        followRecord(rows);
    else if (count <= mostEdited)
        followMany(rows);
    else
        turnForm(
            {.note = tr("%1 selected: too many to edit at once").arg(m_spec.countText(count))});
}

void RecordPage::followRecord(const std::vector<RowRange> &rows)
{
    const int row = int(rows.front().first);
    const std::optional<orm::Instance> record = m_model->record(row);
    if (m_model->isGone(row))
        turnForm({.note = tr("This %1 is no longer there.").arg(m_spec.record)});
    else if (record) // else it is on its way, and follow() comes again with it
        turnForm({.kind = FormSubject::Kind::One, .keys = {keyOf(*record)}, .records = {*record}});
}

void RecordPage::followMany(const std::vector<RowRange> &rows)
{
    const std::optional<std::vector<qint64>> keys = m_model->keys(rows);
    if (!keys || *keys == m_followed)
        return;
    const int number = ++m_reading;
    if (qint64(keys->size()) > mostCompared) {
        turnForm({.kind = FormSubject::Kind::Many, .keys = *keys});
        return;
    }
    m_followed = *keys;
    m_spec.model->sequelize().read(
        this,
        [&model = *m_spec.model, keys = *keys](const orm::ReadSession &session) {
            return RecordWriter::read(session, model, keys);
        },
        [this, number, keys = *keys](const QList<orm::Instance> &records) {
            if (number == m_reading)
                turnForm({.kind = FormSubject::Kind::Many, .keys = keys, .records = records});
        },
        [this](const orm::BaseError &error) { emit failed(error.message()); });
}

void RecordPage::turnForm(const FormSubject &subject)
{
    // A new record stays in the form until another row is chosen.
    if (m_form->kind() == FormSubject::Kind::New && subject.keys == m_followed)
        return;
    if (subject.kind != FormSubject::Kind::Many)
        ++m_reading;
    m_followed = subject.keys;
    m_form->follow(subject);
}

} // namespace ui
