#include "app/models/bookmodels.h"

#include "orm/model/sequelize.h"

#include <QCoreApplication>

using namespace orm;
using namespace Qt::StringLiterals;

namespace {

/// MySQL keeps no parts of a second in a DATE without digits, and others heed none.
DataType moment()
{
    return DataTypes::DATE(3);
}

/// An image: on MySQL a plain BLOB ends at 64 KiB. A file has the type that it always had.
DataType bytes(const Sequelize &database)
{
    const bool isFile = database.options().dialect == Dialect::Sqlite;
    return isFile ? DataType(DataTypes::BLOB) : DataTypes::BLOB("long");
}

/// A list in JSON, which may be long: on MySQL a plain TEXT ends at 64 KiB, too.
DataType list(const Sequelize &database)
{
    const bool isFile = database.options().dialect == Dialect::Sqlite;
    return isFile ? DataType(DataTypes::TEXT) : DataTypes::TEXT("long");
}

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
        {{"image", {.type = bytes(database), .allowNull = false}},
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
        {{"soldAt", {.type = moment(), .allowNull = false, .defaultValue = DataTypes::NOW}},
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

/// A book as it was when it was deleted. It keeps what it had, whatever that was, so these have no
/// rules and no lengths. Genres stand there by name, since a genre may go when its last book has
/// gone; sales by their keys, since a sale loses its reference with the book.
Model &defineDeletedBook(Sequelize &database)
{
    return database.define(
        "DeletedBook",
        {{"id", {.type = DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}},
         {"bookId", {.type = DataTypes::INTEGER, .allowNull = false}},
         {"title", DataTypes::TEXT},
         {"author", DataTypes::TEXT},
         {"price", DataTypes::DECIMAL(10, 2)},
         {"createdAt", moment()},
         {"updatedAt", moment()},
         {"deletedAt", {.type = moment(), .allowNull = false}},
         {"isbn", DataTypes::TEXT},
         {"genres", list(database)}, // a list in JSON; NULL for none
         {"sales", list(database)}}, // likewise
        {.tableName = "deleted_books", .timestamps = false});
}

/// In a table of its own, so that a list of deleted books reads no images.
Model &defineDeletedCover(Sequelize &database)
{
    return database.define("DeletedCover",
                           {{"entryId", {.type = DataTypes::INTEGER, .primaryKey = true}},
                            {"coverId", DataTypes::INTEGER},
                            {"image", {.type = bytes(database), .allowNull = false}},
                            {"mimeType", DataTypes::TEXT},
                            {"width", DataTypes::INTEGER},
                            {"height", DataTypes::INTEGER}},
                           {.tableName = "deleted_covers", .timestamps = false});
}

} // namespace

QString keptColumn(const QString &column)
{
    return u"books."_s + column;
}

std::vector<Index> bookIndexes(Dialect dialect)
{
    std::vector<Index> indexes{{.fields = {"title"}, .name = "books_title"},
                               {.fields = {"author"}, .name = "books_author"},
                               {.fields = {"price"}, .name = "books_price"},
                               {.fields = {"updatedAt"}, .name = "books_updated_at"}};
    if (dialect == Dialect::Postgres)
        for (Index &index : indexes)
            index.fields.emplace_back("id");
    return indexes;
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
            {"createdAt", {.type = moment(), .allowNull = false}},
            {"updatedAt", {.type = moment(), .allowNull = false}},
        },
        {.tableName = bookTable,
         .timestamps = true,
         .indexes = bookIndexes(database.options().dialect)});
}

BookModels defineBookModels(Sequelize &database)
{
    Model &book = defineBook(database);
    Model &genre = defineGenre(database);
    Model &between = defineBookGenre(database);
    Model &isbn = defineIsbn(database);
    Model &cover = defineCover(database);
    Model &sale = defineSale(database);
    Model &deletedBook = defineDeletedBook(database);
    Model &deletedCover = defineDeletedCover(database);

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
    deletedBook.hasOne(
        deletedCover,
        {.as = "cover", .foreignKey = "entryId", .onDelete = "CASCADE", .onUpdate = "CASCADE"});
    deletedCover.belongsTo(deletedBook, {.as = "book", .foreignKey = "entryId"});
    return {.book = &book,
            .genre = &genre,
            .bookGenre = &between,
            .isbn = &isbn,
            .cover = &cover,
            .sale = &sale,
            .deletedBook = &deletedBook,
            .deletedCover = &deletedCover};
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
