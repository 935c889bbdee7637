#include "support/testlibrary.h"

#include <QRandomGenerator>
#include <QtTest>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;
using namespace orm;

class TestRelated : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_library.reset(); }

    void readsRowsThatReferHere();
    void readsTheRowReferredTo();
    void readsAcrossTheRowsBetween();
    void readsInScope();
    void countsAndAsks();
    void addsAndRemovesRowsThatReferHere();
    void setsExactlyTheGivenRows();
    void setsTheOneRow();
    void setsTheRowReferredTo();
    void addsAcrossOnlyWhatIsMissing();
    void changesValuesOfTheRowBetween();
    void givesEachRowBetweenItsOwnValues();
    void setsAcross();
    void createsWhatIsAssociated();
    void takesEveryFormOfRows();
    void namesTheAliasesThereAre();
    void refusesWhatCannotBe();
    void findsNothingForAMissingKey();
    void saysTheCallInTheLog();
    void leavesNothingHalfDone();
    void worksInsideATransaction();
    void findsItsWayAmongManyRows_data();
    void findsItsWayAmongManyRows();

private:
    [[nodiscard]] Instance made(const Model &model, const Values &values) const
    {
        return model.create(values).result();
    }
    [[nodiscard]] static QStringList names(const QList<Instance> &rows, const char *attribute)
    {
        QStringList names;
        for (const Instance &row : rows)
            names << row.get(Text(attribute)).toString();
        return names;
    }
    [[nodiscard]] QStringList titlesOf(const Instance &author) const
    {
        return names(author.related("Titles").get({.order = {"id"}}).result(), "name");
    }

    std::unique_ptr<TestLibrary> m_library;
    Instance m_author;
    Instance m_first;
    Instance m_second;
    Instance m_stray;
};

void TestRelated::init()
{
    m_library = std::make_unique<TestLibrary>();
    m_author = made(*m_library->author, {{"name", "Le Guin"}});
    const Model &title = *m_library->title;
    m_first = made(title, {{"name", "Rocannon"}, {"AuthorId", m_author["id"]}});
    m_second = made(title, {{"name", "Tehanu"}, {"AuthorId", m_author["id"]}, {"kind", "novel"}});
    m_stray = made(title, {{"name", "Stray"}});
    m_library->tag->bulkCreate({{{"label", "sf"}}, {{"label", "old"}}, {{"label", "new"}}})
        .waitForFinished();
    (void)m_library->takeLog();
}

void TestRelated::readsRowsThatReferHere()
{
    const QList<Instance> some =
        m_author.related("Titles").get({.where = {{"kind", "novel"}}}).result();

    QCOMPARE(names(some, "name"), QStringList{u"Tehanu"_s});
    QCOMPARE(
        m_library->takeLog(),
        QStringList{u"SELECT `id`, `name`, `pages`, `kind`, `AuthorId`, `pubId` FROM `Titles` "
                    "AS `Title` WHERE (`Title`.`AuthorId` = 1 AND `Title`.`kind` = 'novel');"_s});
}

void TestRelated::readsTheRowReferredTo()
{
    const std::optional<Instance> author = m_first.related("Author").one().result();

    QCOMPARE(author->get("name").toString(), u"Le Guin"_s);
    QCOMPARE(m_first.related("Author").get().result().size(), 1);
}

void TestRelated::readsAcrossTheRowsBetween()
{
    m_first.related("Tags").add({1, 3}, {.through = {{"weight", 7}}}).waitForFinished();

    const QList<Instance> tags = m_first.related("Tags").get({.order = {"id"}}).result();

    QCOMPARE(names(tags, "label"), QStringList({u"sf"_s, u"new"_s}));
    QCOMPARE(tags.first().one("TitleTag")->get("weight").toInt(), 7);
    const QList<Instance> heavy =
        m_first.related("Tags").get({.through = {.where = {{"weight", Op::gt(8)}}}}).result();
    QVERIFY(heavy.isEmpty());
}

void TestRelated::readsInScope()
{
    QCOMPARE(names(m_author.related("novels").get().result(), "name"), QStringList{u"Tehanu"_s});

    const Instance made = m_author.related("novels").create({{"name", "Orsinia"}}).result();

    QCOMPARE(made.get("kind").toString(), u"novel"_s);
    QCOMPARE(m_author.related("novels").count().result(), 2);
}

void TestRelated::countsAndAsks()
{
    QCOMPARE(m_author.related("Titles").count().result(), 2);
    QVERIFY(m_author.related("Titles").has(m_first).result());
    QVERIFY(m_author.related("Titles").has({1, 2}).result());
    QVERIFY(!m_author.related("Titles").has({1, 3}).result());
    QVERIFY(m_author.related("Titles").has({1, 1}).result());
    QCOMPARE(m_first.related("Tags").count().result(), 0);
    QVERIFY(!m_first.related("Tags").has(1).result());
}

