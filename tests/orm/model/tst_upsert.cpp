#include "orm/orm.h"

#include <QtTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace orm;

/// What upsert() answers is true: the row as it is stored, and whether it is new. Random models and
/// rows; the judges are findByPk() of the answered key, and the number of rows.
class TestUpsert : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheStoredRowAndWhetherItIsNew_data();
    void tellsTheStoredRowAndWhetherItIsNew();
    void logsTheStatementAlone();
    void seesWhatTheTransactionWrote();
};

namespace {

class Random
{
public:
    explicit Random(quint32 seed)
        : m_random(seed)
    {
    }
    int below(int limit) { return int(m_random() % quint32(limit)); }
    bool isLucky(int often) { return below(often) == 0; }

private:
    std::mt19937 m_random;
};

/// A shop whose books are told apart by one of five rules.
class Shop
{
public:
    enum Rule { OneColumn, TwoColumns, GivenKey, PartialIndex, Price, Rules };

    Shop(Rule rule, bool portable)
        : m_rule(rule)
        , m_db({.logging = nullptr, .portable = portable})
        , m_other(m_db.define("Other", {}, {.timestamps = false}))
        , m_book(m_db.define("Book", attributes(rule), options(rule)))
    {
        m_db.sync().waitForFinished();
    }

    /// What is wrong with the answer to one upsert(); empty: nothing.
    QString trial(Random &random)
    {
        for (int i = random.below(3); i > 0; --i) // the key that was made last is another table's
            m_other.create({}).waitForFinished();
        const Values values = randomValues(random);
        const UpsertOptions options = randomOptions(random);
        const qint64 before = m_book.count().result();
        std::optional<std::pair<Instance, std::optional<bool>>> answer;
        try {
            answer = m_book.upsert(values, options).result();
        } catch (const UniqueConstraintError &) { // of another rule than the one that was named
            return m_book.count().result() == before ? QString() : u"failed, and wrote"_s;
        } catch (const BaseError &error) {
            return error.message();
        }
        const auto &[row, isNew] = *answer;
        if (isNew != std::optional(m_book.count().result() > before))
            return u"isNew is not true"_s;
        if (row.isNewRecord() || !row.changed().isEmpty())
            return u"the answer does not stand for a stored row"_s;
        const std::optional<Instance> stored = m_book.findByPk(row.get("id")).result();
        if (!stored)
            return u"no row has the answered key"_s;
        for (const auto &[name, value] : stored->values())
            if (row.get(Text(name)) != value)
                return u"%1 is %2, and not %3"_s.arg(name, value.toString(),
                                                     row.get(Text(name)).toString());
        return {};
    }

private:
    static std::vector<AttributeDefinition> attributes(Rule rule)
    {
        const bool isText = rule == GivenKey;
        return {{"id",
                 {.type = isText ? DataTypes::STRING(10) : DataTypes::INTEGER,
                  .primaryKey = true,
                  .autoIncrement = !isText}},
                {"isbn", {.type = DataTypes::STRING(20), .unique = rule == OneColumn}},
                {"shelf", {.type = DataTypes::INTEGER, .field = "place"}},
                {"sold", {.type = DataTypes::BOOLEAN, .defaultValue = false}},
                {"price", {.type = DataTypes::DECIMAL(10, 2), .unique = rule == Price}},
                {"stock", {.type = DataTypes::INTEGER, .defaultValue = 5}},
                {"note", DataTypes::TEXT}};
    }

    static ModelOptions options(Rule rule)
    {
        if (rule == TwoColumns)
            return {.indexes = {{.fields = {"isbn", "place"}, .unique = true}}};
        if (rule == PartialIndex)
            return {.indexes = {{.fields = {"isbn"}, .unique = true, .where = {{"sold", false}}}}};
        return {};
    }

