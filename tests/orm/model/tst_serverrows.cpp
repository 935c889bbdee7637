#include "support/serverdatabase.h"

#include <QRandomGenerator>

using namespace orm;
using namespace Qt::StringLiterals;

/// Rows on servers: each way to read a number agrees with the server's own text of it, and what
/// is written does not depend on who listens.
class TestServerRows : public QObject
{
    Q_OBJECT

private slots:
    void readsExactNumbersAsTheServerWritesThemOnPostgres() { readsNumbers<PostgresDatabase>(); }
    void readsExactNumbersAsTheServerWritesThemOnMariaDb() { readsNumbers<MariaDbDatabase>(); }
    void writesTheSameWhoeverListensOnPostgres() { writesTheSame<PostgresDatabase>(); }
    void writesTheSameWhoeverListensOnMariaDb() { writesTheSame<MariaDbDatabase>(); }
    void sumsInTheTypeOfTheAttributeOnPostgres() { sumsInItsType<PostgresDatabase>(); }
    void sumsInTheTypeOfTheAttributeOnMariaDb() { sumsInItsType<MariaDbDatabase>(); }
    void takesJsonValuesForWhatTheyStandForOnPostgres() { comparesJson<PostgresDatabase>(); }
    void takesJsonValuesForWhatTheyStandForOnMariaDb() { comparesJson<MariaDbDatabase>(); }

private:
    template<typename Database>
    void readsNumbers();
    template<typename Database>
    void writesTheSame();
    template<typename Database>
    void sumsInItsType();
    template<typename Database>
    void comparesJson();
};

