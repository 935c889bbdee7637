#include "support/testlibrary.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

using Ask = std::function<QList<Instance>(const TestLibrary &, IncludeStrategy)>;
Q_DECLARE_METATYPE(Ask)

/// Included rows are the same by whichever strategy they come.
class TestIncludeStrategy : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_library.reset(); }

    void givesTheSameRows_data();
    void givesTheSameRows();
    void asksForAllRowsOfAllParents();
    void asksForTheRowsOfSomeParents();
    void sortsTheRowsOfEachParent();
    void asksForEachOwnerOnce();
    void asksThroughTheTableBetween();
    void joinsWhatChoosesParents();
    void needsNoSubQueryForALimit();
    void countsParentsAsAJoinDoes();
    void asksInPartsForVeryManyParents();
    void findsByKeysThatAreTexts();

private:
    QStringList statementsOf(const Model &model, const FindOptions &options)
    {
        (void)m_library->takeLog();
        (void)model.findAll(options).result();
        return m_library->takeLog();
    }

    std::unique_ptr<TestLibrary> m_library;
};

namespace {

constexpr IncludeStrategy merge = IncludeStrategy::Merge;

QString toText(const QVariant &value)
{
    return value.isNull() ? u"null"_s : value.toString();
}

/// All that an instance and what came with it say.
QString toText(const Instance &row)
{
    QStringList parts;
    for (const auto &[name, value] : row.values())
        parts << name + u'=' + toText(value);
    QStringList aliases = row.related();
    aliases.sort();
    for (const QString &alias : aliases) {
        QStringList rows;
        for (const Instance &each : row.all(Text(alias)))
            rows << toText(each);
        rows.sort(); // A join gives them in no order of their own.
        parts << alias + (row.isToMany(Text(alias)) ? u"*"_s : u"1"_s) + u'[' + rows.join(u", ")
                     + u']';
    }
    return u'{' + parts.join(u' ') + u'}';
}

QStringList toTexts(const QList<Instance> &rows)
{
    QStringList texts;
    for (const Instance &row : rows)
        texts << toText(row);
    return texts;
}

} // namespace

void TestIncludeStrategy::init()
{
    m_library = std::make_unique<TestLibrary>();
    (void)m_library->author
        ->bulkCreate({{{"name", "Le Guin"}}, {{"name", "Butler"}}, {{"name", "Nobody"}}})
        .result();
    (void)m_library->publisher->bulkCreate({{{"name", "Ace"}}, {{"name", "Tor"}}}).result();
    (void)m_library->title
        ->bulkCreate({{{"name", "Kindred"}, {"pages", 264}, {"AuthorId", 2}, {"kind", "novel"}},
                      {{"name", "Earthsea"},
                       {"pages", 205},
                       {"AuthorId", 1},
                       {"pubId", 1},
                       {"kind", "novel"}},
                      {{"name", "Beowulf"}, {"pages", 90}, {"pubId", 2}},
                      {{"name", "The Dispossessed"}, {"pages", 387}, {"AuthorId", 1}, {"pubId", 1}},
                      {{"name", "Bloodchild"}, {"pages", 145}, {"AuthorId", 2}, {"kind", "tales"}}})
        .result();
    (void)m_library->profile
        ->bulkCreate({{{"bio", "Portland"}, {"AuthorId", 1}}, {{"bio", "lost"}}})
        .result();
    (void)m_library->tag
        ->bulkCreate({{{"label", "sf"}}, {{"label", "fantasy"}}, {{"label", "unused"}}})
        .result();
    (void)m_library->titleTag
        ->bulkCreate({{{"TitleId", 1}, {"TagId", 1}, {"weight", 5}},
                      {{"TitleId", 2}, {"TagId", 2}, {"weight", 9}},
                      {{"TitleId", 2}, {"TagId", 1}, {"weight", 1}},
                      {{"TitleId", 4}, {"TagId", 1}, {"weight", 7}}})
        .result();
    (void)m_library->takeLog();
}

