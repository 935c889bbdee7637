#include "orm/orm.h"
#include "support/failureof.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// The values of a sensitive attribute stand in no line of the log, no event, no text of a call and
/// no error, whatever wrote or asked for them, on both ways to SQLite. What is not sensitive does.
class TestSensitive : public QObject
{
    Q_OBJECT

private slots:
    void standsNowhere_data();
    void standsNowhere();
    void isStoredAndReadAllTheSame();
    void isShownByNoDebugText();
    void isShownByNoReading();
    void isShownByNoRawRow();
};

namespace {

constexpr auto secret = "open-sesame";
constexpr auto pin = 987654321;

/// All that a log shows and an error says.
struct House
{
    QStringList said;
    Sequelize db;
    Model &owner;
    Model &house;
    Model &token;
    Model &use;
    Model &safe;

    explicit House(bool isPortable)
        : db("sqlite::memory:", {.logging = [this](const QString &line) { said += line; },
                                 .logQueryParameters = true,
                                 .portable = isPortable})
        , owner(db.define("Owner",
                          {{"name", {.type = DataTypes::STRING, .unique = true}},
                           {"pass",
                            {.type = DataTypes::STRING(40),
                             .unique = true,
                             .validate = {Validate::len(3), Validate::contains(secret)},
                             .sensitive = true}},
                           {"pin", {.type = DataTypes::INTEGER, .sensitive = true}},
                           {"notes", {.type = DataTypes::JSON, .sensitive = true}}},
                          {.timestamps = false, .paranoid = false}))
        , house(db.define("House", {{"street", DataTypes::STRING}}, {.timestamps = false}))
        , token(db.define(
              "Token",
              {{"key", {.type = DataTypes::STRING, .primaryKey = true, .sensitive = true}},
               {"n", DataTypes::INTEGER}},
              {.timestamps = false}))
        , use(db.define("Use", {{"n", DataTypes::INTEGER}}, {.timestamps = false}))
        , safe(db.define(
              "Safe",
              {{"code",
                {.type = DataTypes::STRING, .unique = "place", .field = "cd", .sensitive = true}},
               {"room", {.type = DataTypes::INTEGER, .unique = "place"}},
               {"worth", {.type = DataTypes::DECIMAL(10, 2), .sensitive = true}}},
              {.timestamps = false}))
    {
        token.hasMany(use, {.as = "uses", .foreignKey = "tokenKey"});
        use.belongsTo(token, {.as = "token", .foreignKey = "tokenKey"});
        house.belongsTo(owner, {.as = "owner", .foreignKey = "ownerId"});
        owner.hasMany(house, {.as = "houses", .foreignKey = "ownerId"});
        wait(db.sync());
        (void)wait(
            owner.create({{"id", 1},
                          {"name", "ali"},
                          {"pass", secret},
                          {"pin", pin},
                          {"notes", QJsonObject{{u"hint"_s, QString::fromLatin1(secret)}}}}));
        m_listening = db.log().listen([this](const QueryEvent &event) {
            said += event.sql();
            said += event.call();
            said += event.parameters();
            said += event.error;
            for (const QVariant &value : event.binds() + event.shown())
                said += value.toString();
            const QueryEvent kept = event.kept(10'000);
            said += kept.sql() + kept.call() + kept.parameters();
        });
    }
    void note(const BaseError &error)
    {
        said += QStringList{error.message(), error.text(), error.driverText(), error.sql(),
                            QString::fromUtf8(error.what())};
        for (const QVariant &value : error.binds())
            said += value.toString();
        for (const ValidationErrorItem &item : error.errors()) {
            said += QStringList{item.message, item.text, item.value.toString()};
            for (const QVariant &told : item.validatorArgs)
                said += told.toString();
        }
    }

private:
    QueryLog::Subscription m_listening;
};

using Work = std::function<void(House &at)>;

struct Way
{
    const char *name;
    Work work;
    bool fails = false;
};

const Way ways[] = {
    {"create",
     [](House &at) {
         (void)wait(at.owner.create({{"name", "b"}, {"pass", "open-sesame2"}, {"pin", pin}}));
     }},
    {"create with expressions",
     [](House &at) {
         (void)wait(at.owner.create({{"name", "b"}, {"pass", fn("upper", "open-sesame2")}}));
     }},
    {"save",
     [](House &at) {
         Instance row = *wait(at.owner.findByPk(1));
         row["pass"] = "open-sesame3";
         row["pin"] = pin + 1;
         (void)wait(row.save());
     }},
    {"instance update",
     [](House &at) {
         (void)wait(wait(at.owner.findByPk(1))->update({{"pass", "open-sesame4"}}));
     }},
    {"bulkCreate",
     [](House &at) {
         (void)wait(at.owner.bulkCreate(
             {{{"name", "b"}, {"pass", "open-sesame5"}}, {{"name", "c"}, {"pin", pin}}}));
         (void)wait(at.owner.bulkCreate({{{"name", "d"}, {"pass", "open-sesame6"}}}));
     }},
    {"update of many",
     [](House &at) {
         (void)wait(at.owner.update({{"pass", "open-sesame7"}},
                                    {.where = {{"pass", secret}, {"name", "ali"}}}));
     }},
    {"upsert",
     [](House &at) {
         (void)wait(at.owner.upsert({{"id", 1}, {"pass", "open-sesame8"}, {"name", "x"}}));
     }},
    {"increment",
     [](House &at) {
         (void)wait(at.owner.increment("pin", {.by = pin, .where = {"id", 1}}));
     }},
    {"destroy",
     [](House &at) {
         (void)wait(at.owner.destroy({.where = {"pass", secret}}));
     }},
    {"findOrCreate",
     [](House &at) {
         (void)wait(at.owner.findOrCreate(
             {.where = {{"pass", "open-sesame9"}}, .defaults = {{"name", "z"}, {"pin", pin}}}));
     }},
    {"conditions",
     [](House &at) {
         const Where all[] = {Where{{"pass", secret}},
                              Where{{"pass", Op::ne(secret)}},
                              Where{{"pass", Op::like("%open-sesame%")}},
                              Where{{"pass", Op::startsWith("open-sesame")}},
                              Where{{"pass", {secret, "other"}}},
                              Where{{"pass", Op::or_({Op::eq(secret), Op::eq("x")})}},
                              Where{{"pin", Op::between(pin, pin + 1)}},
                              Where{{"pass", fn("lower", secret)}},
                              Where(where(fn("lower", col("pass")), secret)),
                              Where(where(fn("instr", col("pass"), secret), Op::gt(0))),
                              Where{Op::or_({{"pass", secret}, {"pin", pin}})},
                              Where{Op::not_(Where{{"pass", secret}})},
                              Where{{"notes.hint", secret}}};
         for (const Where &each : all) {
             (void)wait(at.owner.findAll({.where = each}));
             (void)wait(at.owner.count({.where = each}));
             (void)wait(at.owner.sum("id", {.where = each}));
         }
     }},
    {"includes",
     [](House &at) {
         (void)wait(at.house.findAll({.include = {{"owner", {.where = {"pass", secret}}}}}));
         (void)wait(at.house.findAll({.where = {{"$owner.pass$", secret}}, .include = {"owner"}}));
         (void)wait(
             at.house.findAll({.where = {{"$owner.pin$", pin}}, .include = {"owner"}, .limit = 1}));
         (void)wait(at.house.create(
             {{"street", "s"}, {"owner", Values{{"name", "n"}, {"pass", "open-sesame10"}}}},
             {.include = {"owner"}}));
         (void)wait(
             wait(at.owner.findByPk(1))->related("houses").get({.where = {{"street", "x"}}}));
     }},
    {"expressions that are selected",
     [](House &at) {
         (void)wait(at.owner.findAll({.attributes = {{fn("instr", col("pass"), secret), "at"}}}));
     }},
    {"a key",
     [](House &at) {
         Instance row = wait(at.token.create({{"key", secret}, {"n", 1}}));
         row["n"] = 2;
         row = wait(row.save());
         (void)wait(at.token.findByPk(secret));
         row = wait(row.reload());
         row = wait(row.increment("n"));
         (void)wait(row.destroy());
     }},
    {"sub-query",
     [](House &at) {
         (void)wait(at.house.findAll(
             {.where = {
                  {"ownerId", Op::in(at.owner.subquery("id", {.where = {"pass", secret}}))}}}));
     }},
    {"a foreign key that refers to one",
     [](House &at) {
         const Instance key = wait(at.token.create({{"key", secret}, {"n", 1}}));
         Instance row = wait(at.use.create({{"tokenKey", secret}, {"n", 1}}));
         (void)wait(at.use.findAll({.where = {"tokenKey", secret}, .include = {"token"}}));
         (void)wait(at.token.findAll({.include = {{"uses", {.separate = true}}}}));
         (void)wait(key.related("uses").get());
         (void)wait(key.related("uses").set({row}));
         (void)wait(row.related("token").set(secret));
         (void)wait(row.related("token").set(key));
     }},
    {"the field of an attribute",
     [](House &at) {
         (void)wait(at.safe.findAll({.where = {"cd", secret}}));
         (void)wait(at.safe.findAll({.where = where(fn("lower", col("cd")), secret)}));
     }},
    {"a cast",
     [](House &at) {
         (void)wait(at.owner.findAll({.where = {"notes.hint::text", secret}}));
         (void)wait(at.owner.findAll({.where = where(cast(col("pass"), "text"), secret)}));
     }},
    {"a comparison the other way round",
     [](House &at) {
         (void)wait(at.owner.findAll({.where = where(fn("lower", secret), col("pass"))}));
     }},
    {"an expression of it in another attribute",
     [](House &at) {
         (void)wait(at.owner.update({{"name", fn("coalesce", col("pass"), secret)}},
                                    {.where = {"id", 1}}));
     }},
    {"groups",
     [](House &at) {
         (void)wait(at.owner.findAll({.attributes = {{fn("count", col("id")), "n"}},
                                      .group = {fn("instr", col("pass"), secret)}}));
     }},
    {"a condition of another type",
     [](House &at) {
         (void)wait(at.safe.findAll({.where = {{"worth", secret}, {"code", secret}}}));
     }},
    {"names in another case",
     [](House &at) {
         (void)wait(at.owner.findAll({.where = {"PASS", secret}}));
         (void)wait(at.owner.findAll({.where = where(fn("lower", col("PASS")), secret)}));
     }},
    {"a condition on what is made of it",
     [](House &at) {
         (void)wait(at.owner.findAll({.attributes = {{fn("max", col("pass")), "m"}},
                                      .group = {"name"},
                                      .having = {"m", secret}}));
     }},
    {"a default in the schema",
     [](House &at) {
         Model &vault = at.db.define(
             "Vault",
             {{"code", {.type = DataTypes::STRING, .defaultValue = secret, .sensitive = true}}});
         wait(vault.sync());
         wait(at.db.query("INSERT INTO Vaults (createdAt, updatedAt) VALUES (1, 1)"));
         QCOMPARE(wait(at.db.query("SELECT code FROM Vaults")).first().toString(),
                  QString::fromLatin1(secret));
     }},
    // Failures
    {"a misspelt name",
     [](House &at) {
         (void)wait(at.owner.findAll({.where = {"pas", secret}}));
     },
     true},
    {"a rule that names it",
     [](House &at) {
         (void)wait(at.owner.create({{"pass", "another"}}));
     },
     true},
    {"a condition of a partial index",
     [](House &at) {
         (void)wait(
             at.owner.upsert({{"name", "b"}, {"pass", "open-sesame12"}},
                             {.conflictFields = {u"name"_s}, .conflictWhere = {{"pass", secret}}}));
     },
     true},
    {"a key that is gone",
     [](House &at) {
         Instance row = wait(at.token.create({{"key", secret}, {"n", 1}}));
         wait(at.token.destroy({.where = {"key", secret}}));
         row["n"] = 2;
         (void)wait(row.save());
     },
     true},
    {"an increment of a key that is gone",
     [](House &at) {
         const Instance row = wait(at.token.create({{"key", secret}, {"n", 1}}));
         wait(at.token.destroy({.where = {"key", secret}}));
         (void)wait(row.increment("n"));
     },
     true},
    {"an amount that is none",
     [](House &at) {
         (void)wait(wait(at.owner.findByPk(1))->increment(Values{{"pin", secret}}));
     },
     true},
    {"a part of a unique rule",
     [](House &at) {
         (void)wait(at.safe.create({{"code", secret}, {"room", 1}}));
         (void)wait(at.safe.create({{"code", secret}, {"room", 1}}));
     },
     true},
    {"a broken unique rule",
     [](House &at) {
         (void)wait(at.owner.create({{"name", "b"}, {"pass", secret}, {"pin", pin}}));
     },
     true},
    {"a broken unique rule in a batch",
     [](House &at) {
         (void)wait(at.owner.bulkCreate(
             {{{"name", "b"}, {"pass", secret}}, {{"name", "c"}, {"pin", pin}}}));
     },
     true},
    {"a broken unique rule beside it",
     [](House &at) {
         (void)wait(at.owner.update(
             {{"name", "ali"}, {"pass", "open-sesame11"}},
             {.where = {"id", wait(at.owner.create({{"name", "q"}})).get<int>("id")}}));
     },
     true},
    {"a broken rule",
     [](House &at) {
         (void)wait(at.owner.create(
             {{"pass", "open-sesame which is far longer than forty characters are"}}));
     },
     true},
    {"a wrong type",
     [](House &at) {
         (void)wait(at.owner.create({{"pin", secret}}));
     },
     true},
    {"a wrong type in an update",
     [](House &at) {
         (void)wait(at.owner.update({{"pin", secret}}, {.where = {"id", 1}}));
     },
     true},
    {"a rule of a set value",
     [](House &at) {
         Instance row = *wait(at.owner.findByPk(1));
         row["pin"] = secret;
         (void)wait(row.save());
     },
     true},
    {"a condition that fails",
     [](House &at) {
         (void)wait(at.owner.findAll({.where = {{"pass", secret}, {"nowhere", 1}}}));
     },
     true},
};

} // namespace

void TestSensitive::standsNowhere_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<bool>("isPortable");
    for (const bool isPortable : {false, true})
        for (int i = 0; i < int(std::size(ways)); ++i)
            QTest::addRow("%s, %s", ways[i].name, isPortable ? "portable" : "handle")
                << i << isPortable;
}