namespace {

quint32 seedOf(const char *what)
{
    const quint32 given = qEnvironmentVariable("SEED").toUInt();
    const quint32 seed = given ? given : QRandomGenerator::global()->generate();
    qInfo("%s: SEED=%u", what, seed);
    return seed;
}

/// Digits of any length up to `whole` before the point and `places` behind it.
QString randomNumber(QRandomGenerator &random, int whole, int places)
{
    QString text = random.bounded(3) == 0 ? u"-"_s : u""_s;
    for (int i = random.bounded(whole) + 1; i > 0; --i)
        text += QChar(u'0' + random.bounded(10));
    if (const int behind = random.bounded(places + 1); behind > 0) {
        text += u'.';
        for (int i = 0; i < behind; ++i)
            text += QChar(u'0' + random.bounded(10));
    }
    return text;
}

/// Random calls on a table of books; the same ones for the same seed.
void writeAtRandom(Sequelize &db, Model &Book, quint32 seed)
{
    QRandomGenerator random(seed);
    const auto values = [&random] {
        return Values{{"title", u"t%1 ' \\ ? ä"_s.arg(random.bounded(1'000))},
                      {"price", Decimal(random.bounded(100'000), 2)},
                      {"weight", random.bounded(1'000) / 8.0},
                      {"sold", random.bounded(2) == 1},
                      {"printed", QDateTime::fromMSecsSinceEpoch(
                                      1'700'000'000'000 + random.bounded(1'000'000), Qt::UTC)}};
    };
    wait(db.run([&](Session &session) {
        for (int step = 0; step < 60; ++step) {
            const int id = 1 + random.bounded(40);
            switch (random.bounded(5)) {
            case 0: session.create(Book, values()); break;
            case 1: session.bulkCreate(Book, {values(), values(), values()}); break;
            case 2: session.update(Book, values(), {.where = {{"id", id}}}); break;
            case 3:
                if (auto book = session.findByPk(Book, id))
                    session.save(book->set(values()));
                break;
            default: session.destroy(Book, {.where = {{"id", id}}}); break;
            }
        }
    }));
}

/// What one run has left behind, and what its listeners were told.
struct Outcome
{
    QStringList rows;
    QStringList lines;
    QStringList kept;
};

template<typename Database>
Outcome outcomeOf(quint32 seed, int listeners)
{
    const Database database;
    Outcome outcome;
    Sequelize db(database.url(), {.logging = nullptr});
    Model &Book = db.define("Book",
                            {{"title", DataTypes::STRING(100)},
                             {"price", DataTypes::DECIMAL(10, 2)},
                             {"weight", DataTypes::DOUBLE},
                             {"sold", DataTypes::BOOLEAN},
                             {"printed", DataTypes::DATE}},
                            {.timestamps = false});
    wait(Book.sync());
    QList<QueryEvent> events;
    QueryLog::Subscription text;
    QueryLog::Subscription keeping;
    if (listeners > 0)
        text = db.log().listen([&](const QueryEvent &event) { outcome.lines += event.sql(); });
    if (listeners > 1)
        keeping = db.log().listen([&](const QueryEvent &event) { events += event; });
    writeAtRandom(db, Book, seed);
    text.reset();
    keeping.reset();
    for (const QueryEvent &event : events)
        outcome.kept += event.sql();
    for (const Instance &book : wait(Book.findAll({.order = {"id"}})))
        outcome.rows +=
            QString::fromUtf8(QJsonDocument(book.toJson()).toJson(QJsonDocument::Compact));
    return outcome;
}

} // namespace

template<typename Database>
void TestServerRows::readsNumbers()
{
    // given
    NEEDS_SERVER(Database);
    const quint32 seed = seedOf("exact numbers");
    QRandomGenerator random(seed);
    const Database database;
    Sequelize db(database.url(), {.logging = nullptr});
    Model &Amount = db.define("Amount",
                              {{"short", DataTypes::DECIMAL(10, 2)},
                               {"whole", DataTypes::DECIMAL(18, 0)},
                               {"long", DataTypes::DECIMAL(30, 10)}},
                              {.timestamps = false});
    wait(Amount.sync());
    QList<Values> rows;
    for (int i = 0; i < 2'000; ++i)
        rows += Values{{"short", Decimal(Text(randomNumber(random, 8, 2)))},
                       {"whole", Decimal(Text(randomNumber(random, 18, 0)))},
                       {"long", Decimal(Text(randomNumber(random, 20, 10)))}};
    wait(Amount.bulkCreate(rows));
    const bool isPostgres = db.options().dialect == Dialect::Postgres;
    const auto inWords = [&](const QString &column) {
        return isPostgres ? u"CAST(\"%1\" AS VARCHAR(60))"_s.arg(column)
                          : u"CAST(`%1` AS CHAR(60))"_s.arg(column);
    };

    // when
    const QList<Instance> read = wait(Amount.findAll({.order = {"id"}}));
    const QList<Instance> judge =
        wait(Amount.findAll({.attributes = {{literal(Text(inWords(u"short"_s))), "shortText"},
                                            {literal(Text(inWords(u"whole"_s))), "wholeText"},
                                            {literal(Text(inWords(u"long"_s))), "longText"}},
                             .order = {"id"}}));

    // then
    QCOMPARE(read.size(), rows.size());
    for (qsizetype row = 0; row < read.size(); ++row)
        for (const char *name : {"short", "whole", "long"}) {
            const QString text =
                judge.at(row).get(Text(QLatin1String(name) + "Text"_L1)).toString();
            const QString place =
                u"SEED=%1, row %2, %3"_s.arg(seed).arg(row).arg(QLatin1String(name));
            const auto exact = read.at(row).get<Decimal>(name);
            QVERIFY2(exact.toString() == text, qPrintable(place + u' ' + exact.toString() + text));
            const auto real = read.at(row).get<double>(name);
            QVERIFY2(real == text.toDouble(), qPrintable(place + u' ' + text));
            QVERIFY2(read.at(row).get(name).value<Decimal>() == exact, qPrintable(place));
        }
}

template<typename Database>
void TestServerRows::writesTheSame()
{
    // given
    NEEDS_SERVER(Database);

    for (int run = 0; run < 5; ++run) {
        const quint32 seed = seedOf("whoever listens");

        // when
        const Outcome nobody = outcomeOf<Database>(seed, 0);
        const Outcome one = outcomeOf<Database>(seed, 1);
        const Outcome two = outcomeOf<Database>(seed, 2);

        // then
        QVERIFY(nobody.rows.size() > 10);
        QCOMPARE(one.rows, nobody.rows);
        QCOMPARE(two.rows, nobody.rows);
        QCOMPARE(two.lines, one.lines);
        QCOMPARE(two.kept, two.lines);
    }
}

template<typename Database>
void TestServerRows::sumsInItsType()
{
    // given
    NEEDS_SERVER(Database);
    const Database database;
    Sequelize db(database.url(), {.logging = nullptr});
    Model &Sale = db.define("Sale",
                            {{"shop", DataTypes::STRING(9)},
                             {"copies", DataTypes::INTEGER},
                             {"cents", DataTypes::BIGINT},
                             {"price", DataTypes::DECIMAL(10, 2)}},
                            {.timestamps = false});
    wait(Sale.sync());
    const Values sale{{"shop", "a"}, {"copies", 3}, {"cents", 5}, {"price", Decimal("1.50")}};
    wait(Sale.bulkCreate({sale, sale}));

    for (const char *name : {"copies", "cents"}) {
        // when
        const Selected sum{fn("sum", col(name)), "total"};
        const Selected own{fn("sum", col(name)), Text(QString::fromLatin1(name))};
        const RowSet groups = wait(Sale.aggregateGroups(name, "sum", {.group = {"shop"}}));
        QVariantList sums{wait(Sale.sum(name)),
                          wait(Sale.sum(name, {.dataType = DataTypes::INTEGER}))};
        sums += (*groups.begin()).get("sum");
        sums += wait(Sale.findAll({.attributes = {sum}})).first().get("total");
        sums += wait(Sale.findAll({.attributes = {own}})).first().get(name);
        sums += wait(Sale.findOneRaw({.attributes = {sum}}))->get("total");

        // then
        for (const QVariant &each : sums)
            QCOMPARE(each.typeId(), int(QMetaType::LongLong));
        QCOMPARE(sums.front().toInt(), QLatin1StringView(name) == "cents"_L1 ? 10 : 6);
    }
    QCOMPARE(wait(Sale.sum("price")).template value<Decimal>(), Decimal("3.00"));
    QCOMPARE(wait(Sale.sum("copies", {.dataType = DataTypes::DOUBLE})), QVariant(6.0));

    // when
    const qint64 most = std::numeric_limits<qint64>::max();
    wait(Sale.update({{"cents", most}}, {.where = {{"shop", "a"}}}));

    // then
    QCOMPARE(wait(Sale.sum("cents")).template value<Decimal>(), Decimal("18446744073709551614"));
}

template<typename Database>
void TestServerRows::comparesJson()
{
    // given
    NEEDS_SERVER(Database);
    const Database database;
    Sequelize db(database.url(), {.logging = nullptr});
    Model &Note = db.define("Note", {{"j", DataTypes::JSON}}, {.timestamps = false});
    wait(Note.sync());
    for (const QJsonValue &each : {QJsonValue(1), QJsonValue(u"1"_s), QJsonValue(0.5)})
        wait(Note.create({{"j", QJsonObject{{u"k"_s, each}, {u"on"_s, each == QJsonValue(1)}}}}));
    const auto count = [&](const Operand &k) { return wait(Note.count({.where = {{"j.k", k}}})); };
    const auto sameCount = [&](const auto &make) {
        for (const QJsonValue &each : {QJsonValue(1), QJsonValue(0.5), QJsonValue()})
            if (count(make(each)) != count(make(each.toVariant())))
                return false;
        return true;
    };

    wait(Note.create({{"j", QJsonObject{{u"k"_s, qint64(12'345'678'901)}}}}));

    // when, then
    QCOMPARE(count(12'345'678'901), 1);
    QCOMPARE(count(9'999'999'999), 0);
    QCOMPARE(wait(Note.count({.where = {{"j.on", QJsonValue(true)}}})), 1);
    QCOMPARE(count(QJsonValue(u"1"_s)), count("1"));
    QCOMPARE(count(QJsonValue(0.5)), 1);
    QVERIFY(sameCount([](const Operand &each) { return each; }));
    QVERIFY(sameCount([](const Operand &each) { return Operand(Op::ne(each)); }));
    QVERIFY(sameCount([](const Operand &each) { return Operand(Op::in(Operand{each, 7})); }));
}

QTEST_GUILESS_MAIN(TestServerRows)
#include "tst_serverrows.moc"
