// Mistakes, each with what the compiler says about its line. tst_mistakes compiles this file and
// holds the compiler to it. Statements without a comment behind them are right.
#include "orm/mapped.h"
#include "orm/orm.h"

using namespace orm;

struct Unreadable
{
};
enum class Unnamed { One };

// clang-format off
void readValues(const Instance &book)
{
    (void)book.get<int>("pages");
    (void)book.get<std::optional<Decimal>>("price");
    (void)book.get<Unreadable>("title");                         // No value is read as this type.
    (void)book["title"].value<QString>();
    (void)book.get<char>("title");                               // No value is read as this type.
}

void keepFields(Instance book)
{
    const QVariant title = book["title"];
    book["title"] = book["subtitle"];
    auto kept = book["title"];
    (void)kept.get();                                            // discards qualifiers
    kept = title;                                                // discards qualifiers
}

void writeValues(Model &Book, Instance book)
{
    (void)Book.create({});
    (void)Book.create({{"title", "Kindred"}});
    (void)Book.create({"title", "Kindred"});                     // The values of a row stand in two braces: {{"title", "Kindred"}}.
    (void)Book.build({"pages", 287});                            // The values of a row stand in two braces
    (void)Book.upsert({"price", 29.99});                         // The values of a row stand in two braces
    (void)Book.update({"sold", true}, {.where = {"id", 1}});     // The values of a row stand in two braces
    (void)Book.bulkCreate({});
    (void)Book.bulkCreate({{{"title", "Kindred"}, {"author", "Octavia E. Butler"}}});
    (void)Book.bulkCreate({{"title", "A"}, {"title", "B"}});     // The values of a row stand in two braces
    book["state"] = Unnamed::One;                                // deleted function
    (void)book.update({"sold", short(1)});                       // The values of a row stand in two braces
    (void)book.update({{"sold", 1}});
    (void)Book.increment({{"sold", 1}}, {.where = {"id", 1}});
    (void)Book.increment({"sold", "lent"}, {.where = {"id", 1}});
}

void find(Model &Book, Model &Author)
{
    (void)Book.findAll({});
    (void)Book.findAll({.where = {"id", 1}});
    (void)Book.findAll({"id", 1});                               // A condition is one of several options: {.where = {"id", 1}}.
    (void)Book.findOne({"title", "Kindred"});                    // A condition is one of several options
    (void)Book.count({"price", 29.99});                          // A condition is one of several options
    (void)Book.destroy({"sold", true});                          // A condition is one of several options
    (void)Book.findKeys({"id", 1U});                             // A condition is one of several options
    (void)Book.restore({"id", short(1)});                        // A condition is one of several options
    (void)Book.sum("price", {"id", 1UL});                        // A condition is one of several options
    (void)Book.findOrCreate({"id", 1.5F});                       // A condition is one of several options
    (void)Book.increment("price", {"id", char16_t(1)});          // A condition is one of several options
    (void)Book.findAll({.where = where(fn("lower", col("title")), "kindred") && literal("price > 3")});
    (void)Book.update({{"price", 30}}, {"sold", qint64(0)});                         // A condition is one of several options
    (void)Book.findAll({.where = Op::or_({{"title", "A"}, {"title", "B"}})});
    (void)Book.findAll({.where = Op::or_({"title", "A"}, {"title", "B"})});   // Conditions stand in a list: Op::or_({{"name", "Eco"}, {"price", 3}}).
    (void)Book.findAll({.where = Op::or_({"title", 1.0L})});                  // Conditions stand in a list
    (void)Book.findAll({.where = Op::and_({"title", "A"}, {"pages", 3})});    // Conditions stand in a list: Op::and_(
    (void)Book.findAll({.include = {"author", {"reviews", {.required = true}}, {Author, {.required = true}}}});
    (void)Book.findAll({.include = {"author", {.required = true}}});          // stands in braces of its own: .include = {{"books", {.required = true}}}.
    (void)Book.findAll({.include = {Author, {.required = true}}});            // stands in braces of its own: .include = {{Book, {.required = true}}}.
    (void)Book.findAll({.include = "author"});                   // What is included stands in a list: .include = {"books"}.
    (void)Book.findAll({.include = Author});                     // What is included stands in a list
    (void)Book.findAll({.order = {desc("price"), "id"}});
    (void)Book.findAll({.order = desc("price")});                // Sort keys stand in a list: .order = {desc("price")}.
    (void)Book.findAll({.order = "price"});                      // Sort keys stand in a list
    (void)Book.findAll({.attributes = {"title", {fn("max", col("price")), "dearest"}}});
    (void)Book.findAll({.attributes = "title"});                 // Attributes stand in a list: .attributes = {"title"}.
    (void)Book.findAll({.group = {"author"}});
    (void)Book.findAll({.group = "author"});                     // What is grouped by stands in a list: .group = {"author"}.
}

