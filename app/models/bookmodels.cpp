#include "app/models/bookmodels.h"

#include "orm/model/sequelize.h"

#include <QCoreApplication>

using namespace orm;
using namespace Qt::StringLiterals;

namespace {

Model &defineGenre(Sequelize &database)
{
    return database.define("Genre",
                           {{"name",
                             {.type = DataTypes::STRING(60),
                              .allowNull = false,
                              .unique = true,
                              .validate = {Validate::notEmpty()}}}},
                           {.tableName = "genres", .timestamps = false});
}

Model &defineBookGenre(Sequelize &database)
{
    // By book the key serves; by genre there is an index.
    return database.define(
        "BookGenre",
        {{"bookId", {.type = DataTypes::INTEGER, .primaryKey = true}},
         {"genreId", {.type = DataTypes::INTEGER, .primaryKey = true}}},
        {.tableName = "book_genres", .timestamps = false, .indexes = {{.fields = {"genreId"}}}});
}

/// Two books may have one ISBN: shops keep a used copy as a book of its own, and publishers have
/// given numbers twice.
Model &defineIsbn(Sequelize &database)
{
    return database.define(
        "Isbn",
        {{"bookId", {.type = DataTypes::INTEGER, .primaryKey = true}},
         {"isbn",
          {.type = DataTypes::STRING(13),
           .allowNull = false,
           .validate = {Validate::isISBN(13).msg(
               QCoreApplication::translate("BookModels", "A digit is missing or wrong."))}}}},
        {.tableName = "book_isbns", .timestamps = false, .indexes = {{.fields = {"isbn"}}}});
}

Model &defineCover(Sequelize &database)
{
    return database.define(
        "Cover",
        {{"image", {.type = DataTypes::BLOB, .allowNull = false}},
         {"mimeType", {.type = DataTypes::STRING(40), .allowNull = false}},
         {"width", {.type = DataTypes::INTEGER, .validate = {Validate::min(1)}}},
         {"height", {.type = DataTypes::INTEGER, .validate = {Validate::min(1)}}},
         {"bookId", {.type = DataTypes::INTEGER, .allowNull = false, .unique = true}}},
        {.tableName = "covers", .timestamps = false});
}

Model &defineSale(Sequelize &database)
{
    return database.define(
        "Sale",
        {{"soldAt", {.type = DataTypes::DATE, .allowNull = false, .defaultValue = DataTypes::NOW}},
         {"title",
          {.type = DataTypes::STRING(200), .allowNull = false, .validate = {Validate::notEmpty()}}},
         {"quantity",
          {.type = DataTypes::INTEGER,
           .allowNull = false,
           .defaultValue = 1,
           .validate = {Validate::min(1)}}},
         {"price",
          {.type = DataTypes::DECIMAL(10, 2), .allowNull = false, .validate = {Validate::min(0)}}},
         {"bookId", DataTypes::INTEGER}},
        {.tableName = "sales", .timestamps = false, .indexes = {{.fields = {"bookId"}}}});
}

} // namespace

std::vector<Index> bookIndexes()
{
    return {{.fields = {"title"}, .name = "books_title"},
            {.fields = {"author"}, .name = "books_author"},
            {.fields = {"price"}, .name = "books_price"},
            {.fields = {"updatedAt"}, .name = "books_updated_at"}};
}

Model &defineBook(Sequelize &database)
{
    return database.define(
        "Book",
        {
            {"id", {.type = DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}},
            {"title",
             {.type = DataTypes::STRING(200),
              .allowNull = false,
              .validate = {Validate::notEmpty()}}},
            {"author",
             {.type = DataTypes::STRING(100),
              .allowNull = false,
              .validate = {Validate::notEmpty()}}},
            {"price", {.type = DataTypes::DECIMAL(10, 2), .validate = {Validate::min(0)}}},
        },
        {.tableName = bookTable, .timestamps = true, .indexes = bookIndexes()});
}

BookModels defineBookModels(Sequelize &database)
{
    Model &book = defineBook(database);
    Model &genre = defineGenre(database);
    Model &between = defineBookGenre(database);
    Model &isbn = defineIsbn(database);
    Model &cover = defineCover(database);
    Model &sale = defineSale(database);

    book.belongsToMany(genre, {.through = between,
                               .as = "genres",
                               .foreignKey = "bookId",
                               .otherKey = "genreId",
                               .onDelete = "CASCADE",
                               .onUpdate = "CASCADE"});
    genre.belongsToMany(book, {.through = between,
                               .as = "books",
                               .foreignKey = "genreId",
                               .otherKey = "bookId",
                               .onDelete = "CASCADE",
                               .onUpdate = "CASCADE"});
    book.hasOne(
        isbn, {.as = "isbn", .foreignKey = "bookId", .onDelete = "CASCADE", .onUpdate = "CASCADE"});
    isbn.belongsTo(book, {.as = "book", .foreignKey = "bookId"});
    book.hasOne(
        cover,
        {.as = "cover", .foreignKey = "bookId", .onDelete = "CASCADE", .onUpdate = "CASCADE"});
    cover.belongsTo(book, {.as = "book", .foreignKey = "bookId"});
    book.hasMany(
        sale,
        {.as = "sales", .foreignKey = "bookId", .onDelete = "SET NULL", .onUpdate = "CASCADE"});
    sale.belongsTo(book, {.as = "book", .foreignKey = "bookId"});
    return {&book, &genre, &between, &isbn, &cover, &sale};
}

Where hasGenre(const BookModels &models, const Where &name)
{
    FindOptions links;
    if (!name.isEmpty())
        links.where = {
            {"genreId", Op::in(models.genre->subquery("id", {.where = {{"name", name}}}))}};
    return {{"id", Op::in(models.bookGenre->subquery("bookId", links))}};
}

Where hasIsbn(const BookModels &models, const Where &number)
{
    FindOptions rows;
    if (!number.isEmpty())
        rows.where = {{"isbn", number}};
    return {{"id", Op::in(models.isbn->subquery("bookId", rows))}};
}
