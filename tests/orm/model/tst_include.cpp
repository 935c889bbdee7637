#include "support/testlibrary.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// Rows that come with the rows they belong to.
class TestInclude : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_library.reset(); }

    void givesEachParentOnce();
    void nestsRowsInRows();
    void givesTheRowBetween();
    void refusesAnAliasThatDidNotCome();
    void limitsParentsAndNotTheirRows();
    void sortsByWhatNobodyAskedFor();
    void choosesByJoinedRows();
    void findsKeysByJoinedRows();
    void sortsByJoinedRows();
    void asksOnceForSeparateRows();
    void limitsSeparateRowsOfEachParent();
    void countsParents();
    void keepsWhatIsRequiredTogether();
    void findsMoreThanOneBlock();
    void takesScopesOfIncludedModels();
    void reloadsWhatCame();
    void saysWhichAssociationFits();

private:
    [[nodiscard]] QList<Instance> authors(const FindOptions &options) const
    {
        return m_library->author->findAll(options).result();
    }
    static QStringList names(const QList<Instance> &rows)
    {
        QStringList list;
        for (const Instance &row : rows)
            list << row.get<QString>("name");
        return list;
    }

    std::unique_ptr<TestLibrary> m_library;
};

void TestInclude::init()
{
    m_library = std::make_unique<TestLibrary>();
    (void)m_library->author
        ->bulkCreate({{{"name", "Le Guin"}}, {{"name", "Butler"}}, {{"name", "Nobody"}}})
        .result();
    (void)m_library->title
        ->bulkCreate(
            {{{"name", "Kindred"}, {"pages", 264}, {"AuthorId", 2}, {"kind", "novel"}},
             {{"name", "Earthsea"}, {"pages", 205}, {"AuthorId", 1}, {"kind", "novel"}},
             {{"name", "The Dispossessed"}, {"pages", 387}, {"AuthorId", 1}, {"kind", "novel"}},
             {{"name", "Bloodchild"}, {"pages", 145}, {"AuthorId", 2}, {"kind", "tales"}}})
        .result();
    (void)m_library->profile->bulkCreate({{{"bio", "Portland"}, {"AuthorId", 1}}}).result();
    (void)m_library->tag->bulkCreate({{{"label", "sf"}}, {{"label", "fantasy"}}}).result();
    (void)m_library->titleTag
        ->bulkCreate({{{"TitleId", 1}, {"TagId", 1}, {"weight", 5}},
                      {{"TitleId", 2}, {"TagId", 2}, {"weight", 9}},
                      {{"TitleId", 3}, {"TagId", 1}, {"weight", 7}}})
        .result();
    (void)m_library->takeLog();
}

void TestInclude::givesEachParentOnce()
{
    // Given authors whose titles stand mixed with others' in the table.
    const FindOptions withTitles{.include = {"Titles", "Profile"}, .order = {{"$Titles.name$"}}};

    const QList<Instance> rows = authors(withTitles);

    QCOMPARE(names(rows), QStringList({u"Nobody"_s, u"Butler"_s, u"Le Guin"_s}));
    QCOMPARE(names(rows[0].all("Titles")), QStringList());
    QCOMPARE(names(rows[1].all("Titles")), QStringList({u"Bloodchild"_s, u"Kindred"_s}));
    QCOMPARE(names(rows[2].all("Titles")), QStringList({u"Earthsea"_s, u"The Dispossessed"_s}));
    QCOMPARE(rows[2].one("Profile")->get<QString>("bio"), u"Portland"_s);
    QVERIFY(!rows[1].one("Profile"));
}

void TestInclude::nestsRowsInRows()
{
    const FindOptions nested{.include = {{"Titles", {.include = {"Tags", "house"}}}},
                             .order = {"id", "$Titles.id$"}};

    const QList<Instance> rows = authors(nested);

    const Instance dispossessed = rows.first().all("Titles").last();
    QCOMPARE(dispossessed.get<QString>("name"), u"The Dispossessed"_s);
    QCOMPARE(dispossessed.all("Tags").first().get<QString>("label"), u"sf"_s);
    QVERIFY(!dispossessed.one("house"));
}

