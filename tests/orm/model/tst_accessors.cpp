#include "orm/mapped.h"
#include "orm/orm.h"
#include "support/failureof.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// Getters and setters stand between a row and who reads and writes it, virtual attributes bring
/// along what they are made of, and defaults are made for each row: as Sequelize was seen to do.
class TestAccessors : public QObject
{
    Q_OBJECT

private slots:
    void getterStandsBeforeTheValue();
    void setterStandsBeforeEveryWrite_data();
    void setterStandsBeforeEveryWrite();
    void updateOfManyWritesWhatSettersSetBeside();
    void virtualAttributeBringsWhatItIsMadeOf_data();
    void virtualAttributeBringsWhatItIsMadeOf();
    void virtualAttributeOfIncludedRows();
    void virtualAttributeOfVirtualOnes();
    void virtualAttributeHasRules();
    void rawSetCountsAsNothing();
    void resetForgetsTheRest();
    void dataValuesGoPastBoth();
    void defaultFunctionIsCalledForRowsThatLackIt();
    void immutableKeepsItsValue();
    void typedRowsKeepWhatIsStored();
    void rowsAreEqualByKey();
    void settersThatDeclineLeaveTheValue();
    void rowsThatAreJudgedTellWhatIsGiven();
    void rowsOfJunctionsPassTheirSettersOnce();
    void setIsAllOrNothing();
    void rawSetTakesNoExpressions();
    void immutableAsksNoExpression();
    void gettersThatNobodyAskedForAreHidden();
    void debugTextOutlivesAGetterThatThrows();
    void typedRowsHaveVirtualMembersMadeAnew();
};

namespace {

/// Notes the statements of one database.
struct Shop
{
    QStringList sql;
    int made = 0; ///< Defaults.
    Sequelize db{"sqlite::memory:",
                 {.logging = [this](const QString &line) { sql += line.section(u": "_s, 1); }}};
    Model &shelf = db.define("C", {{"n", DataTypes::STRING}}, {.timestamps = false});
    Model &book = db.define(
        "B",
        {{"title",
          {.type = DataTypes::STRING,
           .get =
               [](const Instance &row) { return row.getDataValue("title").toString().toUpper(); },
           .set =
               [](Instance &row, const Operand &value) {
                   row.setDataValue("title",
                                    value.toData().value_or(QVariant()).toString().trimmed());
               }}},
         {"price", {.type = DataTypes::INTEGER, .defaultValue = [this] { return 7 + 0 * ++made; }}},
         {"tax", DataTypes::INTEGER},
         {"gross",
          {.type = DataTypes::VIRTUAL(DataTypes::INTEGER, {"price", "tax"}),
           .get = [](const Instance &row) { return row.get<int>("price") + row.get<int>("tax"); }}},
         {"label",
          {.type = DataTypes::VIRTUAL,
           .get = [](const Instance &row) { return u'L' + row.getDataValue("title").toString(); },
           .set =
               [](Instance &row, const Operand &value) {
                   row.setDataValue("title", value.toData()->toString() + u'!');
                   row.setDataValue("tax", 9);
               }}},
         {"code", {.type = DataTypes::STRING, .validate = {Validate::isImmutable()}}}},
        {.timestamps = false});

    Shop()
    {
        shelf.hasMany(book, {.as = "bs", .foreignKey = "cId"});
        wait(db.sync());
    }
    /// What is stored, past all getters.
    [[nodiscard]] QVariant stored(const char *column, qint64 id = 1)
    {
        const RowSet rows = wait(book.findAllRaw({.where = {"id", id}}));
        return (*rows.begin()).get(column);
    }
    [[nodiscard]] Instance first() { return *wait(book.findByPk(1)); }
};

QString json(const Instance &row)
{
    return QString::fromUtf8(QJsonDocument(row.toJson()).toJson(QJsonDocument::Compact));
}

} // namespace

