#include "orm/orm.h"
#include "orm/sql/dialects.h"
#include "orm/sql/logtext.h"
#include "orm/sql/querygenerator.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// What the log says of rows whose values are bound from a block is what the generator says of the
/// values as they were given.
class TestLogText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void spellsWhatIsWritten_data();
    void spellsWhatIsWritten();
    void listsTheColumnsOfAllRows();

private:
    using Columns = QList<std::pair<QString, Operand>>;

    /// The columns that are written for `values`: a key, these in the model's order, the clocks.
    [[nodiscard]] Columns written(const Values &values, const Instance &row) const;
    [[nodiscard]] const ColumnDef *column(const QString &name) const { return m_table.find(name); }
    [[nodiscard]] static QString line(const Sql &sql);
    [[nodiscard]] Sql inserted(const Columns &values) const;
    [[nodiscard]] Sql inserted(const QList<Columns> &rows) const;
    [[nodiscard]] Sql updated(const Columns &values) const;

    QTemporaryDir m_folder;
    std::unique_ptr<Sequelize> m_db;
    Model *m_book = nullptr;
    TableDef m_table;
    QStringList m_lines;
    std::unique_ptr<QueryGenerator> m_generator = makeGenerator(Dialect::Sqlite);
};

void TestLogText::initTestCase()
{
    const std::vector<std::pair<Text, DataType>> attributes{
        {"title", DataTypes::STRING(40)}, {"code", DataTypes::CHAR(8)},
        {"about", DataTypes::TEXT},       {"price", DataTypes::DECIMAL(8, 2)},
        {"pages", DataTypes::INTEGER},    {"copies", DataTypes::BIGINT},
        {"weight", DataTypes::DOUBLE},    {"height", DataTypes::FLOAT},
        {"sold", DataTypes::BOOLEAN},     {"printed", DataTypes::DATE},
        {"day", DataTypes::DATEONLY},     {"hour", DataTypes::TIME},
        {"cover", DataTypes::BLOB},       {"notes", DataTypes::JSON},
        {"token", DataTypes::UUID},       {"state", DataTypes::ENUM("new", "it's used")}};
    m_db = std::make_unique<Sequelize>(Options{.storage = m_folder.filePath(u"shop.sqlite"_s),
                                               .logging =
                                                   [this](const QString &line) {
                                                       if (line.contains(u"`books`"_s))
                                                           m_lines += line;
                                                   },
                                               .logQueryParameters = true});
    m_table.name = u"books"_s;
    const auto addColumn = [this](const QString &name, const DataType &type, bool isKey = false) {
        ColumnDef column;
        column.attribute = name;
        column.name = name;
        column.type = type;
        column.autoIncrement = isKey;
        column.primaryKey = isKey;
        m_table.columns.push_back(column);
    };
    addColumn(u"id"_s, DataTypes::INTEGER, true);
    std::vector<AttributeDefinition> definitions;
    for (const auto &[name, type] : attributes) {
        definitions.emplace_back(name, type);
        addColumn(name, type);
    }
    for (const QString &clock : {u"createdAt"_s, u"updatedAt"_s})
        addColumn(clock, DataTypes::DATE);
    m_book = &m_db->define("Book", definitions, {.tableName = "books"});
    m_book->sync({.force = true}).waitForFinished();
}

TestLogText::Columns TestLogText::written(const Values &values, const Instance &row) const
{
    Columns columns;
    for (const ColumnDef &each : m_table.columns) {
        const Operand *given = values.find(each.name);
        if (given)
            columns.emplaceBack(each.name, *given);
        else if (each.name == u"id")
            columns.emplaceBack(each.name, nullptr);
        else if (each.name.endsWith(u"At"))
            columns.emplaceBack(each.name, row.get(Text(each.name)));
    }
    return columns;
}

QString TestLogText::line(const Sql &sql)
{
    const QString text = u"Executing (default): "_s + logText(sql);
    const QVariantList shown = shownValues(sql);
    if (shown.isEmpty())
        return text;
    return text + (text.endsWith(u';') ? u" "_s : u"; "_s)
           + makeGenerator(Dialect::Sqlite)->parametersText(shown);
}

Sql TestLogText::inserted(const Columns &values) const
{
    Insert insert{.table = &m_table, .values = {}};
    for (const auto &[name, value] : values)
        insert.values.push_back({.column = column(name), .value = value});
    return m_generator->insert(insert);
}

Sql TestLogText::inserted(const QList<Columns> &rows) const
{
    BulkInsert insert{.table = &m_table, .columns = {}, .rows = {}};
    for (const auto &[name, value] : rows.first())
        insert.columns.push_back(column(name));
    for (const Columns &row : rows) {
        auto &values = insert.rows.emplace_back();
        for (const auto &[name, value] : row)
            values.push_back(&value);
    }
    return m_generator->bulkInsert(insert);
}