void TestInclude::givesTheRowBetween()
{
    const QList<Instance> titles =
        m_library->title->findAll({.include = {*m_library->tag}, .order = {"id"}}).result();

    const Instance tag = titles.first().all("Tags").first();
    QCOMPARE(tag.one("TitleTag")->get<qint64>("weight"), 5);
    QVERIFY(titles.last().all("Tags").isEmpty());
}

void TestInclude::refusesAnAliasThatDidNotCome()
{
    const Instance author = authors({.include = {"Titles"}}).first();

    QVERIFY_THROWS_EXCEPTION(UsageError, (void)author.all("Profile"));
    QCOMPARE(author.related(), QStringList{u"Titles"_s});
}

void TestInclude::limitsParentsAndNotTheirRows()
{
    const QList<Instance> rows = authors({.include = {"Titles"}, .order = {"id"}, .limit = 2});

    QCOMPARE(names(rows), QStringList({u"Le Guin"_s, u"Butler"_s}));
    QCOMPARE(rows.first().all("Titles").size(), 2);
    QCOMPARE(rows.last().all("Titles").size(), 2);
}

void TestInclude::sortsByWhatNobodyAskedFor()
{
    const FindOptions byKind{
        .attributes = {"name"}, .include = {"Tags"}, .order = {{"pages", "DESC"}}, .limit = 2};

    const QList<Instance> titles = m_library->title->findAll(byKind).result();

    QCOMPARE(names(titles), QStringList({u"The Dispossessed"_s, u"Kindred"_s}));
    QCOMPARE(titles.first().values().size(), 1);
}

void TestInclude::choosesByJoinedRows()
{
    // Given a condition on rows that the sub-query of a limit does not know.
    const FindOptions big{.where = {{"$Titles.pages$", Op::gt(200)}},
                          .include = {"Titles"},
                          .order = {"name"},
                          .limit = 2};

    const QList<Instance> rows = authors(big);

    QCOMPARE(names(rows), QStringList({u"Butler"_s, u"Le Guin"_s}));
    QCOMPARE(names(rows.first().all("Titles")), QStringList{u"Kindred"_s});
    QCOMPARE(rows.last().all("Titles").size(), 2);
}

void TestInclude::findsKeysByJoinedRows()
{
    const FindOptions big{.where = {{"$Titles.pages$", Op::gt(200)}},
                          .include = {"Titles"},
                          .order = {{"name", "DESC"}}};

    const QList<qint64> keys = m_library->author->findKeys(big).result();

    QCOMPARE(keys, QList<qint64>({1, 2}));
}

void TestInclude::sortsByJoinedRows()
{
    const QList<Instance> rows = authors({.include = {{"Titles", {.required = true}}},
                                          .order = {{"$Titles.pages$", "DESC"}},
                                          .limit = 1});

    QCOMPARE(names(rows), QStringList{u"Le Guin"_s});
    QCOMPARE(names(rows.first().all("Titles")),
             QStringList({u"The Dispossessed"_s, u"Earthsea"_s}));
}

void TestInclude::asksOnceForSeparateRows()
{
    const QList<Instance> rows =
        authors({.include = {{"Titles", {.order = {{"pages", "DESC"}}, .separate = true}}},
                 .order = {"id"}});

    QCOMPARE(m_library->takeLog().size(), 2);
    QCOMPARE(names(rows[0].all("Titles")), QStringList({u"The Dispossessed"_s, u"Earthsea"_s}));
    QCOMPARE(names(rows[1].all("Titles")), QStringList({u"Kindred"_s, u"Bloodchild"_s}));
    QCOMPARE(rows[2].all("Titles").size(), 0);
}

void TestInclude::limitsSeparateRowsOfEachParent()
{
    const QList<Instance> rows = authors(
        {.include = {{"Titles", {.order = {{"pages", "DESC"}}, .limit = 1}}}, .order = {"id"}});

    QCOMPARE(names(rows[0].all("Titles")), QStringList{u"The Dispossessed"_s});
    QCOMPARE(names(rows[1].all("Titles")), QStringList{u"Kindred"_s});
    const QList<Instance> nested = authors(
        {.include = {{"Titles", {.include = {"Tags"}, .order = {{"pages", "DESC"}}, .limit = 2}}},
         .order = {"id"}});
    QCOMPARE(names(nested[1].all("Titles")), QStringList({u"Kindred"_s, u"Bloodchild"_s}));
    QCOMPARE(nested[1].all("Titles").first().all("Tags").size(), 1);
}

