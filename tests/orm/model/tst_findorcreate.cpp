#include "orm/orm.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

namespace {

const Model &defineReader(Sequelize &db)
{
    return db.define(
        "Reader",
        {{"mail", {.type = DataTypes::STRING(80), .unique = true}}, {"age", DataTypes::INTEGER}},
        {.timestamps = false});
}

constexpr int keys = 50;

/// What the second program of a test does: asks for `keys` rows again and again; prints how many
/// it made.
int askFor(const QString &file, int times)
{
    Sequelize db({.storage = file, .logging = nullptr});
    const Model &reader = defineReader(db);
    int made = 0;
    for (int i = 0; i < times; ++i) {
        const QString mail = u"reader%1@shop"_s.arg(i % keys);
        made += reader.findOrCreate({.where = {{"mail", mail}}, .defaults = {{"age", i}}})
                    .result()
                    .second;
    }
    return made;
}

} // namespace

/// A row is found, or made of the condition and the defaults, and who asks is told which.
class TestFindOrCreate : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_db.reset(); }

    void makesTheRowOnce();
    void takesTheValuesOfTheCondition();
    void prefersTheDefaults();
    void findsInsteadOfMakingAgain();
    void buildsWithoutStoring();
    void worksInsideATransaction();
    void leavesNothingWhenTheRowIsInvalid();
    void refusesNoCondition();
    void runsNoHookWhereNoneIsWanted();
    void letsOneOfManyThreadsMakeIt();
    void letsOneOfTwoProgramsMakeIt();

private:
    std::unique_ptr<Sequelize> m_db;
    const Model *m_reader = nullptr;
};

void TestFindOrCreate::init()
{
    m_db = std::make_unique<Sequelize>(Options{.logging = nullptr});
    m_reader = &defineReader(*m_db);
    m_db->sync().waitForFinished();
}

void TestFindOrCreate::makesTheRowOnce()
{
    const FindOrCreateOptions options{.where = {{"mail", "a@b"}}, .defaults = {{"age", 5}}};

    const auto [made, isNew] = m_reader->findOrCreate(options).result();
    const auto [found, isNewAgain] = m_reader->findOrCreate(options).result();

    QVERIFY(isNew && !isNewAgain);
    QCOMPARE(made.get<int>("age"), 5);
    QCOMPARE(found.get<int>("id"), made.get<int>("id"));
    QCOMPARE(m_reader->count().result(), 1);
}

void TestFindOrCreate::takesTheValuesOfTheCondition()
{
    const auto [made, isNew] =
        m_reader->findOrCreate({.where = {{"mail", "c@d"}, {"age", Op::gt(3)}}}).result();

    QVERIFY(isNew);
    QCOMPARE(made.get<QString>("mail"), u"c@d"_s);
    QVERIFY(made.get("age").isNull());
}

void TestFindOrCreate::prefersTheDefaults()
{
    const auto [made, isNew] =
        m_reader->findOrCreate({.where = {{"age", 1}}, .defaults = {{"age", 2}}}).result();

    QVERIFY(isNew);
    QCOMPARE(made.get<int>("age"), 2);
}

void TestFindOrCreate::findsInsteadOfMakingAgain()
{
    // The row is no match of the condition, but its unique value is taken: nothing can be found.
    (void)m_reader->create({{"mail", "x"}, {"age", 1}}).result();
    const FindOrCreateOptions taken{.where = {{"mail", "x"}, {"age", 2}}};
    QVERIFY_THROWS_EXCEPTION(UniqueConstraintError, m_reader->findOrCreate(taken).result());
    QVERIFY_THROWS_EXCEPTION(UniqueConstraintError, m_reader->findCreateFind(taken).result());
    QVERIFY(!m_reader->findCreateFind({.where = {{"mail", "x"}}}).result().second);
    QCOMPARE(m_reader->count().result(), 1);
}

