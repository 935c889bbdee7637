#include "orm/orm.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// Moments are written many at a time, mostly the same one: each row keeps its own all the same.
class TestMoments : public QObject
{
    Q_OBJECT

private slots:
    void eachRowKeepsItsOwn_data();
    void eachRowKeepsItsOwn();
};

namespace {

/// One of a few that come again and again, any, one that no text of the usual form says, or none.
QDateTime anyMoment(QRandomGenerator &random)
{
    const auto at = [](qint64 milliseconds) {
        return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
    };
    switch (random.bounded(8)) {
    case 0: return {};
    case 1: return at(random.bounded(3));
    case 2: return at(qint64(random.bounded(2'000'000'000)) * 1'000 + random.bounded(1'000));
    case 3: return at(-qint64(random.bounded(2'000'000'000)));
    default: return at(1'700'000'000'000 + random.bounded(2));
    }
}

Operand operandOf(const QDateTime &moment)
{
    return moment.isValid() ? Operand(moment) : Operand(nullptr);
}

} // namespace

void TestMoments::eachRowKeepsItsOwn_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<QString>("encoding");
    for (quint32 seed = 1; seed <= 5; ++seed)
        QTest::addRow("seed %u", seed) << seed << u"UTF-8"_s;
    // Where a text that is bound is copied into another encoding.
    QTest::addRow("seed 6, UTF-16") << 6U << u"UTF-16le"_s;
}

void TestMoments::eachRowKeepsItsOwn()
{
    // given
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    QFETCH(QString, encoding);
    Sequelize db("sqlite::memory:", {.logging = nullptr});
    wait(db.query("PRAGMA encoding = '%1'"_L1.arg(encoding), {.kind = StatementKind::Write}));
    Model &sale = db.define(
        "Sale",
        {{"sold", DataTypes::DATE}, {"note", DataTypes::STRING}, {"paid", DataTypes::DATE}});
    sale.sync().waitForFinished();
    QList<std::array<QDateTime, 2>> expected;

    // when
    for (int call = 0; call < 60; ++call) {
        QList<Values> rows;
        for (int rest = random.bounded(3) == 0 ? 1 : 1 + int(random.bounded(250)); rest > 0;
             --rest) {
            expected += {anyMoment(random), anyMoment(random)};
            rows += {{"sold", operandOf(expected.last()[0])},
                     {"note", u"2026-01-02 03:04:05.678 +00:00"_s},
                     {"paid", operandOf(expected.last()[1])}};
        }
        if (rows.size() == 1)
            sale.create(rows.first()).waitForFinished();
        else
            sale.bulkCreate(rows).waitForFinished();
    }
    for (int change = 0; change < 300; ++change) {
        const qsizetype row = random.bounded(expected.size());
        expected[row][0] = anyMoment(random);
        std::optional<Instance> found = sale.findByPk(qint64(row + 1)).result();
        found->set("sold", operandOf(expected.at(row)[0]));
        found->save().waitForFinished();
    }

    // then
    const QList<Instance> stored = sale.findAll({.order = {"id"}}).result();
    QCOMPARE(stored.size(), expected.size());
    for (qsizetype row = 0; row < stored.size(); ++row) {
        QCOMPARE(stored.at(row).get<QDateTime>("sold"), expected.at(row)[0]);
        QCOMPARE(stored.at(row).get<QDateTime>("paid"), expected.at(row)[1]);
        QCOMPARE(stored.at(row).get<QString>("note"), u"2026-01-02 03:04:05.678 +00:00"_s);
    }
}

QTEST_GUILESS_MAIN(TestMoments)
#include "tst_moments.moc"
