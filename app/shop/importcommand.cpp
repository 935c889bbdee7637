#include "app/shop/importcommand.h"

#include <algorithm>

ImportCommand::ImportCommand(const orm::Model &book, const QString &text,
                             const QList<AddedRows> &tables,
                             std::shared_ptr<const ChangedRows> changed)
    : RecordCommand(book, text)
    , m_added(book, text, tables)
    , m_hasAdded(std::ranges::any_of(
          tables, [&book](const AddedRows &rows) { return rows.model == &book; }))
    , m_changed(std::move(changed))
{
}

ui::RecordCommand::Work ImportCommand::work(Step step) const
{
    return [add = m_added.work(step), changed = m_changed, step](orm::Session &session) {
        if (changed && step == Step::Undo)
            changed->undo(session);
        ui::RecordChange change = add(session);
        if (changed && step != Step::Undo)
            changed->redo(session);
        change.count += changed ? changed->count() : 0;
        return change;
    };
}

ui::RecordCommand::Effect ImportCommand::effect(Step step) const
{
    return m_hasAdded ? m_added.effect(step) : Effect::Changes;
}
