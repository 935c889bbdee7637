#pragma once

#include "orm/orm.h"

#include <QTemporaryDir>

#include <mutex>

/// A shop of its own in a temporary folder, with the bookstore's model and the lines of its log.
class TestShop
{
public:
    /// `options` without storage and logging, which are set here.
    explicit TestShop(orm::Options options = {})
        : m_db(completed(std::move(options)))
        , m_book(define(m_db))
    {
    }

    [[nodiscard]] orm::Sequelize &db() { return m_db; }
    [[nodiscard]] const orm::Model &book() const { return m_book; }
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("shop.sqlite")); }

    /// The bookstore's model in any database.
    static orm::Model &define(orm::Sequelize &db)
    {
        using namespace orm;
        return db.define(
            "Book",
            {
                {"id", {.type = DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}},
                {"title",
                 {.type = DataTypes::STRING(200),
                  .allowNull = false,
                  .validate = {Validate::notEmpty()}}},
                {"author", {.type = DataTypes::STRING(100), .allowNull = false}},
                {"price", {.type = DataTypes::DECIMAL(10, 2), .validate = {Validate::min(0)}}},
            },
            {.tableName = "books"});
    }

    /// The table, and the five books of the tutorial.
    void fill()
    {
        m_db.sync().waitForFinished();
        const std::vector<std::tuple<const char *, const char *, double>> books{
            {"The Left Hand of Darkness", "Ursula K. Le Guin", 12.5},
            {"Kindred", "Octavia E. Butler", 29.99},
            {"Invisible Cities", "Italo Calvino", 34.95},
            {"Foucault's Pendulum", "Umberto Eco", 24.99},
            {"Ficciones", "Jorge Luis Borges", 39.99}};
        for (const auto &[title, author, price] : books)
            m_book.create({{"title", title}, {"author", author}, {"price", price}})
                .waitForFinished();
        (void)takeLog();
    }

    /// The lines since the last call.
    [[nodiscard]] QStringList takeLog()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_log, {});
    }

private:
    orm::Options completed(orm::Options options)
    {
        options.storage = file();
        options.logging = [this](const QString &line) {
            const std::lock_guard lock(m_mutex);
            m_log << line;
        };
        return options;
    }

    QTemporaryDir m_folder;
    std::mutex m_mutex;
    QStringList m_log;
    orm::Sequelize m_db; // goes before the log it writes to
    orm::Model &m_book;
};
