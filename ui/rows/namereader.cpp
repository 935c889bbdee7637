#include "ui/rows/namereader.h"

#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"
#include "ui/rows/rowkeys.h"

#include <QSet>

#include <algorithm>

namespace ui {

namespace {

/// The key that a column refers to.
qint64 keyIn(const RowKeys &keys, const orm::RowBlock &block, int row, int column)
{
    return keys.areNumbers() ? block.integer(row, column)
                             : keys.numberOfValue(block.head().value(block, row, column));
}

} // namespace

void sortNames(QStringList &names)
{
    std::ranges::sort(names, [](const QString &one, const QString &other) {
        return QString::localeAwareCompare(one, other) < 0;
    });
}

QHash<qint64, QStringList> NameReader::read(const orm::ReadSession &session,
                                            std::span<const qint64> keys)
{
    QHash<qint64, QStringList> all;
    if (keys.empty())
        return all;
    const orm::Text recordKey(m_field.related.recordKey);
    const auto [first, last] = std::ranges::minmax(keys);
    const RowKeys about(m_model);
    // Where there are few others between them, it is shorter to ask for all of them.
    if (about.areNumbers() && last - first < qint64(2 * keys.size()))
        addNames(session, {{recordKey, orm::Op::between(first, last)}}, all);
    else
        inPieces(keys, [&](std::span<const qint64> some) {
            addNames(session, {{recordKey, about.valueList(some)}}, all);
        });
    for (QStringList &names : all)
        if (names.size() > 1)
            sortNames(names);
    return all;
}

void NameReader::addNames(const orm::ReadSession &session, const orm::Where &links,
                          QHash<qint64, QStringList> &names)
{
    const RelatedSpec &about = m_field.related;
    const orm::RowSet rows = session.findAllRaw(
        about.links(),
        {.where = links,
         .attributes = {orm::Text(about.recordKey), orm::Text(about.linkAttribute())}});
    constexpr int record = 0;
    constexpr int linked = 1;
    if (about.through)
        readUnknown(session, rows, linked);
    const RowKeys records(m_model);
    const RowKeys named(*about.model);
    for (const orm::RowBlockPointer &block : rows.blocks)
        for (int row = 0; row < block->rowCount(); ++row)
            names[keyIn(records, *block, row, record)]
                << (about.through ? m_names.value(keyIn(named, *block, row, linked))
                                  : block->value(row, linked).toString());
}

/// Reads those of the names that are not known yet.
void NameReader::readUnknown(const orm::ReadSession &session, const orm::RowSet &links,
                             int keyColumn)
{
    QSet<qint64> unknown;
    const RowKeys named(*m_field.related.model);
    for (const orm::RowBlockPointer &block : links.blocks)
        for (int row = 0; row < block->rowCount(); ++row)
            if (const qint64 key = keyIn(named, *block, row, keyColumn); !m_names.contains(key))
                unknown.insert(key);
    const std::vector<qint64> keys(unknown.begin(), unknown.end());
    for (const orm::Instance &row : RecordWriter::read(session, *m_field.related.model, keys))
        m_names.insert(keyOf(row), row.get(orm::Text(m_field.related.attribute)).toString());
}

} // namespace ui