void TestRelated::addsAndRemovesRowsThatReferHere()
{
    m_author.related("Titles").add(m_stray).waitForFinished();
    m_author.related("Titles").remove({1, 2}).waitForFinished();

    QCOMPARE(titlesOf(m_author), QStringList{u"Stray"_s});
    QCOMPARE(m_library->title->count().result(), 3);
}

void TestRelated::setsExactlyTheGivenRows()
{
    m_author.related("Titles").set({m_second, m_stray}).waitForFinished();
    QCOMPARE(titlesOf(m_author), QStringList({u"Tehanu"_s, u"Stray"_s}));

    m_author.related("Titles").set(nullptr).waitForFinished();
    QVERIFY(titlesOf(m_author).isEmpty());
}

void TestRelated::setsTheOneRow()
{
    const Instance old = m_author.related("Profile").create({{"bio", "old"}}).result();
    const Instance fresh = made(*m_library->profile, {{"bio", "new"}});

    m_author.related("Profile").set(fresh).waitForFinished();

    QCOMPARE(m_author.related("Profile").one().result()->get("bio").toString(), u"new"_s);
    QVERIFY(old.reload().result().get("AuthorId").isNull());
}

void TestRelated::setsTheRowReferredTo()
{
    const Instance octavia = made(*m_library->author, {{"name", "Butler"}});

    m_stray = m_stray.related("Author").set(octavia).result();
    QCOMPARE(m_stray.get("AuthorId"), octavia["id"]);
    QVERIFY(m_stray.changed().isEmpty());

    m_stray = m_stray.related("Author").set(nullptr).result();
    QVERIFY(m_stray.reload().result().get("AuthorId").isNull());
    QVERIFY(!m_stray.related("Author").one().result());
}

void TestRelated::addsAcrossOnlyWhatIsMissing()
{
    m_first.related("Tags").add({1, 2}).waitForFinished();
    m_first.related("Tags").add({2, 2, 3}).waitForFinished();

    QCOMPARE(m_library->titleTag->count().result(), 3);
}

void TestRelated::changesValuesOfTheRowBetween()
{
    m_first.related("Tags").add(1, {.through = {{"weight", 1}}}).waitForFinished();
    m_first.related("Tags").add(1, {.through = {{"weight", 2}}}).waitForFinished();

    const QList<Instance> rows = m_library->titleTag->findAll().result();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().get("weight").toInt(), 2);
}

void TestRelated::givesEachRowBetweenItsOwnValues()
{
    const Related tags = m_first.related("Tags");
    const auto weights = [&] {
        QList<int> all;
        for (const Instance &tag : tags.get({.order = {"id"}}).result())
            all << tag.one("TitleTag")->get("weight").toInt();
        return all;
    };
    const Instance second = *m_library->tag->findByPk(2).result();

    tags.add({{1, {{"weight", 5}}}, {second, {{"weight", 6}}}, 3}, {.through = {{"weight", 7}}})
        .waitForFinished();
    QCOMPARE(weights(), QList<int>({5, 6, 7}));

    tags.add({{second, {{"weight", 8}}}}).waitForFinished();
    QCOMPARE(weights(), QList<int>({5, 8, 7}));

    tags.set({{3, {{"weight", 9}}}, 1}, {.through = {{"weight", 1}}}).waitForFinished();
    QCOMPARE(weights(), QList<int>({1, 9}));
}

void TestRelated::setsAcross()
{
    m_first.related("Tags").add({1, 2}).waitForFinished();
    m_first.related("Tags").set({2, 3}).waitForFinished();
    QCOMPARE(names(m_first.related("Tags").get({.order = {"id"}}).result(), "label"),
             QStringList({u"old"_s, u"new"_s}));

    m_first.related("Tags").remove(2).waitForFinished();
    QCOMPARE(m_first.related("Tags").count().result(), 1);
}

void TestRelated::createsWhatIsAssociated()
{
    const Instance tag = m_first.related("Tags")
                             .create({{"label", "fresh"}}, {}, {.through = {{"weight", 3}}})
                             .result();
    const Instance house = m_first.related("house").create({{"name", "Ace"}}).result();

    QVERIFY(m_first.related("Tags").has(tag).result());
    QCOMPARE(m_first.reload().result().get("pubId"), house["id"]);
    QCOMPARE(house.related("list").count().result(), 1);
}

void TestRelated::takesEveryFormOfRows()
{
    const QVariant key = m_stray["id"];
    const Related titles = m_author.related("Titles");

    titles.set(QList<Instance>{m_first}).waitForFinished();
    titles.add(QList<qint64>{2}).waitForFinished();
    titles.add(key).waitForFinished();
    titles.remove("1").waitForFinished();

    QCOMPARE(titlesOf(m_author), QStringList({u"Tehanu"_s, u"Stray"_s}));
}

void TestRelated::namesTheAliasesThereAre()
{
    try {
        (void)m_author.related("books");
        QFAIL("There is no such alias.");
    } catch (const UsageError &error) {
        QCOMPARE(error.message(),
                 u"Author has no association \"books\". It has: Titles, novels, Profile."_s);
    }
}

