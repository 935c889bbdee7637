#pragma once

#include "support/failureof.h"
#include "support/randomvalues.h"

#include "orm/orm.h"

#include <QJsonDocument>
#include <QStringList>

#include <utility>
#include <vector>

// A table with columns of any type on two databases, and what the same calls do to both.
namespace manyrows {

using namespace orm;
using namespace Qt::StringLiterals;

/// A column of the table.
struct TableColumn
{
    const char *name;
    DataType type;
    bool isOnMariaDb = true;
};

[[nodiscard]] inline const std::vector<TableColumn> &allColumns()
{
    static const std::vector<TableColumn> columns{{"name", DataTypes::STRING(20)},
                                                  {"note", DataTypes::TEXT},
                                                  {"small", DataTypes::SMALLINT},
                                                  {"count", DataTypes::INTEGER},
                                                  {"large", DataTypes::BIGINT},
                                                  {"ratio", DataTypes::DOUBLE},
                                                  {"real", DataTypes::REAL, false},
                                                  {"price", DataTypes::DECIMAL(10, 2)},
                                                  {"share", DataTypes::DECIMAL, false},
                                                  {"sold", DataTypes::BOOLEAN},
                                                  {"at", DataTypes::DATE},
                                                  {"exactly", DataTypes::DATE(3)},
                                                  {"day", DataTypes::DATEONLY},
                                                  {"opens", DataTypes::TIME},
                                                  {"code", DataTypes::UUID},
                                                  {"cover", DataTypes::BLOB},
                                                  {"meta", DataTypes::JSON},
                                                  {"deep", DataTypes::JSONB, false},
                                                  {"odd) VALUES ($1,?", DataTypes::TEXT},
                                                  {"kind", DataTypes::ENUM("x", "y")}};
    return columns;
}

/// Columns of a table: mostly of the usual types, since one without a form stops all of them.
[[nodiscard]] inline std::vector<TableColumn> someColumns(RandomValues &random, bool isMariaDb)
{
    std::vector<TableColumn> some{{"title", DataTypes::STRING(20)}};
    for (const TableColumn &each : allColumns()) {
        const bool isRare =
            QByteArrayView(each.name) == "kind" || QByteArrayView(each.name) == "real";
        if ((each.isOnMariaDb || !isMariaDb) && random.isLucky(isRare ? 12 : 2))
            some.push_back(each);
    }
    return some;
}

/// A value that every server can store in the column.
[[nodiscard]] inline Operand soundValue(RandomValues &random, const TableColumn &column)
{
    using Kind = DataType::Kind;
    const Kind kind = column.type.kind();
    if (kind == Kind::SmallInt)
        return random.isLucky(9) ? Operand(nullptr) : Operand(random.below(60'000) - 30'000);
    if (kind == Kind::Decimal && random.isLucky(2)) // as amounts are
        return Decimal(random.below(200'000) - 100'000, random.below(3));
    if (kind == Kind::Real)
        return random.below(100'000) / 7.0;
    for (;;) {
        const RandomValue value =
            random.of(kind == Kind::Jsonb ? DataType(DataTypes::JSON) : column.type);
        if (!value.stored)
            continue;
        const QVariant &stored = *value.stored;
        const bool isSmall =
            kind != Kind::Integer || stored.isNull() || std::in_range<qint32>(stored.toLongLong());
        const bool isFinite =
            kind != Kind::Double || stored.isNull() || std::isfinite(stored.toDouble());
        const bool isLate =
            kind != Kind::Date || stored.isNull() || stored.toDateTime().date().year() > 0;
        if (isSmall && isFinite && isLate)
            return value.given;
    }
}

[[nodiscard]] inline QList<Values> randomRows(RandomValues &random,
                                              const std::vector<TableColumn> &columns, int count)
{
    // All rows of a call give values to the same attributes, or not.
    std::vector<bool> isGiven;
    for (size_t i = 0; i < columns.size(); ++i)
        isGiven.push_back(i == 0 || !random.isLucky(5));
    const bool isUneven = random.isLucky(3);
    QList<Values> rows;
    for (int row = 0; row < count; ++row) {
        Values values;
        for (size_t i = 0; i < columns.size(); ++i)
            if (isGiven[i] && !(isUneven && i > 0 && random.isLucky(9)))
                values.set(QString::fromLatin1(columns[i].name), soundValue(random, columns[i]));
        rows += values;
    }
    return rows;
}

/// What a call has done, as far as anybody can see.
struct Outcome
{
    QString failure;
    QList<qint64> failed; ///< The rows that the failure names.
    QStringList answers;
    QStringList lines;
    QStringList stored;
};

/// One of the two databases.
template<typename Database>
class Side
{
public:
    Side(const std::vector<TableColumn> &columns, bool isJudge)
        : m_db(m_database.url(), {.logging = nullptr, .pool = {.max = 1}})
        , m_model(define(columns))
    {
        if (isJudge)
            m_db.hooks().beforeQuery([](const QueryEvent &) {});
        wait(m_model.sync());
    }

    [[nodiscard]] Sequelize &db() { return m_db; }
    [[nodiscard]] Model &model() { return m_model; }
    /// Changes the table in ways that no model knows.
    void run(const QString &sql) { wait(m_db.query(Text(sql), {.kind = StatementKind::Schema})); }

    Outcome create(const QList<Values> &rows, const BulkCreateOptions &options)
    {
        Outcome outcome;
        const auto listening = m_db.log().listen([&](const QueryEvent &event) {
            if (event.kind() == StatementKind::Write)
                outcome.lines +=
                    withoutName(u"%1 %2 %3"_s.arg(event.rows).arg(event.error, event.sql()));
        });
        const auto failure = failureOf([&] {
            for (const Instance &each : wait(m_model.bulkCreate(rows, options)))
                outcome.answers +=
                    QString::fromUtf8(QJsonDocument(each.toJson()).toJson(QJsonDocument::Compact));
        });
        if (failure) {
            outcome.failure =
                withoutName(QLatin1StringView(typeid(*failure).name()) + failure->message());
            outcome.failed = failure->rows();
        }
        return outcome;
    }
    /// All rows in the server's own words.
    [[nodiscard]] QStringList stored()
    {
        QStringList words;
        const bool isPostgres = m_db.options().dialect == Dialect::Postgres;
        QStringList parts;
        for (const QString &name : m_names)
            parts += u"COALESCE(HEX(CAST(`%1` AS BINARY)), 'NULL')"_s.arg(name);
        const QString row = isPostgres ? u"CAST(\"Many\" AS TEXT)"_s
                                       : u"CONCAT_WS(' ', id, %1)"_s.arg(parts.join(u", "));
        const QString table = isPostgres ? u"\"Many\""_s : u"Many"_s;
        for (const ResultRow &each :
             wait(m_db.query(Text(u"SELECT %1 AS w FROM %2 ORDER BY id"_s.arg(row, table)))))
            words += each.get<QString>("w");
        return words;
    }
    /// How many statements the server has counted: on PostgreSQL prepared INSERTs of arrays.
    [[nodiscard]] qint64 statements()
    {
        const bool isPostgres = m_db.options().dialect == Dialect::Postgres;
        const ResultRow count =
            *wait(
                 m_db.query(Text(
                     isPostgres
                         ? u"SELECT count(*) AS n FROM pg_prepared_statements WHERE statement LIKE 'INSERT%unnest(%'"_s
                         : u"SELECT VARIABLE_VALUE AS n FROM information_schema.SESSION_STATUS "
                           "WHERE VARIABLE_NAME = 'COM_INSERT'"_s)))
                 .begin();
        return count.get<QString>("n").toLongLong();
    }

private:
    [[nodiscard]] QString withoutName(QString text) const
    {
        return text.replace(m_database.name(), "this"_L1);
    }
    Model &define(const std::vector<TableColumn> &columns)
    {
        std::vector<AttributeDefinition> attributes;
        for (const TableColumn &each : columns) {
            attributes.push_back({each.name, {.type = each.type}});
            m_names += QString::fromLatin1(each.name);
        }
        attributes.push_back({"part", {.type = DataTypes::INTEGER}});
        attributes.push_back({"unlike", {.type = DataTypes::INTEGER, .unique = true}});
        m_names += {u"part"_s, u"unlike"_s};
        return m_db.define("Many", attributes, {.tableName = "Many", .timestamps = false});
    }

    const Database m_database;
    QStringList m_names;
    Sequelize m_db;
    Model &m_model;
};

/// The first line in which they differ.
[[nodiscard]] inline QString difference(const QStringList &one, const QStringList &other)
{
    for (qsizetype i = 0; i < std::max(one.size(), other.size()); ++i)
        if (one.value(i) != other.value(i))
            return u"line %1:\n  %2\n  %3"_s.arg(i).arg(one.value(i).left(2'000),
                                                        other.value(i).left(2'000));
    return {};
}

[[nodiscard]] inline QString difference(const Outcome &one, const Outcome &other)
{
    if (one.failure != other.failure || one.failed != other.failed)
        return u"failure:\n  %1\n  %2"_s.arg(one.failure, other.failure);
    QString text;
    const auto compare = [&](const char *what, const QStringList &mine, const QStringList &theirs) {
        if (const QString wrong = difference(mine, theirs); !wrong.isEmpty())
            text += QLatin1StringView(what) + u' ' + wrong + u'\n';
    };
    compare("answered", one.answers, other.answers);
    compare("told", one.lines, other.lines);
    compare("stored", one.stored, other.stored);
    return text;
}

template<typename Database>
[[nodiscard]] QString difference(Side<Database> &one, Side<Database> &other,
                                 const QList<Values> &rows, const BulkCreateOptions &options)
{
    Outcome mine = one.create(rows, options);
    Outcome theirs = other.create(rows, options);
    mine.stored = one.stored();
    theirs.stored = other.stored();
    return difference(mine, theirs);
}

} // namespace manyrows