void TestFindOrCreate::buildsWithoutStoring()
{
    const auto [built, isNew] =
        m_reader->findOrBuild({.where = {{"mail", "e@f"}}, .defaults = {{"age", 7}}}).result();

    QVERIFY(isNew && built.isNewRecord());
    QCOMPARE(built.get<QString>("mail"), u"e@f"_s);
    QCOMPARE(m_reader->count().result(), 0);
    (void)built.save().result();
    QVERIFY(!m_reader->findOrBuild({.where = {{"mail", "e@f"}}}).result().second);
}

void TestFindOrCreate::worksInsideATransaction()
{
    const auto work = [this](Session &session) {
        (void)session.findOrCreate(*m_reader, {.where = {{"mail", "kept"}}});
        QVERIFY(!session.findOrCreate(*m_reader, {.where = {{"mail", "kept"}}}).second);
        throw UsageError(u"back"_s);
    };

    QVERIFY_THROWS_EXCEPTION(UsageError, m_db->transaction(work).waitForFinished());
    QCOMPARE(m_reader->count().result(), 0);
}

void TestFindOrCreate::leavesNothingWhenTheRowIsInvalid()
{
    const Values tooLong{{"mail", QString(81, u'x')}};
    QVERIFY_THROWS_EXCEPTION(
        ValidationError,
        m_reader->findOrCreate({.where = {{"age", 1}}, .defaults = tooLong}).result());
    QCOMPARE(m_reader->count().result(), 0);
}

void TestFindOrCreate::refusesNoCondition()
{
    QVERIFY_THROWS_EXCEPTION(UsageError, m_reader->findOrCreate({}).result());
    QVERIFY_THROWS_EXCEPTION(UsageError, m_reader->findOrBuild({}).result());
}

void TestFindOrCreate::runsNoHookWhereNoneIsWanted()
{
    int hooks = 0;
    m_reader->hooks().beforeFind([&hooks](FindOptions &) { ++hooks; });
    m_reader->hooks().beforeCreate([&hooks](Instance &) { ++hooks; });

    wait(m_reader->findOrCreate({.where = {{"mail", "a@b"}}, .hooks = false}));
    wait(m_reader->findCreateFind({.where = {{"mail", "c@d"}}, .hooks = false}));
    wait(m_reader->findOrBuild({.where = {{"mail", "e@f"}}, .hooks = false}));
    const int unwanted = hooks;
    wait(m_reader->findOrCreate({.where = {{"mail", "g@h"}}}));

    QCOMPARE(unwanted, 0);
    QCOMPARE(hooks, 2);
}

void TestFindOrCreate::letsOneOfManyThreadsMakeIt()
{
    // given
    QTemporaryDir folder;
    const QString file = folder.filePath(u"shop.sqlite"_s);
    Sequelize db({.storage = file, .logging = nullptr});
    const Model &reader = defineReader(db);
    db.sync().waitForFinished();

    // when
    std::vector<QFuture<std::pair<Instance, bool>>> asked;
    for (int i = 0; i < 400; ++i)
        asked.push_back(reader.findOrCreate({.where = {{"mail", u"m%1"_s.arg(i % keys)}}}));
    int made = 0;
    for (auto &each : asked)
        made += each.result().second;

    // then
    QCOMPARE(made, keys);
    QCOMPARE(reader.count().result(), keys);
}

void TestFindOrCreate::letsOneOfTwoProgramsMakeIt()
{
    // given
    QTemporaryDir folder;
    const QString file = folder.filePath(u"shop.sqlite"_s);
    Sequelize db({.storage = file, .logging = nullptr});
    const Model &reader = defineReader(db);
    db.sync().waitForFinished();

    // when
    std::array<QProcess, 2> programs;
    for (QProcess &each : programs)
        each.start(QCoreApplication::applicationFilePath(), {u"--ask"_s, file});
    int made = 0;
    for (QProcess &each : programs) {
        QVERIFY(each.waitForFinished(60'000));
        QCOMPARE(each.exitCode(), 0);
        made += each.readAllStandardOutput().toInt();
    }

    // then
    QCOMPARE(made, keys);
    QCOMPARE(reader.count().result(), keys);
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--ask"_s) {
        printf("%d", askFor(arguments.value(2), 1000));
        return 0;
    }
    TestFindOrCreate test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_findorcreate.moc"
