#include "app/copy/copytarget.h"

#include "orm/core/error.h"
#include "orm/model/sequelize.h"

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

void makeTables(orm::Session &session, const std::vector<CopiedTable> &tables)
{
    for (const CopiedTable &table : tables)
        session.sync(*table.model);
    const orm::Sequelize &database = tables.front().model->sequelize();
    if (database.options().dialect == orm::Dialect::Sqlite)
        dropIndexes(database.queryInterface());
}

void moveKeyCounters(orm::Session &session, const std::vector<CopiedTable> &tables)
{
    const orm::Sequelize &database = tables.front().model->sequelize();
    // The others take the highest key into account by themselves.
    if (database.options().dialect != orm::Dialect::Postgres)
        return;
    for (const CopiedTable &table : tables) {
        if (table.counter < 0)
            continue;
        const QString attribute = table.attributes.at(table.counter);
        const QVariant highest = session.max(*table.model, attribute);
        if (highest.isNull() || highest.toLongLong() < 1)
            continue;
        const QString name = database.queryInterface().quoteIdentifier(table.model->tableName());
        session.query("SELECT setval(pg_get_serial_sequence($1, $2), $3)",
                      {.bind = QVariantList{name, attribute, highest.toLongLong()},
                       .kind = orm::StatementKind::Write});
    }
}
