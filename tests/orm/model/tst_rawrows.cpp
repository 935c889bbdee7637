#include "orm/orm.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// findAllRaw() and findOneRaw() find what findAll() and findOne() find, flat.
class TestRawRows : public QObject
{
    Q_OBJECT

private slots:
    void areThoseOfFindAll_data();
    void areThoseOfFindAll();
    void haveTheTypesOfTheirAttributes();
    void haveNamesOfExpressions();
    void areNoneWhereNoneFits();
    void comeInUnitsToo();
    void refuseRowsOfAnotherQuery();
    void runTheHooksBeforeAFind();
};

namespace {

using FlatRow = QMap<QString, QVariant>;

struct Library
{
    Sequelize db{"sqlite::memory:", {.logging = nullptr}};
    Model &author =
        db.define("Author", {{"name", DataTypes::STRING}, {"born", DataTypes::DATEONLY}},
                  {.timestamps = false});
    Model &book = db.define("Book",
                            {{"title", DataTypes::STRING},
                             {"price", {.type = DataTypes::DECIMAL(10, 2), .field = "the_price"}},
                             {"at", DataTypes::DATE},
                             {"ok", DataTypes::BOOLEAN},
                             {"meta", DataTypes::JSON}},
                            {.timestamps = false});

    Library()
    {
        author.hasMany(book, {.as = "books", .foreignKey = "authorId"});
        book.belongsTo(author, {.as = "author", .foreignKey = "authorId"});
        wait(db.sync());
    }
    void fill(QRandomGenerator &random)
    {
        QList<Values> authors;
        for (int i = 0; i < 6; ++i)
            authors += Values{{"name", u"a%1"_s.arg(random.bounded(4))},
                              {"born", QDate(1900 + random.bounded(99), 1, 2)}};
        (void)wait(author.bulkCreate(authors));
        QList<Values> books;
        for (int i = 0; i < 14; ++i) {
            Values values{{"title", u"t%1"_s.arg(random.bounded(5))},
                          {"ok", random.bounded(2) == 1},
                          {"meta", QJsonObject{{u"n"_s, random.bounded(9)}}},
                          {"at", QDateTime::fromMSecsSinceEpoch(random.bounded(1 << 30))}};
            if (random.bounded(4))
                values.set("price", Decimal(random.bounded(9999), 2));
            if (random.bounded(4))
                values.set("authorId", 1 + random.bounded(5));
            books += values;
        }
        (void)wait(book.bulkCreate(books));
    }
};

void addOwn(FlatRow &row, const Instance *instance, const QStringList &names, const QString &prefix)
{
    for (const QString &name : names)
        row[prefix + name] = instance ? instance->get(Text(name)) : null();
}

/// What joins make of instances.
QList<FlatRow> flat(const QList<Instance> &rows, const QStringList &names, const QString &alias,
                    const QStringList &inner)
{
    QList<FlatRow> all;
    for (const Instance &each : rows) {
        FlatRow row;
        addOwn(row, &each, names, {});
        const QList<Instance> others = alias.isEmpty() ? QList<Instance>() : each.all(Text(alias));
        for (const Instance &other : others) {
            addOwn(row, &other, inner, alias + u'.');
            all += row;
        }
        if (others.isEmpty()) {
            if (!alias.isEmpty())
                addOwn(row, nullptr, inner, alias + u'.');
            all += row;
        }
    }
    return all;
}

QStringList someOf(const QStringList &names, QRandomGenerator &random)
{
    QStringList some;
    for (const QString &name : names)
        if (random.bounded(2))
            some += name;
    return some.isEmpty() ? QStringList{names.first()} : some;
}

Attributes named(const QStringList &names)
{
    std::vector<Selected> list;
    for (const QString &name : names)
        list.emplace_back(name);
    return Attributes(list);
}

} // namespace

void TestRawRows::areThoseOfFindAll_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestRawRows::areThoseOfFindAll()
{
    // Given
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    Library library;
    library.fill(random);
    const QStringList ofBook{u"id"_s, u"title"_s, u"price"_s,   u"at"_s,
                             u"ok"_s, u"meta"_s,  u"authorId"_s};
    const QStringList ofAuthor{u"id"_s, u"name"_s, u"born"_s};
    for (int round = 0; round < 25; ++round) {
        const bool isBook = random.bounded(2);
        const Model &model = isBook ? library.book : library.author;
        const QString alias = random.bounded(3) == 0 ? QString()
                              : isBook               ? u"author"_s
                                                     : u"books"_s;
        const QStringList names = someOf(isBook ? ofBook : ofAuthor, random);
        const QStringList inner = someOf(isBook ? ofAuthor : ofBook, random);
        FindOptions options;
        options.attributes = named(names);
        options.order = {"id"};
        if (!alias.isEmpty()) {
            options.include = {
                {Text(alias),
                 {.attributes = named(inner),
                  .required = random.bounded(3) == 0 ? std::optional(true) : std::nullopt}}};
            options.order = {"id", Text(u'$' + alias + ".id$"_L1)};
        }
        if (random.bounded(2))
            options.where = Where{{"id", Op::gt(random.bounded(6))}};
        if (random.bounded(2))
            options.limit = random.bounded(5);
        if (random.bounded(3) == 0)
            options.offset = random.bounded(3);

        // When
        const QList<FlatRow> expected = flat(wait(model.findAll(options)), names, alias, inner);
        const RowSet rows = wait(model.findAllRaw(options));
        const std::optional<ResultRow> first = wait(model.findOneRaw(options));

        // Then
        QCOMPARE(rows.size(), expected.size());
        qsizetype i = 0;
        for (const ResultRow &row : rows) {
            const FlatRow &one = expected.at(i++);
            for (const auto &[name, value] : one.asKeyValueRange())
                QVERIFY2(row.get(Text(name)) == value,
                         qPrintable(u"round %1, row %2, %3"_s.arg(round).arg(i).arg(name)));
        }
        QCOMPARE(first.has_value(), !expected.isEmpty());
        for (const auto &[name, value] : expected.value(0).asKeyValueRange())
            QCOMPARE(first->get(Text(name)), value);
    }
}

