#pragma once

#include "orm/orm.h"
#include "support/freshdatabase.h"
#include "ui/base/pagespec.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

/// A shop of its own for a test, and a model of books: a file in a folder that goes with it, or the
/// database of a server that the environment asks for.
class TestBooks
{
public:
    TestBooks()
        : m_database(isOnServer() ? freshDatabase() : address(m_folder),
                     {.logging = nullptr, .synchronous = orm::Synchronous::Normal})
        , m_book(m_database.define(
              "Book",
              {{"id", {.type = orm::DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}},
               {"title",
                {.type = orm::DataTypes::STRING(200),
                 .allowNull = false,
                 .validate = {orm::Validate::notEmpty()}}},
               {"author",
                {.type = orm::DataTypes::STRING(100),
                 .allowNull = false,
                 .validate = {orm::Validate::notEmpty()}}},
               {"price",
                {.type = orm::DataTypes::DECIMAL(10, 2), .validate = {orm::Validate::min(0)}}}},
              {.tableName = "books"}))
    {
        m_book.sync().waitForFinished();
    }

    [[nodiscard]] orm::Sequelize &database() { return m_database; }
    [[nodiscard]] orm::Model &book() { return m_book; }

    [[nodiscard]] ui::PageSpec spec()
    {
        using ui::FieldKind;
        ui::PageSpec page;
        page.model = &m_book;
        page.name = QStringLiteral("books");
        page.title = QStringLiteral("Books");
        page.record = QStringLiteral("book");
        page.recordTitle = QStringLiteral("Book");
        page.countText = [](qint64 n) {
            return n == 1 ? QStringLiteral("1 book") : QStringLiteral("%1 books").arg(n);
        };
        page.countTitle = [](qint64 n) {
            return n == 1 ? QStringLiteral("Book") : QStringLiteral("%1 Books").arg(n);
        };
        page.nameAttribute = QStringLiteral("title");
        page.summedAttribute = QStringLiteral("price");
        page.fields = {field("id", "id", "ID", "ID", FieldKind::Key),
                       field("title", "title", "&Title", "Title", FieldKind::Text),
                       field("author", "author", "&Author", "Author", FieldKind::CompletingText),
                       field("price", "price", "&Price", "Price", FieldKind::Money),
                       field("createdAt", "created", "Created", "Created", FieldKind::Moment),
                       field("updatedAt", "updated", "Updated", "Updated", FieldKind::Moment)};
        page.fields.front().inForm = false;
        return page;
    }

    /// Adds books 1 to `count`: "Title 0001" by one of seven authors, for 0.50, 1.00, … and every
    /// tenth without a price.
    void addBooks(int count)
    {
        QList<orm::Values> rows;
        for (int number = 1; number <= count; ++number) {
            orm::Values row{{"title", QStringLiteral("Title %1").arg(number, 4, 10, QChar(u'0'))},
                            {"author", QStringLiteral("Author %1").arg(number % 7)}};
            row.set(QStringLiteral("price"),
                    number % 10 == 0 ? orm::Operand(nullptr) : orm::Operand(number * 0.5));
            rows.append(row);
        }
        m_book.bulkCreate(rows).waitForFinished();
    }

    /// Every row with every value, as text.
    [[nodiscard]] QString dump()
    {
        QString text;
        for (const orm::Instance &row : m_book.findAll({.order = {"id"}}).result())
            text += QString::fromUtf8(QJsonDocument(row.toJson()).toJson(QJsonDocument::Compact));
        return text;
    }

private:
    static orm::Text address(const QTemporaryDir &folder)
    {
        return orm::Text(QStringLiteral("sqlite:")
                         + folder.filePath(QStringLiteral("shop.sqlite")));
    }
    static ui::FieldSpec field(const char *attribute, const char *name, const char *label,
                               const char *header, ui::FieldKind kind)
    {
        ui::FieldSpec spec;
        spec.attribute = QString::fromLatin1(attribute);
        spec.name = QString::fromLatin1(name);
        spec.label = QString::fromLatin1(label);
        spec.header = QString::fromLatin1(header);
        spec.kind = kind;
        return spec;
    }

    QTemporaryDir m_folder;
    orm::Sequelize m_database;
    orm::Model &m_book;
};