void TestSensitive::standsNowhere()
{
    QFETCH(int, way);
    QFETCH(bool, isPortable);
    House at(isPortable);

    const auto error = failureOf([&] { ways[way].work(at); });

    QVERIFY2((error != nullptr) == ways[way].fails, error ? error->what() : "It did not fail.");
    if (error)
        at.note(*error);
    const QString all = at.said.join(u'\n');
    for (const QString &value :
         {QString::fromLatin1(secret), QString::number(pin), u"OPEN-SESAME"_s}) {
        const qsizetype found = all.indexOf(value);
        QVERIFY2(found < 0, qPrintable(all.mid(std::max<qsizetype>(found - 200, 0), 400)));
    }
    QVERIFY(all.contains(u"***"));
}

void TestSensitive::isStoredAndReadAllTheSame()
{
    House at(false);
    const Instance row = *wait(at.owner.findOne({.where = {"pass", secret}}));
    QCOMPARE(row.get<QString>("pass"), QString::fromLatin1(secret));
    QCOMPARE(row.get<int>("pin"), pin);
    QCOMPARE(row.toJson().value(u"pass").toString(), QString::fromLatin1(secret));
    QVERIFY(at.said.join(u' ').contains(u"ali"));
}

void TestSensitive::isShownByNoDebugText()
{
    House at(false);
    QString text;
    QDebug(&text) << *wait(at.owner.findByPk(1));
    QDebug(&text) << *wait(
        at.owner.findOne({.attributes = {{"pass", "m"}, {fn("lower", col("pass")), "k"}}}));
    QVERIFY(!text.contains(QString::fromLatin1(secret)));
    QVERIFY(text.contains(u"ali"));
}