void TestAccessors::getterStandsBeforeTheValue()
{
    Shop shop;
    const Instance made = wait(shop.book.create({{"title", " abc "}, {"tax", 1}, {"code", "x"}}));
    const Instance found = shop.first();
    for (const Instance &row : {made, found}) {
        QCOMPARE(row.get("title"), u"ABC"_s);
        QCOMPARE(row.get<QString>("title"), u"ABC"_s);
        QCOMPARE(row["title"], u"ABC"_s);
        QCOMPARE(row.getDataValue("title"), u"abc"_s);
        QCOMPARE(row.get<int>("gross"), 8);
        QVERIFY(!row.getDataValue("gross").isValid());
    }
    QCOMPARE(json(made),
             uR"({"code":"x","gross":8,"id":1,"label":"Labc","price":7,"tax":1,"title":"ABC"})"_s);
    QCOMPARE(
        json(found),
        uR"({"cId":null,"code":"x","gross":8,"id":1,"label":"Labc","price":7,"tax":1,"title":"ABC"})"_s);
    QCOMPARE(made.dataValues().size(), 5);
    QCOMPARE(shop.stored("title"), u"abc"_s);
}

using Write = std::function<void(Model &book)>;
Q_DECLARE_METATYPE(Write)

void TestAccessors::setterStandsBeforeEveryWrite_data()
{
    QTest::addColumn<Write>("write");
    QTest::addColumn<int>("tax");
    const auto row = [](const char *name, int tax, const Write &write) {
        QTest::newRow(name) << write << tax;
    };
    row("create", 9, [](Model &m) { (void)wait(m.create({{"id", 2}, {"label", " b"}})); });
    row("build", 9, [](Model &m) { (void)wait(m.build({{"id", 2}, {"label", " b"}}).save()); });
    row("set", 9, [](Model &m) {
        Instance book = m.build({{"id", 2}});
        book["label"] = " b";
        (void)wait(book.save());
    });
    row("bulkBuild", 9, [](Model &m) {
        (void)wait(m.bulkBuild({{{"id", 2}, {"label", " b"}}}).first().save());
    });
    row("bulkCreate", 9, [](Model &m) {
        (void)wait(m.bulkCreate({{{"id", 2}, {"label", " b"}}}));
    });
    row("bulkCreate, each", 9, [](Model &m) {
        (void)wait(m.bulkCreate({{{"id", 2}, {"label", " b"}}}, {.individualHooks = true}));
    });
    row("upsert of a new row", 9, [](Model &m) {
        (void)wait(m.upsert({{"id", 2}, {"label", " b"}}));
    });
    row("upsert", 9, [](Model &m) {
        (void)wait(m.create({{"id", 2}, {"tax", 1}}));
        (void)wait(m.upsert({{"id", 2}, {"label", " b"}}));
    });
    row("update of many", 9, [](Model &m) {
        (void)wait(m.create({{"id", 2}, {"tax", 1}}));
        (void)wait(m.update({{"label", " b"}}, {.where = {"id", 2}}));
    });
    row("update of many, each", 9, [](Model &m) {
        (void)wait(m.create({{"id", 2}, {"tax", 1}}));
        m.hooks().beforeUpdate([](Instance &) {});
        (void)wait(m.update({{"label", " b"}}, {.where = {"id", 2}, .individualHooks = true}));
    });
    row("update of a row", 9, [](Model &m) {
        (void)wait(wait(m.create({{"id", 2}, {"tax", 1}})).update({{"label", " b"}}));
    });
    row("findOrCreate", 77, [](Model &m) {
        (void)wait(
            m.findOrCreate({.where = {{"tax", 77}}, .defaults = {{"id", 2}, {"label", " b"}}}));
    });
    row("an associated row", 9, [](Model &m) {
        const Instance shelf = wait(m.sequelize().model("C").create({{"n", "c"}}));
        (void)wait(shelf.related("bs").create({{"id", 2}, {"label", " b"}}));
    });
    row("with what includes it", 9, [](Model &m) {
        (void)wait(m.sequelize().model("C").create(
            {{"n", "c"}, {"bs", QList<Values>{{{"id", 2}, {"label", " b"}}}}},
            {.include = {"bs"}}));
    });
    row("with hooks", 9, [](Model &m) {
        m.hooks().beforeSave([](Instance &) {});
        (void)wait(m.create({{"id", 2}, {"label", " b"}}));
    });
}

