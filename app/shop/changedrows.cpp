#include "app/shop/changedrows.h"

#include "orm/core/error.h"
#include "ui/rows/recordwriter.h"

#include <QCoreApplication>

namespace {

orm::Where among(const ui::FieldSpec &field, std::span<const qint64> keys)
{
    return {{orm::Text(field.related.recordKey),
             orm::Operand(QList<qint64>(keys.begin(), keys.end()))}};
}

/// The sum over rows tells whether they are the same, in any order.
quint64 digestOf(const ui::FieldSpec &field, const QList<orm::Instance> &links)
{
    quint64 digest = 0;
    for (const orm::Instance &link : links)
        digest += qHashMulti(0, link.get(orm::Text(field.related.recordKey)).toLongLong(),
                             link.get(orm::Text(field.related.linkAttribute())).toString());
    return digest;
}

[[noreturn]] void refuse()
{
    throw orm::BaseError(QCoreApplication::translate(
        "ChangedRows", "Somebody has changed some of these books meanwhile."));
}

} // namespace

QList<orm::Instance> linksOf(const orm::ReadSession &session, const ui::FieldSpec &field,
                             const std::vector<qint64> &keys)
{
    QList<orm::Instance> links;
    ui::inPieces(keys, [&](std::span<const qint64> some) {
        links += session.findAll(field.related.links(), {.where = among(field, some)});
    });
    return links;
}

ChangedRows::ChangedRows(const ui::PageSpec &page)
    : m_page(page)
{
}

void ChangedRows::append(const QList<orm::Instance> &before, const QList<orm::Instance> &after)
{
    m_before.records.rows.append(*m_page.model, before);
    m_after.records.rows.append(*m_page.model, after);
    m_count += before.size();
}

void ChangedRows::appendLinks(const ui::FieldSpec &field, const QList<orm::Instance> &before,
                              const QList<orm::Instance> &after)
{
    const auto append = [&field](Kept &kept, const QList<orm::Instance> &links) {
        kept.rows.append(field.related.links(), links);
        kept.digest += digestOf(field, links);
    };
    append(m_before.links[field.attribute], before);
    append(m_after.links[field.attribute], after);
}

void ChangedRows::undo(orm::Session &session) const
{
    turn(session, m_after, m_before);
}

void ChangedRows::redo(orm::Session &session) const
{
    turn(session, m_before, m_after);
}

void ChangedRows::refuseChanged(const orm::Session &session, const Version &from) const
{
    const orm::Model &model = *m_page.model;
    std::map<QString, quint64> digests;
    from.records.rows.read(model, [&](const QList<orm::Instance> &rows) {
        const std::vector<qint64> keys = ui::keysOf(rows);
        const QList<orm::Instance> stored = ui::RecordWriter::readLocked(session, model, keys);
        for (const orm::Instance &row : rows) {
            const auto record = ui::recordOfKey(stored, row.get(model.primaryKey()).toLongLong());
            if (!record || !ui::differences(m_page, row, *record).isEmpty())
                refuse();
        }
        for (const auto &[attribute, kept] : from.links) {
            const ui::FieldSpec &field = *m_page.field(attribute);
            digests[attribute] += digestOf(field, linksOf(session, field, keys));
        }
    });
    for (const auto &[attribute, kept] : from.links)
        if (digests[attribute] != kept.digest)
            refuse();
}

void ChangedRows::turn(orm::Session &session, const Version &from, const Version &to) const
{
    refuseChanged(session, from);
    const orm::Model &model = *m_page.model;
    to.records.rows.read(model, [&](const QList<orm::Instance> &rows) {
        const std::vector<qint64> keys = ui::keysOf(rows);
        const QList<orm::Instance> stored = ui::RecordWriter::readLocked(session, model, keys);
        for (const orm::Instance &row : rows)
            if (const auto record =
                    ui::recordOfKey(stored, row.get(model.primaryKey()).toLongLong()))
                (void)ui::RecordWriter::rewrite(session, *record, ui::valuesOf(row));
        for (const auto &[attribute, kept] : to.links)
            ui::inPieces(keys, [&](std::span<const qint64> some) {
                const ui::FieldSpec &field = *m_page.field(attribute);
                session.destroy(field.related.links(), {.where = among(field, some)});
            });
    });
    for (const auto &[attribute, kept] : to.links) {
        const orm::Model &through = m_page.field(attribute)->related.links();
        kept.rows.read(through, [&](const QList<orm::Instance> &links) {
            ui::RecordWriter::insert(session, through, links);
        });
    }
}
