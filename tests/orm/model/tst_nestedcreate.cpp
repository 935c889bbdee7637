#include "support/testlibrary.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

class TestNestedCreate : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_library = std::make_unique<TestLibrary>(); }
    void cleanup() { m_library.reset(); }

    void insertsRowsAndThoseThatReferToThem();
    void insertsRowsThatAreReferredToFirst();
    void goesDownLevelByLevel();
    void linksAcrossWithValues();
    void refusesWhatIsNotIncluded();
    void givesRowsTheValuesOfTheScope();
    void needsNoKeyThatARowWillHave();
    void insertsManyTreesInOneStatementEach();
    void keepsNothingOfABrokenTree();
    void savesATreeThatWasBuilt();
    void takesRowsThatAreThere();
    void showsTheTreeInTheLog();

private:
    [[nodiscard]] QStringList tablesOf(const QStringList &log) const
    {
        static const QRegularExpression table(u"^INSERT INTO `(\\w+)`"_s);
        QStringList tables;
        for (const QString &line : log)
            tables << table.match(line).captured(1);
        return tables;
    }

    std::unique_ptr<TestLibrary> m_library;
};

void TestNestedCreate::insertsRowsAndThoseThatReferToThem()
{
    const Instance author =
        m_library->author
            ->create(
                {{"name", "Calvino"},
                 {"Titles", QList<Values>{{{"name", "Cosmicomics"}}, {{"name", "Marcovaldo"}}}},
                 {"Profile", Values{{"bio", "Siena"}}}},
                {.include = {*m_library->title, *m_library->profile}})
            .result();

    QCOMPARE(author.all("Titles").size(), 2);
    QCOMPARE(author.all("Titles").last().get("AuthorId"), author["id"]);
    QCOMPARE(author.one("Profile")->get("bio").toString(), u"Siena"_s);
    QCOMPARE(tablesOf(m_library->takeLog()),
             QStringList({u"Authors"_s, u"Titles"_s, u"Titles"_s, u"Profiles"_s}));
    QCOMPARE(author.related("Titles").count().result(), 2);
}

void TestNestedCreate::insertsRowsThatAreReferredToFirst()
{
    const Instance title = m_library->title
                               ->create({{"name", "Kindred"},
                                         {"Author", Values{{"name", "Butler"}}},
                                         {"house", Values{{"name", "Doubleday"}}}},
                                        {.include = {*m_library->author, "house"}})
                               .result();

    QCOMPARE(title.get("AuthorId"), title.one("Author")->get("id"));
    QCOMPARE(title.get("pubId").toInt(), 1);
    QCOMPARE(tablesOf(m_library->takeLog()),
             QStringList({u"Authors"_s, u"Publishers"_s, u"Titles"_s}));
}

void TestNestedCreate::goesDownLevelByLevel()
{
    m_library->author
        ->create({{"name", "Eco"},
                  {"Titles",
                   QList<Values>{{{"name", "one"}, {"Tags", QList<Values>{{{"label", "a"}}}}},
                                 {{"name", "two"}, {"Tags", QList<Values>{{{"label", "b"}}}}}}}},
                 {.include = {{*m_library->title, {.include = {*m_library->tag}}}}})
        .waitForFinished();

    QCOMPARE(tablesOf(m_library->takeLog()),
             QStringList({u"Authors"_s, u"Titles"_s, u"Titles"_s, u"Tags"_s, u"Tags"_s,
                          u"TitleTags"_s, u"TitleTags"_s}));
}

void TestNestedCreate::linksAcrossWithValues()
{
    const Instance title =
        m_library->title
            ->create({{"name", "Solaris"},
                      {"Tags", QList<Values>{{{"label", "sf"}, {"TitleTag", Values{{"weight", 4}}}},
                                             {{"label", "sea"}}}}},
                     {.include = {"Tags"}})
            .result();

    const QList<Instance> tags = title.related("Tags").get({.order = {"id"}}).result();
    QCOMPARE(tags.size(), 2);
    QCOMPARE(tags.first().one("TitleTag")->get("weight").toInt(), 4);
    QVERIFY(tags.last().one("TitleTag")->get("weight").isNull());
}