void TestAccessors::setterStandsBeforeEveryWrite()
{
    QFETCH(Write, write);
    QFETCH(int, tax);
    Shop shop;
    write(shop.book);
    QCOMPARE(shop.stored("title", 2), u" b!"_s);
    QCOMPARE(shop.stored("tax", 2).toInt(), tax);
}

void TestAccessors::updateOfManyWritesWhatSettersSetBeside()
{
    Shop shop;
    (void)wait(shop.book.create({{"title", "t"}}));
    shop.sql.clear();

    QCOMPARE(wait(shop.book.update({{"label", "x"}}, {.where = {"id", 1}})), 1);
    QCOMPARE(wait(shop.book.update({{"label", "y"}}, {.where = {"id", 1}, .sideEffects = false})),
             0);
    QCOMPARE(wait(shop.book.update({{"title", "  t "}}, {.where = {"id", 1}})), 1);

    const QStringList expected{u"UPDATE `Bs` SET `title`=$1,`tax`=$2 WHERE `id` = $3"_s,
                               u"UPDATE `Bs` SET `title`=$1 WHERE `id` = $2"_s};
    QCOMPARE(shop.sql, expected);
    QCOMPARE(shop.stored("title"), u"t"_s);
}

void TestAccessors::virtualAttributeBringsWhatItIsMadeOf_data()
{
    QTest::addColumn<Attributes>("attributes");
    QTest::addColumn<QString>("columns");
    QTest::addColumn<QString>("json");
    QTest::newRow("itself") << Attributes{"gross"} << u"`price`, `tax`"_s
                            << uR"({"gross":8,"price":7,"tax":1})"_s;
    QTest::newRow("another") << Attributes{"title"} << u"`title`"_s << uR"({"title":"ABC"})"_s;
    QTest::newRow("one that names nothing")
        << Attributes{"id", "label"} << u"`id`"_s << uR"({"id":1,"label":"L"})"_s;
    QTest::newRow("all but one that it needs")
        << Attributes::exclude({"price"}) << u"`id`, `title`, `tax`, `code`, `cId`, `price`"_s
        << uR"({"cId":null,"code":"x","gross":8,"id":1,"label":"Labc","price":7,"tax":1,"title":"ABC"})"_s;
    QTest::newRow("all but both")
        << Attributes::exclude({"price", "gross"}) << u"`id`, `title`, `tax`, `code`, `cId`"_s
        << uR"({"cId":null,"code":"x","id":1,"label":"Labc","tax":1,"title":"ABC"})"_s;
    QTest::newRow("all and more")
        << Attributes::include({{"tax", "t"}})
        << u"`id`, `title`, `price`, `tax`, `code`, `cId`, `tax` AS `t`"_s
        << uR"({"cId":null,"code":"x","gross":8,"id":1,"label":"Labc","price":7,"t":1,"tax":1,"title":"ABC"})"_s;
}

void TestAccessors::virtualAttributeBringsWhatItIsMadeOf()
{
    QFETCH(Attributes, attributes);
    QFETCH(QString, columns);
    QFETCH(QString, json);
    Shop shop;
    (void)wait(shop.book.create({{"title", "abc"}, {"tax", 1}, {"code", "x"}}));
    shop.sql.clear();

    const QList<Instance> rows = wait(shop.book.findAll({.attributes = attributes}));

    QCOMPARE(shop.sql, QStringList{u"SELECT %1 FROM `Bs` AS `B`;"_s.arg(columns)});
    QCOMPARE(::json(rows.first()), json);
}

