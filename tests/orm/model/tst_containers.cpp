#include "support/serverdatabase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <limits>

using namespace orm;
using namespace Qt::StringLiterals;

/// Lists, ranges, hstores and shapes are read as what DataType promises, by whichever driver and
/// call, and can be written back and looked for.
class TestContainers : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_database.reset(); }

    void areReadAsTheyWereWritten_data() { addDrivers(); }
    void areReadAsTheyWereWritten();
    void areWrittenBackAsTheyWereRead_data() { addDrivers(); }
    void areWrittenBackAsTheyWereRead();
    void areReadAsTheServerTellsThem_data() { addDrivers(); }
    void areReadAsTheServerTellsThem();
    void keepTheEndsOfRanges_data() { addDrivers(); }
    void keepTheEndsOfRanges();
    void keepFarMoments_data() { addDrivers(); }
    void keepFarMoments();
    void areReadAsShapes_data() { addDrivers(); }
    void areReadAsShapes();

private:
    static void addDrivers()
    {
        QTest::addColumn<bool>("isPortable");
        QTest::newRow("the database's own driver") << false;
        QTest::newRow("Qt's driver") << true;
    }
    std::unique_ptr<Sequelize> connected()
    {
        QFETCH(bool, isPortable);
        m_database = std::make_unique<PostgresDatabase>();
        return std::make_unique<Sequelize>(m_database->url(),
                                           Options{.logging = nullptr, .portable = isPortable});
    }

    std::unique_ptr<PostgresDatabase> m_database;
};

namespace {

using List = QVariantList;

QRandomGenerator seeded()
{
    const quint32 given = qEnvironmentVariable("SEED").toUInt();
    const quint32 seed = given ? given : QRandomGenerator::global()->generate();
    qInfo("SEED=%u", seed);
    return QRandomGenerator(seed);
}

/// Random values of types that are made of others.
struct Containers
{
    QRandomGenerator random;

    int below(int limit) { return random.bounded(limit); }

