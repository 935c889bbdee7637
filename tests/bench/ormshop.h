#pragma once

#include "contender.h"

#include "orm/orm.h"

namespace bench {

/// The library on the file of a run, with the bookstore's model, called as its users call it. A
/// loop of calls stands inside run() or transaction(), where each runs at once.
struct OrmShop
{
    explicit OrmShop(const Run &run);

    orm::Sequelize db;
    orm::Model &book;
};

} // namespace bench
