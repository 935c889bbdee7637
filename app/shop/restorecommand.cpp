#include "app/shop/restorecommand.h"

#include "orm/core/error.h"
#include "orm/model/session.h"

#include <QCoreApplication>

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(RestoreCommand)
};

/// More are not told one by one.
constexpr qint64 mostTold = 100'000;

QString textOf(const QString &what)
{
    return Texts::tr("Restore %1").arg(what);
}

ui::KeyRanges entriesOf(const orm::Session &session, const orm::Model &model,
                        const ui::BulkTarget &target)
{
    if (target.keys)
        return ui::rangesOf(*target.keys);
    ui::KeyRanges ranges;
    session.findKeys(model, {.where = target.where, .order = {"id"}},
                     [&ranges](qint64 key) { ui::appendKey(ranges, key); });
    return ranges;
}

std::vector<qint64> keysIn(const ui::KeyRanges &ranges)
{
    std::vector<qint64> keys;
    if (ui::countOf(ranges) <= mostTold)
        for (const ui::KeyRange &range : ranges)
            for (qint64 key = range.first; key <= range.last; ++key)
                keys.push_back(key);
    return keys;
}

[[noreturn]] void refuse(const QString &text)
{
    throw orm::BaseError(text);
}

} // namespace

RestoreCommand::RestoreCommand(const BookModels &models, const ui::PageSpec &page,
                               const ui::BulkTarget &target)
    : RecordCommand(*page.model, textOf(page.title))
    , m_trash(models)
    , m_page(page)
    , m_target(target)
    , m_done(std::make_shared<Done>())
{
}

ui::RecordCommand::Effect RestoreCommand::effect(Step step) const
{
    return step == Step::Undo ? Effect::Adds : Effect::Removes;
}

QString RestoreCommand::doneText(const QString &what) const
{
    return Texts::tr("%1 restored.").arg(what);
}

void RestoreCommand::setChange(const ui::RecordChange &change)
{
    RecordCommand::setChange(change);
    setText(textOf(m_page.countTitle(change.count)));
}

ui::RecordCommand::Work RestoreCommand::work(Step step) const
{
    if (step == Step::Undo)
        return [trash = m_trash, page = m_page, done = m_done,
                restored = change().count](orm::Session &session) {
            ui::RecordChange change;
            change.count = trash.putBack(session, done->receipt);
            if (change.count == 0)
                refuse(Texts::tr("Somebody else has deleted %1 meanwhile.")
                           .arg(page.countText(restored)));
            change.keys = keysIn(done->entries);
            return change;
        };
    return [trash = m_trash, page = m_page, target = m_target, done = m_done,
            isFirst = step == Step::First](orm::Session &session) {
        Done now = *done;
        if (isFirst)
            now = {entriesOf(session, *page.model, target), {}};
        ui::RecordChange change;
        change.keys = keysIn(now.entries);
        if (change.keys.size() == 1) // what it is called
            change.before = ui::RecordWriter::read(session, *page.model, change.keys);
        const Trash::Restored restored = trash.restore(session, now.entries, now.receipt);
        if (restored.count == 0)
            refuse(Texts::tr("Somebody else has restored or deleted them already."));
        change.count = restored.count;
        change.note = restoredNote(restored);
        *done = now;
        return change;
    };
}