    QString text()
    {
        static const QStringList parts{u"a"_s,  u"\""_s, u"\\"_s,    u","_s, u"{"_s,
                                       u" "_s,  u"}"_s,  u"NULL"_s,  u"'"_s, u"é😀"_s,
                                       u"\n"_s, u"=>"_s, u"\ufeff"_s};
        QString text(u""_s);
        for (int i = below(4); i > 0; --i)
            text += parts.at(below(int(parts.size())));
        return text;
    }
    QVariant moment()
    {
        return QDateTime::fromMSecsSinceEpoch(qint64(random.generate64() >> 22), Qt::UTC);
    }
    QVariant day() { return QDate(1 + below(9998), 1 + below(12), 1 + below(28)); }
    QVariant bytes()
    {
        QByteArray bytes("");
        for (int i = below(4); i > 0; --i)
            bytes += char(below(256));
        return bytes;
    }
    QVariant document()
    {
        return QVariant::fromValue(
            QJsonValue(QJsonObject{{text(), QJsonArray{below(9), text(), QJsonValue::Null}}}));
    }
    QVariant hstore()
    {
        QJsonObject members;
        for (int i = below(3); i > 0; --i)
            members.insert(text(), below(4) == 0 ? QJsonValue() : QJsonValue(text()));
        return QVariant::fromValue(QJsonValue(members));
    }
    QVariant range()
    {
        if (below(6) == 0)
            return List{};
        const qint64 lower = below(1'000) - 500;
        return List{below(5) == 0 ? null() : QVariant(lower),
                    below(5) == 0 ? null() : QVariant(lower + 1 + below(9))};
    }

    QVariant element(const DataType &type)
    {
        using Kind = DataType::Kind;
        switch (type.kind()) {
        case Kind::BigInt: return qint64(random.generate64());
        case Kind::Decimal: return QVariant::fromValue(Decimal(qint64(random.generate()), 2));
        case Kind::Boolean: return below(2) == 0;
        case Kind::Double:
            return below(9) == 0 ? -std::numeric_limits<double>::infinity()
                                 : random.generateDouble() - 0.5;
        case Kind::Date: return moment();
        case Kind::DateOnly: return day();
        case Kind::Blob: return bytes();
        case Kind::Jsonb: return document();
        case Kind::Enum: return type.values().at(below(int(type.values().size())));
        case Kind::Range: return range();
        case Kind::HStore: return hstore();
        case Kind::Array: return List{element(type.element()), null()}; // of one size
        default: return text();
        }
    }

    QVariant value(const DataType &type)
    {
        if (below(9) == 0)
            return null();
        if (type.kind() != DataType::Kind::Array)
            return element(type);
        List list;
        for (int i = below(4); i > 0; --i)
            list.append(type.element().kind() != DataType::Kind::Array && below(5) == 0
                            ? null()
                            : element(type.element()));
        return list;
    }
};

QByteArray shown(const QVariant &value)
{
    QString text;
    QDebug(&text) << value;
    return text.toUtf8();
}

#define COMPARE_VALUES(actual, expected, what)                                                     \
    QVERIFY2((actual) == (expected),                                                               \
             what + QByteArray(": ") + shown(actual) + " is not " + shown(expected))

std::vector<AttributeDefinition> attributesOfLists()
{
    using namespace DataTypes;
    return {{"wholes", ARRAY(BIGINT)},         {"texts", ARRAY(STRING)},
            {"prices", ARRAY(DECIMAL(12, 2))}, {"truths", ARRAY(BOOLEAN)},
            {"reals", ARRAY(DOUBLE)},          {"moments", ARRAY(DATE)},
            {"days", ARRAY(DATEONLY)},         {"bytes", ARRAY(BLOB)},
            {"documents", ARRAY(JSONB)},       {"states", ARRAY(ENUM("new", "a \"b\", c"))},
            {"nested", ARRAY(ARRAY(BIGINT))},  {"ranges", ARRAY(RANGE(INTEGER))},
            {"range", RANGE(INTEGER)}};
}

/// The server may lack the extension.
bool hasHStore(Sequelize &db)
{
    return !wait(db.query("SELECT 1 FROM pg_available_extensions WHERE name = 'hstore'")).isEmpty()
           && (wait(db.query("CREATE EXTENSION hstore")), true);
}

/// A model of them all, and what was written of it.
struct Things
{
    explicit Things(Sequelize &db)
    {
        if (hasHStore(db)) {
            attributes.push_back({"words", DataTypes::HSTORE});
            attributes.push_back({"dictionaries", DataTypes::ARRAY(DataTypes::HSTORE)});
        }
        model = &db.define("Thing", attributes, {.timestamps = false});
        model->hasMany(*model, {.as = "parts", .foreignKey = "wholeId"});
        wait(db.sync());
    }

    /// Of a row more, all of which are parts of the first one.
    Values random()
    {
        Values values;
        QVariantMap row;
        for (const AttributeDefinition &each : attributes) {
            row[each.name] = containers.value(each.options.type);
            values.set(each.name, row[each.name]);
        }
        if (!written.isEmpty())
            values.set("wholeId", 1);
        written += row;
        return values;
    }

    template<typename Row>
    void compare(const Row &row, const char *what) const
    {
        const QVariantMap &expected = written.at(row.template get<int>("id") - 1);
        for (const AttributeDefinition &each : attributes)
            COMPARE_VALUES(row.get(each.name), expected[each.name],
                           (each.name + u' ' + QLatin1StringView(what)).toUtf8());
    }

