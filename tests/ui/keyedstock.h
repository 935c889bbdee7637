#pragma once

#include "orm/orm.h"
#include "support/serverdatabase.h"
#include "ui/base/pagespec.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QUuid>

using namespace Qt::StringLiterals;

/// The kinds of primary keys that a table may have.
enum class KeyKind : quint8 { Text, Uuid, OtherNumber, Decimal, Day, TextAndNumber, TwoNumbers };
Q_DECLARE_METATYPE(KeyKind)

/// A database of its own for a test, in a file or on the server that POSTGRES_URL names when
/// ON_POSTGRES=1, with one table: a key of some kind, a name, and a price.
class KeyedStock
{
public:
    explicit KeyedStock(KeyKind kind)
        : m_kind(kind)
        , m_server(qEnvironmentVariableIntValue("ON_POSTGRES") == 1
                       ? std::make_unique<PostgresDatabase>()
                       : nullptr)
        , m_database(m_server ? std::make_unique<orm::Sequelize>(m_server->url(),
                                                                 orm::Options{.logging = nullptr})
                              : std::make_unique<orm::Sequelize>(orm::Options{
                                  .storage = orm::Text(m_folder.filePath(u"stock.sqlite"_s)),
                                  .logging = nullptr,
                                  .synchronous = orm::Synchronous::Normal}))
        , m_model(m_database->define("Thing", attributesOf(kind), {.tableName = "things"}))
    {
        m_model.sync().waitForFinished();
    }

    [[nodiscard]] orm::Sequelize &database() { return *m_database; }
    [[nodiscard]] orm::Model &model() { return m_model; }
    [[nodiscard]] bool isMadeByDatabase() const { return m_kind == KeyKind::Uuid; }

    [[nodiscard]] QStringList keys() const
    {
        QStringList names;
        for (const orm::AttributeDefinition &attribute : m_model.attributes())
            if (attribute.options.primaryKey)
                names << attribute.name;
        return names;
    }

    [[nodiscard]] ui::PageSpec spec()
    {
        ui::PageSpec page;
        page.model = &m_model;
        page.name = u"things"_s;
        page.title = u"Things"_s;
        page.record = u"thing"_s;
        page.recordTitle = u"Thing"_s;
        page.countText = page.countTitle = [](qint64 n) { return QString::number(n); };
        page.nameAttribute = u"name"_s;
        page.summedAttribute = u"price"_s;
        for (const orm::AttributeDefinition &attribute : m_model.attributes())
            page.fields << field(attribute);
        return page;
    }

    /// A key that hardly any row has yet.
    [[nodiscard]] orm::Values freshKey(QRandomGenerator &random) const
    {
        static const QStringList letters{u"ä"_s, u"'"_s, u"%"_s, u"\\"_s, u"\""_s, u"😀"_s};
        const int number = int(random.bounded(1'000'000));
        switch (m_kind) {
        case KeyKind::Text:
            return {{"isbn", u"978%1%2"_s.arg(number).arg(letters.at(random.bounded(6)))}};
        case KeyKind::Uuid: {
            const QUuid uuid(random.generate(), 1, 0x4abc, 0x8d, 1, 2, 3, 4, 5, 6, 7);
            return {{"uuid", uuid.toString(QUuid::WithoutBraces)}};
        }
        case KeyKind::OtherNumber: return {{"number", number - 500'000}};
        case KeyKind::Decimal: return {{"amount", orm::Decimal(number, 2)}};
        case KeyKind::Day: return {{"day", QDate(1990, 1, 1).addDays(number % 20'000)}};
        case KeyKind::TextAndNumber:
            return {{"shelf", letters.at(random.bounded(6))}, {"place", number % 2'000}};
        case KeyKind::TwoNumbers: return {{"left", number % 40}, {"right", number % 1'999}};
        }
        return {};
    }

    /// Rows with random keys.
    void fill(QRandomGenerator &random, int count)
    {
        std::map<QString, orm::Values> rows;
        while (int(rows.size()) < count) {
            orm::Values row = freshKey(random);
            const QString key = keyText(m_model.build(row));
            row.set(u"name"_s, orm::Operand(u"Name %1"_s.arg(random.bounded(100))));
            row.set(u"price"_s, orm::Operand(orm::Decimal(random.bounded(900), 2)));
            rows.emplace(key, row);
        }
        QList<orm::Values> all;
        for (const auto &[key, row] : rows)
            all << row;
        m_model.bulkCreate(all).waitForFinished();
    }

    /// The key of a row, for people.
    [[nodiscard]] QString keyText(const orm::Instance &row) const
    {
        QStringList parts;
        for (const QString &key : keys()) {
            const QVariant value = row.get(key);
            parts << (orm::holdsDecimal(value) ? value.value<orm::Decimal>().rounded(2).toString()
                                               : value.toString());
        }
        return parts.join(u'|');
    }
    /// All rows by their keys, in the order of the database.
    [[nodiscard]] QStringList keysInOrder(const orm::FindOptions &options)
    {
        QStringList all;
        for (const orm::Instance &row : m_model.findAll(options).result())
            all << keyText(row);
        return all;
    }
    [[nodiscard]] orm::Order keyOrder(const orm::Text &direction = "ASC") const
    {
        std::vector<orm::OrderTerm> terms;
        for (const QString &key : keys())
            terms.emplace_back(orm::Text(key), direction);
        return orm::Order(terms);
    }

private:
    static std::vector<orm::AttributeDefinition> attributesOf(KeyKind kind)
    {
        using namespace orm;
        std::vector<AttributeDefinition> all;
        const auto add = [&all](const char *name, const DataType &type) {
            all.push_back({name, AttributeOptions{.type = type, .primaryKey = true}});
        };
        switch (kind) {
        case KeyKind::Text: add("isbn", DataTypes::STRING(40)); break;
        case KeyKind::Uuid:
            all.push_back({"uuid", AttributeOptions{.type = DataTypes::UUID,
                                                    .defaultValue = DataTypes::UUIDV4,
                                                    .primaryKey = true}});
            break;
        case KeyKind::OtherNumber: add("number", DataTypes::INTEGER); break;
        case KeyKind::Decimal: add("amount", DataTypes::DECIMAL(10, 2)); break;
        case KeyKind::Day: add("day", DataTypes::DATEONLY); break;
        case KeyKind::TextAndNumber:
            add("shelf", DataTypes::STRING(10));
            add("place", DataTypes::INTEGER);
            break;
        case KeyKind::TwoNumbers:
            add("left", DataTypes::INTEGER);
            add("right", DataTypes::INTEGER);
            break;
        }
        all.push_back({"name", AttributeOptions{.type = DataTypes::STRING(100)}});
        all.push_back({"price", AttributeOptions{.type = DataTypes::DECIMAL(10, 2)}});
        return all;
    }

    [[nodiscard]] ui::FieldSpec field(const orm::AttributeDefinition &attribute) const
    {
        ui::FieldSpec spec;
        spec.attribute = spec.name = spec.label = spec.header = attribute.name;
        const orm::DataType &type = attribute.options.type;
        spec.kind = type.kind() == orm::DataType::Kind::Date             ? ui::FieldKind::Moment
                    : attribute.options.primaryKey && isMadeByDatabase() ? ui::FieldKind::Key
                    : type.isNumber()                                    ? ui::FieldKind::Number
                                                                         : ui::FieldKind::Text;
        return spec;
    }

    KeyKind m_kind;
    QTemporaryDir m_folder;
    std::unique_ptr<PostgresDatabase> m_server;
    std::unique_ptr<orm::Sequelize> m_database;
    orm::Model &m_model;
};