void TestAccessors::virtualAttributeOfIncludedRows()
{
    Shop shop;
    const Instance shelf = wait(shop.shelf.create({{"n", "c"}}));
    (void)wait(shelf.related("bs").create({{"title", "in"}}));
    for (const IncludeOptions &how :
         {IncludeOptions{.attributes = {"gross"}},
          IncludeOptions{.attributes = {"gross"}, .separate = true},
          IncludeOptions{.attributes = {"gross"}, .strategy = IncludeStrategy::Merge}}) {
        const Instance found = wait(shop.shelf.findAll({.include = {{"bs", how}}})).first();
        QCOMPARE(json(found), uR"({"bs":[{"gross":7,"price":7,"tax":null}],"id":1,"n":"c"})"_s);
    }
}

void TestAccessors::virtualAttributeOfVirtualOnes()
{
    Sequelize db("sqlite::memory:", {.logging = nullptr});
    Model &item = db.define(
        "Item", {{"price", DataTypes::INTEGER},
                 {"twice",
                  {.type = DataTypes::VIRTUAL(DataTypes::INTEGER, {"price"}),
                   .get = [](const Instance &row) { return 2 * row.get<int>("price"); }}},
                 {"fourfold",
                  {.type = DataTypes::VIRTUAL(DataTypes::INTEGER, {"twice"}),
                   .get = [](const Instance &row) { return 2 * row.get<int>("twice"); }}}});
    wait(db.sync());
    (void)wait(item.create({{"price", 3}}));
    const Instance row = wait(item.findAll({.attributes = {"fourfold"}})).first();
    QCOMPARE(row.get<int>("fourfold"), 12);
}

void TestAccessors::virtualAttributeHasRules()
{
    Sequelize db("sqlite::memory:", {.logging = nullptr});
    Model &user =
        db.define("User", {{"hash", DataTypes::STRING},
                           {"password",
                            {.type = DataTypes::VIRTUAL,
                             .validate = {Validate::len(8)},
                             .set = [](Instance &row, const Operand &value) {
                                 row.setDataValue("password", value);
                                 row.setDataValue("hash", value.toData()->toString().size());
                             }}}});
    wait(db.sync());
    QVERIFY(failureOf([&] { (void)wait(user.create({{"password", "short"}})); }));
    Instance row = wait(user.create({{"password", "long enough"}}));
    QCOMPARE(row.get<QString>("hash"), u"11"_s);
    row["password"] = "short";
    QVERIFY(failureOf([&] { (void)wait(row.save()); }));
    QCOMPARE(wait(user.findAllRaw()).size(), 1);
}

void TestAccessors::rawSetCountsAsNothing()
{
    Shop shop;
    (void)wait(shop.book.create({{"title", "abc"}, {"tax", 1}}));
    Instance row = shop.first();
    row.set({{"title", "  s"}, {"tax", 5}}, {.raw = true});
    QCOMPARE(row.getDataValue("title"), u"  s"_s);
    QCOMPARE(row.changed(), QStringList());
    const Instance built = shop.book.build({{"title", " raw "}}, {.raw = true});
    QCOMPARE(built.getDataValue("title"), u" raw "_s);
    QCOMPARE(built.changed(), QStringList());
    QCOMPARE(wait(built.save()).getDataValue("title"), u" raw "_s);
}

void TestAccessors::resetForgetsTheRest()
{
    Shop shop;
    (void)wait(shop.book.create({{"title", "abc"}, {"tax", 1}}));
    Instance row = shop.first();
    row.set({{"tax", 6}}, {.reset = true});
    QCOMPARE(row.dataValues(), (QList<std::pair<QString, QVariant>>{{u"tax"_s, 6}}));
    QCOMPARE(row.changed(), QStringList{u"tax"_s});
    row.set({{"tax", 8}}, {.raw = true, .reset = true});
    QCOMPARE(row.dataValues(), (QList<std::pair<QString, QVariant>>{{u"tax"_s, 8}}));
    QCOMPARE(row.changed(), QStringList());
    QVERIFY(failureOf([&] { row.set({{"nothing", 1}}, {.reset = true}); }));
    QCOMPARE(row.dataValues().size(), 1);
}