void TestIncludeStrategy::givesTheSameRows_data()
{
    QTest::addColumn<Ask>("ask");
    const auto add = [](const char *name, const Ask &ask) { QTest::newRow(name) << ask; };

    add("to many", [](const TestLibrary &library, IncludeStrategy s) {
        return library.author->findAll({.include = {{"Titles", {.strategy = s}}}, .order = {"id"}})
            .result();
    });
    add("everything", [](const TestLibrary &library, IncludeStrategy s) {
        return library.author
            ->findAll({.include = {Include::all({}, {.strategy = s})}, .order = {"id"}})
            .result();
    });
    add("to one", [](const TestLibrary &library, IncludeStrategy s) {
        return library.title
            ->findAll({.include = {{"Author", {.strategy = s}}, {"house", {.strategy = s}}},
                       .order = {"id"}})
            .result();
    });
    add("through a table", [](const TestLibrary &library, IncludeStrategy s) {
        return library.title->findAll({.include = {{"Tags", {.strategy = s}}}, .order = {"id"}})
            .result();
    });
    add("nothing of the junction table", [](const TestLibrary &library, IncludeStrategy s) {
        return library.title
            ->findAll(
                {.include = {{"Tags",
                              {.strategy = s, .through = {.attributes = Attributes::none()}}}},
                 .order = {"id"}})
            .result();
    });
    add("some of the junction table", [](const TestLibrary &library, IncludeStrategy s) {
        return library.title
            ->findAll(
                {.include = {{"Tags", {.strategy = s, .through = {.attributes = {"weight"}}}}},
                 .order = {"id"}})
            .result();
    });
    add("a condition on the junction table", [](const TestLibrary &library, IncludeStrategy s) {
        return library.tag
            ->findAll(
                {.include = {{"Titles",
                              {.strategy = s, .through = {.where = {{"weight", Op::gt(4)}}}}}},
                 .order = {"id"}})
            .result();
    });
    add("nested", [](const TestLibrary &library, IncludeStrategy s) {
        return library.author
            ->findAll(
                {.include = {{"Titles",
                              {.include = {{"Tags", {.strategy = s}}, "house"}, .strategy = s}}},
                 .order = {"id"}})
            .result();
    });
    add("nested through tables", [](const TestLibrary &library, IncludeStrategy s) {
        const Include titles("Titles", {.include = {{"Author", {.strategy = s}}}, .strategy = s});
        return library.tag->findAll({.include = {titles}, .order = {"id"}}).result();
    });
    add("to many under a target that parents share", [](const TestLibrary &library,
                                                        IncludeStrategy s) {
        const Include titles("Titles", {.include = {"Tags"}, .strategy = s});
        return library.tag->findAll({.include = {titles}, .order = {"id", "$Titles.id$"}}).result();
    });
    add("to many under to one", [](const TestLibrary &library, IncludeStrategy s) {
        const Include house("house", {.include = {{"list", {.strategy = s}}}});
        return library.title->findAll({.include = {house}, .order = {"id"}}).result();
    });
    add("chosen and sorted parents", [](const TestLibrary &library, IncludeStrategy s) {
        return library.title
            ->findAll({.where = {{"pages", Op::gt(100)}},
                       .include = {{"Tags", {.strategy = s}}, {"Author", {.strategy = s}}},
                       .order = {{"name", "DESC"}}})
            .result();
    });
    add("a limit", [](const TestLibrary &library, IncludeStrategy s) {
        return library.author
            ->findAll({.include = {{"Titles", {.strategy = s}}},
                       .order = {{"id", "DESC"}},
                       .limit = 2,
                       .offset = 1})
            .result();
    });
    add("a condition that does not choose parents",
        [](const TestLibrary &library, IncludeStrategy s) {
            return library.author
                ->findAll({.include = {{"Titles",
                                        {.where = {{"pages", Op::lt(250)}},
                                         .required = false,
                                         .strategy = s}}},
                           .order = {"id"}})
                .result();
        });
    add("a condition that chooses parents", [](const TestLibrary &library, IncludeStrategy s) {
        return library.author
            ->findAll({.include = {{"Titles", {.where = {{"pages", Op::gt(300)}}, .strategy = s}}},
                       .order = {"id"}})
            .result();
    });
    add("a condition on what is included", [](const TestLibrary &library, IncludeStrategy s) {
        return library.author
            ->findAll({.where = {{"$Titles.pages$", Op::gt(300)}},
                       .include = {{"Titles", {.strategy = s}}},
                       .order = {"id"}})
            .result();
    });
    add("neither side's key", [](const TestLibrary &library, IncludeStrategy s) {
        return library.author
            ->findAll({.attributes = {"name"},
                       .include = {{"Titles", {.attributes = {"name"}, .strategy = s}}},
                       .order = {"id"}})
            .result();
    });
    add("the owner's name alone", [](const TestLibrary &library, IncludeStrategy s) {
        return library.title
            ->findAll({.attributes = {"name"},
                       .include = {{"Author", {.attributes = {"name"}, .strategy = s}}},
                       .order = {"id"}})
            .result();
    });
    add("no column at all", [](const TestLibrary &library, IncludeStrategy s) {
        return library.author
            ->findAll({.include = {{"Titles", {.attributes = Attributes::none(), .strategy = s}}},
                       .order = {"id"}})
            .result();
    });
}

