// The part of RowSender that sends the rows of a block at once.
#include "orm/core/error.h"
#include "orm/model/write/rowfailures.h"
#include "orm/model/write/rowsender.h"

namespace orm {

std::optional<Result> RowSender::insertBlock(const RowImage &image, qsizetype first, int count,
                                             int chunk, const InsertRules &rules)
{
    std::optional<BoundInsert> many = boundInsert(image, first, count, rules);
    if (!many)
        return std::nullopt;
    many->isBulk = true;
    const RowImage::Attributes bound = boundColumns(image, *many);
    RowImage::Attributes attributes;
    for (const int attribute : image.columns())
        if (!many->makesKey || attribute != m_model.primaryKey)
            attributes.append(attribute);
    const StatementPointer row =
        insertStatement(attributes, {.isReturning = many->isReturning, .rows = 1, .isBulk = true});
    const auto [block, at] = image.place(first);
    const BlockCells cells{.block = block,
                           .first = at,
                           .count = count,
                           .columns = {bound.data(), size_t(bound.size())}};
    const auto told = [&](int rows) {
        many->rows = rows;
        return insertStatement(image.columns(), *many);
    };
    try {
        return m_connection.executeRows(row, cells,
                                        many->isReturning ? image.returnedHead() : nullptr,
                                        {.rowsEach = chunk, .statement = told});
    } catch (DatabaseError &error) {
        coverDetails(error, m_model);
        throw;
    }
}

} // namespace orm