void TestAccessors::dataValuesGoPastBoth()
{
    Shop shop;
    (void)wait(shop.book.create({{"title", "abc"}}));
    Instance row = shop.first();
    row.setDataValue("title", " plain ");
    QCOMPARE(row.changed(), QStringList{u"title"_s});
    QCOMPARE(row.getDataValue("title"), u" plain "_s);
    row.setDataValue("id", 99); // the key of a stored row
    QCOMPARE(row.get<int>("id"), 1);
    QVERIFY(failureOf([&] { row.setDataValue("titel", 1); }));
    QVERIFY(failureOf([&] { (void)row.getDataValue("titel"); }));
}

void TestAccessors::defaultFunctionIsCalledForRowsThatLackIt()
{
    Shop shop;
    (void)wait(shop.book.bulkCreate({{{"tax", 1}}, {{"tax", 2}, {"price", 3}}, {{"tax", 4}}}));
    QCOMPARE(shop.made, 2);
    (void)wait(shop.book.create({{"price", 1}}));
    QCOMPARE(shop.made, 2);
    (void)wait(shop.book.create({}));
    (void)shop.book.build({});
    QCOMPARE(shop.made, 4);
    QVERIFY(!shop.sql.first().contains(u"DEFAULT"));

    Sequelize db("sqlite::memory:", {.logging = nullptr});
    int number = 0;
    Model &plain = db.define(
        "Plain",
        {{"n", {.type = DataTypes::INTEGER, .defaultValue = [&number] { return ++number; }}}});
    wait(db.sync());
    (void)wait(plain.bulkCreate({Values(), {{"n", 7}}, Values()}));
    (void)wait(plain.create({}));
    QList<int> stored;
    for (const Instance &row : wait(plain.findAll({.order = {"id"}})))
        stored += row.get<int>("n");
    QCOMPARE(stored, (QList<int>{1, 7, 2, 3}));
}

void TestAccessors::immutableKeepsItsValue()
{
    Shop shop;
    Instance row = wait(shop.book.create({{"code", "x"}}));
    row["code"] = "x";
    row = wait(row.save());
    for (const QVariant &value : {QVariant(u"y"_s), null()}) {
        Instance changed = row;
        changed["code"] = value;
        const auto error = failureOf([&] { (void)wait(changed.save()); });
        QVERIFY(error);
        QCOMPARE(error->message(), u"Validation error: Validation isImmutable on code failed"_s);
        QCOMPARE(error->errors().first().validatorKey, u"isImmutable"_s);
        (void)wait(changed.save({.validate = false}));
        (void)wait(shop.book.update({{"code", "x"}}, {.where = {"id", 1}}));
        row = shop.first();
    }
}

namespace {
struct BookRow
{
    qint64 id = 0;
    QString title;
    int gross = 0;
};
} // namespace

void TestAccessors::typedRowsKeepWhatIsStored()
{
    Shop shop;
    (void)wait(shop.book.create({{"title", "abc"}, {"tax", 1}}));
    const Mapped<BookRow> table(shop.book, Attribute{&BookRow::id, "id"},
                                Attribute{&BookRow::title, "title"},
                                Attribute{&BookRow::gross, "gross"});
    wait(shop.db.run([&](Session &session) {
        const BookRow old = table.findAll(session).front();
        QCOMPARE(old.title, u"abc"_s);
        QCOMPARE(old.gross, 8);
        BookRow row = old;
        row.title = u" new "_s;
        (void)table.update(session, old, row);
    }));
    QCOMPARE(shop.stored("title"), u"new"_s);
}

