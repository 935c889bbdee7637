#pragma once

#include "orm/orm.h"

#include <QTest>

/// A shop whose log somebody reads, or nobody.
struct BothLogs
{
    enum class Log : bool { Off, On };

    BothLogs(const QString &file, Log log)
        : db({.storage = file,
              .logging = log == Log::On ? orm::Logging([](const QString &) {}) : nullptr})
        , book(db.define("Book",
                         {{"title", {.type = orm::DataTypes::STRING(10), .allowNull = false}},
                          {"code", {.type = orm::DataTypes::STRING(10), .unique = true}},
                          {"price", orm::DataTypes::DECIMAL(6, 2)},
                          {"pages", orm::DataTypes::INTEGER},
                          {"weight", orm::DataTypes::DOUBLE},
                          {"sold", {.type = orm::DataTypes::BOOLEAN, .defaultValue = false}},
                          {"printed", orm::DataTypes::DATE},
                          {"day", orm::DataTypes::DATEONLY},
                          {"cover", orm::DataTypes::BLOB},
                          {"notes", orm::DataTypes::JSON}}))
    {
        book.sync({.force = true}).waitForFinished();
    }

    /// What a row has but for its clocks.
    [[nodiscard]] static QVariantMap values(const orm::Instance &row)
    {
        QVariantMap all;
        for (const auto &[name, value] : row.values())
            if (name != QLatin1StringView("createdAt") && name != QLatin1StringView("updatedAt"))
                all.insert(name, value);
        return all;
    }
    /// The rows of a test's table, in its column `values`.
    static void addRows(const QList<std::pair<QString, orm::Values>> &rows)
    {
        QTest::addColumn<orm::Values>("values");
        for (const auto &[name, values] : rows)
            QTest::newRow(qPrintable(name)) << values;
    }

    orm::Sequelize db;
    orm::Model &book;
};
