#include "orm/orm.h"

#include <QtTest>

#include <limits>
#include <random>

using namespace Qt::StringLiterals;
using namespace orm;

/// What is added is exact, or refused before anything is changed, as create() would refuse the sum.
/// The judges are a Decimal, and DataType's own refusal.
class TestIncrements : public QObject
{
    Q_OBJECT

private slots:
    void addExactlyOrRefuse_data();
    void addExactlyOrRefuse();
    void refusesAmountsThatFitNoValue_data();
    void refusesAmountsThatFitNoValue();
    void changesNoRowWhenOneSumIsRefused();
    void answersWithTheExactSum();
    void logsTheStatementAlone();
};

namespace {

constexpr qint64 most = std::numeric_limits<qint64>::max();

Decimal exact(const QVariant &number)
{
    return DataTypes::DECIMAL.fromUser(number).value<Decimal>();
}

class Random
{
public:
    explicit Random(quint32 seed)
        : m_random(seed)
    {
    }
    int below(int limit) { return int(m_random() % quint32(limit)); }
    bool isLucky(int often) { return below(often) == 0; }

    /// A number that the type takes, often next to its limits.
    QVariant start(const DataType &type)
    {
        const int sign = isLucky(2) ? 1 : -1;
        if (type.isInteger())
            return isLucky(3) ? sign * (most - below(5)) : qint64(sign) * below(1000);
        const qint64 limit = type.length() == 10 ? 9'999'999'999 : 999'999'999'999'999;
        const qint64 digits = isLucky(3) ? limit - below(300) : below(100'000);
        return QVariant::fromValue(Decimal(sign * digits, type.scale()));
    }

    /// What somebody may add, not always a number that can be.
    QVariant amount(const DataType &type)
    {
        const int sign = isLucky(2) ? 1 : -1;
        switch (below(6)) {
        case 0: return sign * (below(20) + 0.5);
        case 1: return QString::number(sign * below(20));
        case 2: return QVariant::fromValue(Decimal(sign * below(9999), below(4)));
        case 3: return type.isInteger() ? sign * (most - below(9)) : qint64(sign * 99'999'999);
        case 4: return double(sign * below(20));
        default: return qint64(sign * below(20));
        }
    }

private:
    std::mt19937 m_random;
};

/// What is to be stored; nothing where the increment must be refused.
std::optional<Decimal> judged(const DataType &type, const QVariant &start, const QVariant &amount,
                              bool isSubtracted)
{
    const QVariant typed = type.fromUser(amount);
    if (type.mismatch(typed))
        return std::nullopt;
    const Decimal by = isSubtracted ? -exact(typed) : exact(typed);
    const QVariant sum = QVariant::fromValue(exact(start) + by);
    const QVariant stored =
        type.isInteger() ? type.fromUser(sum.value<Decimal>().toString()) : type.fromUser(sum);
    return type.refusal(stored) ? std::nullopt : std::optional(exact(stored));
}

} // namespace

void TestIncrements::addExactlyOrRefuse_data()
{
    QTest::addColumn<DataType>("type");
    QTest::addColumn<bool>("portable");
    for (const bool portable : {false, true}) {
        const QByteArray way = portable ? ", portable" : "";
        QTest::newRow("INTEGER" + way) << DataTypes::INTEGER << portable;
        QTest::newRow("BIGINT" + way) << DataTypes::BIGINT << portable;
        QTest::newRow("DECIMAL(10, 2)" + way) << DataTypes::DECIMAL(10, 2) << portable;
        QTest::newRow("DECIMAL(15, 3)" + way) << DataTypes::DECIMAL(15, 3) << portable;
    }
}

void TestIncrements::addExactlyOrRefuse()
{
    // given
    QFETCH(DataType, type);
    QFETCH(bool, portable);
    constexpr quint32 seed = 31;
    Sequelize db({.logging = nullptr, .portable = portable});
    Model &book = db.define("Book", {{"n", {.type = type, .field = "number"}}});
    db.sync().waitForFinished();
    QStringList wrong;

    Random random(seed);
    for (int i = 0; i < 400 && wrong.size() < 10; ++i) {
        const QVariant start = random.start(type);
        const QVariant amount = random.amount(type);
        const bool isSubtracted = random.isLucky(3);
        const Instance row = book.create({{"n", start}}).result();
        const std::optional<Decimal> expected = judged(type, start, amount, isSubtracted);

        // when
        std::optional<Instance> answer;
        try {
            const Values amounts{{"n", amount}};
            answer =
                isSubtracted ? row.decrement(amounts).result() : row.increment(amounts).result();
        } catch (const ValidationError &) {
        }

        // then
        const QVariant stored = book.findByPk(row["id"]).result()->get("n");
        const bool isRight = answer.has_value() == expected.has_value()
                             && exact(stored) == expected.value_or(exact(start))
                             && (!answer || answer->get("n") == stored);
        if (!isRight)
            wrong +=
                u"seed %1, trial %2: %3 and %4 (taken away: %5) gave %6, stored is %7"_s.arg(seed)
                    .arg(i)
                    .arg(start.toString(), amount.toString())
                    .arg(isSubtracted)
                    .arg(answer ? answer->get("n").toString() : u"a refusal"_s, stored.toString());
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestIncrements::refusesAmountsThatFitNoValue_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QVariant>("amount");
    QTest::addColumn<QString>("message");
    QTest::newRow("half of a whole") << u"stock"_s << QVariant(0.5)
                                     << u"Book.stock cannot be changed by 0.5: 0.5 is not a valid "
                                        "integer"_s;
    QTest::newRow("null") << u"stock"_s << null()
                          << u"Book.stock cannot be changed by null: an amount is a number"_s;
    QTest::newRow("a word") << u"price"_s << QVariant(u"much"_s)
                            << u"Book.price cannot be changed by \"much\": \"much\" is not a valid "
                               "decimal"_s;
    QTest::newRow("a text") << u"title"_s << QVariant(1)
                            << u"Book.title cannot be changed by 1: it is no number"_s;
}

void TestIncrements::refusesAmountsThatFitNoValue()
{
    // given
    QFETCH(QString, attribute);
    QFETCH(QVariant, amount);
    QFETCH(QString, message);
    QStringList log;
    Sequelize db({.logging = [&log](const QString &line) { log += line; }});
    Model &book = db.define("Book", {{"stock", DataTypes::INTEGER},
                                     {"price", DataTypes::DECIMAL(10, 2)},
                                     {"title", DataTypes::STRING}});
    db.sync().waitForFinished();
    log.clear();

    // when
    QString told;
    try {
        book.increment(Values{{Text(attribute), amount}}, {.allRows = true}).waitForFinished();
    } catch (const ValidationError &error) {
        told = error.errors().first().message;
    }

    // then
    QCOMPARE(told, message);
    QCOMPARE(log, QStringList());
}

void TestIncrements::changesNoRowWhenOneSumIsRefused()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &book =
        db.define("Book", {{"stock", DataTypes::BIGINT}, {"price", DataTypes::DECIMAL(10, 2)}});
    db.sync().waitForFinished();
    book.bulkCreate({{{"stock", 1}, {"price", 1}},
                     {{"stock", most}, {"price", 2}},
                     {{"stock", nullptr}, {"price", 99'999'999.5}}})
        .waitForFinished();

    QVERIFY_THROWS_EXCEPTION(ValidationError,
                             book.increment("stock", {.allRows = true}).waitForFinished());
    QVERIFY_THROWS_EXCEPTION(
        ValidationError, book.increment("price", {.where = {{"id", {1, 3}}}}).waitForFinished());
    QCOMPARE(book.decrement("stock", {.allRows = true}).result(), 3);

    QCOMPARE(book.count({.where = {{"stock", 0}}}).result(), 1);
    QCOMPARE(book.count({.where = {{"stock", most - 1}}}).result(), 1);
    QCOMPARE(book.count({.where = {{"stock", nullptr}}}).result(), 1);
    QCOMPARE(book.count({.where = {{"price", {1, 2, 99'999'999.5}}}}).result(), 3);
}

void TestIncrements::answersWithTheExactSum()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &book = db.define("Book", {{"stock", DataTypes::BIGINT}});
    db.sync().waitForFinished();
    const Instance row = book.create({{"stock", most - 7}}).result();

    const Instance more = row.increment(Values{{"stock", 3}}).result();

    QCOMPARE(more.get("stock"), QVariant(most - 4));
    QCOMPARE(more.reload().result().get("stock"), QVariant(most - 4));
}

void TestIncrements::logsTheStatementAlone()
{
    // given
    QStringList log;
    Sequelize db({.logging = [&log](const QString &line) { log += line; }});
    Model &book = db.define("Book", {{"stock", DataTypes::INTEGER}}, {.timestamps = false});
    db.sync().waitForFinished();
    log.clear();

    book.increment("stock", {.where = {{"id", 1}}}).waitForFinished();

    QCOMPARE(log, QStringList(u"Executing (default): UPDATE `Books` SET `stock`=`stock`+ 1 WHERE "
                              "`id` = 1"_s));
}

QTEST_GUILESS_MAIN(TestIncrements)
#include "tst_increments.moc"