void TestAccessors::rowsAreEqualByKey()
{
    Shop shop;
    const Instance one = wait(shop.book.create({{"title", "a"}}));
    const Instance other = wait(shop.book.create({{"title", "a"}}));
    QVERIFY(one.equals(shop.first()));
    QVERIFY(!one.equals(other));
    QVERIFY(one.equalsOneOf({other, shop.first()}));
    QVERIFY(!one.equalsOneOf({other}));
    QVERIFY(!shop.book.build({}).equals(shop.book.build({})));
    QCOMPARE(wait(shop.book.findAll({.where = other.where()})).first().get<int>("id"), 2);
}

void TestAccessors::settersThatDeclineLeaveTheValue()
{
    // given
    Sequelize db("sqlite::memory:", {.logging = nullptr});
    Model &item = db.define("Item", {{"price",
                                      {.type = DataTypes::INTEGER,
                                       .defaultValue = 7,
                                       .set =
                                           [](Instance &row, const Operand &value) {
                                               if (value.toData()->toInt() >= 0)
                                                   row.setDataValue("price", value);
                                           }}},
                                     {"n", DataTypes::INTEGER}});
    wait(db.sync());
    const auto price = [&] { return wait(item.findByPk(1))->get<int>("price"); };
    Instance row = wait(item.create({{"price", 3}}));

    // when, then
    QCOMPARE(wait(item.update({{"price", -1}}, {.where = {"id", 1}})), 0);
    QCOMPARE(price(), 3);
    QCOMPARE(wait(item.update({{"price", -1}, {"n", 1}}, {.where = {"id", 1}})), 1);
    QCOMPARE(price(), 3);
    (void)wait(item.upsert({{"id", 1}, {"price", -1}, {"n", 2}}));
    QCOMPARE(price(), 3);
    row = wait(row.update({{"price", -1}, {"n", 3}}));
    QCOMPARE(price(), 3);
    item.hooks().beforeUpdate([](Instance &) {});
    (void)wait(
        item.update({{"price", -1}, {"n", 4}}, {.where = {"id", 1}, .individualHooks = true}));
    QCOMPARE(price(), 3);
    QCOMPARE(wait(item.create({{"price", -1}})).get<int>("price"), 7);
}

void TestAccessors::rowsThatAreJudgedTellWhatIsGiven()
{
    // given
    QStringList changed;
    Sequelize db("sqlite::memory:", {.logging = nullptr});
    Model &item =
        db.define("Item", {{"a", DataTypes::INTEGER}, {"b", DataTypes::INTEGER}},
                  {.timestamps = false, .validate = {{"note", [&changed](const Instance &row) {
                                                          changed = row.changed();
                                                          return std::optional<QString>();
                                                      }}}});
    wait(db.sync());
    (void)wait(item.create({{"a", 1}}));

    // when
    (void)wait(item.update({{"b", 2}}, {.where = {"id", 1}}));
    const QStringList byUpdate = std::exchange(changed, {});
    (void)wait(item.upsert({{"id", 1}, {"a", 3}}));
    const QStringList byUpsert = std::exchange(changed, {});
    QStringList byHook;
    item.hooks().beforeValidate([&byHook](Instance &row) { byHook = row.changed(); });
    (void)wait(item.update({{"b", 4}}, {.where = {"id", 1}}));

    // then
    QCOMPARE(byUpdate, QStringList{u"b"_s});
    QCOMPARE(byUpsert, (QStringList{u"id"_s, u"a"_s}));
    QCOMPARE(byHook, QStringList{u"b"_s});
}

