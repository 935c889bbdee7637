#include "ui/rows/namelinks.h"

#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"

namespace ui {

NameLinks::NameLinks(const FieldSpec &field)
    : m_field(field)
{
}

void NameLinks::add(const orm::Session &session, const QList<Record> &records)
{
    const orm::Text recordKey(m_field.related.recordKey);
    const orm::Text linked(m_field.related.linkAttribute());
    QList<orm::Values> links;
    for (const Record &record : records) {
        if (m_field.related.through)
            for (const qint64 name : keysOf(session, record.names))
                links << orm::Values{{recordKey, record.key}, {linked, name}};
        else
            for (const QString &text : record.names)
                links << orm::Values{{recordKey, record.key}, {linked, text}};
    }
    if (!links.isEmpty())
        session.bulkCreate(m_field.related.links(), links, {.returning = false});
}

void NameLinks::replace(const orm::Session &session, const QList<Record> &records)
{
    std::vector<qint64> keys;
    for (const Record &record : records)
        keys.push_back(record.key);
    inPieces(keys, [&](std::span<const qint64> some) {
        const QList<qint64> list(some.begin(), some.end());
        session.destroy(m_field.related.links(),
                        {.where = {{orm::Text(m_field.related.recordKey), orm::Operand(list)}}});
    });
    add(session, records);
}

QList<qint64> NameLinks::keysOf(const orm::Session &session, const QStringList &names)
{
    if (!names.isEmpty() && !m_isRead)
        readKnown(session);
    QList<qint64> keys;
    for (const QString &name : names) {
        qint64 &key = m_known[name.toCaseFolded()];
        if (key == 0)
            m_made << (key = keyOf(session.create(*m_field.related.model,
                                                  {{orm::Text(m_field.related.attribute), name}})));
        if (!keys.contains(key))
            keys << key;
    }
    return keys;
}

void NameLinks::readKnown(const orm::Session &session)
{
    const orm::Text attribute(m_field.related.attribute);
    for (const orm::Instance &row : session.findAll(*m_field.related.model))
        m_known.insert(row.get(attribute).toString().toCaseFolded(), ui::keyOf(row));
    m_isRead = true;
}

} // namespace ui