Sql TestLogText::updated(const Columns &values) const
{
    Update update{
        .table = &m_table, .values = {}, .where = Where{{u"id"_s, values.first().second}}};
    for (const auto &[name, value] : values.sliced(1))
        update.values.push_back({.column = column(name), .value = value});
    return m_generator->update(update);
}

void TestLogText::spellsWhatIsWritten_data()
{
    QTest::addColumn<Values>("values");
    const QDateTime local(QDate(2020, 2, 29), QTime(12, 30, 15, 250));
    const QJsonObject notes{{u"it's"_s, QJsonArray{1, u"\"x\""_s, QJsonValue::Null}}};
    const std::pair<const char *, Values> rows[] = {
        {"nothing", {}},
        {"texts", {{"title", "Kindred"}, {"code", "k1"}, {"about", "a"}}},
        {"quotes", {{"title", "Foucault's \"Pendulum\" \\ `x` $1 ?"}, {"about", "a\nb"}}},
        {"not ASCII", {{"title", "Ünï 日本 😀"}}},
        {"empty text", {{"title", ""}}},
        {"numbers for texts", {{"title", 1984}, {"about", 2.5}}},
        {"decimals", {{"price", 29.99}}},
        {"decimal to round", {{"price", 32.989000000000004}}},
        {"decimal of ours", {{"price", Decimal(2990, 2)}}},
        {"decimal as text", {{"price", "12.50"}}},
        {"decimal as a whole number", {{"price", 12}}},
        {"whole numbers", {{"pages", 287}, {"copies", qint64(9'007'199'254'740'993)}}},
        {"negative numbers", {{"pages", -1}, {"price", -0.5}}},
        {"whole numbers as texts", {{"pages", "287"}, {"copies", "9007199254740993"}}},
        {"reals", {{"weight", 0.1}, {"height", 1e21}}},
        {"reals as whole numbers", {{"weight", 3}, {"height", 4}}},
        {"truth", {{"sold", true}}},
        {"untruth", {{"sold", false}}},
        {"truth as text", {{"sold", "true"}}},
        {"truth as number", {{"sold", 1}}},
        {"local time", {{"printed", local}}},
        {"time as text", {{"printed", "2020-02-29T12:30:15.250Z"}}},
        {"day", {{"day", QDate(2024, 2, 29)}}},
        {"day and hour as texts", {{"day", "2024-02-29"}, {"hour", "09:05:00"}}},
        {"bytes", {{"cover", QByteArray("\0\1'", 3)}}},
        {"bytes as text", {{"cover", "abc"}}},
        {"JSON", {{"notes", notes}}},
        {"JSON list", {{"notes", QJsonArray{1, 2}}}},
        {"JSON text", {{"notes", "it's"}}},
        {"JSON number", {{"notes", 5}}},
        {"UUID", {{"token", "5b6cb9c2-6f5a-4a43-9a7b-1c6f9d6a2f10"}}},
        {"value of a list", {{"state", "it's used"}}},
        {"nulls", {{"title", nullptr}, {"price", nullptr}, {"cover", nullptr}, {"notes", nullptr}}},
        {"key", {{"id", 77'000}, {"title", "a"}}}};
    for (const auto &[name, values] : rows)
        QTest::newRow(name) << values;
}

void TestLogText::spellsWhatIsWritten()
{
    QFETCH(Values, values);
    m_lines.clear();
    Instance before = m_book->create({}).result();

    const bool hasKey = values.find(u"id");
    const Instance made = m_book->create(values).result();
    if (hasKey)
        made.destroy().waitForFinished();
    const QList<Values> rows(hasKey ? 1 : 2, values);
    const Instance bulk = m_book->bulkCreate(rows).result().first();

    QCOMPARE(m_lines.at(1), line(inserted(written(values, made))));
    QCOMPARE(m_lines.at(hasKey ? 3 : 2),
             line(inserted(QList<Columns>(rows.size(), written(values, bulk)))));

    if (values.isEmpty() || hasKey)
        return;
    const Instance saved = before.set(values).save().result();
    Columns changed{{u"id"_s, before.get("id")}};
    for (const QString &name : before.changed())
        changed.emplaceBack(name, *values.find(name));
    if (before.changed().isEmpty())
        return; // nulls in place of nulls
    changed.emplaceBack(u"updatedAt"_s, saved.get("updatedAt"));
    QCOMPARE(m_lines.last(), line(updated(changed)));
}

void TestLogText::listsTheColumnsOfAllRows()
{
    m_lines.clear();

    m_book->bulkCreate({{{"pages", 1}}, {{"title", "b"}, {"pages", 2}}}).waitForFinished();

    QVERIFY(m_lines.first().startsWith(
        u"Executing (default): INSERT INTO `books` "
        "(`id`,`pages`,`createdAt`,`updatedAt`,`title`) VALUES (NULL,1,'"_s));
}

QTEST_GUILESS_MAIN(TestLogText)
#include "tst_logtext.moc"