void TestInclude::countsParents()
{
    const RowsAndCount<Instance> found =
        m_library->author->findAndCountAll({.include = {"Titles"}, .limit = 1}).result();

    QCOMPARE(found.count, 3);
    QCOMPARE(found.rows.size(), 1);
    const qint64 joined = m_library->author->count({.include = {"Titles"}}).result();
    QCOMPARE(joined, 5); // Le Guin and Butler twice, as count() without distinct says.
}

void TestInclude::keepsWhatIsRequiredTogether()
{
    // Given an include that may miss, with one in it that may not.
    const FindOptions tagged{
        .include = {{"Titles", {.include = {{"Tags", {.where = {{"label", "fantasy"}}}}}}}},
        .order = {"id"}};

    const QList<Instance> rows = authors(tagged);

    QCOMPARE(rows.size(), 3);
    QCOMPARE(names(rows[0].all("Titles")), QStringList{u"Earthsea"_s});
    QCOMPARE(rows[1].all("Titles").size(), 0);
}

void TestInclude::findsMoreThanOneBlock()
{
    // Given more joined rows than a block holds.
    QList<Values> many;
    for (int i = 0; i < 3000; ++i)
        many += {{"name", u"Title %1"_s.arg(i)}, {"AuthorId", 1 + i % 3}};
    (void)m_library->title->bulkCreate(many).result();

    const QList<Instance> rows =
        authors({.include = {"Titles"}, .order = {{"$Titles.id$", "DESC"}}});

    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows.first().get<QString>("name"), u"Nobody"_s);
    QCOMPARE(rows.first().all("Titles").size(), 1000);
    QCOMPARE(rows.first().all("Titles").first().get<QString>("name"), u"Title 2999"_s);
    QCOMPARE(rows.last().all("Titles").size(), 1002);
}

void TestInclude::takesScopesOfIncludedModels()
{
    const FindOptions novels{.include = {"novels"}, .order = {"id"}};
    const Model tales = m_library->title->scope({.where = {{"kind", "tales"}}});

    const QList<Instance> rows = authors(novels);
    const QList<Instance> scoped =
        authors({.include = {{tales, {.required = false}}}, .order = {"id"}});

    QCOMPARE(names(rows[1].all("novels")), QStringList{u"Kindred"_s});
    QCOMPARE(names(scoped[1].all("Titles")), QStringList{u"Bloodchild"_s});
    QCOMPARE(scoped[0].all("Titles").size(), 0);
}

void TestInclude::reloadsWhatCame()
{
    Instance author = authors({.include = {{"Titles", {.include = {"Tags"}}}}}).first();
    (void)m_library->title->create({{"name", "Malafrena"}, {"AuthorId", 1}}).result();

    author = author.reload().result();

    QCOMPARE(author.all("Titles").size(), 3);
    QCOMPARE(author.all("Titles").first().all("Tags").size(), 1);
    const Instance bare = author.reload({.include = {"Profile"}}).result();
    QCOMPARE(bare.related(), QStringList{u"Profile"_s});
}

void TestInclude::saysWhichAssociationFits()
{
    const auto messageOf = [this](const Include &include) {
        try {
            (void)m_library->author->findAll({.include = {include}}).result();
        } catch (const BaseError &error) {
            return error.name() + ": "_L1 + error.message();
        }
        return QString();
    };

    QCOMPARE(messageOf("none"),
             u"Error: Association with alias \"none\" does not exist on Author"_s);
    QCOMPARE(messageOf(*m_library->tag),
             u"SequelizeEagerLoadingError: Tag is not associated to Author!"_s);
    QCOMPARE(messageOf({"Profile", {.separate = true}}),
             u"Error: Only HasMany associations support include.separate"_s);
    QVERIFY(messageOf(Include::all("Some")).contains(u"include all 'Some' is not valid"));
}

QTEST_GUILESS_MAIN(TestInclude)
#include "tst_include.moc"
