#include "ui/bulk/bulktarget.h"

#include <algorithm>
#include <span>

namespace ui {

namespace {

constexpr size_t keysAtOnce = 500;

/// How many of sorted `keys` follow each other without a gap, from the first one on.
size_t runLength(std::span<const qint64> keys)
{
    size_t length = 1;
    while (length < keys.size() && keys[length] == keys[length - 1] + 1)
        ++length;
    return length;
}

} // namespace

std::vector<orm::Where> piecesOf(const BulkTarget &target, const QString &primaryKey)
{
    if (!target.keys)
        return {target.where};
    std::vector<qint64> sorted = *target.keys;
    std::ranges::sort(sorted);
    const orm::Text key(primaryKey);
    std::vector<orm::Where> pieces;
    QList<qint64> list;
    const auto endList = [&] {
        if (!list.isEmpty())
            pieces.push_back({{key, orm::Operand(std::exchange(list, {}))}});
    };
    std::span<const qint64> left(sorted);
    while (!left.empty()) {
        const size_t run = runLength(left);
        if (run > keysAtOnce) {
            pieces.push_back({{key, orm::Op::between(left.front(), left[run - 1])}});
            left = left.subspan(run);
            continue;
        }
        const size_t taken = std::min(run, keysAtOnce - size_t(list.size()));
        list.append(QList<qint64>(left.begin(), left.begin() + qsizetype(taken)));
        left = left.subspan(taken);
        if (size_t(list.size()) == keysAtOnce)
            endList();
    }
    endList();
    return pieces;
}

} // namespace ui
