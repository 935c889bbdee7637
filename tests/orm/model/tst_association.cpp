#include "orm/core/naming.h"
#include "orm/orm.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

class TestAssociation : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void namesKeysAsSequelizeDoes_data();
    void namesKeysAsSequelizeDoes();
    void namesAreSingularAndPlural();
    void takesTheNameThatTheModelSays();
    void takesTheTypeOfTheKey();
    void keepsWhatTheModelDeclares();
    void letsNoSideWinSilently();
    void refusesContradictions();
    void refusesOneKeyForTwoTables();
    void refusesAnAliasTwice();
    void refusesAnAttributesName();
    void refusesManyToManyWithoutWords();
    void refusesUnknownKeys();
    void refusesModelsInUse();
    void makesTheModelBetween();
    void keepsTheKeyOfAModelBetween();
    void marksRowsBetweenAsDeleted();
    void agreesOnKeysFromBothSides();
    void createsTablesByDependency();
    void syncsAndDropsCircles();
    void keepsForeignKeysInAlteredTables();

private:
    [[nodiscard]] Model &define(const char *name,
                                const ModelOptions &options = {.timestamps = false})
    {
        return m_db->define(Text(name), {{"name", DataTypes::STRING}}, options);
    }
    [[nodiscard]] static AttributeOptions options(const Model &model, QStringView attribute)
    {
        const AttributeDefinition *found = model.attribute(attribute);
        return found ? found->options : AttributeOptions();
    }
    [[nodiscard]] static QStringList names(const Model &model)
    {
        QStringList names;
        for (const AttributeDefinition &attribute : model.attributes())
            names << attribute.name;
        return names;
    }
    [[nodiscard]] QString sqlOf(const QString &table);

    std::unique_ptr<Sequelize> m_db;
};

void TestAssociation::init()
{
    m_db = std::make_unique<Sequelize>(Options{.logging = nullptr});
}

QString TestAssociation::sqlOf(const QString &table)
{
    const RowSet rows = m_db->query("SELECT sql FROM sqlite_master WHERE name = ?",
                                    {.replacements = QVariantList{table}})
                            .result();
    return rows.isEmpty() ? QString() : rows.blocks.first()->value(0, 0).toString();
}

void TestAssociation::namesKeysAsSequelizeDoes_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("as");
    QTest::addColumn<QString>("key");
    QTest::newRow("hasMany") << u"hasMany"_s << QString() << u"PersonId"_s;
    QTest::newRow("hasMany under a name") << u"hasMany"_s << u"kids"_s << u"PersonId"_s;
    QTest::newRow("hasOne") << u"hasOne"_s << QString() << u"PersonId"_s;
    QTest::newRow("hasOne under a name") << u"hasOne"_s << u"details"_s << u"detailId"_s;
    QTest::newRow("belongsTo") << u"belongsTo"_s << QString() << u"ChildId"_s;
    QTest::newRow("belongsTo under a name") << u"belongsTo"_s << u"heir"_s << u"heirId"_s;
}

void TestAssociation::namesKeysAsSequelizeDoes()
{
    QFETCH(QString, method);
    QFETCH(QString, as);
    QFETCH(QString, key);
    Model &person = define("Person");
    Model &child = define("Child");
    AssociationOptions options;
    if (!as.isEmpty())
        options.as = Text(as);

    const Association &made = method == "hasMany"_L1  ? person.hasMany(child, options)
                              : method == "hasOne"_L1 ? person.hasOne(child, options)
                                                      : person.belongsTo(child, options);

    QCOMPARE(made.foreignKey, key);
    const Model &owner = method == "belongsTo"_L1 ? person : child;
    QCOMPARE(owner.attributes().back().name, key);
}

void TestAssociation::namesAreSingularAndPlural()
{
    Model &person = define("Person");
    Model &child = define("Child");

    const Association &usual = person.hasMany(child);
    const Association &named = person.hasMany(child, {.as = "kids"});
    const Association &both = person.hasMany(child, {.as = {"piece", "things"}});

    QCOMPARE(usual.as, u"Children"_s);
    QCOMPARE(usual.singular, u"Child"_s);
    QCOMPARE(named.singular, u"kid"_s);
    QCOMPARE(both.as, u"things"_s);
    QCOMPARE(both.singular, u"piece"_s);
    QCOMPARE(person.association(u"kids"), &named);
    QCOMPARE(person.associations().size(), 3);
}

void TestAssociation::takesTheNameThatTheModelSays()
{
    Model &octopus = define("Octopus", {.name = {"octopus", "octopodes"}, .timestamps = false});
    Model &tank = define("Tank");

    tank.hasMany(octopus);
    octopus.belongsTo(tank);
    octopus.hasMany(define("Arm"));
    octopus.belongsToMany(define("Diver"), {.through = "Visit"});

    QVERIFY(tank.association(u"octopodes"));
    QVERIFY(octopus.association(u"Tank"));
    QCOMPARE(octopus.association(u"Arms")->foreignKey, u"octopusId"_s);
    QCOMPARE(octopus.association(u"Divers")->foreignKey, u"octopusId"_s);
    m_db->sync().waitForFinished();
    QVERIFY(!sqlOf(pluralize(u"Octopus"_s)).isEmpty()); // the table's name is the model's
    QCOMPARE(tank.create({{"name", "reef"}, {"octopodes", QList<Values>{{{"name", "Inky"}}}}},
                         {.include = {octopus}})
                 .result()
                 .all("octopodes")
                 .size(),
             1);
}

