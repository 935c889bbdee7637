#include "ormshop.h"

namespace bench {

namespace {

orm::Options optionsFor(const Run &run)
{
    return {.storage = run.file,
            .logging = nullptr,
            .synchronous =
                run.mode == Mode::Normal ? orm::Synchronous::Normal : orm::Synchronous::Full,
            .portable = run.portable,
            // Readers beside the writer would bring WAL back.
            .pool = {.max = run.mode == Mode::Rollback ? 1 : 5}};
}

} // namespace

OrmShop::OrmShop(const Run &run)
    : db(optionsFor(run))
    , book(db.define(
          "Book",
          {{"id", {.type = orm::DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}},
           {"title", {.type = orm::DataTypes::STRING(200), .allowNull = false}},
           {"author", {.type = orm::DataTypes::STRING(100), .allowNull = false}},
           {"price", {.type = orm::DataTypes::DECIMAL(10, 2)}}},
          {.tableName = "books"}))
{
    db.authenticate().waitForFinished();
    if (run.mode == Mode::Rollback)
        db.query("PRAGMA journal_mode = DELETE", {.kind = orm::StatementKind::Write})
            .waitForFinished();
}

} // namespace bench
