#include "orm/orm.h"

#include <QDebug>
#include <QJsonObject>
#include <QtTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace orm;

/// A row is stored, answered and refused the same way, whichever call writes it and whether or not
/// somebody listens to the log. Random rows of random models are held against each other.
class TestSameRows : public QObject
{
    Q_OBJECT

private slots:
    void writesRandomRowsTheSameInEveryWay_data();
    void writesRandomRowsTheSameInEveryWay();
};

namespace {

/// Random attributes and values; the same for the same seed.
class Inventor
{
public:
    explicit Inventor(quint32 seed)
        : m_random(seed)
    {
    }

    std::vector<AttributeDefinition> attributes()
    {
        std::vector<AttributeDefinition> all;
        if (isLucky(3))
            all.emplace_back("code", AttributeOptions{.type = DataTypes::INTEGER,
                                                      .primaryKey = true,
                                                      .autoIncrement = true,
                                                      .field = isLucky(2) ? "f_code" : ""});
        const int count = 1 + below(9);
        for (int i = 0; i < count; ++i)
            all.push_back(attribute(QString(u"a%1"_s).arg(i)));
        return all;
    }

    ModelOptions options()
    {
        ModelOptions options{.timestamps = isLucky(2)};
        options.paranoid = options.timestamps && isLucky(4);
        options.version = isLucky(4) ? "version" : "";
        return options;
    }

    Values row(const std::vector<AttributeDefinition> &attributes, int number)
    {
        Values values;
        if (isLucky(5))
            values.set(attributes.front().options.primaryKey ? u"code"_s : u"id"_s,
                       1000 + 10 * number);
        for (const AttributeDefinition &each : attributes)
            if (!each.options.primaryKey && !isLucky(4))
                values.set(each.name, value(each.options.type));
        return values;
    }

private:
    int below(int limit) { return int(m_random() % quint32(limit)); }
    /// Once in `often` times.
    bool isLucky(int often) { return below(often) == 0; }

    AttributeDefinition attribute(const QString &name)
    {
        static const QList<DataType> types{
            DataTypes::STRING(8), DataTypes::TEXT,    DataTypes::INTEGER, DataTypes::BIGINT,
            DataTypes::DOUBLE,    DataTypes::BOOLEAN, DataTypes::DATE,    DataTypes::DECIMAL(6, 2),
            DataTypes::DATEONLY,  DataTypes::UUID,    DataTypes::JSON,    DataTypes::ENUM("x", "y"),
            DataTypes::BLOB,      DataTypes::TIME,    DataTypes::FLOAT,   DataTypes::VIRTUAL};
        AttributeOptions options{.type = types[below(int(types.size()))]};
        const bool isText = options.type.isText();
        if (isLucky(4))
            options.allowNull = false;
        if (isLucky(4) && (isText || options.type.isNumber()))
            options.defaultValue = isText ? Operand("given") : Operand(7);
        if (isLucky(4))
            options.field = u"f_"_s + name;
        if (isLucky(3) && isText)
            options.validate = {Validate::len(2, 6), Validate::notEmpty()};
        if (isLucky(3) && options.type.isNumber())
            options.validate = {Validate::min(0)};
        return {name, options};
    }

    Operand value(const DataType &type)
    {
        if (isLucky(6))
            return nullptr;
        if (isLucky(6))
            return anything();
        switch (type.kind()) {
        case DataType::Kind::Integer:
        case DataType::Kind::BigInt: return below(200) - 20;
        case DataType::Kind::Double:
        case DataType::Kind::Float:
        case DataType::Kind::Decimal: return below(2000) / 16.0 - 10;
        case DataType::Kind::Boolean: return isLucky(2);
        case DataType::Kind::Date:
            return QDateTime::fromMSecsSinceEpoch(1'600'000'000'000 + below(1'000'000), Qt::UTC);
        case DataType::Kind::DateOnly: return QDate(2020, 1, 1).addDays(below(500));
        case DataType::Kind::Uuid: return u"5b8a6a3e-4c0e-4a52-9a0b-3b1f0c1d2e3f"_s;
        case DataType::Kind::Json: return QJsonObject{{u"a"_s, below(9)}};
        case DataType::Kind::Enum: return isLucky(2) ? "x" : "y";
        case DataType::Kind::Blob: return QByteArray("\0\1", 2);
        case DataType::Kind::Time: return "10:11:12";
        default: return QString(below(8), QChar(u'a' + below(26)));
        }
    }

