#include "orm/mapped.h"
#include "orm/orm.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

namespace {

enum class State { New, Used };

} // namespace

template<>
struct orm::EnumText<State>
{
    static QString toText(State state) { return state == State::New ? u"new"_s : u"used"_s; }
    static std::optional<State> fromText(QStringView text)
    {
        if (text == u"new")
            return State::New;
        return text == u"used" ? std::optional(State::Used) : std::nullopt;
    }
};

namespace {

struct Book
{
    qint64 id = 0;
    QString title;
    std::optional<Decimal> price = {};
    std::optional<QDate> day = {};
    bool ok = false;
    State state = State::New;
    int version = 0;

    bool operator==(const Book &) const = default;
};

namespace books {
constexpr Attribute id{&Book::id, "id"};
constexpr Attribute title{&Book::title, "title"};
constexpr Attribute price{&Book::price, "price"};
constexpr Attribute day{&Book::day, "day"};
constexpr Attribute ok{&Book::ok, "ok"};
constexpr Attribute state{&Book::state, "state"};
constexpr Attribute version{&Book::version, "version"};
} // namespace books

struct Shop
{
    Sequelize db{"sqlite::memory:", {.logging = nullptr}};
    Model &book = db.define("Book",
                            {{"title", {.type = DataTypes::STRING(30), .allowNull = false}},
                             {"price", DataTypes::DECIMAL(10, 2)},
                             {"day", DataTypes::DATEONLY},
                             {"ok", {.type = DataTypes::BOOLEAN, .defaultValue = false}},
                             {"state", DataTypes::ENUM("new", "used")},
                             {"note", DataTypes::STRING}},
                            {.version = "version"});
    Mapped<Book> table{book,       books::id, books::title, books::price,
                       books::day, books::ok, books::state, books::version};

    Shop() { wait(db.sync()); }
    template<typename Work>
    auto run(const Work &work)
    {
        return wait(db.transaction([work](Session &session) { return work(session); }));
    }
};

Book randomBook(QRandomGenerator &random)
{
    Book book{.title = u"t%1"_s.arg(random.bounded(9)), .ok = random.bounded(2) == 1};
    if (random.bounded(3))
        book.price = Decimal(random.bounded(5000), 2);
    if (random.bounded(3))
        book.day = QDate(2000, 1, 1).addDays(random.bounded(20));
    book.state = random.bounded(2) ? State::New : State::Used;
    return book;
}

} // namespace

/// Rows as plain structs are the rows that instances are.
class TestMapped : public QObject
{
    Q_OBJECT

private slots:
    void writesAndReadsWhatInstancesDo_data();
    void writesAndReadsWhatInstancesDo();
    void findsWhatItsConditionsSay_data();
    void findsWhatItsConditionsSay();
    void writesOnlyWhatDiffers();
    void keepsANullThatNobodyTouched();
    void tellsAStaleRow();
    void tellsARowThatIsGone();
    void asksValidatorsAndRunsHooks();
    void asksTheRulesOfTheWholeRow();
    void writesNoRowWhoseVersionItDoesNotKnow();
    void refusesWhatDoesNotFitTheModel();
    void refusesAHalfReadRow();
    void namesAttributesForInstances();
};

void TestMapped::writesAndReadsWhatInstancesDo_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestMapped::writesAndReadsWhatInstancesDo()
{
    // Given: the same calls on structs, and a list of structs that does the same in memory.
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    Shop shop;
    QList<Book> expected;

    // When
    for (int step = 0; step < 100; ++step) {
        const int kind = random.bounded(10);
        const int at = expected.isEmpty() ? -1 : random.bounded(int(expected.size()));
        if (kind < 4 || at < 0) {
            const Book made = randomBook(random);
            expected +=
                shop.run([&](Session &session) { return shop.table.create(session, made); });
            Book same = expected.last();
            same.id = 0;
            QCOMPARE(same, made);
        } else if (kind < 9) {
            Book changed = randomBook(random);
            changed.id = expected[at].id;
            changed.version = expected[at].version;
            const bool isChanged = !(changed == expected[at]);
            const Book stored = shop.run([&](Session &session) {
                return shop.table.update(session, expected[at], changed);
            });
            changed.version += isChanged ? 1 : 0;
            QCOMPARE(stored, changed);
            expected[at] = changed;
        } else {
            shop.run([&](Session &session) {
                shop.table.destroy(session, expected[at]);
                return true;
            });
            expected.removeAt(at);
        }
    }

    // Then
    const QList<Book> found = shop.run(
        [&](Session &session) { return shop.table.findAll(session, {.order = {books::id}}); });
    QCOMPARE(found, expected);
    for (const Instance &row : wait(shop.book.findAll()))
        QVERIFY(expected.contains(shop.table.from(row)));
    QCOMPARE(wait(shop.book.count()), expected.size());
}

void TestMapped::findsWhatItsConditionsSay_data()
{
    writesAndReadsWhatInstancesDo_data();
}