void TestIncludeStrategy::givesTheSameRows()
{
    QFETCH(Ask, ask);
    const QStringList joined = toTexts(ask(*m_library, IncludeStrategy::Join));

    const QStringList merged = toTexts(ask(*m_library, IncludeStrategy::Merge));

    QVERIFY(!joined.isEmpty());
    QCOMPARE(merged, joined);
}

void TestIncludeStrategy::asksForAllRowsOfAllParents()
{
    const FindOptions withTitles{
        .include = {{"Titles", {.attributes = {"id", "AuthorId"}, .strategy = merge}}},
        .order = {"name"}};

    const QStringList statements = statementsOf(*m_library->author, withTitles);

    QCOMPARE(
        statements,
        (QStringList{
            u"SELECT `Author`.`id`, `Author`.`name` FROM `Authors` AS `Author` ORDER BY "
            "`Author`.`name`;"_s,
            u"SELECT `id`, `AuthorId` FROM `Titles` AS `Title` WHERE `Title`.`AuthorId` IS NOT "
            "NULL ORDER BY `Title`.`AuthorId`, `Title`.`id`;"_s}));
}

void TestIncludeStrategy::asksForTheRowsOfSomeParents()
{
    const FindOptions withTitles{.where = {{"id", Op::lt(3)}},
                                 .include = {{"Titles",
                                              {.attributes = {"id", "AuthorId"},
                                               .order = {{"pages", "DESC"}},
                                               .strategy = merge}}},
                                 .order = {{"id", "DESC"}}};

    const QStringList statements = statementsOf(*m_library->author, withTitles);

    QCOMPARE(statements.size(), 2);
    QCOMPARE(statements.last(),
             u"SELECT `id`, `AuthorId` FROM `Titles` AS `Title` WHERE `Title`.`AuthorId` IN (1, 2) "
             "ORDER BY `Title`.`AuthorId`, `Title`.`pages` DESC, `Title`.`id`;"_s);
}

void TestIncludeStrategy::sortsTheRowsOfEachParent()
{
    const auto namesOfFirst = [&](const Order &order) {
        const Instance author =
            m_library->author
                ->findAll({.include = {{"Titles", {.order = order, .strategy = merge}}}})
                .result()
                .first();
        QStringList names;
        for (const Instance &title : author.all("Titles"))
            names << title.get<QString>("name");
        return names;
    };

    QCOMPARE(namesOfFirst({}), (QStringList{u"Earthsea"_s, u"The Dispossessed"_s}));
    QCOMPARE(namesOfFirst({{"pages", "DESC"}}),
             (QStringList{u"The Dispossessed"_s, u"Earthsea"_s}));
}

void TestIncludeStrategy::asksForEachOwnerOnce()
{
    const QStringList statements =
        statementsOf(*m_library->title, {.include = {{"Author", {.strategy = merge}}}});

    QCOMPARE(statements.size(), 2);
    QCOMPARE(statements.last(), u"SELECT `id`, `name` FROM `Authors` AS `Author` WHERE "
                                "`Author`.`id` IN (1, 2) ORDER BY `Author`.`id`;"_s);
}

