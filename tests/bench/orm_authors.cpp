#include "ormshop.h"

// W8: authors with their books, in two queries: one for the authors, one for the books of all.

namespace bench {

using namespace Qt::StringLiterals;

namespace {

Answer findWithBooks(Run &run)
{
    OrmShop shop(run);
    orm::Model &author = shop.db.define("Author", {{"name", {.type = orm::DataTypes::STRING(100)}}},
                                        {.tableName = "authors"});
    author.hasMany(shop.book, {.as = "books", .foreignKey = "authorId"});
    Reading reading;
    qint64 books = 0;
    run.clock.start();
    const QList<orm::Instance> authors =
        author
            .findAll({.include = {{"books", {.strategy = orm::IncludeStrategy::Merge}}},
                      .order = {"id"}})
            .result();
    for (const orm::Instance &each : authors) {
        const qint64 id = each.get<qint64>("id");
        for (const orm::Instance &book : each.all("books")) {
            reading.titles += book.get<QString>("title").size();
            reading.cents += cents(book.get<double>("price"));
            reading.ids += id;
            ++books;
        }
    }
    run.clock.stop();
    return reading.answer(books);
}

} // namespace

Works ormAuthors()
{
    return {{u"W8"_s, findWithBooks}};
}

} // namespace bench