void TestSensitive::isShownByNoReading()
{
    House at(false);
    Instance row = *wait(at.owner.findByPk(1));
    const auto read = failureOf([&] { (void)row.get<int>("pass"); });
    const auto added = failureOf([&] { row["pass"] += 1; });
    for (const auto &error : {read.get(), added.get()}) {
        QVERIFY(error);
        QVERIFY2(!error->message().contains(QString::fromLatin1(secret)), error->what());
        QVERIFY2(error->message().contains(u"Owner.pass"), error->what());
    }
}

void TestSensitive::isShownByNoRawRow()
{
    House at(false);
    const ResultRow row = *wait(at.owner.findOneRaw(
        {.attributes = {"pass", {"pass", "m"}, {fn("upper", col("pass")), "k"}, "name"}}));
    const RowSet groups = wait(at.owner.aggregateGroups("pass", "max", {.group = {"name"}}));
    const auto messageOf = [](const ResultRow &from, const char *column) {
        return failureOf([&] { (void)from.get<int>(column); })->message();
    };
    for (const QString &message : {messageOf(row, "pass"), messageOf(row, "m"), messageOf(row, "k"),
                                   messageOf(*groups.begin(), "max")})
        QVERIFY2(!message.contains(QString::fromLatin1(secret), Qt::CaseInsensitive),
                 qPrintable(message));
    QVERIFY(messageOf(row, "name").contains(u"ali"));
}

QTEST_GUILESS_MAIN(TestSensitive)
#include "tst_sensitive.moc"
