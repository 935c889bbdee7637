#include "app/copy/copiedtable.h"

#include "orm/core/error.h"
#include "orm/db/rowset.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ShopCopy)
};

/// Images take the room of many rows.
constexpr qint64 rowsAtOnce = 1'000;
constexpr qint64 imagesAtOnce = 8;

CopiedTable copiedTable(const orm::Model &model)
{
    CopiedTable table{.model = &model, .pageSize = rowsAtOnce};
    for (const orm::AttributeDefinition &attribute : model.attributes()) {
        if (attribute.options.autoIncrement)
            table.counter = int(table.attributes.size());
        if (attribute.options.primaryKey)
            table.key += attribute.name;
        if (attribute.options.type.kind() == orm::DataType::Kind::Blob)
            table.pageSize = imagesAtOnce;
        table.attributes += attribute.name;
    }
    return table;
}

} // namespace

std::vector<CopiedTable> copiedTables(const BookModels &models)
{
    std::vector<CopiedTable> tables;
    for (const orm::Model *model :
         {models.book, models.genre, models.bookGenre, models.isbn, models.cover, models.sale,
          models.deletedBook, models.deletedCover})
        tables.push_back(copiedTable(*model));
    tables.front().deleted = models.deletedBook;
    tables.front().deletedKey = "bookId"_L1;
    return tables;
}

orm::FindOptions KeyPages::next() const
{
    using namespace orm;
    std::vector<OrderTerm> order;
    for (const QString &attribute : m_table.key)
        order.emplace_back(attribute);
    FindOptions options{.attributes = m_table.attributes,
                        .order = Order(std::move(order)),
                        .limit = m_table.pageSize};
    if (m_last.size() == 1)
        options.where = {{Text(m_table.key.at(0)), Op::gt(m_last.at(0))}};
    // In this form every database finds the first row by the key's own index.
    if (m_last.size() == 2)
        options.where = {{Text(m_table.key.at(0)), Op::gte(m_last.at(0))},
                         Op::or_({{Text(m_table.key.at(0)), Op::gt(m_last.at(0))},
                                  {Text(m_table.key.at(1)), Op::gt(m_last.at(1))}})};
    return options;
}

void KeyPages::pass(const orm::RowSet &page)
{
    m_isAtEnd = page.size() < m_table.pageSize;
    if (page.isEmpty())
        return;
    m_last.clear();
    const orm::RowBlock &block = *page.blocks.last();
    for (const QString &attribute : m_table.key) {
        const int column = int(page.columns.indexOf(attribute));
        if (block.type(block.rowCount() - 1, column) != orm::RowBlock::Type::Integer)
            throw orm::BaseError(
                Texts::tr("Rows of “%1” cannot be told apart: “%2” of one of them is no whole "
                          "number.")
                    .arg(m_table.model->tableName(), attribute));
        m_last.push_back(block.integer(block.rowCount() - 1, column));
    }
}