    /// Of another type, too long, to be converted, or an expression.
    Operand anything()
    {
        switch (below(14)) {
        case 0: return "many";
        case 1: return "12.5";
        case 2: return 12;
        case 3: return 32.989000000000004;
        case 4: return Decimal(1250, 2);
        case 5: return QString(u"Ünï 日本 and more"_s);
        case 6: return QString(u"a\0b"_s);
        case 7: return u"😀😀😀"_s;
        case 8: return 1e12;
        case 9: return literal("1 + 1");
        case 10: return fn("upper", "abc");
        case 11: return QJsonObject{{u"b"_s, u"c"_s}};
        case 12: return QDateTime(QDate(2020, 2, 29), QTime(12, 30, 15, 250));
        default: return true;
        }
    }

    std::mt19937 m_random;
};

/// What became of one row, as text.
struct Outcome
{
    QString refusal;
    QString answered;
    QString stored;

    bool operator==(const Outcome &) const = default;
    [[nodiscard]] QString text() const
    {
        return u"refused: %1\nanswered: %2\nstored: %3\n"_s.arg(refusal, answered, stored);
    }
};

QString shown(const QVariant &value)
{
    QString text;
    QDebug(&text).nospace() << value.typeName() << ' '
                            << (holdsDecimal(value) ? value.value<Decimal>().toString() : QString())
                            << value;
    return text;
}

bool isClock(const QString &name)
{
    return name == "createdAt"_L1 || name == "updatedAt"_L1;
}

/// A model under one of the ways to write its rows.
class Table
{
public:
    Table(Sequelize &db, const QString &name, const std::vector<AttributeDefinition> &attributes,
          const ModelOptions &options)
        : m_db(db)
        , m_model(db.define(name, attributes, options))
    {
        m_model.sync().waitForFinished();
    }

    [[nodiscard]] const Model &model() const { return m_model; }

    /// What `write` does to one row. The row that was stored is read by SQL of our own.
    template<typename Write>
    Outcome outcome(const Write &write) const
    {
        try {
            const Instance made = write(m_model);
            return {{}, answered(made), stored(u"DESC LIMIT 1"_s).first()};
        } catch (const AggregateError &error) {
            return {refusal(error.errors().first().message), {}, {}};
        } catch (const BaseError &error) {
            return {refusal(error.message()), {}, {}};
        }
    }

    [[nodiscard]] static QString answered(const Instance &row)
    {
        QStringList values;
        for (const auto &[name, value] : row.values())
            values += name + u'=' + (isClock(name) ? u"now"_s : shown(value));
        return values.join(u' ')
               + (row.isNewRecord() || !row.changed().isEmpty() ? u" dirty"_s : u""_s);
    }

    /// All rows in the order of their making, or as `end` says.
    [[nodiscard]] QStringList stored(const QString &end = {}) const
    {
        const RowSet rows =
            m_db.query(u"SELECT * FROM `%1` ORDER BY rowid %2"_s.arg(m_model.tableName(), end))
                .result();
        QStringList all;
        for (const RowBlockPointer &block : rows.blocks) {
            for (int row = 0; row < block->rowCount(); ++row) {
                QStringList cells;
                for (int column = 0; column < block->columnCount(); ++column)
                    cells += isClock(rows.columns.at(column)) ? u"now"_s
                                                              : shown(block->value(row, column));
                all += cells.join(u' ');
            }
        }
        return all;
    }

private:
    /// A message with no more of this table's name.
    [[nodiscard]] QString refusal(QString message) const
    {
        return message.replace(m_model.tableName(), "Rows"_L1).replace(m_model.name(), "Row"_L1);
    }

