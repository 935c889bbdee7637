#include "app/shop/trashlines.h"

#include <QDataStream>
#include <QIODevice>

namespace TrashLines {

QByteArray write(const QList<Item> &items)
{
    QByteArray line;
    QDataStream stream(&line, QIODevice::WriteOnly);
    for (const Item &item : items)
        stream << item.entry << item.number << item.moment;
    return qCompress(line, 1);
}

QList<Item> read(const QByteArray &line)
{
    QDataStream stream(qUncompress(line));
    QList<Item> items;
    while (!stream.atEnd()) {
        Item item;
        stream >> item.entry >> item.number >> item.moment;
        items += item;
    }
    return items;
}

std::vector<qint64> keysIn(const ui::KeyRanges &ranges)
{
    std::vector<qint64> keys;
    keys.reserve(size_t(ui::countOf(ranges)));
    for (const ui::KeyRange &range : ranges)
        for (qint64 key = range.first; key <= range.last; ++key)
            keys.push_back(key);
    return keys;
}

} // namespace TrashLines
