// The tables of a shop beside "books": which of them are made, and which are there.
#include "app/shop/shop.h"

#include "orm/core/deliver.h"
#include "orm/model/sequelize.h"
#include "orm/schema/queryinterface.h"
#include "ui/base/onserver.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// Whether books are told apart by a whole number that no two of them share and none lacks.
bool hasWholeKey(const orm::TableDescription &books, bool isOnServer)
{
    // In SQLite only this type makes a key that is always a number, and a new one for a new book.
    static const QRegularExpression ofFile(u"^INTEGER$"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression ofServer(u"^((TINY|SMALL|MEDIUM|BIG)?INT|INTEGER)\\b"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    const auto isId = [](const orm::ColumnDescription &column) {
        return column.name.compare("id"_L1, Qt::CaseInsensitive) == 0;
    };
    if (std::ranges::none_of(books.columns, isId))
        return false;
    return std::ranges::all_of(books.columns, [&](const orm::ColumnDescription &column) {
        if (!isId(column))
            return !column.primaryKey;
        const QRegularExpression &type = isOnServer ? ofServer : ofFile;
        return column.primaryKey && type.match(column.type).hasMatch();
    });
}

/// Whether another program has put a table of its own where that of `model` would be.
bool isTaken(const orm::Sequelize &database, const orm::Model &model)
{
    const orm::QueryInterface tables = database.queryInterface();
    if (!tables.tableExists(model.tableName()).result())
        return false;
    const orm::TableDescription table = tables.describeTable(model.tableName()).result();
    return std::ranges::any_of(model.attributes(), [&](const orm::AttributeDefinition &attribute) {
        return !table.find(attribute.name);
    });
}

/// Columns of "books" that another program has made; each gets one in the table of deleted books.
/// On a server, where a column keeps values of one type only, such books are not kept: throws.
QStringList makeOtherColumns(const orm::Sequelize &database, const BookModels &models)
{
    const orm::QueryInterface tables = database.queryInterface();
    const QString trash = models.deletedBook->tableName();
    const orm::TableDescription kept = tables.describeTable(trash).result();
    QStringList others;
    for (const orm::ColumnDescription &column :
         tables.describeTable(models.book->tableName()).result().columns) {
        // The letters' case makes no other column.
        const auto isIt = [&column](const orm::AttributeDefinition &attribute) {
            return attribute.name.compare(column.name, Qt::CaseInsensitive) == 0;
        };
        if (std::ranges::any_of(models.book->attributes(), isIt))
            continue;
        if (ui::isOnServer(database))
            throw orm::UsageError(Shop::tr("“%1” has a column of another program, “%2”.")
                                      .arg(models.book->tableName(), column.name));
        others << column.name;
        // Of a BLOB SQLite keeps any value as it is.
        if (!kept.find(keptColumn(column.name)))
            tables.addColumn(trash, keptColumn(column.name), {.type = orm::DataTypes::BLOB})
                .waitForFinished();
    }
    return others;
}

} // namespace

/// Where two books may share a key, or have none, a change of one would be one of the other, too.
void Shop::lookAtKeys()
{
    orm::deliver(
        m_database->queryInterface().describeTable(book().tableName()), this,
        [this](const orm::TableDescription &books) {
            const bool isOnServer = ui::isOnServer(*m_database);
            if (!hasWholeKey(books, isOnServer))
                return failForKeys();
            isOnServer ? use() : lookAtIndexes();
        },
        [this](const orm::BaseError &error) { failWith(error); });
}

/// SQLite keeps a key that makes its own numbers in the table itself. One that has an index, as of
/// INTEGER PRIMARY KEY DESC or WITHOUT ROWID, takes texts, and perhaps NULL.
void Shop::lookAtIndexes()
{
    orm::deliver(
        m_database->queryInterface().showIndex(book().tableName()), this,
        [this](const QList<orm::IndexDescription> &indexes) {
            std::ranges::any_of(indexes, &orm::IndexDescription::primary) ? failForKeys() : use();
        },
        [this](const orm::BaseError &error) { failWith(error); });
}

void Shop::failForKeys()
{
    fail(ShopFailure::Kind::Other,
         tr("“%1” cannot be opened: its table “%2” lacks a primary key “id” of whole "
            "numbers (INTEGER PRIMARY KEY), by which a book is told from another.")
             .arg(name(), book().tableName()));
}

/// Throws when something else has the name of one of them, and makes those that are missing.
void Shop::makeAll(const orm::Sequelize &database, const QString &shop,
                   const std::vector<orm::Model *> &models)
{
    for (const orm::Model *model : models)
        if (isTaken(database, *model))
            throw orm::UsageError(tr("“%1” already has a table “%2” that is something else.")
                                      .arg(shop, model->tableName()));
    for (const orm::Model *model : models)
        model->sync().waitForFinished();
}

/// The tables beside "books", which is there and stays as it is.
void Shop::makeTables()
{
    const std::vector<orm::Model *> all{m_models.genre, m_models.bookGenre, m_models.isbn,
                                        m_models.cover, m_models.sale};
    const auto work = [all, database = m_database.get(), name = name()] {
        makeAll(*database, name, all);
    };
    orm::deliver(
        m_database->transaction(work, "makeTables"), this, [this] { makeTrash(); },
        [this](const orm::BaseError &error) { // books alone are a shop, too
            m_lack =
                tr("%1 Books have no genres, ISBNs, covers and sales here.").arg(error.message());
            lookAround();
        });
}

/// On its own, since a shop does without it where something else has its name.
void Shop::makeTrash()
{
    const auto work = [models = m_models, database = m_database.get(), name = name()] {
        makeAll(*database, name, {models.deletedBook, models.deletedCover});
        return makeOtherColumns(*database, models);
    };
    orm::deliver(
        m_database->transaction(work, "makeTrash"), this,
        [this](const QStringList &others) {
            m_hasTrash = true;
            m_models.otherColumns = others;
            lookAround();
        },
        [this](const orm::BaseError &error) {
            m_trashLack = tr("%1 Deleted books are not kept here.").arg(error.message());
            lookAround();
        });
}

/// One question that names every table and column tells whether they are there. No row fits it. A
/// file that cannot be written may be from before books had ISBNs.
void Shop::lookAround()
{
    std::vector<orm::Include> tables{"genres", "cover", "sales"};
    if (m_models.isbn)
        tables.emplace_back("isbn");
    orm::deliver(
        book().findOne({.where = {{"id", nullptr}}, .include = orm::Includes(tables)}), this,
        [this](const std::optional<orm::Instance> &) {
            m_isComplete = true;
            m_lack.clear();
            lookForTrash();
        },
        [this](const orm::BaseError &) {
            if (std::exchange(m_models.isbn, nullptr))
                return lookAround();
            m_models.deletedBook = m_models.deletedCover = nullptr;
            emit opened();
        });
}

/// The same for deleted books, which another window may have been the first to make room for.
void Shop::lookForTrash()
{
    if (m_hasTrash) {
        emit opened();
        return;
    }
    orm::deliver(
        m_models.deletedBook->findOne({.where = {{"id", nullptr}}, .include = {"cover"}}), this,
        [this](const std::optional<orm::Instance> &) { emit opened(); },
        [this](const orm::BaseError &) {
            m_models.deletedBook = m_models.deletedCover = nullptr;
            m_lack = m_trashLack;
            emit opened();
        });
}
