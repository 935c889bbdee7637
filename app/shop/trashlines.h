#pragma once

#include "ui/base/keyranges.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

/// Lines of a receipt of a ServerTrash, packed: which book an entry became, and when it was
/// deleted.
namespace TrashLines {

struct Item
{
    qint64 entry = 0;
    qint64 number = 0;
    QDateTime moment = {};
};

[[nodiscard]] QByteArray write(const QList<Item> &items);
[[nodiscard]] QList<Item> read(const QByteArray &line);
/// One by one.
[[nodiscard]] std::vector<qint64> keysIn(const ui::KeyRanges &ranges);

} // namespace TrashLines