void TestAssociation::takesTheTypeOfTheKey()
{
    Model &shop = m_db->define("Shop", {{"code", {.type = DataTypes::STRING(8), .unique = true}}});
    Model &shelf = define("Shelf", {.underscored = true});

    shelf.belongsTo(shop, {.foreignKey = "shopCode", .targetKey = "code"});

    const AttributeOptions key = options(shelf, u"shopCode");
    QCOMPARE(key.type, DataTypes::STRING(8));
    QCOMPARE(key.references->model.name, u"Shops"_s);
    QCOMPARE(key.references->key, u"code"_s);
    QCOMPARE(key.onDelete, u"SET NULL"_s);
    QCOMPARE(key.onUpdate, u"CASCADE"_s);
    m_db->sync().waitForFinished();
    QVERIFY(sqlOf(u"shelves"_s).contains("`shop_code` VARCHAR(8) REFERENCES `Shops` (`code`)"_L1));
}

void TestAssociation::keepsWhatTheModelDeclares()
{
    Model &author = define("Author");
    Model &book = m_db->define(
        "Book", {{"AuthorId", {.type = DataTypes::BIGINT, .allowNull = false, .field = "writer"}},
                 {"name", DataTypes::STRING}});

    author.hasMany(book);
    book.belongsTo(author);

    const AttributeOptions key = options(book, u"AuthorId");
    QCOMPARE(key.type, DataTypes::BIGINT);
    QCOMPARE(key.onDelete, u"CASCADE"_s);
    QVERIFY(!key.allowNull);
    QCOMPARE(names(book).indexOf(u"AuthorId"_s), 1);
}

void TestAssociation::letsNoSideWinSilently()
{
    Model &author = define("Author");
    Model &book = define("Book");

    author.hasMany(book);
    book.belongsTo(author,
                   {.foreignKey = {"AuthorId", {.allowNull = false}}, .onDelete = "RESTRICT"});

    const AttributeOptions key = options(book, u"AuthorId");
    QVERIFY(!key.allowNull);
    QCOMPARE(key.onDelete, u"RESTRICT"_s);
    QCOMPARE(key.onUpdate, u"CASCADE"_s);
}

void TestAssociation::refusesContradictions()
{
    Model &author = define("Author");
    Model &book = define("Book");
    author.hasMany(book, {.onDelete = "CASCADE"});

    try {
        book.belongsTo(author, {.onDelete = "RESTRICT"});
        QFAIL("Two actions were taken for one key.");
    } catch (const AssociationError &error) {
        QVERIFY(error.message().contains("Author.hasMany(Book)"_L1));
        QVERIFY(error.message().contains("Book.belongsTo(Author)"_L1));
    }
    QCOMPARE(options(book, u"AuthorId").onDelete, u"CASCADE"_s);
    QVERIFY(!book.association(u"Author"));
}

void TestAssociation::refusesOneKeyForTwoTables()
{
    Model &post = define("Post");
    Model &image = define("Image");
    Model &comment = define("Comment");
    post.hasMany(comment, {.foreignKey = "ownerId"});

    QVERIFY_THROWS_EXCEPTION(AssociationError, image.hasMany(comment, {.foreignKey = "ownerId"}));
    image.hasMany(comment, {.foreignKey = "ownerId", .constraints = false});
}

void TestAssociation::refusesAnAliasTwice()
{
    Model &author = define("Author");
    Model &book = define("Book");
    author.hasMany(book, {.as = "works"});

    QVERIFY_THROWS_EXCEPTION(AssociationError, author.hasMany(book, {.as = "works"}));
}

void TestAssociation::refusesAnAttributesName()
{
    Model &author = define("Author");
    Model &book = define("Book");

    QVERIFY_THROWS_EXCEPTION(UsageError, author.hasMany(book, {.as = "name"}));
}

void TestAssociation::refusesManyToManyWithoutWords()
{
    Model &book = define("Book");
    Model &tag = define("Tag");

    QVERIFY_THROWS_EXCEPTION(AssociationError, book.belongsToMany(tag, {}));
    QVERIFY_THROWS_EXCEPTION(AssociationError, book.belongsToMany(book, {.through = "sequels"}));
}

void TestAssociation::refusesUnknownKeys()
{
    Model &author = define("Author");
    Model &book = define("Book");

    QVERIFY_THROWS_EXCEPTION(UsageError, book.belongsTo(author, {.targetKey = "nick"}));
    QVERIFY_THROWS_EXCEPTION(UsageError, author.hasMany(book, {.sourceKey = "nick"}));
}

