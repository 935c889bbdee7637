#include "ui/rows/namereader.h"

#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"

#include <algorithm>

namespace ui {

namespace {

void sortAsPeopleDo(QStringList &names)
{
    std::ranges::sort(names, [](const QString &one, const QString &other) {
        return QString::localeAwareCompare(one, other) < 0;
    });
}

} // namespace

QHash<qint64, QStringList> NameReader::read(const orm::ReadSession &session,
                                            std::span<const qint64> keys)
{
    QHash<qint64, QStringList> all;
    if (keys.empty())
        return all;
    const orm::Text recordKey(m_field.related.recordKey);
    const auto [first, last] = std::ranges::minmax(keys);
    // Where there are few others between them, it is shorter to ask for all of them.
    if (last - first < qint64(2 * keys.size()))
        addNames(session, {{recordKey, orm::Op::between(first, last)}}, all);
    else
        inPieces(keys, [&](std::span<const qint64> some) {
            const QList<qint64> list(some.begin(), some.end());
            addNames(session, {{recordKey, orm::Operand(list)}}, all);
        });
    for (QStringList &names : all)
        if (names.size() > 1)
            sortAsPeopleDo(names);
    return all;
}

void NameReader::addNames(const orm::ReadSession &session, const orm::Where &links,
                          QHash<qint64, QStringList> &names)
{
    const orm::Text recordKey(m_field.related.recordKey);
    const orm::Text linked(m_field.related.linkAttribute());
    const bool isText = !m_field.related.through;
    const orm::FindOptions options{.where = links, .attributes = {recordKey, linked}};
    for (const orm::ResultRow &link : session.findAllRaw(m_field.related.links(), options))
        names[link.get<qint64>(recordKey)]
            << (isText ? link.get<QString>(linked) : name(session, link.get<qint64>(linked)));
}

/// One that is not known yet may have been made since the others were read.
QString NameReader::name(const orm::ReadSession &session, qint64 key)
{
    if (!m_names.contains(key))
        for (const orm::Instance &row : session.findAll(*m_field.related.model))
            m_names.insert(keyOf(row), row.get(orm::Text(m_field.related.attribute)).toString());
    return m_names.value(key);
}

} // namespace ui
