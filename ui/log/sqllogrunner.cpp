#include "ui/log/sqllogrunner.h"

#include "orm/core/deliver.h"
#include "orm/model/sequelize.h"
#include "orm/schema/queryinterface.h"
#include "orm/sql/sqlite/queryplan.h"
#include "ui/base/onserver.h"
#include "ui/log/queryplan.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

orm::QueryOptions optionsOf(const orm::QueryEvent &event, orm::StatementKind kind)
{
    orm::QueryOptions options{.kind = kind};
    if (const QVariantList shown = event.shown(); !shown.isEmpty())
        options.bind = shown;
    return options;
}

QueryPlan planOf(orm::Sequelize &database, const orm::QueryEvent &event)
{
    const orm::RowSet rows =
        database
            .query(orm::sqliteQueryPlan(event.sql()), optionsOf(event, orm::StatementKind::Read))
            .result();
    QStringList details;
    QList<int> depths;
    QHash<qint64, int> known; // depths by the steps' numbers
    for (const auto &block : rows.blocks) {
        for (int row = 0; row < block->rowCount(); ++row) {
            const int depth = known.value(block->value(row, 1).toLongLong(), -1) + 1;
            known.insert(block->value(row, 0).toLongLong(), depth);
            depths << depth;
            details << withTableOf(block->value(row, 3).toString(), event.sql());
        }
    }
    return readPlan(details, depths);
}

/// What a server says of a statement, a line for each step, with what it calls each part of it.
Explanation serverPlanOf(orm::Sequelize &database, const orm::QueryEvent &event)
{
    const orm::RowSet rows = database
                                 .query(orm::Text(u"EXPLAIN "_s + event.sql()),
                                        optionsOf(event, orm::StatementKind::Read))
                                 .result();
    QStringList lines;
    for (const auto &block : rows.blocks) {
        for (int row = 0; row < block->rowCount(); ++row) {
            QStringList parts;
            for (int column = 0; column < rows.columns.size(); ++column)
                if (const QString part = block->value(row, column).toString(); !part.isEmpty())
                    parts << (rows.columns.size() == 1
                                  ? part
                                  : u"%1: %2"_s.arg(rows.columns.at(column), part));
            lines << parts.join(u", "_s);
        }
    }
    return {.text = lines.join(u'\n')};
}

/// The first name in its conditions or order that is a column of a table which is read whole, and
/// the first column of no index.
void findMissingIndex(const orm::Sequelize &database, const QueryPlan &plan, const QString &sql,
                      Explanation &explanation)
{
    const QStringList names = soughtNames(sql);
    for (const QString &table : plan.wholeTables) {
        const orm::QueryInterface tables = database.queryInterface();
        if (!tables.tableExists(table).result())
            continue; // a name within the statement
        const orm::TableDescription description = tables.describeTable(table).result();
        QStringList indexed;
        for (const orm::IndexDescription &index : tables.showIndex(table).result())
            indexed << index.fields.value(0);
        for (const QString &name : names) {
            const orm::ColumnDescription *column = description.find(name);
            if (!column || column->primaryKey || indexed.contains(name))
                continue;
            explanation.table = table;
            explanation.column = name;
            explanation.hint = SqlLogRunner::tr("No index on %1 of %2.").arg(name, table);
            return;
        }
    }
    if (!plan.wholeTables.isEmpty() && sql.contains("LIKE"_L1))
        explanation.hint =
            SqlLogRunner::tr("A search inside of texts looks at every row; no index helps it.");
}

} // namespace

SqlLogRunner::SqlLogRunner(QObject *parent)
    : QObject(parent)
{
}

void SqlLogRunner::explain(const orm::QueryEvent &event)
{
    if (!m_database)
        return;
    const auto ask = [database = m_database, event] {
        if (isOnServer(*database))
            return serverPlanOf(*database, event);
        const QueryPlan plan = planOf(*database, event);
        Explanation explanation{.text = plan.text};
        findMissingIndex(*database, plan, event.sql(), explanation);
        return explanation;
    };
    orm::deliver(
        m_database->run(ask), this,
        [this](const Explanation &explanation) { emit explained(explanation); },
        [this](const orm::BaseError &error) { emit failed(error.message()); });
}

void SqlLogRunner::run(const orm::QueryEvent &event)
{
    if (!m_database)
        return;
    const bool isWrite = event.kind() != orm::StatementKind::Read;
    orm::deliver(
        m_database->query(event.sql(), optionsOf(event, event.kind())), this,
        [this, isWrite](const orm::RowSet &rows) { emit ran(rows.size(), isWrite); },
        [this](const orm::BaseError &error) { emit failed(error.message()); });
}

void SqlLogRunner::createIndex(const QString &table, const QString &column)
{
    if (!m_database)
        return;
    const orm::Index index{.fields = {orm::Text(column)}};
    orm::deliver(
        m_database->queryInterface().addIndex(table, index), this,
        [this, table, column] { emit indexCreated(table, column); },
        [this](const orm::BaseError &error) { emit failed(error.message()); });
}

} // namespace ui