void TestRawRows::haveTheTypesOfTheirAttributes()
{
    // Given
    Library library;
    const QDateTime at(QDate(2024, 5, 6), QTime(7, 8, 9, 10), QTimeZone::utc());
    const Instance author =
        wait(library.author.create({{"name", "A"}, {"born", QDate(1950, 1, 2)}}));
    (void)wait(library.book.create({{"title", "T"},
                                    {"price", Decimal("12.50")},
                                    {"at", at},
                                    {"ok", true},
                                    {"meta", QJsonObject{{u"a"_s, 1}}},
                                    {"authorId", author["id"]}}));

    // When
    const std::optional<ResultRow> row =
        wait(library.author.findOneRaw({.include = {"books"}, .order = {"id"}}));

    // Then
    QVERIFY(row);
    QCOMPARE(row->columns(), (QStringList{u"id"_s, u"name"_s, u"born"_s, u"books.id"_s,
                                          u"books.title"_s, u"books.price"_s, u"books.at"_s,
                                          u"books.ok"_s, u"books.meta"_s, u"books.authorId"_s}));
    QCOMPARE(row->get<QDate>("born"), QDate(1950, 1, 2));
    QCOMPARE(row->get<Decimal>("books.price"), Decimal("12.50"));
    QCOMPARE(row->get<QDateTime>("books.at"), at);
    QCOMPARE(row->get<bool>("books.ok"), true);
    QCOMPARE(row->get<QJsonObject>("books.meta"), (QJsonObject{{u"a"_s, 1}}));
}

void TestRawRows::haveNamesOfExpressions()
{
    // Given
    Library library;
    (void)wait(library.book.bulkCreate({{{"title", "a"}, {"price", Decimal("1.10")}},
                                        {{"title", "a"}, {"price", Decimal("2.20")}},
                                        {{"title", "b"}, {"price", Decimal("3.30")}}}));

    // When
    const RowSet groups = wait(library.book.findAllRaw(
        {.attributes = {"title", {fn("SUM", col("the_price")), "total"}, literal("1 AS one")},
         .order = {"title"},
         .group = {"title"}}));

    // Then
    QCOMPARE(groups.columns, (QStringList{u"title"_s, u"total"_s, u"one"_s}));
    QCOMPARE(groups.size(), 2);
    const ResultRow first = *groups.begin();
    QCOMPARE(first.get<QString>("title"), u"a"_s);
    QCOMPARE(first.get<Decimal>("total"), Decimal("3.30"));
    QCOMPARE(first.get<int>("one"), 1);
    QVERIFY_THROWS_EXCEPTION(UsageError, first.get("price"));
}

void TestRawRows::areNoneWhereNoneFits()
{
    // Given
    Library library;

    // When
    const RowSet none = wait(library.book.findAllRaw());

    // Then
    QVERIFY(none.isEmpty());
    QVERIFY(!wait(library.book.findOneRaw({.where = {"id", 7}})));
    QVERIFY_THROWS_EXCEPTION(EmptyResultError,
                             (void)wait(library.book.findAllRaw({.rejectOnEmpty = true})));
    QVERIFY_THROWS_EXCEPTION(EmptyResultError,
                             (void)wait(library.book.findOneRaw({.rejectOnEmpty = true})));
}

void TestRawRows::comeInUnitsToo()
{
    // Given
    Library library;
    QStringList titles;

    // When
    wait(library.db.transaction([&](Session &session) {
        (void)session.create(library.book, {{"title", "in"}});
        for (const ResultRow &row : session.findAllRaw(library.book))
            titles += row.get<QString>("title");
        titles += session.findOneRaw(library.book)->get<QString>("title");
    }));

    // Then
    QCOMPARE(titles, (QStringList{u"in"_s, u"in"_s}));
}

void TestRawRows::refuseRowsOfAnotherQuery()
{
    // Given
    Library library;

    // When
    const QFuture<RowSet> found =
        library.author.findAllRaw({.include = {{"books", {.separate = true}}}});

    // Then
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)wait(found));
}

void TestRawRows::runTheHooksBeforeAFind()
{
    // Given
    Library library;
    (void)wait(library.book.bulkCreate({{{"title", "a"}}, {{"title", "b"}}}));
    library.book.hooks().beforeFind([](FindOptions &options) {
        options.where = Where{{"title", "a"}};
    });

    // When
    const RowSet rows = wait(library.book.findAllRaw());

    // Then
    QCOMPARE(rows.size(), 1);
}

QTEST_GUILESS_MAIN(TestRawRows)
#include "tst_rawrows.moc"