void TestNestedCreate::refusesWhatIsNotIncluded()
{
    const Values lem{{"name", "Lem"}, {"Titles", QList<Values>{{{"name", "Eden"}}}}};

    QVERIFY_THROWS_EXCEPTION(UsageError, m_library->author->create(lem).result());

    QCOMPARE(m_library->author->count().result(), 0);
}

void TestNestedCreate::givesRowsTheValuesOfTheScope()
{
    const Instance author =
        m_library->author
            ->create({{"name", "Lem"}, {"novels", QList<Values>{{{"name", "Fiasco"}}}}},
                     {.include = {"novels"}})
            .result();

    QCOMPARE(author.all("novels").first().get("kind").toString(), u"novel"_s);
}

void TestNestedCreate::needsNoKeyThatARowWillHave()
{
    Sequelize db({.logging = nullptr});
    Model &team = db.define("Team", {{"name", DataTypes::STRING}});
    Model &player = db.define("Player", {{"name", DataTypes::STRING}});
    player.belongsTo(team, {.foreignKey = {"TeamId", {.allowNull = false}}});
    db.sync().waitForFinished();

    const Instance made =
        player.create({{"name", "Ada"}, {"Team", Values{{"name", "Blue"}}}}, {.include = {team}})
            .result();

    QCOMPARE(made.get("TeamId").toInt(), 1);
    QVERIFY_THROWS_EXCEPTION(ValidationError, player.create({{"name", "Bo"}}).result());
}

void TestNestedCreate::insertsManyTreesInOneStatementEach()
{
    const QList<Instance> authors =
        m_library->author
            ->bulkCreate(
                {{{"name", "A"}, {"Titles", QList<Values>{{{"name", "a1"}}, {{"name", "a2"}}}}},
                 {{"name", "B"}},
                 {{"name", "C"}, {"Titles", QList<Values>{{{"name", "c1"}}}}}},
                {.include = {*m_library->title}})
            .result();

    QCOMPARE(tablesOf(m_library->takeLog()), QStringList({u"Authors"_s, u"Titles"_s}));
    QCOMPARE(authors.first().all("Titles").size(), 2);
    QCOMPARE(authors.last().related("Titles").count().result(), 1);
    QCOMPARE(authors.at(1).related("Titles").count().result(), 0);
}

void TestNestedCreate::keepsNothingOfABrokenTree()
{
    m_library.reset();
    TestLibrary library{Options()};

    QFuture<Instance> broken = library.author->create(
        {{"name", "Eco"}, {"Titles", QList<Values>{{{"name", "good"}}, {{"pages", 3}}}}},
        {.include = {*library.title}});

    QVERIFY_THROWS_EXCEPTION(ValidationError, broken.result());
    QCOMPARE(library.author->count().result(), 0);
    QCOMPARE(library.title->count().result(), 0);
}

void TestNestedCreate::savesATreeThatWasBuilt()
{
    const Instance built =
        m_library->author->build({{"name", "Borges"}, {"Profile", Values{{"bio", "blind"}}}},
                                 {.include = {*m_library->profile}});

    const Instance saved = built.save().result();

    QCOMPARE(saved.one("Profile")->get("AuthorId"), saved["id"]);
    QVERIFY(!saved.one("Profile")->isNewRecord());
    (void)m_library->takeLog();
    QVERIFY(saved.save().result().related().contains(u"Profile"_s));
    QVERIFY(m_library->takeLog().isEmpty());
}

void TestNestedCreate::takesRowsThatAreThere()
{
    const Instance title = m_library->title->create({{"name", "Aleph"}}).result();
    Instance author = m_library->author->build({{"name", "Borges"}});
    author.relate("Titles", {title}, true);

    author = author.save().result();

    QCOMPARE(m_library->title->count().result(), 1);
    QCOMPARE(title.reload().result().get("AuthorId"), author["id"]);
}

void TestNestedCreate::showsTheTreeInTheLog()
{
    QString call;
    const auto listening =
        m_library->db().log().listen([&call](const QueryEvent &event) { call = event.call(); });

    m_library->author
        ->create({{"name", "Eco"}, {"Titles", QList<Values>{{{"name", "Baudolino"}}}}},
                 {.include = {*m_library->title}})
        .waitForFinished();

    QCOMPARE(call, u"Author.create({name: \"Eco\", Titles: [{name: \"Baudolino\"}]})"_s);
}

QTEST_GUILESS_MAIN(TestNestedCreate)
#include "tst_nestedcreate.moc"
