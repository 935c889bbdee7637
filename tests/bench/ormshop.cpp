#include "ormshop.h"

namespace bench {

namespace {

orm::Options optionsFor(const Run &run, qint64 &logged)
{
    const auto read = [&logged](const QString &line) { logged += line.size(); };
    return {.storage = run.file,
            .logging = run.listener == Listener::Reader ? orm::Logging(read) : nullptr,
            .synchronous =
                run.mode == Mode::Normal ? orm::Synchronous::Normal : orm::Synchronous::Full,
            .portable = run.portable,
            // Readers beside the writer would bring WAL back.
            .pool = {.max = run.mode == Mode::Rollback ? 1 : 5}};
}

} // namespace

EventKeeper::EventKeeper(orm::QueryLog &log)
    : m_subscription(log.listen([this](const orm::QueryEvent &event) {
        constexpr qsizetype capacity = 10'000;
        m_events.append(ui::SqlLogEntry(event));
        if (m_events.size() > capacity)
            m_events.dropOldest(1);
    }))
{
}

OrmShop::OrmShop(const Run &run)
    : db(optionsFor(run, logged))
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
    if (run.listener == Listener::Keeper)
        keeper.emplace(db.log());
}

} // namespace bench