struct Row
{
    qint64 id = 0;
    QString title;
    std::optional<double> price;
};
struct OtherRow
{
    qint64 id = 0;
};
constexpr Attribute id{&Row::id, "id"};
constexpr Attribute title{&Row::title, "title"};
constexpr Attribute price{&Row::price, "price"};
constexpr Attribute otherId{&OtherRow::id, "id"};

void mapRows(const Model &Book, const ReadSession &session)
{
    const Mapped<Row> table(Book, id, title, price);
    (void)table.findAll(session, {.where = price < 30 && title == "Kindred", .order = {desc(price)}});
    (void)table.findAll(session, {.where = price == std::nullopt});
    (void)(price < QString());                                   // An attribute is held against a value of its member's type
    (void)(title == 3);                                          // An attribute is held against a value of its member's type
    (void)(title == nullptr);                                    // against null where that is a std::optional
    (void)id.like("7%");                                         // no matching function for call to
    (void)Mapped<Row>(Book, id, otherId);                        // no matching function for call to
    table.create(session, Row());                                // cannot convert
}

// The compiler says a mistake once for each type.
template<int>
struct Value
{
};

void callInUnits(const Session &session, const ReadSession &reading, const Model &Book, Instance book)
{
    const Where cheap("price", Op::lt(3));
    (void)session.findAll(Book, {.where = cheap});
    (void)session.findAll(Book, {"id", Value<1>()});                      // A condition is one of several options
    (void)Book.findAll(cheap);                                   // {.where = condition}
    (void)reading.findOne(Book, {"id", Value<2>()});                      // A condition is one of several options
    (void)reading.count(Book, {"id", Value<3>()});                        // A condition is one of several options
    (void)reading.sum(Book, "price", {"id", Value<4>()});                 // A condition is one of several options
    session.create(Book, {{"title", "A"}});
    session.create(Book, {"title", Value<5>()});                        // The values of a row stand in two braces
    session.bulkCreate(Book, {{{"title", "A"}}});
    session.upsert(Book, {"title", Value<6>()});                        // The values of a row stand in two braces
    session.update(Book, {{"title", "A"}}, {"id", Value<7>()});           // A condition is one of several options
    session.update(Book, {"title", Value<8>()}, {.allRows = true});     // The values of a row stand in two braces
    session.update(book, {"title", Value<9>()});                        // The values of a row stand in two braces
    session.destroy(Book, {"id", Value<10>()});                            // A condition is one of several options
    session.increment(Book, "price", {"id", Value<11>()});                 // A condition is one of several options
    (void)session.findOrCreate(Book, {"id", Value<12>()});                 // A condition is one of several options
}

void read(Sequelize &db, Model &Book, QObject *window)
{
    db.read(window, [&](ReadSession &session) { return session.count(Book); }, [](qint64) {});
    db.read(window, [&](Session &session) { session.destroy(Book, {.allRows = true}); }, [] {}); // takes a ReadSession &, which cannot write
}
// clang-format on