void TestAccessors::rowsOfJunctionsPassTheirSettersOnce()
{
    // given
    Sequelize db("sqlite::memory:", {.logging = nullptr});
    Model &pen = db.define("Pen", {{"name", DataTypes::STRING}});
    Model &tag = db.define("Tag", {{"name", DataTypes::STRING}});
    Model &both = db.define(
        "Both",
        {{"note",
          {.type = DataTypes::STRING,
           .set =
               [](Instance &row, const Operand &value) {
                   row.setDataValue("note", value.toData()->toString() + u'!');
               }}},
         {"tagId", {.type = DataTypes::INTEGER, .get = [](const Instance &) { return 0; }}}});
    pen.belongsToMany(tag,
                      {.through = both, .as = "tags", .foreignKey = "penId", .otherKey = "tagId"});
    wait(db.sync());
    const auto notes = [&] {
        QStringList all;
        for (const Instance &row : wait(both.findAll({.order = {"createdAt", "tagId"}})))
            all += row.get<QString>("note");
        return all;
    };
    const Values tree{{"name", "p"},
                      {"tags", QList<Values>{{{"name", "t"}, {"Both", Values{{"note", "a"}}}}}}};

    // when
    const Instance made = wait(pen.create(tree, {.include = {"tags"}}));
    const QStringList ofTree = notes();
    (void)wait(pen.bulkCreate({tree}, {.include = {"tags"}}));
    const QStringList ofBatch = notes();
    const Instance other = wait(tag.create({{"name", "u"}}));
    wait(made.related("tags").add({{other, {{"note", "b"}}}}));
    const QStringList added = notes();
    wait(made.related("tags").add({{other, {{"note", "c"}}}}));
    const QStringList changed = notes();

    // then
    QCOMPARE(ofTree, QStringList{u"a!"_s});
    QCOMPARE(ofBatch, (QStringList{u"a!"_s, u"a!"_s}));
    QCOMPARE(added, (QStringList{u"a!"_s, u"a!"_s, u"b!"_s}));
    QCOMPARE(changed, (QStringList{u"a!"_s, u"a!"_s, u"c!"_s}));
}

void TestAccessors::setIsAllOrNothing()
{
    // given
    Sequelize db("sqlite::memory:", {.logging = nullptr});
    int asked = 0;
    Model &item = db.define(
        "Item", {{"a", DataTypes::INTEGER},
                 {"b", {.type = DataTypes::INTEGER, .set = [&asked](Instance &, const Operand &) {
                            ++asked;
                            throw UsageError(u"never"_s);
                        }}}});
    Instance row = item.build({{"a", 1}});

    // when
    const auto refused = failureOf([&] { row.set({{"a", 2}, {"b", 2}}); });
    const auto reset = failureOf([&] { row.set({{"b", 2}}, {.reset = true}); });

    // then
    QVERIFY(refused && reset);
    QCOMPARE(row.get<int>("a"), 1);
    QCOMPARE(asked, 2); // once a call
}

void TestAccessors::rawSetTakesNoExpressions()
{
    // given
    Shop shop;
    (void)wait(shop.book.create({{"title", "abc"}, {"tax", 1}}));
    Instance row = shop.first();

    // when
    const auto refused = failureOf([&] {
        row.set({{"title", "x"}, {"tax", literal("1 + 1")}}, {.raw = true});
    });

    // then
    QVERIFY(dynamic_cast<const UsageError *>(refused.get()));
    QCOMPARE(row.get<int>("tax"), 1);
    QCOMPARE(row.getDataValue("title"), u"abc"_s);
}

void TestAccessors::immutableAsksNoExpression()
{
    // given
    Shop shop;
    Instance row = wait(shop.book.create({{"code", "x"}}));

    // when
    row["code"] = fn("upper", col("code"));
    (void)wait(row.save());

    // then
    QCOMPARE(shop.stored("code"), u"X"_s);
}