void TestIncludeStrategy::asksThroughTheTableBetween()
{
    const QStringList statements = statementsOf(
        *m_library->title, {.where = {{"id", {2, 4}}}, .include = {{"Tags", {.strategy = merge}}}});

    QCOMPARE(statements.size(), 2);
    QVERIFY2(statements.last().contains(u"INNER JOIN `TitleTags` AS `TitleTag` ON"_s),
             qPrintable(statements.last()));
    QVERIFY2(statements.last().endsWith(u"ORDER BY `TitleTag`.`TitleId`, `Tag`.`id`;"_s),
             qPrintable(statements.last()));
}

void TestIncludeStrategy::joinsWhatChoosesParents()
{
    const Include required("Titles", {.required = true, .strategy = merge});
    const Include plain("Titles", {.strategy = merge});

    QCOMPARE(statementsOf(*m_library->author, {.include = {required}}).size(), 1);
    QCOMPARE(
        statementsOf(*m_library->author, {.include = {plain}, .order = {"$Titles.name$"}}).size(),
        1);
}

void TestIncludeStrategy::needsNoSubQueryForALimit()
{
    const QStringList statements = statementsOf(
        *m_library->author, {.include = {{"Titles", {.strategy = merge}}}, .limit = 2});

    QCOMPARE(statements.first(),
             u"SELECT `Author`.`id`, `Author`.`name` FROM `Authors` AS `Author` LIMIT 2;"_s);
}

void TestIncludeStrategy::countsParentsAsAJoinDoes()
{
    const FindOptions options{.include = {{"Titles", {.strategy = merge}}}, .limit = 1};

    const auto found = m_library->author->findAndCountAll(options).result();

    QCOMPARE(found.count, 3);
    QCOMPARE(found.rows.size(), 1);
}

void TestIncludeStrategy::asksInPartsForVeryManyParents()
{
    // Given more owners than one statement takes values.
    constexpr int count = 40'000;
    const QString numbers =
        u"WITH RECURSIVE n(i) AS (SELECT 11 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "_s.arg(
            10 + count);
    const QueryOptions write{.kind = StatementKind::Write};
    m_library->db()
        .query(
            Text(u"INSERT INTO Publishers (id, name) "_s + numbers + u"SELECT i, i - 10 FROM n"_s),
            write)
        .waitForFinished();
    m_library->db()
        .query(Text(u"INSERT INTO Titles (name, pubId) "_s + numbers + u"SELECT 't', i FROM n"_s),
               write)
        .waitForFinished();

    const QList<Instance> rows =
        m_library->title
            ->findAll({.include = {{"house", {.strategy = merge}}}, .order = {{"id", "DESC"}}})
            .result();

    QCOMPARE(rows.first().one("house")->get<QString>("name"), QString::number(count));
    QCOMPARE(rows.at(count - 1).one("house")->get<QString>("name"), u"1"_s);
}

void TestIncludeStrategy::findsByKeysThatAreTexts()
{
    Model &country = m_library->db().define(
        "Country", {{"code", {.type = DataTypes::STRING(2), .primaryKey = true}}},
        {.timestamps = false});
    Model &city =
        m_library->db().define("City", {{"name", DataTypes::STRING}}, {.timestamps = false});
    country.hasMany(city, {.foreignKey = "countryCode"});
    city.belongsTo(country, {.foreignKey = "countryCode"});
    m_library->db().sync().waitForFinished();
    (void)country.bulkCreate({{{"code", "DE"}}, {{"code", "CH"}}, {{"code", "FR"}}}).result();
    (void)city
        .bulkCreate({{{"name", "Bern"}, {"countryCode", "CH"}},
                     {{"name", "Ulm"}, {"countryCode", "DE"}},
                     {{"name", "Chur"}, {"countryCode", "CH"}},
                     {{"name", "Atlantis"}}})
        .result();
    const auto both = [&](IncludeStrategy s) {
        return toTexts(
                   country.findAll({.include = {{"Cities", {.strategy = s}}}, .order = {"code"}})
                       .result())
               + toTexts(city.findAll({.include = {{"Country", {.strategy = s}}}, .order = {"id"}})
                             .result());
    };

    QCOMPARE(both(IncludeStrategy::Merge), both(IncludeStrategy::Join));
}

QTEST_APPLESS_MAIN(TestIncludeStrategy)

#include "tst_includestrategy.moc"