    std::vector<AttributeDefinition> attributes = attributesOfLists();
    Model *model = nullptr;
    Containers containers{seeded()};
    QList<QVariantMap> written;
};

} // namespace

void TestContainers::areReadAsTheyWereWritten()
{
    NEEDS_SERVER(PostgresDatabase);
    const auto db = connected();
    Things things(*db);
    const Model &Thing = *things.model;

    for (int i = 0; i < 10; ++i)
        things.compare(wait(Thing.create(things.random())), "created");
    QList<Values> many;
    for (int i = 0; i < 30; ++i)
        many += things.random();
    for (const Instance &row : wait(Thing.bulkCreate(many)))
        things.compare(row, "created among others");
    for (const Instance &row : wait(Thing.findAll()))
        things.compare(row, "found");
    things.compare(*wait(Thing.findOneRaw({.where = {{"id", 2}}})), "found raw");
    const auto whole = wait(Thing.findOne({.where = {{"id", 1}}, .include = {"parts"}}));
    QCOMPARE(whole->all("parts").size(), 39);
    for (const Instance &part : whole->all("parts"))
        things.compare(part, "included");
    QCOMPARE(whole->get<QVariantList>("wholes"), whole->get("wholes").toList());
}

void TestContainers::areWrittenBackAsTheyWereRead()
{
    NEEDS_SERVER(PostgresDatabase);
    const auto db = connected();
    Things things(*db);
    const Model &Thing = *things.model;

    // given
    for (int i = 0; i < 5; ++i)
        (void)wait(Thing.create(things.random()));

    // when, then
    for (Instance row : wait(Thing.findAll())) {
        Values copy;
        for (const AttributeDefinition &each : things.attributes) {
            row.set(each.name, row.get(each.name));
            copy.set(each.name, row.get(each.name));
        }
        QVERIFY2(row.changed().isEmpty(), qPrintable(row.changed().join(u',')));
        things.written += things.written.at(row.get<int>("id") - 1);
        things.compare(wait(Thing.create(copy)), "copied");
        for (const AttributeDefinition &each : things.attributes)
            row.setChanged(each.name);
        things.compare(wait(row.save()), "saved");
        things.compare(*wait(Thing.findByPk(row.get("id"))), "found behind a save");
        for (const AttributeDefinition &each : things.attributes) {
            const QVariant value = row.get(each.name);
            if (value.isNull())
                continue;
            const Where equal{{"id", row.get("id")}, {each.name, Op::eq(Operand(value))}};
            QVERIFY2(wait(Thing.count({.where = equal})) == 1, shown(value));
            // A list of no ranges at all is no range.
            const Where plain{{"id", row.get("id")}, {each.name, Operand(value)}};
            const bool isNoRange = each.name == "range"_L1 && value.toList().isEmpty();
            QVERIFY2(wait(Thing.count({.where = plain})) == (isNoRange ? 0 : 1), shown(value));
        }
    }
}

void TestContainers::areReadAsTheServerTellsThem()
{
    NEEDS_SERVER(PostgresDatabase);
    const auto db = connected();
    using namespace DataTypes;
    std::vector<AttributeDefinition> attributes{
        {"ns", ARRAY(INTEGER)}, {"texts", ARRAY(TEXT)}, {"r", RANGE(DATEONLY)}};
    const bool hasWords = hasHStore(*db);
    if (hasWords)
        attributes.push_back({"words", HSTORE});
    Model &Thing = db->define("Thing", attributes, {.tableName = "things", .timestamps = false});
    wait(db->sync());

    // given
    wait(db->query(
        "INSERT INTO things (ns, texts, r) VALUES "
        "('[0:1]={1,NULL}', '{\"\",NULL,\"NULL\",a b,\"\\\"\\\\\"}', '[2026-01-01,2026-02-01]'), "
        "('{{1,2},{3,4}}', '{}', 'empty'), ('{}', NULL, '(,2026-02-01)'), "
        "(NULL, ARRAY[chr(160), E'\\t', 'a,b'], '[2026-01-01,infinity)')"));
    if (hasWords)
        wait(db->query("UPDATE things SET words = hstore(ARRAY['a', 'b\"\\', ''], "
                       "ARRAY[texts::text, NULL, '']) WHERE texts IS NOT NULL"));

    // when
    const QList<Instance> things = wait(Thing.findAll({.order = {"id"}}));
    // One of them is deeper than it was declared.
    for (const Instance &thing : things)
        (void)wait(Thing.create({{"ns", thing.get("ns")}}));

    // then
    const auto told = wait(db->query(Text(
        "SELECT to_json(ns)::text AS ns, to_json(texts)::text AS texts, lower(r)::text AS lower, "
        "upper(r)::text AS upper, isempty(r) AS empty, "_L1
        + (hasWords ? "hstore_to_json(words)::text"_L1 : "NULL"_L1)
        + " AS words FROM things ORDER BY id"_L1)));
    const auto json = [](const QVariant &text) {
        const QByteArray list = "[" + (text.isNull() ? "null" : text.toString().toUtf8()) + "]";
        return QVariant(QJsonDocument::fromJson(list).array().first());
    };
    QCOMPARE(told.size(), 2 * things.size());
    qsizetype i = 0;
    for (const ResultRow &server : told) {
        if (i >= things.size()) {
            const Instance &copied = things.at(i++ - things.size());
            COMPARE_VALUES(json(server.get("ns")), QVariant(copied.toJson()[u"ns"_s]),
                           QByteArray("copied"));
            continue;
        }
        const Instance &thing = things.at(i++);
        for (const QString &attribute : {u"ns"_s, u"texts"_s, u"words"_s})
            if (hasWords || attribute != "words"_L1)
                COMPARE_VALUES(QVariant(thing.toJson()[attribute]), json(server.get(attribute)),
                               attribute.toUtf8());
        const auto range = thing.get<QVariantList>("r");
        QCOMPARE(range.isEmpty(), server.get<bool>("empty"));
        for (qsizetype end = 0; end < range.size(); ++end) {
            const auto bound = server.get<QString>(end == 0 ? "lower" : "upper");
            if (bound == "infinity"_L1)
                QCOMPARE(range.at(end), QVariant(std::numeric_limits<double>::infinity()));
            else
                QCOMPARE(range.at(end).toDate(), QDate::fromString(bound, Qt::ISODate));
        }
    }
}

void TestContainers::keepFarMoments()
{
    NEEDS_SERVER(PostgresDatabase);
    const auto db = connected();

    // given: bounds that ISO 8601 has no words for
    Model &Thing =
        db->define("Thing", {{"times", DataTypes::RANGE(DataTypes::DATE)}}, {.timestamps = false});
    wait(db->sync());
    wait(db->query("INSERT INTO \"Things\" (times) VALUES ('(0044-03-15 10:00:00+00 "
                   "BC,12021-01-01 00:00:00+00]')"));

    // when
    const auto times = wait(Thing.findOne())->get<QVariantList>("times");

    // then
    const QDateTime ends[] = {{QDate(-44, 3, 15), QTime(10, 0), Qt::UTC},
                              {QDate(12021, 1, 1), QTime(0, 0), Qt::UTC}};
    for (int i = 0; i < 2; ++i)
        QCOMPARE(qint64(times.at(i).toJsonValue()[u"value"].toDouble()),
                 ends[i].toMSecsSinceEpoch());
}

void TestContainers::keepTheEndsOfRanges()
{
    NEEDS_SERVER(PostgresDatabase);
    const auto db = connected();
    using namespace DataTypes;
    Model &Thing = db->define(
        "Thing", {{"sums", RANGE(DECIMAL)}, {"times", RANGE(DATE)}, {"all", ARRAY(RANGE(DECIMAL))}},
        {.tableName = "things", .timestamps = false});
    wait(db->sync());
    const auto texts = [&] {
        QStringList all;
        for (const auto &row : wait(db->query("SELECT sums || ' ' || times || ' ' || \"all\"::text "
                                              "AS t FROM things ORDER BY id")))
            all += row.template get<QString>("t");
        return all;
    };

    // given
    wait(db->query("INSERT INTO things (sums, times, \"all\") "
                   "SELECT s::numrange, t::tstzrange, ARRAY[s::numrange, NULL] FROM "
                   "unnest(ARRAY['(1.50,22222222222222222222.7]', '[1,2]', '(1,2)', '[0,7)', "
                   "'empty', '(,)', '(,1]']) s, unnest(ARRAY['[2026-01-01,2026-01-02 10:00:00.5]', "
                   "'(-infinity,2026-01-01)', '(2026-01-01,infinity]', '[-infinity,infinity)', "
                   "'[2026-01-01,]']) t"));
    const QStringList before = texts();

    // when
    for (Instance thing : wait(Thing.findAll())) {
        for (const char *attribute : {"sums", "times", "all"}) {
            const auto found =
                wait(Thing.count({.where = {{"id", thing.get("id")},
                                            {attribute, Op::eq(Operand(thing.get(attribute)))}}}));
            QCOMPARE(found, 1);
            thing.setChanged(attribute);
        }
        const auto sums = thing.get<QVariantList>("sums");
        const auto found = wait(Thing.count({.where = {{"id", thing.get("id")}, {"sums", sums}}}));
        QCOMPARE(found, sums.isEmpty() ? 0 : 1);
        wait(thing.save());
    }
    const QVariantList both{QVariantList{1, 2}, QVariantList{0, 7}};
    QCOMPARE(wait(Thing.count({.where = {{"sums", both}}})), 5);

    // then
    QCOMPARE(texts(), before);
}

void TestContainers::areReadAsShapes()
{
    NEEDS_SERVER(MariaDbDatabase);
    QFETCH(bool, isPortable);
    const MariaDbDatabase database;
    Sequelize db(database.url(), {.logging = nullptr, .portable = isPortable});
    Model &Place = db.define("Place", {{"shape", DataTypes::GEOMETRY}},
                             {.tableName = "places", .timestamps = false});
    wait(db.sync());
    const auto texts = [&](const char *direction) {
        QStringList all;
        for (const auto &row :
             wait(db.query(Text("SELECT ST_AsText(shape) AS t FROM places ORDER BY id "_L1
                                + QLatin1StringView(direction)))))
            all += row.get<QString>("t");
        return all;
    };

    // given
    wait(db.query("INSERT INTO places (shape) SELECT ST_GeomFromText(t) FROM ("
                  "SELECT 'POINT(1.5 -2.25)' AS t UNION ALL SELECT 'LINESTRING(0 0,1e300 1)' "
                  "UNION ALL SELECT 'POLYGON((0 0,9 0,9 9,0 0),(1 1,2 1,2 2,1 1))' "
                  "UNION ALL SELECT 'MULTIPOINT(0 0,0.1 1)' "
                  "UNION ALL SELECT 'MULTILINESTRING((0 0,1 1),(2 2,3 3))' "
                  "UNION ALL SELECT 'MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))' "
                  "UNION ALL SELECT 'GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))') AS s"));
    const QStringList before = texts("");
    QCOMPARE(before.size(), 7);

    // when
    QList<Values> copies;
    for (Instance place : wait(Place.findAll({.order = {"id"}}))) {
        QVERIFY(place.get<QJsonObject>("shape").contains(u"type"_s));
        QCOMPARE(wait(Place.findOneRaw({.where = {{"id", place.get("id")}}}))->get("shape"),
                 place.get("shape"));
        QCOMPARE(place.toJson()[u"shape"_s].toObject(), place.get<QJsonObject>("shape"));
        copies += Values{{"shape", place.get("shape")}};
        place.setChanged("shape");
        wait(place.save());
        const Instance copy = wait(Place.create(copies.last()));
        QCOMPARE(copy.get("shape"), place.get("shape"));
        QCOMPARE(wait(Place.findByPk(copy.get("id")))->get("shape"), place.get("shape"));
    }

    // then
    QCOMPARE(texts("LIMIT 7"), before);
    QCOMPARE(texts("LIMIT 7 OFFSET 7"), before);
}

QTEST_GUILESS_MAIN(TestContainers)
#include "tst_containers.moc"
