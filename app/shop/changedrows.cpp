#include "app/shop/changedrows.h"

#include "orm/core/error.h"
#include "ui/rows/recordwriter.h"

#include <QCoreApplication>

ChangedRows::ChangedRows(const ui::PageSpec &page)
    : m_page(page)
{
}

void ChangedRows::append(const QList<orm::Instance> &before, const QList<orm::Instance> &after)
{
    m_before.append(*m_page.model, before);
    m_after.append(*m_page.model, after);
    m_count += before.size();
}

void ChangedRows::undo(orm::Session &session) const
{
    turn(session, m_after, m_before);
}

void ChangedRows::redo(orm::Session &session) const
{
    turn(session, m_before, m_after);
}

void ChangedRows::turn(orm::Session &session, const ui::KeptRows &from,
                       const ui::KeptRows &to) const
{
    const orm::Model &model = *m_page.model;
    from.read(model, [&](const QList<orm::Instance> &rows) {
        const QList<orm::Instance> stored =
            ui::RecordWriter::read(session, model, ui::keysOf(rows));
        for (const orm::Instance &row : rows) {
            const auto record = ui::recordOfKey(stored, row.get(model.primaryKey()).toLongLong());
            if (!record || !ui::differences(m_page, row, *record).isEmpty())
                throw orm::BaseError(QCoreApplication::translate(
                    "ChangedRows", "Somebody has changed some of these books meanwhile."));
        }
    });
    to.read(model, [&](const QList<orm::Instance> &rows) {
        const QList<orm::Instance> stored =
            ui::RecordWriter::read(session, model, ui::keysOf(rows));
        for (const orm::Instance &row : rows)
            if (const auto record =
                    ui::recordOfKey(stored, row.get(model.primaryKey()).toLongLong()))
                (void)ui::RecordWriter::rewrite(session, *record, ui::valuesOf(row));
    });
}