void TestAssociation::refusesModelsInUse()
{
    Model &author = define("Author");
    Model &book = define("Book");
    Model &tag = define("Tag");
    m_db->sync().waitForFinished();

    QVERIFY_THROWS_EXCEPTION(UsageError, author.hasMany(book));
    QVERIFY_THROWS_EXCEPTION(UsageError, book.belongsToMany(tag, {.through = "BookTag"}));
}

void TestAssociation::makesTheModelBetween()
{
    Model &book = define("Book", {.timestamps = false, .version = "version", .comment = "ours"});
    Model &tag = define("Tag");

    const Association &made = book.belongsToMany(tag, {.through = "BookTag"});

    const Model &between = m_db->model("BookTag");
    QCOMPARE(names(between),
             QStringList({u"createdAt"_s, u"updatedAt"_s, u"BookId"_s, u"TagId"_s}));
    QVERIFY(options(between, u"BookId").primaryKey);
    QCOMPARE(options(between, u"TagId").onDelete, u"CASCADE"_s);
    QCOMPARE(made.otherKey, u"TagId"_s);
    QCOMPARE(made.as, u"Tags"_s);
}

void TestAssociation::keepsTheKeyOfAModelBetween()
{
    Model &book = define("Book");
    Model &tag = define("Tag");
    Model &link = m_db->define(
        "Link", {{"id", {.type = DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}}},
        {.timestamps = false});

    book.belongsToMany(tag, {.through = link});
    m_db->sync().waitForFinished();

    QCOMPARE(link.primaryKey(), u"id"_s);
    QVERIFY(sqlOf(u"Links"_s).contains("UNIQUE (`BookId`, `TagId`)"_L1));
}

void TestAssociation::marksRowsBetweenAsDeleted()
{
    Model &book = define("Book");
    Model &tag = define("Tag");
    Through through("Link");
    through.paranoid = true;
    book.belongsToMany(tag, {.through = through});
    m_db->sync().waitForFinished();
    const Instance kindred = book.create({{"name", "Kindred"}}).result();
    const Instance old = tag.create({{"name", "old"}}).result();
    kindred.related("Tags").add(old).waitForFinished();

    kindred.related("Tags").remove(old).waitForFinished();

    QCOMPARE(kindred.related("Tags").count().result(), 0);
    QCOMPARE(m_db->model("Link").count({.paranoid = false}).result(), 1);
}

void TestAssociation::agreesOnKeysFromBothSides()
{
    Model &book = define("Book");
    Model &tag = define("Tag");

    const Association &tags = book.belongsToMany(tag, {.through = "Link", .foreignKey = "piece"});
    const Association &books = tag.belongsToMany(book, {.through = "Link", .foreignKey = "word"});

    QCOMPARE(tags.foreignKey, u"piece"_s);
    QCOMPARE(tags.otherKey, u"word"_s);
    QCOMPARE(books.foreignKey, u"word"_s);
    QCOMPARE(books.otherKey, u"piece"_s);
    QVERIFY(!m_db->model("Link").attribute(u"TagId"));
}

void TestAssociation::createsTablesByDependency()
{
    Model &leaf = define("Leaf");
    Model &branch = define("Branch");
    Model &tree = define("Tree");
    leaf.belongsTo(branch);
    branch.belongsTo(tree);
    tree.hasMany(tree, {.as = "saplings"});

    m_db->sync().waitForFinished();
    tree.create({{"name", "oak"}}).waitForFinished();
    m_db->sync({.force = true}).waitForFinished();

    QCOMPARE(tree.count().result(), 0);
    m_db->drop().waitForFinished();
    QVERIFY(m_db->queryInterface().showAllTables().result().isEmpty());
}

void TestAssociation::syncsAndDropsCircles()
{
    Model &hen = define("Hen");
    Model &egg = define("Egg");
    hen.belongsTo(egg);
    egg.belongsTo(hen);

    m_db->sync().waitForFinished();
    m_db->sync({.force = true}).waitForFinished();

    const Instance first = egg.create({{"name", "first"}}).result();
    hen.create({{"name", "Berta"}, {"EggId", first["id"]}}).waitForFinished();
    QVERIFY_THROWS_EXCEPTION(ForeignKeyConstraintError,
                             hen.create({{"EggId", 99}}).waitForFinished());
    m_db->drop().waitForFinished();
    QVERIFY(m_db->queryInterface().showAllTables().result().isEmpty());
}

void TestAssociation::keepsForeignKeysInAlteredTables()
{
    Model &author = define("Author");
    Model &book = define("Book");
    author.hasMany(book, {.onDelete = "CASCADE"});
    m_db->sync().waitForFinished();
    const Instance eco = author.create({{"name", "Eco"}}).result();
    book.create({{"name", "Baudolino"}, {"AuthorId", eco["id"]}}).waitForFinished();

    m_db->sync({.alter = true}).waitForFinished();

    QVERIFY(sqlOf(u"Books"_s).contains("ON DELETE CASCADE"_L1));
    QCOMPARE(book.count().result(), 1);
    eco.destroy().waitForFinished();
    QCOMPARE(book.count().result(), 0);
}

QTEST_GUILESS_MAIN(TestAssociation)
#include "tst_association.moc"