    Sequelize &m_db;
    const Model &m_model;
};

/// The tables of a random model, one for each way, in a database of their own.
class Shop
{
public:
    Shop(const Logging &logging, const std::vector<AttributeDefinition> &attributes,
         const ModelOptions &options)
        : m_db({.logging = logging})
        , m_created(m_db, u"Created"_s, attributes, options)
        , m_bulk(m_db, u"Bulk"_s, attributes, options)
        , m_saved(m_db, u"Saved"_s, attributes, options)
        , m_typed(m_db, u"Typed"_s, attributes, options)
        , m_batch(m_db, u"Batch"_s, attributes, options)
    {
    }

    /// Writes the rows in each way, and notes in which one they differ.
    void write(const QList<Values> &rows)
    {
        m_db.run([&] {
                QList<Values> accepted;
                QStringList answers;
                for (const Values &row : rows) {
                    const Outcome created = writeOne(row);
                    if (!created.refusal.isEmpty())
                        continue;
                    accepted += row;
                    answers += created.answered;
                }
                compareBatch(accepted, answers);
            })
            .waitForFinished();
    }

    [[nodiscard]] const QStringList &differences() const { return m_differences; }
    /// What create() and a bulkCreate() without validation did to each row.
    [[nodiscard]] const QStringList &outcomes() const { return m_outcomes; }

private:
    Outcome writeOne(const Values &row)
    {
        const Outcome created =
            m_created.outcome([&](const Model &model) { return model.create(row).result(); });
        compare(u"bulkCreate"_s, created, m_bulk.outcome([&](const Model &model) {
            return model.bulkCreate({row}, {.validate = true}).result().first();
        }));
        compare(u"build and save"_s, created, m_saved.outcome([&](const Model &model) {
            return model.build(row).save().result();
        }));
        const Outcome typed = m_typed.outcome(
            [&](const Model &model) { return model.bulkCreate({row}).result().first(); });
        m_outcomes += created.text() + typed.text();
        return created;
    }

    void compareBatch(const QList<Values> &rows, const QStringList &expected)
    {
        QStringList answers;
        for (const Instance &made : m_batch.model().bulkCreate(rows).result())
            answers += Table::answered(made);
        compare(u"one batch"_s, {{}, expected.join(u'\n'), m_created.stored().join(u'\n')},
                {{}, answers.join(u'\n'), m_batch.stored().join(u'\n')});
    }

    void compare(const QString &way, const Outcome &expected, const Outcome &outcome)
    {
        if (outcome != expected)
            m_differences += u"create:\n%1%2:\n%3"_s.arg(expected.text(), way, outcome.text());
    }

    Sequelize m_db;
    Table m_created;
    Table m_bulk;
    Table m_saved;
    Table m_typed;
    Table m_batch;
    QStringList m_differences;
    QStringList m_outcomes;
};

} // namespace

void TestSameRows::writesRandomRowsTheSameInEveryWay_data()
{
    QTest::addColumn<quint32>("seed");
    constexpr quint32 models = 50;
    for (quint32 seed = 1; seed <= models; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestSameRows::writesRandomRowsTheSameInEveryWay()
{
    QFETCH(quint32, seed);
    constexpr int rowCount = 100;
    Inventor inventor(seed);
    const std::vector<AttributeDefinition> attributes = inventor.attributes();
    const ModelOptions options = inventor.options();
    QList<Values> rows;
    for (int i = 0; i < rowCount; ++i)
        rows += inventor.row(attributes, i);
    Shop silent(nullptr, attributes, options);
    Shop listening([](const QString &) {}, attributes, options);

    silent.write(rows);
    listening.write(rows);

    QCOMPARE(silent.differences().value(0), QString());
    QCOMPARE(listening.differences().value(0), QString());
    QCOMPARE(listening.outcomes(), silent.outcomes());
    QCOMPARE(silent.outcomes().size(), rowCount);
}

QTEST_GUILESS_MAIN(TestSameRows)
#include "tst_samerows.moc"