    Values randomValues(Random &random) const
    {
        Values values;
        if (m_rule == GivenKey)
            values.set(u"id"_s, u"k%1"_s.arg(random.below(4)));
        else if (random.isLucky(6))
            values.set(u"id"_s, 1 + random.below(6));
        if (m_rule != GivenKey || random.isLucky(2))
            values.set(u"isbn"_s, random.isLucky(6) ? Operand(nullptr)
                                                    : Operand(QString::number(random.below(4))));
        if (m_rule == TwoColumns || random.isLucky(3))
            values.set(u"shelf"_s, random.isLucky(6) ? Operand(nullptr) : Operand(random.below(2)));
        if (m_rule == PartialIndex || random.isLucky(4))
            values.set(u"sold"_s, random.isLucky(2));
        if (m_rule == Price) // which is rounded before it is stored
            values.set(u"price"_s, Decimal(1000 + random.below(40), 3));
        if (random.isLucky(2))
            values.set(u"stock"_s, random.below(100));
        if (random.isLucky(4))
            values.set(u"note"_s, fn("upper", u"n%1"_s.arg(random.below(9))));
        return values;
    }

    UpsertOptions randomOptions(Random &random) const
    {
        UpsertOptions options;
        if (m_rule == OneColumn)
            options.conflictFields = {u"isbn"_s};
        if (m_rule == TwoColumns)
            options.conflictFields = {u"isbn"_s, u"shelf"_s};
        if (m_rule == PartialIndex) {
            options.conflictFields = {u"isbn"_s};
            options.conflictWhere = {{"sold", false}};
        }
        if (m_rule == Price)
            options.conflictFields = {u"price"_s};
        if (random.isLucky(5))
            options.fields = {u"stock"_s};
        return options;
    }

    Rule m_rule;
    Sequelize m_db;
    Model &m_other;
    Model &m_book;
};

int trials()
{
    const int asked = qEnvironmentVariableIntValue("UPSERTS");
    return asked > 0 ? asked : 300;
}

} // namespace

void TestUpsert::tellsTheStoredRowAndWhetherItIsNew_data()
{
    QTest::addColumn<int>("rule");
    QTest::addColumn<bool>("portable");
    const char *const rules[] = {"one column", "two columns", "a given key", "a partial index",
                                 "a rounded price"};
    for (int rule = 0; rule < Shop::Rules; ++rule)
        for (const bool portable : {false, true})
            QTest::addRow("%s%s", rules[rule], portable ? ", portable" : "") << rule << portable;
}

void TestUpsert::tellsTheStoredRowAndWhetherItIsNew()
{
    QFETCH(int, rule);
    QFETCH(bool, portable);
    QStringList wrong;
    for (int seed = 0; seed < trials() / 30 && wrong.size() < 10; ++seed) {
        // given
        Shop shop(Shop::Rule(rule), portable);
        Random random{quint32(seed)};

        for (int i = 0; i < 30; ++i) {
            // when
            const QString fault = shop.trial(random);

            // then
            if (!fault.isEmpty())
                wrong += u"seed %1, trial %2: %3"_s.arg(seed).arg(i).arg(fault);
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestUpsert::logsTheStatementAlone()
{
    // given
    QStringList log;
    Sequelize db({.logging = [&log](const QString &line) { log += line; }});
    Model &book = db.define("Book", {{"isbn", {.type = DataTypes::STRING(20), .unique = true}}},
                            {.timestamps = false});
    db.sync().waitForFinished();
    log.clear();

    // when
    book.upsert({{"isbn", "1"}}).waitForFinished();

    // then
    QCOMPARE(log, QStringList(u"Executing (default): INSERT INTO `Books` (`isbn`) VALUES ($1) ON "
                              "CONFLICT (`isbn`) DO UPDATE SET `isbn`=EXCLUDED.`isbn`;"_s));
}

void TestUpsert::seesWhatTheTransactionWrote()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &book = db.define("Book", {{"isbn", {.type = DataTypes::STRING(20), .unique = true}},
                                     {"stock", DataTypes::INTEGER}});
    db.sync().waitForFinished();
    std::optional<bool> first;
    std::optional<bool> second;

    // when
    db.transaction([&](Session &session) {
          first = session.upsert(book, {{"isbn", "1"}, {"stock", 1}}).second;
          second = session.upsert(book, {{"isbn", "1"}, {"stock", 2}}).second;
      }).waitForFinished();

    // then
    QCOMPARE(first, std::optional(true));
    QCOMPARE(second, std::optional(false));
    QCOMPARE(book.count({.where = {{"stock", 2}}}).result(), 1);
}

QTEST_GUILESS_MAIN(TestUpsert)
#include "tst_upsert.moc"