void TestRelated::refusesWhatCannotBe()
{
    const Instance unsaved = m_library->author->build({{"name", "Nobody"}});
    const Instance tag = m_library->tag->findByPk(1).result().value();

    QVERIFY_THROWS_EXCEPTION(UsageError, unsaved.related("Titles").get().result());
    QVERIFY_THROWS_EXCEPTION(UsageError, m_first.related("Author").set(unsaved).result());
    QVERIFY_THROWS_EXCEPTION(UsageError, m_first.related("Author").set(tag).result());
    QVERIFY_THROWS_EXCEPTION(UsageError, m_first.related("Author").add(1).result());
    QVERIFY_THROWS_EXCEPTION(UsageError, m_first.related("Author").set({1, 2}).result());
    QVERIFY_THROWS_EXCEPTION(ForeignKeyConstraintError, m_first.related("Author").set(99).result());
}

void TestRelated::findsNothingForAMissingKey()
{
    QVERIFY(!m_stray.related("Author").one().result());
    QVERIFY(m_library->takeLog().isEmpty());
}

void TestRelated::saysTheCallInTheLog()
{
    QStringList calls;
    const auto listening =
        m_library->db().log().listen([&calls](const QueryEvent &event) { calls << event.call(); });

    m_author.related("Titles").add(m_stray).waitForFinished();

    QCOMPARE(calls, QStringList{u"author.related(\"Titles\").add(Title 3)"_s});
}

void TestRelated::leavesNothingHalfDone()
{
    m_library.reset();
    TestLibrary library{Options()};
    const Instance title = made(*library.title, {{"name", "Malafrena"}});
    title.related("Tags").create({{"label", "kept"}}).waitForFinished();

    // The rows that go are gone before the one that cannot come is refused.
    QVERIFY_THROWS_EXCEPTION(ForeignKeyConstraintError, title.related("Tags").set(99).result());

    QCOMPARE(title.related("Tags").count().result(), 1);
}

void TestRelated::worksInsideATransaction()
{
    QFuture<void> undone = m_library->db().transaction([this] {
        m_author.related("Titles").set(nullptr).waitForFinished();
        QCOMPARE(m_author.related("Titles").count().result(), 0);
        throw UsageError(u"changed our mind"_s);
    });

    QVERIFY_THROWS_EXCEPTION(UsageError, undone.waitForFinished());
    QCOMPARE(titlesOf(m_author).size(), 2);
}

void TestRelated::findsItsWayAmongManyRows_data()
{
    QTest::addColumn<bool>("isAcross");
    QTest::newRow("rows that refer here") << false;
    QTest::newRow("rows across a junction") << true;
}

void TestRelated::findsItsWayAmongManyRows()
{
    // given
    QFETCH(bool, isAcross);
    constexpr int count = 3000;
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("SEED=%u", seed);
    QRandomGenerator random(seed);
    QList<Values> rows;
    for (int i = 0; i < count; ++i)
        rows += isAcross ? Values{{"label", u"label %1"_s.arg(i)}} : Values{{"name", "many"}};
    QList<qint64> all;
    const Model &other = isAcross ? *m_library->tag : *m_library->title;
    for (const Instance &each : other.bulkCreate(rows).result())
        all += each.get<qint64>("id");
    const auto some = [&] {
        std::set<qint64> keys;
        for (const qint64 key : all)
            if (random.bounded(2) == 0)
                keys.insert(key);
        return keys;
    };
    // Shuffled, and some of them twice.
    const auto given = [&](const std::set<qint64> &keys) {
        QList<qint64> list(keys.begin(), keys.end());
        list += list.first(list.size() / 3);
        std::shuffle(list.begin(), list.end(), random);
        return list;
    };
    const Related related = isAcross ? m_first.related("Tags") : m_author.related("Titles");
    const auto there = [&] {
        std::set<qint64> keys;
        for (const Instance &each : related.get().result())
            keys.insert(each.get<qint64>("id"));
        return keys;
    };
    std::set<qint64> expected = some();

    // when, then
    (void)related.set(given(expected)).result();
    QCOMPARE(there(), expected);
    for (int i = 0; i < 3; ++i) {
        const std::set<qint64> more = some();
        (void)related.add(given(more)).result();
        expected.insert(more.begin(), more.end());
        QCOMPARE(there(), expected);
        QVERIFY(related.has(given(more)).result());
        const std::set<qint64> others = some();
        QCOMPARE(related.has(given(others)).result(), std::ranges::includes(expected, others));
        expected = some();
        (void)related.set(given(expected)).result();
        QCOMPARE(there(), expected);
    }
    (void)m_library->takeLog();
    QVERIFY(!related.has(given(std::set<qint64>(all.begin(), all.end()))).result());
    QCOMPARE(m_library->takeLog().size(), 1);
}

QTEST_GUILESS_MAIN(TestRelated)
#include "tst_related.moc"