void TestMapped::findsWhatItsConditionsSay()
{
    // Given
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    Shop shop;
    QList<Book> all;
    for (int i = 0; i < 30; ++i)
        all += shop.run(
            [&](Session &session) { return shop.table.create(session, randomBook(random)); });
    const Decimal price(random.bounded(5000), 2);
    const QString title = u"t%1"_s.arg(random.bounded(9));
    const QDate day = QDate(2000, 1, 1).addDays(random.bounded(20));
    struct Condition
    {
        Where where;
        std::function<bool(const Book &)> holds;
    };
    const Condition conditions[] = {
        {books::title == title, [&](const Book &b) { return b.title == title; }},
        {books::title != title, [&](const Book &b) { return b.title != title; }},
        {books::price < price, [&](const Book &b) { return b.price && *b.price < price; }},
        {books::price <= price, [&](const Book &b) { return b.price && *b.price <= price; }},
        {books::price > price, [&](const Book &b) { return b.price && *b.price > price; }},
        {books::price >= price, [&](const Book &b) { return b.price && *b.price >= price; }},
        {books::price < 20, [](const Book &b) { return b.price && *b.price < Decimal(20, 0); }},
        {books::price == std::nullopt, [](const Book &b) { return !b.price; }},
        {books::price != std::nullopt, [](const Book &b) { return b.price.has_value(); }},
        {books::day >= day, [&](const Book &b) { return b.day && *b.day >= day; }},
        {books::ok == true, [](const Book &b) { return b.ok; }},
        {books::state == State::Used, [](const Book &b) { return b.state == State::Used; }},
        {books::id.in({3, 5, 8}),
         [](const Book &b) { return b.id == 3 || b.id == 5 || b.id == 8; }},
        {books::title.like("t_"), [](const Book &) { return true; }},
        {books::id.between(4, 9), [](const Book &b) { return b.id >= 4 && b.id <= 9; }},
        {books::title == "t3" && (books::ok == true || books::price > 10),
         [](const Book &b) {
             return b.title == u"t3" && (b.ok || (b.price && *b.price > Decimal(10, 0)));
         }},
    };
    for (const Condition &condition : conditions) {
        // When
        const QList<Book> found = shop.run([&](Session &session) {
            return shop.table.findAll(session,
                                      {.where = condition.where, .order = {desc(books::id)}});
        });

        // Then
        QList<Book> expected;
        for (const Book &book : all)
            if (condition.holds(book))
                expected.prepend(book);
        QVERIFY2(found == expected, qPrintable(u"condition %1"_s.arg(&condition - conditions)));
    }
}

void TestMapped::writesOnlyWhatDiffers()
{
    // Given
    QStringList sent;
    Sequelize db("sqlite::memory:", {.logging = [&sent](const QString &text) { sent << text; }});
    Model &model = db.define("Book", {{"title", DataTypes::STRING}, {"ok", DataTypes::BOOLEAN}},
                             {.timestamps = false});
    wait(db.sync());
    const Mapped<Book> table(model, books::id, books::title, books::ok);
    const Book before = wait(
        db.transaction([&](Session &session) { return table.create(session, {.title = u"a"_s}); }));
    sent.clear();

    // When
    wait(db.transaction([&](Session &session) {
        Book after = before;
        (void)table.update(session, before, after);
        after.title = u"b"_s;
        (void)table.update(session, before, after);
    }));

    // Then
    QCOMPARE(sent.filter(u"UPDATE"_s).size(), 1);
    QVERIFY2(sent.filter(u"UPDATE"_s)
                 .first()
                 .endsWith(u"UPDATE `Books` SET `title`=$1 WHERE `id` = $2"_s),
             qPrintable(sent.join(u'\n')));
}

void TestMapped::keepsANullThatNobodyTouched()
{
    // Given
    Shop shop;
    (void)wait(shop.book.create({{"title", "a"}, {"ok", nullptr}}));

    // When
    shop.run([&](Session &session) {
        const Book before = *shop.table.findOne(session);
        Book after = before;
        after.title = u"b"_s;
        return shop.table.update(session, before, after);
    });

    // Then
    const Instance row = *wait(shop.book.findOne());
    QCOMPARE(row.get<QString>("title"), u"b"_s);
    QVERIFY(row.get("ok").isNull());
}

void TestMapped::tellsAStaleRow()
{
    // Given
    Shop shop;
    const Book read =
        shop.run([&](Session &session) { return shop.table.create(session, {.title = u"a"_s}); });
    wait(shop.book.update({{"title", "other"}}, {.where = books::id == read.id}));
    Book mine = read;
    mine.title = u"mine"_s;

    // When
    const auto save = [&] {
        shop.run([&](Session &session) { return shop.table.update(session, read, mine); });
    };

    // Then
    QVERIFY_THROWS_EXCEPTION(OptimisticLockError, save());
    QCOMPARE(wait(shop.book.findOne())->get<QString>("title"), u"other"_s);
}

