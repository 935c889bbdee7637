#pragma once

#include "contender.h"

#include "orm/orm.h"
#include "ui/log/sqllogbuffer.h"

#include <optional>

namespace bench {

/// Keeps the newest events of a log as the window does, in its own buffer.
class EventKeeper
{
public:
    explicit EventKeeper(orm::QueryLog &log);

private:
    ui::SqlLogBuffer m_events;
    orm::QueryLog::Subscription m_subscription; // goes before what it fills
};

/// The library on the file of a run, with the bookstore's model, called as its users call it. A
/// loop of calls stands inside run() or transaction(), where each runs at once.
struct OrmShop
{
    explicit OrmShop(const Run &run);

    qint64 logged = 0; ///< Letters of the log's text that were read.
    orm::Sequelize db;
    orm::Model &book;
    std::optional<EventKeeper> keeper;
};

} // namespace bench