void TestAccessors::gettersThatNobodyAskedForAreHidden()
{
    // given
    Sequelize db("sqlite::memory:", {.logging = nullptr});
    const AttributeOptions sign{.type = DataTypes::VIRTUAL,
                                .get = [](const Instance &) { return u"s"_s; }};
    const ModelOptions plain{.timestamps = false};
    Model &shelf = db.define("Shelf", {{"n", DataTypes::STRING}, {"sign", sign}}, plain);
    Model &book = db.define("Book", {{"title", DataTypes::STRING}, {"sign", sign}}, plain);
    Model &mark = db.define("Mark", {{"n", DataTypes::INTEGER}, {"sign", sign}}, plain);
    shelf.hasMany(book, {.as = "books", .foreignKey = "shelfId"});
    book.belongsToMany(
        shelf, {.through = mark, .as = "shelves", .foreignKey = "bookId", .otherKey = "otherId"});
    book.addScope("narrow", {.attributes = {"title"}});
    wait(db.sync());
    const Instance one = wait(shelf.create({{"n", "c"}}));
    const Instance in = wait(one.related("books").create({{"title", "in"}}));
    wait(in.related("shelves").add({{one, {{"n", 5}}}}));

    // when, then
    for (const IncludeOptions &how :
         {IncludeOptions{.attributes = {"title"}},
          IncludeOptions{.attributes = {"title"}, .separate = true},
          IncludeOptions{.attributes = {"title"}, .strategy = IncludeStrategy::Merge}}) {
        const Instance found =
            wait(shelf.findAll({.attributes = {"n"}, .include = {{"books", how}}})).first();
        QCOMPARE(json(found), uR"({"books":[{"title":"in"}],"n":"c"})"_s);
        QCOMPARE(json(found.all("books").first().detached()), uR"({"title":"in"})"_s);
    }
    for (const auto strategy : {IncludeStrategy::Join, IncludeStrategy::Merge}) {
        const IncludeOptions how{
            .attributes = {"n"}, .strategy = strategy, .through = {.attributes = {"n"}}};
        const Instance found =
            wait(book.findAll({.attributes = {"title"}, .include = {{"shelves", how}}})).first();
        QCOMPARE(json(found), uR"({"shelves":[{"Mark":{"n":5},"n":"c"}],"title":"in"})"_s);
    }
    const Instance scoped =
        wait(shelf.findAll(
                 {.attributes = {"n"}, .include = {{book.scope("narrow"), {.as = "books"}}}}))
            .first();
    QVERIFY(!json(scoped).contains(u"\"sign\""_s));
}

namespace {
struct TaxedRow
{
    qint64 id = 0;
    int tax = 0;
    int gross = 0;
};
} // namespace

void TestAccessors::typedRowsHaveVirtualMembersMadeAnew()
{
    // given
    Shop shop;
    const Mapped<TaxedRow> table(shop.book, Attribute{&TaxedRow::id, "id"},
                                 Attribute{&TaxedRow::tax, "tax"},
                                 Attribute{&TaxedRow::gross, "gross"});

    // when
    const auto [made, changed, same] = wait(shop.db.run([&](Session &session) {
        const TaxedRow created = table.create(session, {.tax = 1});
        TaxedRow row = created;
        row.tax = 5;
        const TaxedRow updated = table.update(session, created, row);
        return std::tuple(created, updated, table.update(session, updated, updated));
    }));

    // then
    QCOMPARE(made.gross, 8); // with a price that no member has
    QCOMPARE(changed.gross, 12);
    QCOMPARE(same.gross, 12);
}

void TestAccessors::debugTextOutlivesAGetterThatThrows()
{
    // given
    Sequelize db({.logging = nullptr});
    const AttributeOptions unlucky{
        .type = DataTypes::INTEGER,
        .get = [](const Instance &) -> Operand { throw UsageError(u"unlucky"_s); }};
    const Instance row =
        db.define("Pen", {{"n", unlucky}}, {.timestamps = false}).build({{"n", 13}});

    // when
    QString text;
    QDebug(&text) << row;

    // then
    QVERIFY2(text.contains(u"n: 13"), qPrintable(text));
}

QTEST_GUILESS_MAIN(TestAccessors)
#include "tst_accessors.moc"
