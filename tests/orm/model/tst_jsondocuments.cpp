#include "support/anydatabase.h"
#include "support/randommodels.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// Arrays and objects inside of JSON columns are looked for as what they are, whatever blanks the
/// database puts into their texts.
class TestJsonDocuments : public QObject
{
    Q_OBJECT

private slots:
    void areFoundInsideOthers_data() { addDialects(); }
    void areFoundInsideOthers();
};

namespace {

QJsonValue leaf(Dice &dice)
{
    switch (dice.below(7)) {
    case 0: return {};
    case 1: return dice.oneIn(2);
    case 2: return dice.below(1000) - 500;
    case 3: return dice.below(1000) / 7.0;
    case 4: return u""_s;
    case 5: return u"it's \"1, 2\" \\ é"_s;
    default: return 9007199254740993LL;
    }
}

QJsonValue document(Dice &dice, int depth)
{
    if (depth == 0)
        return leaf(dice);
    if (dice.oneIn(2)) {
        QJsonArray items;
        for (int i = dice.below(4); i > 0; --i)
            items += document(dice, dice.below(depth));
        return items;
    }
    QJsonObject members;
    for (int i = dice.below(4); i > 0; --i)
        members.insert(QString(QChar(u'a' + dice.below(5))), document(dice, dice.below(depth)));
    return members;
}

} // namespace

void TestJsonDocuments::areFoundInsideOthers()
{
    // given
    QFETCH(const int, which);
    MAKE_DATABASE(db, which);
    constexpr quint32 seed = 20261201;
    qInfo("seed %u", seed);
    Dice dice(seed);
    std::vector<AttributeDefinition> attributes{{"plain", DataTypes::JSON}};
    if (which == Postgres)
        attributes.push_back({"sorted", DataTypes::JSONB});
    const Model &note = db.define("Note", attributes, {.timestamps = false});
    wait(note.sync());
    QList<QJsonValue> documents;
    QList<Values> rows;
    for (int i = 0; i < 150; ++i) {
        documents += document(dice, 1 + dice.below(3));
        const QJsonObject around{{u"a"_s, QJsonObject{{u"b"_s, documents.last()}}}};
        rows += Values();
        for (const AttributeDefinition &column : attributes)
            rows.last().set(column.name, around);
    }
    wait(note.bulkCreate(rows));

    for (const QJsonValue &each : std::as_const(documents)) {
        // when
        const auto same = std::ranges::count(documents, each);
        for (const AttributeDefinition &column : attributes) {
            const Text path(column.name + u".a.b"_s);
            const qint64 found = wait(note.count({.where = {path, Op::eq(each)}}));
            const qint64 others = wait(note.count({.where = {path, Op::ne(each)}}));

            // then
            QCOMPARE(found, qint64(same));
            QCOMPARE(others, qint64(documents.size() - same));
            if (!each.isArray())
                continue;
            const QJsonObject around{{u"a"_s, QJsonObject{{u"b"_s, each}}}};
            QCOMPARE(wait(note.count({.where = {column.name, around}})), qint64(same));
        }
    }
}

QTEST_GUILESS_MAIN(TestJsonDocuments)
#include "tst_jsondocuments.moc"
