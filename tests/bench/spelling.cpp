#include "spelling.h"

#include "orm/core/dialect.h"
#include "orm/schema/definition.h"
#include "orm/sql/dialects.h"
#include "orm/sql/querygenerator.h"

#include <QDateTime>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int timesEach = 2'000;
constexpr double goal = 0.25;

orm::TableDef booksTable()
{
    using namespace orm;
    const std::vector<AttributeDefinition> attributes{
        {"id", {.type = DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}},
        {"title", {.type = DataTypes::STRING(200), .allowNull = false}},
        {"author", {.type = DataTypes::STRING(100), .allowNull = false}},
        {"price", {.type = DataTypes::DECIMAL(10, 2)}},
        {"createdAt", {.type = DataTypes::DATE, .allowNull = false}},
        {"updatedAt", {.type = DataTypes::DATE, .allowNull = false}}};
    TableDef table;
    table.name = u"books"_s;
    for (const AttributeDefinition &attribute : attributes)
        addColumn(table, attribute, attribute.name);
    return table;
}

std::vector<orm::Selected> allColumns(const orm::TableDef &table)
{
    std::vector<orm::Selected> columns;
    columns.reserve(table.columns.size());
    for (const orm::ColumnDef &column : table.columns)
        columns.emplace_back(column.attribute);
    return columns;
}

/// The statements of a bookstore, each from the values of one call to its text.
class Statements
{
public:
    explicit Statements(int rows)
        : m_rows(quint32(std::max(rows, 1)))
    {
    }

    using Spell = orm::Sql (Statements::*)();
    struct Named
    {
        QString name;
        Spell spell;
    };
    static QList<Named> all()
    {
        return {{u"find by key"_s, &Statements::findByKey},
                {u"page"_s, &Statements::page},
                {u"insert"_s, &Statements::insert},
                {u"update"_s, &Statements::update}};
    }

private:
    orm::Sql findByKey()
    {
        return m_generator->select({.table = &m_table,
                                    .alias = u"Book"_s,
                                    .columns = allColumns(m_table),
                                    .where = {{"id", randomId()}}});
    }

    orm::Sql page()
    {
        const double price = (200 + m_random.below(9800)) / 100.0;
        return m_generator->select({.table = &m_table,
                                    .alias = u"Book"_s,
                                    .columns = allColumns(m_table),
                                    .where = {{"price", orm::Op::lt(price)}},
                                    .order = {{"price", "DESC"}},
                                    .limit = 50});
    }

    orm::Sql insert()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        return m_generator->insert({.table = &m_table,
                                    .values = {{column("title"_L1), u"Kindred"_s},
                                               {column("author"_L1), u"Octavia E. Butler"_s},
                                               {column("price"_L1), 29.99},
                                               {column("createdAt"_L1), now},
                                               {column("updatedAt"_L1), now}}});
    }

    orm::Sql update()
    {
        return m_generator->update(
            {.table = &m_table,
             .values = {{column("price"_L1), 32.99},
                        {column("updatedAt"_L1), QDateTime::currentDateTimeUtc()}},
             .where = {{"id", randomId()}}});
    }

    [[nodiscard]] qint64 randomId() { return 1 + m_random.below(m_rows); }
    [[nodiscard]] const orm::ColumnDef *column(QLatin1StringView name) const
    {
        return m_table.find(QString(name));
    }

    std::unique_ptr<orm::QueryGenerator> m_generator = orm::makeGenerator(orm::Dialect::Sqlite);
    orm::TableDef m_table = booksTable();
    Random m_random{lookupSeed};
    quint32 m_rows;
};

/// A statement as SQLite takes it.
struct Spelled
{
    explicit Spelled(const orm::Sql &sql)
        : text(sql.text.toStdString())
        , binds(sql.binds)
    {
        for (const QVariant &bind : binds)
            texts.push_back(bind.toString().toStdString());
    }

    void run(RawDatabase &db) const
    {
        RawStatement statement(db, text);
        for (int i = 0; i < int(binds.size()); ++i) {
            if (binds[i].typeId() == QMetaType::LongLong)
                statement.bind(i + 1, binds[i].toLongLong());
            else if (binds[i].typeId() == QMetaType::Double)
                statement.bind(i + 1, binds[i].toDouble());
            else
                statement.bindText(i + 1, texts[size_t(i)].c_str());
        }
        statement.run();
    }

    std::string text;
    QVariantList binds;
    std::vector<std::string> texts;
};

struct Times
{
    std::vector<double> spelling; ///< Microseconds of CPU for one, a round.
    std::vector<double> share;
    std::vector<double> wallShare;
};

void measureRound(Statements &statements, Statements::Spell spell, RawDatabase &db, Times &times)
{
    Clock spelling;
    Clock running;
    std::vector<orm::Sql> made;
    made.reserve(timesEach);
    spelling.start();
    for (int i = 0; i < timesEach; ++i)
        made.push_back((statements.*spell)());
    spelling.stop();
    const std::vector<Spelled> ready(made.begin(), made.end());
    running.start();
    for (const Spelled &statement : ready)
        statement.run(db);
    running.stop();
    times.spelling.push_back(spelling.cpu() * 1e6 / timesEach);
    times.share.push_back(spelling.cpu() / running.cpu());
    times.wallShare.push_back(spelling.wall() / running.wall());
}

} // namespace

WorkloadResult measureSpelling(const QString &file, int rows, int rounds)
{
    WorkloadResult result{.workload = u"spelling"_s,
                          .what = u"cost of a statement's text, as a share of running it"_s,
                          .operations = timesEach};
    RawDatabase db(file, Mode::Normal);
    Statements statements(rows);
    for (const Statements::Named &named : Statements::all()) {
        Times times;
        for (int round = 0; round < rounds; ++round)
            measureRound(statements, named.spell, db, times);
        const double micros = median(times.spelling);
        result.paths << PathResult{.path = named.name,
                                   .wall = micros,
                                   .cpu = micros,
                                   .cpuToRaw = median(times.share),
                                   .wallToRaw = median(times.wallShare),
                                   .memory = double(peakMemory()) / 1024,
                                   .goal = goal,
                                   .isOurs = true};
    }
    return result;
}

} // namespace bench
