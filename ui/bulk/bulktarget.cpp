#include "ui/bulk/bulktarget.h"

#include "orm/model/model.h"
#include "ui/rows/rowkeys.h"

#include <utility>

namespace ui {

namespace {

constexpr qint64 keysAtOnce = 500;

} // namespace

std::vector<orm::Where> piecesOf(const KeyRanges &ranges, const QString &primaryKey)
{
    const orm::Text key(primaryKey);
    std::vector<orm::Where> pieces;
    QList<qint64> list;
    const auto endList = [&] {
        if (!list.isEmpty())
            pieces.push_back({{key, orm::Operand(std::exchange(list, {}))}});
    };
    for (const KeyRange &range : ranges) {
        if (range.count() > keysAtOnce) {
            pieces.push_back({{key, orm::Op::between(range.first, range.last)}});
            continue;
        }
        for (qint64 each = range.first; each <= range.last; ++each) {
            list.append(each);
            if (list.size() == keysAtOnce)
                endList();
        }
    }
    endList();
    return pieces;
}

std::vector<orm::Where> piecesOf(const KeyRanges &ranges, const orm::Model &model)
{
    const RowKeys about(model);
    if (about.areNumbers())
        return piecesOf(ranges, model.primaryKey());
    std::vector<orm::Where> pieces;
    std::vector<qint64> keys;
    const auto endPiece = [&] {
        if (!keys.empty())
            pieces.push_back(about.where(keys));
        keys.clear();
    };
    for (const KeyRange &range : ranges)
        for (qint64 key = range.first; key <= range.last; ++key) {
            keys.push_back(key);
            if (keys.size() == about.atOnce())
                endPiece();
        }
    endPiece();
    return pieces;
}

std::vector<orm::Where> piecesOf(const BulkTarget &target, const orm::Model &model)
{
    if (!target.keys)
        return {target.where};
    return piecesOf(rangesOf(*target.keys), model);
}

std::vector<orm::Where> piecesOf(const BulkTarget &target, const QString &primaryKey)
{
    if (!target.keys)
        return {target.where};
    return piecesOf(rangesOf(*target.keys), primaryKey);
}

} // namespace ui