void TestMapped::tellsARowThatIsGone()
{
    // Given
    Sequelize db("sqlite::memory:", {.logging = nullptr});
    const Model &model = db.define("Book", {{"title", DataTypes::STRING}}, {.timestamps = false});
    wait(db.sync());
    const Mapped<Book> table(model, books::id, books::title);
    const Book read = wait(
        db.transaction([&](Session &session) { return table.create(session, {.title = u"a"_s}); }));
    (void)wait(model.destroy({.allRows = true}));
    Book mine = read;
    mine.title = u"mine"_s;

    // When
    const auto save = [&] {
        wait(db.transaction([&](Session &session) { return table.update(session, read, mine); }));
    };

    // Then
    QVERIFY_THROWS_EXCEPTION(InstanceError, save());
    QVERIFY(!wait(db.run([&](Session &session) { return table.findByPk(session, read.id); })));
}

void TestMapped::asksValidatorsAndRunsHooks()
{
    // Given
    Shop shop;
    int updates = 0;
    shop.book.hooks().beforeUpdate([&updates](Instance &) { ++updates; });
    const Book read =
        shop.run([&](Session &session) { return shop.table.create(session, {.title = u"a"_s}); });
    Book longer = read;
    longer.title = QString(31, u'x');
    Book other = read;
    other.title = u"b"_s;

    // When
    const auto save = [&](const Book &book) {
        shop.run([&](Session &session) { return shop.table.update(session, read, book); });
    };

    // Then
    QVERIFY_THROWS_EXCEPTION(ValidationError, save(longer));
    save(other);
    QCOMPARE(updates, 1);
}

void TestMapped::asksTheRulesOfTheWholeRow()
{
    // Given
    Sequelize db("sqlite::memory:", {.logging = nullptr});
    const Model &model = db.define(
        "Book", {{"title", DataTypes::STRING}, {"day", DataTypes::DATEONLY}},
        {.timestamps = false, .validate = {{"dayOfTitle", [](const Instance &row) {
                                                return row["title"].isNull() || row["day"].isNull()
                                                           ? std::optional(u"Give both."_s)
                                                           : std::nullopt;
                                            }}}});
    wait(db.sync());
    const Mapped<Book> table(model, books::id, books::title, books::day);
    const Book before = wait(db.transaction([&](Session &session) {
        return table.create(session, {.title = u"a"_s, .day = QDate(2000, 1, 1)});
    }));
    Book other = before;
    other.title = u"b"_s;
    Book broken = before;
    broken.day = std::nullopt;
    const auto save = [&](const Book &after) {
        return wait(
            db.transaction([&](Session &session) { return table.update(session, before, after); }));
    };

    // When, then
    QCOMPARE(save(other), other);
    QVERIFY_THROWS_EXCEPTION(ValidationError, save(broken));
}

void TestMapped::writesNoRowWhoseVersionItDoesNotKnow()
{
    // Given
    Shop shop;
    const Mapped<Book> table(shop.book, books::id, books::title);
    const Book read =
        shop.run([&](Session &session) { return table.create(session, {.title = u"a"_s}); });
    Book other = read;
    other.title = u"b"_s;

    // When, then
    QVERIFY_THROWS_EXCEPTION(
        UsageError, shop.run([&](Session &session) { return table.update(session, read, other); }));
    QVERIFY_THROWS_EXCEPTION(UsageError, shop.run([&](Session &session) {
        table.destroy(session, read);
        return true;
    }));
}

void TestMapped::refusesWhatDoesNotFitTheModel()
{
    // Given
    Shop shop;
    constexpr Attribute wrongName{&Book::title, "titel"};
    constexpr Attribute wrongType{&Book::title, "price"};

    // When, then
    QVERIFY_THROWS_EXCEPTION(UsageError, Mapped<Book>(shop.book, books::id, wrongName));
    QVERIFY_THROWS_EXCEPTION(UsageError, Mapped<Book>(shop.book, books::id, wrongType));
    QVERIFY_THROWS_EXCEPTION(UsageError, Mapped<Book>(shop.book, books::title));
    QVERIFY_THROWS_EXCEPTION(UsageError,
                             Mapped<Book>(shop.book, books::id, books::title, books::title));
    const Book read =
        shop.run([&](Session &session) { return shop.table.create(session, {.title = u"a"_s}); });
    Book moved = read;
    moved.id = 77;
    QVERIFY_THROWS_EXCEPTION(UsageError, shop.run([&](Session &session) {
        return shop.table.update(session, read, moved);
    }));
}

void TestMapped::refusesAHalfReadRow()
{
    // Given
    Shop shop;
    (void)wait(shop.book.create({{"title", "a"}}));
    const Instance half = *wait(shop.book.findOne({.attributes = {books::id, books::title}}));

    // When, then
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)shop.table.from(half));
    QCOMPARE(Mapped<Book>(shop.book, books::id, books::title).from(half).title, u"a"_s);
}

void TestMapped::namesAttributesForInstances()
{
    // Given
    Shop shop;
    Instance row = wait(shop.book.create({{books::title, "a"}, {books::price, 2.5}}));

    // When
    row[books::title] = u"b"_s;
    row = wait(row.save({.fields = {books::title}}));

    // Then
    QCOMPARE(books::title.of(row), u"b"_s);
    QCOMPARE(books::price.of(row), std::optional(Decimal("2.50")));
    QCOMPARE(books::day.of(row), std::nullopt);
}

QTEST_GUILESS_MAIN(TestMapped)
#include "tst_mapped.moc"
