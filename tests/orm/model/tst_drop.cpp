#include "orm/orm.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// Tables whose rows refer to each other can be dropped and made anew.
class TestDrop : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_db = std::make_unique<Sequelize>(Options{.logging = nullptr}); }
    void cleanup() { m_db.reset(); }

    void dropsWhatRefersToItself();
    void keepsWhatOthersReferTo();
    void dropsWhatRefersInACircle();
    void keepsTheChecksAfterDropping();

private:
    std::unique_ptr<Sequelize> m_db;
};

void TestDrop::dropsWhatRefersToItself()
{
    // given
    Model &node = m_db->define("Node", {{"parentId",
                                         {.type = DataTypes::INTEGER,
                                          .references = References{.model = "Nodes", .key = "id"},
                                          .onDelete = "RESTRICT"}}});
    m_db->sync().waitForFinished();
    const auto fill = [&node] {
        const Instance root = node.create({}).result();
        const Instance leaf = node.create({{"parentId", root.get("id")}}).result();
        node.create({{"parentId", leaf.get("id")}}).waitForFinished();
        QCOMPARE(node.count().result(), 3);
    };

    fill();
    node.sync({.force = true}).waitForFinished();
    fill();
    m_db->sync({.force = true}).waitForFinished();
    fill();
    node.drop().waitForFinished();
    m_db->sync().waitForFinished();
    fill();
    m_db->drop().waitForFinished();

    QVERIFY_THROWS_EXCEPTION(DatabaseError, node.count().result());
}

void TestDrop::keepsWhatOthersReferTo()
{
    // given a table that refers to itself, and another one that refers to it
    Model &node = m_db->define("Node", {});
    Model &leaf = m_db->define("Leaf", {});
    node.belongsTo(node, {.as = "parent", .foreignKey = "parentId", .onDelete = "RESTRICT"});
    leaf.belongsTo(node, {.as = "node", .foreignKey = "nodeId", .onDelete = "RESTRICT"});
    m_db->sync().waitForFinished();
    const Instance root = node.create({}).result();
    node.create({{"parentId", root.get("id")}}).waitForFinished();
    leaf.create({{"nodeId", root.get("id")}}).waitForFinished();

    QVERIFY_THROWS_EXCEPTION(DatabaseError, node.drop().waitForFinished());
    QVERIFY_THROWS_EXCEPTION(DatabaseError, node.sync({.force = true}).waitForFinished());
    QCOMPARE(node.count({.where = {{"parentId", root.get("id")}}}).result(), 1);
}

void TestDrop::dropsWhatRefersInACircle()
{
    // given
    Model &hen = m_db->define("Hen", {{"name", DataTypes::STRING}});
    Model &egg = m_db->define("Egg", {{"name", DataTypes::STRING}});
    hen.belongsTo(egg, {.as = "from", .foreignKey = {"fromId"}, .onDelete = "RESTRICT"});
    egg.belongsTo(hen, {.as = "of", .foreignKey = {"ofId"}, .onDelete = "RESTRICT"});
    m_db->sync().waitForFinished();
    const auto fill = [&] {
        const Instance first = egg.create({{"name", "first"}}).result();
        const Instance mother = hen.create({{"fromId", first.get("id")}}).result();
        first.update({{"ofId", mother.get("id")}}).waitForFinished();
        QCOMPARE(hen.count().result(), 1);
    };

    fill();
    m_db->sync({.force = true}).waitForFinished();
    fill();
    m_db->drop().waitForFinished();

    QVERIFY_THROWS_EXCEPTION(DatabaseError, hen.count().result());
}

void TestDrop::keepsTheChecksAfterDropping()
{
    dropsWhatRefersInACircle();

    m_db->sync().waitForFinished();

    QVERIFY_THROWS_EXCEPTION(ForeignKeyConstraintError,
                             m_db->model("Hen").create({{"fromId", 77}}).result());
}

QTEST_GUILESS_MAIN(TestDrop)
#include "tst_drop.moc"
