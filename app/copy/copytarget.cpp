#include "app/copy/copytarget.h"

#include "app/shop/serveraddress.h"
#include "orm/core/error.h"
#include "orm/model/sequelize.h"
#include "orm/schema/autoincrement.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ShopCopy)
};

bool isAnother(const CopiedTable &table, const orm::TableDescription &description)
{
    return !std::ranges::all_of(table.attributes, [&](const QString &attribute) {
        return description.find(attribute) != nullptr;
    });
}

void dropIndexes(const orm::QueryInterface &catalogue)
{
    const std::vector<orm::Index> own = bookIndexes(); // those that somebody else made stay
    for (const orm::IndexDescription &index : catalogue.showIndex(bookTable).result())
        if (std::ranges::find(own, index.name, &orm::Index::name) != own.end())
            catalogue.removeIndex(bookTable, orm::Text(index.name)).waitForFinished();
}

void raise(const CopiedTable &table, qint64 highest)
{
    orm::raiseAutoIncrement(table.model->sequelize().database(), table.model->tableName(),
                            table.counterName(), highest)
        .waitForFinished();
}

/// Databases end some of their sentences with a full stop.
QString withoutStop(QString sentence)
{
    while (sentence.endsWith(u'.'))
        sentence.chop(1);
    return sentence;
}

} // namespace

void refuseUnlessEmpty(orm::Session &session, const std::vector<CopiedTable> &tables,
                       const QString &place)
{
    const orm::QueryInterface catalogue = tables.front().model->sequelize().queryInterface();
    QStringList found;
    for (const CopiedTable &table : tables) {
        const QString name = table.model->tableName();
        if (!catalogue.tableExists(name).result())
            continue;
        if (isAnother(table, catalogue.describeTable(name).result()))
            throw orm::BaseError(Texts::tr("“%1” already has a table “%2” that is something else.")
                                     .arg(place, name));
        if (const qint64 count = session.count(*table.model); count > 0)
            found += Texts::tr("%1 (%2)").arg(name, QLocale().toString(count));
    }
    if (!found.isEmpty())
        throw orm::BaseError(
            Texts::tr(
                "“%1” is not empty: it has rows in %2, which stay as they are. Choose another "
                "place.")
                .arg(place, found.join(u", "_s)));
}

void makeTables(orm::Session &session, const std::vector<CopiedTable> &tables, const QString &place)
{
    for (const CopiedTable &table : tables)
        try {
            session.sync(*table.model);
        } catch (const orm::DatabaseError &error) { // an index of that name on another table …
            const QString lack = serverLack(error);
            throw orm::BaseError(
                Texts::tr("The table “%1” and its indexes cannot be made in “%2”: %3.")
                    .arg(table.model->tableName(), place,
                         withoutStop(lack.isEmpty() ? error.message() : lack)));
        }
    dropIndexes(tables.front().model->sequelize().queryInterface());
}

void makeIndexes(const std::vector<CopiedTable> &tables)
{
    const orm::Sequelize &database = tables.front().model->sequelize();
    if (database.options().dialect == orm::Dialect::Sqlite)
        return;
    try {
        for (const orm::Index &index : bookIndexes(database.options().dialect))
            database.queryInterface().addIndex(bookTable, index).waitForFinished();
    } catch (const orm::BaseError &) {
        // The shop is whole without them.
    }
}

void raiseKeyCounters(const std::vector<CopiedTable> &tables, const std::vector<qint64> &highest)
{
    for (size_t i = 0; i < tables.size(); ++i)
        if (highest[i] > 0)
            raise(tables[i], highest[i]);
}

void moveKeyCounters(orm::Session &session, const std::vector<CopiedTable> &tables)
{
    // The others take the highest key into account by themselves.
    if (tables.front().model->sequelize().options().dialect != orm::Dialect::Postgres)
        return;
    for (const CopiedTable &table : tables) {
        if (table.counter < 0)
            continue;
        const qint64 highest = session.max(*table.model, table.counterName()).toLongLong();
        if (highest > 0)
            raise(table, highest);
    }
}
