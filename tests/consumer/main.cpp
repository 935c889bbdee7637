// README's first screen, and its trees, as a program; tst_package compares the regions between the
// marks with it.

//! [head]
#include "orm/orm.h"
using namespace orm;
//! [head]

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

void print(const QString &line)
{
    std::printf("%s\n", qUtf8Printable(line));
}

/// README's trees, in a database of their own in memory.
void readTrees()
{
    Sequelize db({.logging = nullptr});
    Model &Author = db.define("Author", {{"name", DataTypes::STRING}});
    Model &Book = db.define("Book", {{"title", DataTypes::STRING}, {"price", DataTypes::INTEGER}});
    Model &Genre = db.define("Genre", {{"name", DataTypes::STRING}});
    Model &BookGenre = db.define("BookGenre", {{"rank", DataTypes::INTEGER}});
    // clang-format off
    //! [associate]
    Author.hasMany(Book, {.as = "books", .foreignKey = "authorId"});      // once, after both are defined
    Book.belongsToMany(Genre, {.through = "BookGenre"});
    //! [associate]
    Genre.belongsToMany(Book, {.through = BookGenre});
    wait(db.sync());
    wait(Author.create({{"name", "Octavia E. Butler"}}));
    const Instance kindred = Book.create({{"title", "Kindred"}, {"price", 29}, {"authorId", 1}}).result();
    wait(kindred.related("Genres").create({{"name", "time travel"}}, {}, {.through = {{"rank", 1}}}));
    //! [include]
    QList<Instance> authors = Author.findAll({
        .where = {{"$books.price$", Op::lt(30)}},                         // a column of what is included
        .include = {{"books", {.include = {Genre}, .required = true}}},   // an alias, a model, an association, Include::all()
        .order = {"name", {"$books.title$", "DESC"}}, .limit = 10,        // ten authors, however many books
    }).result();
    Instance book = authors.first().all("books").first();                 // one("…") of an association to one
    QVariant rank = book.all("Genres").first().one("BookGenre")->get("rank");  // the junction row
    //! [include]
    // clang-format on
    print(book.get<QString>("title") + " has the rank "_L1 + rank.toString());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv); // Qt's plug-ins are found by way of it.

    // clang-format off
    //! [calls]
    Sequelize db({.dialect = Dialect::Sqlite, .storage = "shop.sqlite", .logging = toConsole});

    Model &Book = db.define("Book", {
        {"id",     {.type = DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}},
        {"title",  {.type = DataTypes::STRING(200), .allowNull = false}},
        {"author", {.type = DataTypes::STRING(100), .allowNull = false}},
        {"price",  {.type = DataTypes::DECIMAL(10, 2)}},
    }, {.tableName = "books", .timestamps = true});
    wait(db.sync());

    // Every call answers with a QFuture at once. result() or wait() waits for it; in a window, deliver() does not.
    Instance kindred = Book.create({{"title", "Kindred"}, {"author", "Octavia E. Butler"}, {"price", 29.99}}).result();
    wait(Book.bulkCreate({{{"title", "Ficciones"}, {"author", "Jorge Luis Borges"}, {"price", 39.99}},
                          {{"title", "Foucault's Pendulum"}, {"author", "Umberto Eco"}, {"price", 24.99}}}));

    QList<Instance> cheap = Book.findAll({.where = {"price", Op::lt(30)}, .order = {desc("price")}, .limit = 10}).result();
    QFuture<QList<Instance>> some = Book.findAll({.where = {Op::or_({{"price", Op::lt(10)}, {"author", Op::like("%Eco%")}}), {"id", {1, 2, 3}}}});
    std::optional<Instance> second = Book.findByPk(2).result();
    qint64 books = Book.count().result();

    kindred["price"] = 32.99;                  // changed() == {"price"}
    kindred = kindred.save().result();         // UPDATE `books` SET `price`=$1,`updatedAt`=$2 WHERE `id` = $3
    QString title = kindred.get<QString>("title");
    wait(Book.update({{"price", literal("price * 1.1")}}, {.where = {"price", Op::lt(30)}}));
    wait(Book.destroy({.where = {"id", 2}}));

    wait(db.transaction([&] {                  // on a worker; inside, a call is done, or throws, at once
        Book.create({{"title", "Solaris"}, {"author", "Stanisław Lem"}});
        Book.create({{"title", "Eden"}, {"author", "Stanisław Lem"}});
    }));                                       // commits; whatever is thrown rolls back
    //! [calls]
    // clang-format on

    // Reads run beside the writes, so that only what the writer sees after all of them is certain.
    const QList<Instance> all =
        db.transaction([&] { return Book.findAll({.order = {"id"}}).result(); }).result();
    for (const Instance &book : all)
        print(book.get<QString>("title") + " ("_L1 + book.get<QString>("price") + u')');
    try {
        Book.create({{"id", 1}, {"title", title}, {"author", "Octavia E. Butler"}}).result();
    } catch (const UniqueConstraintError &error) {
        print("Refused, for: "_L1 + error.fields().join(u','));
    }
    readTrees();
    return books > 0 && !cheap.isEmpty() && (!second || second->get<qint64>("id") == 2) ? 0 : 1;
}
